import { Stack, Text, TextInput, Title } from '@mantine/core'
import type { Designer, Element } from './bpmn-types.ts'
import { EventSettings } from './event-panel.tsx'
import { FlowSettings } from './flow-panel.tsx'
import { MachineSettings } from './machine-panel.tsx'
import type { PanelProps } from './panel-props.ts'
import { StepSettings } from './step-panel.tsx'

const KINDS: Readonly<Record<string, string>> = {
  'bpmn:Process': 'Quy trình',
  'bpmn:StartEvent': 'Điểm bắt đầu',
  'bpmn:EndEvent': 'Điểm kết thúc',
  'bpmn:UserTask': 'Bước của người',
  'bpmn:ServiceTask': 'Việc của máy',
  'bpmn:BusinessRuleTask': 'Bảng quyết định',
  'bpmn:SendTask': 'Gửi thông điệp',
  'bpmn:ReceiveTask': 'Nhận thông điệp',
  'bpmn:CallActivity': 'Gọi thủ tục khác',
  'bpmn:SubProcess': 'Quy trình con',
  'bpmn:ExclusiveGateway': 'Cổng loại trừ: đi đúng một nhánh',
  'bpmn:InclusiveGateway': 'Cổng bao hàm: đi mọi nhánh đúng điều kiện',
  'bpmn:ParallelGateway': 'Cổng song song: đi mọi nhánh',
  'bpmn:EventBasedGateway': 'Cổng theo sự kiện: việc nào đến trước',
  'bpmn:SequenceFlow': 'Luồng',
  'bpmn:BoundaryEvent': 'Sự kiện gắn vào bước',
  'bpmn:IntermediateCatchEvent': 'Sự kiện chờ',
  'bpmn:TextAnnotation': 'Lời ghi chú',
}

/** The settings of the chosen element, in Vietnamese; of the whole process when none is chosen. */
export function ElementPanel({
  designer,
  element,
  isEditable,
}: {
  designer: Designer
  element: Element | null
  isEditable: boolean
}) {
  if (!element) {
    return (
      <Stack gap="xs">
        <Title order={2} size="h5">
          Quy trình
        </Title>
        <Text size="sm" c="var(--quiet)">
          Chọn một bước, một luồng hoặc một sự kiện trên sơ đồ để xem và sửa cài đặt của nó. Kéo phần tử mới
          từ thanh công cụ bên trái sơ đồ.
        </Text>
      </Stack>
    )
  }
  const set = (properties: Record<string, unknown>) =>
    designer.get('modeling').updateProperties(element, properties)
  const props: PanelProps = { designer, element, isEditable, set }
  const { businessObject } = element
  return (
    <fieldset key={element.id} disabled={!isEditable} className="plain-fieldset">
      <Stack gap="sm">
        <Title order={2} size="h5">
          {KINDS[businessObject.$type] ?? 'Phần tử'}
        </Title>
        {businessObject.$type !== 'bpmn:TextAnnotation' && (
          <TextInput
            label="Tên"
            value={businessObject.name ?? ''}
            onChange={(event) => set({ name: event.currentTarget.value || undefined })}
          />
        )}
        <Settings {...props} />
        <IdInput {...props} />
      </Stack>
    </fieldset>
  )
}

function Settings(props: PanelProps) {
  switch (props.element.businessObject.$type) {
    case 'bpmn:UserTask':
      return <StepSettings {...props} />
    case 'bpmn:SequenceFlow':
      return <FlowSettings {...props} />
    case 'bpmn:ServiceTask':
    case 'bpmn:BusinessRuleTask':
    case 'bpmn:SendTask':
    case 'bpmn:CallActivity':
      return <MachineSettings {...props} />
    case 'bpmn:BoundaryEvent':
    case 'bpmn:IntermediateCatchEvent':
    case 'bpmn:EndEvent':
    case 'bpmn:ReceiveTask':
      return <EventSettings {...props} />
    default:
      return null
  }
}

/** The id that conditions and golden cases name; changed only when it can be. */
function IdInput({ designer, element, set }: PanelProps) {
  const refuse = (text: string): string | null => {
    if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(text)) return 'Mã gồm chữ không dấu, chữ số và gạch dưới.'
    const other = designer.get('elementRegistry').get(text)
    return other && other !== element ? 'Mã này đã có phần tử khác dùng.' : null
  }
  return (
    <TextInput
      label="Mã"
      description="Điều kiện và trường hợp mẫu gọi phần tử bằng mã này"
      key={element.id}
      defaultValue={element.id}
      onBlur={(event) => {
        const text = event.currentTarget.value.trim()
        const fault = refuse(text)
        event.currentTarget.setCustomValidity(fault ?? '')
        if (fault) {
          event.currentTarget.reportValidity()
          event.currentTarget.value = element.id
        } else if (text !== element.id) set({ id: text })
      }}
    />
  )
}

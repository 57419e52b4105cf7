import { Group, NumberInput, Select, TextInput } from '@mantine/core'
import type { BusinessObject, EventDefinition } from './bpmn-types.ts'
import type { PanelProps } from './panel-props.ts'

/** How long an event waits, for which message, or for which error. */
export function EventSettings(props: PanelProps) {
  const { businessObject } = props.element
  if (businessObject.$type === 'bpmn:ReceiveTask') return <MessageInput {...props} holder={businessObject} />
  const [definition] = businessObject.eventDefinitions ?? []
  switch (definition?.$type) {
    case 'bpmn:TimerEventDefinition':
      return <TimerInput {...props} definition={definition} />
    case 'bpmn:MessageEventDefinition':
      return <MessageInput {...props} holder={definition} />
    case 'bpmn:ErrorEventDefinition':
      return <ErrorInput {...props} definition={definition} />
    default:
      return null
  }
}

const DURATION = /^P(?:(\d+)D|T(\d+)H)$/

function TimerInput({ designer, element, definition }: PanelProps & { definition: EventDefinition }) {
  const text = definition.timeDuration?.body ?? ''
  const [, days, hours] = DURATION.exec(text) ?? []
  const put = (body: string) =>
    designer.get('modeling').updateModdleProperties(element, definition, {
      timeDuration: body ? designer.get('moddle').create('bpmn:FormalExpression', { body }) : undefined,
    })
  const isOther = text !== '' && !days && !hours
  if (isOther) {
    return (
      <TextInput
        label="Thời gian chờ (ISO 8601)"
        value={text}
        onChange={(event) => put(event.currentTarget.value)}
      />
    )
  }
  const unit = days ? 'D' : 'H'
  const write = (value: number | string, as: string) =>
    put(value === '' ? '' : as === 'D' ? `P${value}D` : `PT${value}H`)
  return (
    <Group gap="xs" align="end" wrap="nowrap">
      <NumberInput
        label="Thời gian chờ"
        description="Tính cả ngày nghỉ"
        value={days ?? hours ?? ''}
        onChange={(value) => write(value, unit)}
        min={1}
        allowDecimal={false}
        style={{ flex: 1 }}
      />
      <Select
        aria-label="Đơn vị thời gian"
        data={[
          { value: 'H', label: 'giờ' },
          { value: 'D', label: 'ngày' },
        ]}
        value={unit}
        onChange={(as) => write(days ?? hours ?? '1', as ?? 'H')}
        allowDeselect={false}
        w={90}
      />
    </Group>
  )
}

/** The message of an event or a receive task: a root element of the file, made when it is first named. */
function MessageInput({
  designer,
  element,
  holder,
}: PanelProps & { holder: EventDefinition | BusinessObject }) {
  const message = (holder as EventDefinition).messageRef
  const name = message?.name ?? ''
  return (
    <TextInput
      label="Tên thông điệp"
      value={name}
      onChange={(event) => {
        const text = event.currentTarget.value
        const modeling = designer.get('modeling')
        if (message) return modeling.updateModdleProperties(element, message, { name: text })
        const made = rootElement(designer, 'bpmn:Message', { name: text })
        modeling.updateModdleProperties(element, holder, { messageRef: made })
      }}
    />
  )
}

function ErrorInput({ designer, element, definition }: PanelProps & { definition: EventDefinition }) {
  const error = definition.errorRef
  const code = error ? String(error.get('errorCode') ?? '') : ''
  return (
    <TextInput
      label="Mã lỗi"
      description="Để trống: mọi lỗi"
      value={code}
      onChange={(event) => {
        const text = event.currentTarget.value
        const modeling = designer.get('modeling')
        if (error) return modeling.updateModdleProperties(element, error, { errorCode: text || undefined })
        const made = rootElement(designer, 'bpmn:Error', { errorCode: text })
        modeling.updateModdleProperties(element, definition, { errorRef: made })
      }}
    />
  )
}

/** A new element beside the process, in the file from now on. */
function rootElement(designer: Designer, type: string, properties: Record<string, unknown>): BusinessObject {
  const definitions = designer.getDefinitions()
  const roots = definitions.get('rootElements') as BusinessObject[]
  const short = type === 'bpmn:Message' ? 'thong_diep' : 'loi'
  let number = 1
  while (roots.some((root) => root.id === `${short}_${number}`)) number++
  const made = designer.get('moddle').create(type, { id: `${short}_${number}`, ...properties })
  roots.push(made)
  return made
}

type Designer = PanelProps['designer']

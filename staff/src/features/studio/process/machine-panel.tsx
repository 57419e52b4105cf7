import { NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import { useUnits } from '../../../lib/choices.ts'
import { attribute, type PanelProps } from './panel-props.ts'

/** What a machine does by itself, which rule it computes, and whom a message or a call goes to. */
export function MachineSettings({ element, set }: PanelProps) {
  const of = (name: string) => attribute(element, `motcua:${name}`)
  const put = (name: string, value: string) => set({ [`motcua:${name}`]: value || undefined })
  const { $type } = element.businessObject
  if ($type === 'bpmn:SendTask' || $type === 'bpmn:CallActivity') return <Address of={of} put={put} />
  return (
    <>
      {$type === 'bpmn:BusinessRuleTask' && (
        <>
          <Textarea
            label="Công thức (FEEL)"
            value={of('expression')}
            onChange={(event) => put('expression', event.currentTarget.value)}
            autosize
            minRows={2}
            spellCheck={false}
            className="feel"
          />
          <TextInput
            label="Kết quả đặt vào biến"
            value={of('result')}
            onChange={(event) => put('result', event.currentTarget.value)}
          />
        </>
      )}
      <TextInput
        label="Việc máy phải làm"
        description="Tên việc mà hệ thống biết thực hiện"
        value={of('action')}
        onChange={(event) => put('action', event.currentTarget.value)}
      />
    </>
  )
}

type Fields = { of: (name: string) => string; put: (name: string, value: string) => void }

function Address({ of, put }: Fields) {
  const units = useUnits()
  return (
    <>
      <Select
        label="Đơn vị được hỏi"
        data={units}
        value={of('unit') || null}
        onChange={(value) => put('unit', value ?? '')}
        searchable
        clearable
      />
      <TextInput
        label="Mã thủ tục phải giải quyết"
        description="Để trống: chỉ xin ý kiến"
        value={of('process')}
        onChange={(event) => put('process', event.currentTarget.value)}
      />
      <NumberInput
        label="Số giờ để trả lời"
        value={of('hours')}
        onChange={(value) => put('hours', value === '' ? '' : String(value))}
        min={0.5}
        step={0.5}
        decimalSeparator=","
        suffix=" giờ"
      />
      <Select
        label="Hết giờ chưa trả lời"
        data={[
          { value: 'wait', label: 'Chờ tiếp' },
          { value: 'consent', label: 'Coi là đồng ý' },
        ]}
        value={of('silence') || 'wait'}
        onChange={(value) => put('silence', value === 'consent' ? 'consent' : '')}
        allowDeselect={false}
      />
    </>
  )
}

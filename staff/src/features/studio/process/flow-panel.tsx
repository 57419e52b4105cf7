import { Checkbox, Select, Textarea } from '@mantine/core'
import type { BusinessObject } from './bpmn-types.ts'
import { attribute, type PanelProps } from './panel-props.ts'
import { outcomeOf, readOutcomes } from './step-settings.ts'

/** When a flow is taken: always, by the outcome of the step before, by a condition, or when no other is. */
export function FlowSettings({ designer, element, set }: PanelProps) {
  const flow = element.businessObject
  const source = flow.sourceRef
  const branches = (source?.outgoing?.length ?? 0) > 1
  const isParallel = source?.$type === 'bpmn:ParallelGateway' || source?.$type === 'bpmn:EventBasedGateway'
  if (!source || !branches || isParallel) return null
  const condition = flow.conditionExpression?.body ?? ''
  const isDefault = source.default === flow
  const outcomes = outcomesBefore(source)
  const setCondition = (body: string) =>
    set({
      conditionExpression: body
        ? designer.get('moddle').create('bpmn:FormalExpression', { body })
        : undefined,
    })
  const setDefault = (checked: boolean) => {
    const from = designer.get('elementRegistry').get(source.id)
    if (!from) return
    if (checked) setCondition('')
    designer.get('modeling').updateProperties(from, { default: checked ? flow : undefined })
  }
  return (
    <>
      <Checkbox
        label="Luồng mặc định"
        description="Đi khi mọi điều kiện khác đều sai"
        checked={isDefault}
        onChange={(event) => setDefault(event.currentTarget.checked)}
      />
      {!isDefault && outcomes.length > 0 && (
        <Select
          label="Đi khi kết quả của bước trước là"
          data={outcomes.map(({ key, name }) => ({ value: key, label: name }))}
          value={outcomeOf(condition)}
          onChange={(key) => setCondition(key ? `outcome = "${key}"` : '')}
          clearable
          placeholder="Chọn kết quả, hoặc viết điều kiện bên dưới"
        />
      )}
      {!isDefault && (
        <Textarea
          label="Điều kiện (FEEL)"
          description="Gọi câu trả lời bằng khoá của trường, kết quả bằng outcome"
          placeholder={'outcome = "tralai"'}
          value={condition}
          onChange={(event) => setCondition(event.currentTarget.value)}
          autosize
          minRows={2}
          spellCheck={false}
          className="feel"
        />
      )}
    </>
  )
}

/** The outcomes of the steps right before a node. */
function outcomesBefore(node: BusinessObject) {
  const before = (node.incoming ?? []).flatMap((flow) => flow.sourceRef ?? [])
  const steps =
    node.$type === 'bpmn:UserTask' ? [node] : before.filter((step) => step.$type === 'bpmn:UserTask')
  const all = steps.flatMap((businessObject) =>
    readOutcomes(attribute({ businessObject }, 'motcua:outcomes')),
  )
  return all.filter((outcome, i) => all.findIndex(({ key }) => key === outcome.key) === i)
}

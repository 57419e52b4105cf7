import type { ModdleElement } from 'bpmn-moddle'
import type { Finding } from './graph.ts'
import { bpmnName, findingOf, typeName } from './vocabulary.ts'

/** Elements that run; each may carry further conditions below. */
const RUNS = new Set([
  'startEvent',
  'endEvent',
  'userTask',
  'serviceTask',
  'exclusiveGateway',
  'parallelGateway',
  'boundaryEvent',
  'sequenceFlow',
])

/** Elements of a process that say nothing about how it runs: carried in the file, not compiled. */
const SILENT = new Set(['dataObject', 'dataObjectReference', 'dataStoreReference'])

/** Top elements that only declare things; what would use them is judged where it is used. */
const DECLARATIONS = new Set([
  'process',
  'collaboration',
  'message',
  'dataStore',
  'itemDefinition',
  'resource',
  'interface',
  'error',
  'signal',
  'escalation',
  'category',
  'endPoint',
  'partnerEntity',
  'partnerRole',
  'correlationProperty',
])

const TASKS = new Set(['userTask', 'serviceTask'])

/** Every element of the file that this engine does not run, each by type, name and id. */
export function findUnsupported(root: ModdleElement): Finding[] {
  const tops = children(root, 'rootElements')
  return [
    ...tops.filter((top) => !DECLARATIONS.has(bpmnName(top.$type))).map((top) => unsupported(top)),
    ...tops.filter((top) => top.$type === 'bpmn:Collaboration').flatMap(inCollaboration),
    ...tops.filter((top) => top.$type === 'bpmn:Process').flatMap(inScope),
  ]
}

/** A list property of a moddle element; empty when absent. */
export function children(element: ModdleElement, property: string): ModdleElement[] {
  const value = element.get(property)
  return Array.isArray(value) ? (value as ModdleElement[]) : []
}

function inCollaboration(collaboration: ModdleElement): Finding[] {
  const many = children(collaboration, 'participants').filter((pool) => pool.get('participantMultiplicity'))
  const talk = children(collaboration, 'conversations')
  return [...children(collaboration, 'messageFlows'), ...talk]
    .map((element) => unsupported(element))
    .concat(many.map((pool) => unsupported(pool, 'participantMultiplicity')))
}

function inScope(scope: ModdleElement): Finding[] {
  return children(scope, 'flowElements').flatMap((element) => {
    const type = bpmnName(element.$type)
    if (SILENT.has(type)) return []
    if (!RUNS.has(type)) return [unsupported(element, ...eventTypes(element)), ...inScope(element)]
    return inElement(element, type)
  })
}

function inElement(element: ModdleElement, type: string): Finding[] {
  const events = eventTypes(element)
  if (type === 'startEvent' || type === 'endEvent')
    return events.length ? [unsupported(element, ...events)] : []
  if (type === 'boundaryEvent') return inBoundary(element, events)
  if (!TASKS.has(type)) return []
  const loop = element.get('loopCharacteristics') as ModdleElement | undefined
  const findings = loop ? [unsupported(element, bpmnName(loop.$type))] : []
  if (element.get('isForCompensation') === true) findings.push(unsupported(element, 'isForCompensation'))
  for (const quantity of ['startQuantity', 'completionQuantity']) {
    if ((element.get(quantity) ?? 1) !== 1) findings.push(unsupported(element, quantity))
  }
  return findings
}

function inBoundary(element: ModdleElement, events: string[]): Finding[] {
  const [event] = events
  const known =
    events.length === 1 && (event === 'timerEventDefinition' || event === 'messageEventDefinition')
  if (!known) return [unsupported(element, ...events)]
  const definition = children(element, 'eventDefinitions')[0]
  const other = ['timeDate', 'timeCycle'].find((field) => definition?.get(field))
  return event === 'timerEventDefinition' && other ? [unsupported(element, event, other)] : []
}

function eventTypes(element: ModdleElement): string[] {
  return [...children(element, 'eventDefinitions'), ...children(element, 'eventDefinitionRef')].map(
    (definition) => bpmnName(definition.$type),
  )
}

function unsupported(element: ModdleElement, ...parts: string[]): Finding {
  const what = parts.length ? ` với ${parts.map(typeName).join(', ')}` : ''
  const hint = element.$type === 'bpmn:Task' ? '; hãy đổi thành userTask hoặc serviceTask' : ''
  return findingOf('process.unsupported', element, `phần tử này${what} chưa được hỗ trợ${hint}.`)
}

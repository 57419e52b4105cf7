import type { ModdleElement } from 'bpmn-moddle'
import type { Finding } from './graph.ts'
import { bpmnName, findingOf, typeName } from './vocabulary.ts'

/** Activities that run; each may carry further conditions below. */
const ACTIVITIES = new Set([
  'userTask',
  'serviceTask',
  'businessRuleTask',
  'sendTask',
  'receiveTask',
  'callActivity',
  'subProcess',
])

/** Other elements that run. */
const RUNS = new Set([
  'startEvent',
  'endEvent',
  'intermediateCatchEvent',
  'boundaryEvent',
  'exclusiveGateway',
  'inclusiveGateway',
  'parallelGateway',
  'eventBasedGateway',
  'sequenceFlow',
])

/** The kinds of events that run, by the element that carries them; '' is an event without any kind. */
const EVENTS: Readonly<Record<string, readonly string[]>> = {
  startEvent: [''],
  endEvent: ['', 'terminateEventDefinition', 'errorEventDefinition'],
  intermediateCatchEvent: ['timerEventDefinition', 'messageEventDefinition'],
  boundaryEvent: ['timerEventDefinition', 'messageEventDefinition', 'errorEventDefinition'],
}

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

/** The elements of a process and of all sub-processes in it. */
export function allElements(scope: ModdleElement): ModdleElement[] {
  return children(scope, 'flowElements').flatMap((element) => [element, ...allElements(element)])
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
    const inside = inScope(element)
    if (type in EVENTS) return inEvent(element, EVENTS[type]!)
    if (ACTIVITIES.has(type)) return [...inActivity(element, type), ...inside]
    return RUNS.has(type) ? [] : [unsupported(element, ...eventTypes(element)), ...inside]
  })
}

function inEvent(element: ModdleElement, known: readonly string[]): Finding[] {
  const events = eventTypes(element)
  if (events.length > 1 || !known.includes(events[0] ?? '')) return [unsupported(element, ...events)]
  const [definition] = children(element, 'eventDefinitions')
  // A definition that stands elsewhere and is only referred to.
  if (events.length === 1 && !definition) return [unsupported(element, ...events)]
  const other = ['timeDate', 'timeCycle'].find((field) => definition?.get(field))
  return other ? [unsupported(element, 'timerEventDefinition', other)] : []
}

function inActivity(element: ModdleElement, type: string): Finding[] {
  const loop = element.get('loopCharacteristics') as ModdleElement | undefined
  const repeated = loop && !(type === 'userTask' && loop.$type === 'bpmn:MultiInstanceLoopCharacteristics')
  const findings = repeated ? [unsupported(element, bpmnName(loop.$type))] : []
  for (const field of ['isForCompensation', 'triggeredByEvent']) {
    if (element.get(field) === true) findings.push(unsupported(element, field))
  }
  for (const quantity of ['startQuantity', 'completionQuantity']) {
    if ((element.get(quantity) ?? 1) !== 1) findings.push(unsupported(element, quantity))
  }
  return findings
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

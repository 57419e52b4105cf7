import type { Expr } from '@motcua/rules'
import type { ModdleElement } from 'bpmn-moddle'
import { parseDuration } from './duration.ts'
import { compileCondition } from './expressions.ts'
import type { Address, EndNode, Finding, GraphNode, Mapping, Message, MultiInstance } from './graph.ts'
import { RESERVED } from './interpreter/state.ts'
import { readStep } from './step-settings.ts'
import { children } from './supported.ts'
import { bpmnName, findingOf } from './vocabulary.ts'

type Base = Pick<GraphNode, 'id' | 'name' | 'incoming' | 'outgoing' | 'scope'>

/** The node of an element; null for flows, silent elements and what has a problem. */
export function compileNode(
  element: ModdleElement,
  scope: string | undefined,
  problems: Finding[],
): GraphNode | null {
  const base: Base = {
    id: element.id!,
    name: element.name ?? null,
    incoming: [],
    outgoing: [],
    ...(scope !== undefined && { scope }),
  }
  switch (bpmnName(element.$type)) {
    case 'startEvent':
      return { ...base, kind: 'start' }
    case 'endEvent':
      return { ...base, kind: 'end', ...endingOf(element) }
    case 'userTask': {
      const multi = repetitionOf(element, problems)
      return {
        ...base,
        kind: 'user',
        step: readStep(element, problems),
        boundary: [],
        ...(multi && { multi }),
      }
    }
    case 'serviceTask':
      return { ...base, kind: 'service', action: textOf(element.get('motcua:action')), boundary: [] }
    case 'businessRuleTask':
      return { ...base, kind: 'rule', boundary: [], ...ruleOf(element, problems) }
    case 'sendTask':
      return {
        ...base,
        kind: 'send',
        boundary: [],
        message: messageOf(element),
        ...addressOf(element, problems),
      }
    case 'receiveTask':
      return { ...base, kind: 'receive', boundary: [], message: messageOf(element) }
    case 'callActivity':
      return { ...base, kind: 'call', boundary: [], ...addressOf(element, problems) }
    case 'subProcess':
      return { ...base, kind: 'sub', boundary: [], start: '' }
    case 'exclusiveGateway':
      return { ...base, kind: 'exclusive' }
    case 'inclusiveGateway':
      return { ...base, kind: 'inclusive' }
    case 'parallelGateway':
      return { ...base, kind: 'parallel' }
    case 'eventBasedGateway':
      return { ...base, kind: 'events' }
    case 'intermediateCatchEvent':
      return compileCatch(element, base, problems)
    case 'boundaryEvent':
      return compileBoundary(element, base, problems)
    default:
      return null
  }
}

/** Compiles FEEL of the file; what is no FEEL is a problem, its sentence beginning with `what`. */
export function readExpression(
  element: ModdleElement,
  source: unknown,
  what: string,
  problems: Finding[],
): { text: string; expression: Expr } | undefined {
  const formal = typeof source === 'object' && source !== null ? (source as ModdleElement) : undefined
  const text = textOf(formal ? formal.get('body') : source)
    ?.replace(/^=/, '')
    .trim()
  if (!text) return undefined
  const language = textOf(formal?.get('language'))
  if (language && !/feel/i.test(language)) {
    const message = `${what} viết bằng ngôn ngữ "${language}"; chỉ dùng được FEEL.`
    problems.push(findingOf('process.bad_expression', element, message))
    return undefined
  }
  const compiled = compileCondition(text)
  if ('expression' in compiled) return { text, expression: compiled.expression }
  const message = `${what} ${JSON.stringify(text)} không phải FEEL đúng. ${compiled.error}`
  problems.push(findingOf('process.bad_expression', element, message))
  return undefined
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() ? value.trim() : null
}

function endingOf(element: ModdleElement): Pick<EndNode, 'how' | 'error'> {
  const definition = children(element, 'eventDefinitions')[0]
  if (!definition) return {}
  if (definition.$type === 'bpmn:TerminateEventDefinition') return { how: 'terminate' }
  return { how: 'error', error: errorOf(definition) }
}

/** The code of an error, else its name, else its id; null when the event names none. */
function errorOf(definition: ModdleElement): string | null {
  const error = definition.get('errorRef') as ModdleElement | undefined
  return error ? (textOf(error.get('errorCode')) ?? textOf(error.name) ?? error.id ?? null) : null
}

/** The message that an element or its definition refers to, else one of the element's own name. */
function messageOf(element: ModdleElement, holder = element): Message {
  const message = holder.get('messageRef') as ModdleElement | undefined
  const id = message?.id ?? element.id!
  return { id, name: message?.name ?? element.name ?? id }
}

function addressOf(element: ModdleElement, problems: Finding[]): Address {
  const process = textOf(element.get('motcua:process'))
  const calledElement =
    bpmnName(element.$type) === 'callActivity' ? textOf(element.get('calledElement')) : null
  const hours = Number(textOf(element.get('motcua:hours')) ?? Number.NaN)
  return {
    unit: textOf(element.get('motcua:unit')),
    process: process ?? calledElement,
    hours: hours > 0 ? hours : null,
    silence: textOf(element.get('motcua:silence')) === 'consent',
    ...mappingsOf(element, problems),
  }
}

/** `con.hoTen: treEm.hoTen; hinhThuc: "lienThong"`: places of the other form, each with FEEL over the answers here. */
function mappingsOf(element: ModdleElement, problems: Finding[]): Pick<Address, 'answers'> {
  const text = textOf(element.get('motcua:answers'))
  if (text === null) return {}
  const parts = text.match(/(?:"[^"]*"|[^";])+/g)?.filter((part) => part.trim()) ?? []
  const answers = parts.flatMap((part): Mapping[] => {
    const [, path, source] =
      /^\s*([\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*)\s*:(.*)$/su.exec(part) ?? []
    if (path !== undefined) {
      const compiled = readExpression(element, source, `câu trả lời "${path}"`, problems)
      return compiled ? [{ path, ...compiled }] : []
    }
    const hint = `motcua:answers: "${part.trim()}" không đọc được; hãy viết "chỗ: biểu thức; chỗ: biểu thức".`
    problems.push(findingOf('process.bad_attribute', element, hint))
    return []
  })
  return { answers }
}

function ruleOf(element: ModdleElement, problems: Finding[]) {
  const action = textOf(element.get('motcua:action'))
  const source = textOf(element.get('motcua:expression'))
  const result = textOf(element.get('motcua:result'))
  if (!source && !result) return { action }
  const expression = readExpression(element, source, 'biểu thức', problems)
  if (source && !expression) return { action }
  if (expression && result && isVariable(result)) return { action, rule: { ...expression, result } }
  const text = 'cần cả motcua:expression (FEEL) và motcua:result (tên biến, không phải tên dành riêng).'
  problems.push(findingOf('process.bad_attribute', element, text))
  return { action }
}

function isVariable(name: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) && !RESERVED.includes(name)
}

function repetitionOf(element: ModdleElement, problems: Finding[]): MultiInstance | undefined {
  const loop = element.get('loopCharacteristics') as ModdleElement | undefined
  if (!loop) return undefined
  const source = loop.get('motcua:items') ?? loop.get('loopCardinality')
  const items = readExpression(element, source, 'danh sách lặp', problems)
  const until = readExpression(element, loop.get('completionCondition'), 'điều kiện dừng lặp', problems)
  const name = textOf(loop.get('motcua:element'))
  if (!source) {
    const text = 'bước lặp cần số lần (loopCardinality) hoặc danh sách FEEL (motcua:items).'
    problems.push(findingOf('process.no_items', element, text))
  }
  if (name && !isVariable(name)) {
    const text = `motcua:element="${name}" không phải tên biến dùng được.`
    problems.push(findingOf('process.bad_attribute', element, text))
  }
  if (!items) return undefined
  return { sequential: loop.get('isSequential') === true, items, element: name, ...(until && { until }) }
}

function compileCatch(element: ModdleElement, base: Base, problems: Finding[]): GraphNode | null {
  const definition = children(element, 'eventDefinitions')[0]!
  if (definition.$type === 'bpmn:MessageEventDefinition') {
    return { ...base, kind: 'catch', message: messageOf(element, definition) }
  }
  const duration = durationOf(element, definition, problems)
  return duration === null ? null : { ...base, kind: 'catch', duration }
}

function compileBoundary(element: ModdleElement, base: Base, problems: Finding[]): GraphNode | null {
  const host = (element.get('attachedToRef') as ModdleElement | undefined)?.id
  if (!host) {
    const text = 'sự kiện biên không gắn vào công việc nào (attachedToRef).'
    problems.push(findingOf('process.no_host', element, text))
    return null
  }
  const definition = children(element, 'eventDefinitions')[0]!
  const interrupting = element.get('cancelActivity') !== false
  if (definition.$type === 'bpmn:ErrorEventDefinition') {
    // BPMN 2.0.2, table 10.87: an error always interrupts.
    return { ...base, host, kind: 'error', interrupting: true, error: errorOf(definition) }
  }
  if (definition.$type === 'bpmn:MessageEventDefinition') {
    return { ...base, host, interrupting, kind: 'message', message: messageOf(element, definition) }
  }
  const duration = durationOf(element, definition, problems)
  return duration === null ? null : { ...base, host, interrupting, kind: 'timer', duration }
}

function durationOf(element: ModdleElement, definition: ModdleElement, problems: Finding[]): string | null {
  const duration = textOf((definition.get('timeDuration') as ModdleElement | undefined)?.get('body'))
  if (duration && parseDuration(duration)) return duration
  const text = `thời lượng "${duration ?? ''}" không đúng ISO 8601; hãy viết như PT48H hoặc P2D.`
  problems.push(findingOf('process.bad_duration', element, text))
  return null
}

import fc from 'fast-check'

/**
 * Block-structured models, sound by construction, for property tests: each block has one way in and one way out.
 * Choices are made by variables (`x3 = 1`, `l4 = true`), which the driver of a test sets with every event.
 */
export type Block =
  | { kind: 'task'; id: string; hours: number; event?: BoundaryEvent; times?: number; sequential?: boolean }
  | { kind: 'sequence'; parts: Block[] }
  | { kind: 'exclusive'; id: string; branches: Block[] }
  | { kind: 'parallel'; id: string; branches: Block[] }
  | { kind: 'inclusive'; id: string; branches: Block[] }
  /** An event-based gateway: the message `<id>_<n>` takes the branch n. */
  | { kind: 'choice'; id: string; branches: Block[] }
  /** A sub-process; the message `<id>_away`, where there is a handler, ends it early. */
  | { kind: 'sub'; id: string; body: Block; handler?: Block }
  | { kind: 'loop'; id: string; body: Block }

export type BoundaryEvent = {
  id: string
  kind: 'timer' | 'message'
  interrupting: boolean
  /** Runs instead of the rest of the task (interrupting), or beside everything up to an end of its own. */
  handler: Block
}

/** Random models; ids are given in the order of a walk through the model. */
export const blockModel: fc.Arbitrary<Block> = fc
  // Mostly small, so that many can be tried.
  .constantFrom(1, 1, 2, 2, 2, 2, 3, 3, 4)
  .chain((depth) => block(depth, true))
  .map((model) => number(model, { next: 1 }))

function block(depth: number, rich: boolean): fc.Arbitrary<Block> {
  if (depth === 0) return task(rich ? 1 : 0)
  const inner = block(depth - 1, rich)
  const branches = fc.array(fc.oneof({ weight: 1, arbitrary: empty }, { weight: 5, arbitrary: inner }), {
    minLength: 2,
    maxLength: 3,
  })
  const plain: fc.Arbitrary<Block>[] = [
    task(rich ? depth : 0),
    fc.record({
      kind: fc.constant('sequence' as const),
      parts: fc.array(inner, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('exclusive' as const), id: fc.constant(''), branches }),
    // The body starts with a task, so that no loop goes round without a person.
    fc.tuple(task(0), inner).map(([first, rest]): Block => {
      return { kind: 'loop', id: '', body: { kind: 'sequence', parts: [first, rest] } }
    }),
  ]
  const choice = fc.record({ kind: fc.constant('choice' as const), id: fc.constant(''), branches })
  const sub = fc
    .record({
      // A sub-process over at once could not be left by its event.
      body: fc
        .tuple(task(0), inner)
        .map(([first, rest]): Block => ({ kind: 'sequence', parts: [first, rest] })),
      handler: fc.option(block(Math.max(0, depth - 2), rich), { nil: undefined }),
    })
    .map(({ body, handler }): Block => ({ kind: 'sub', id: '', body, ...(handler && { handler }) }))
  const repeated = fc
    .record({
      times: fc.integer({ min: 1, max: 3 }),
      sequential: fc.boolean(),
      hours: fc.integer({ min: 1, max: 40 }),
    })
    .map((own): Block => ({ kind: 'task', id: '', ...own }))
  const split = (kind: 'parallel' | 'inclusive') =>
    fc.record({ kind: fc.constant(kind), id: fc.constant(''), branches })
  return fc.oneof(...plain, choice, sub, repeated, ...(rich ? [split('parallel'), split('inclusive')] : []))
}

const empty: fc.Arbitrary<Block> = fc.constant({ kind: 'sequence', parts: [] })

/**
 * A task, with an event when there is depth left for its handler. The handler of a non-interrupting event may
 * run several times at once; it has no parallel blocks, whose joins would mix the tokens of those runs.
 */
function task(depth: number): fc.Arbitrary<Block> {
  const plain = fc.record({
    kind: fc.constant('task' as const),
    id: fc.constant(''),
    hours: fc.integer({ min: 1, max: 40 }),
  })
  if (depth === 0) return plain
  const event = fc.boolean().chain((interrupting) =>
    fc.record({
      id: fc.constant(''),
      kind: fc.constantFrom('timer' as const, 'message' as const),
      interrupting: fc.constant(interrupting),
      handler: block(Math.max(0, depth - 2), interrupting),
    }),
  )
  return fc.oneof(
    { weight: 2, arbitrary: plain },
    { weight: 1, arbitrary: fc.tuple(plain, event).map(([t, e]) => ({ ...t, event: e })) },
  )
}

function number(model: Block, counter: { next: number }): Block {
  const inside = (part: Block) => number(part, counter)
  const own = counter.next++
  switch (model.kind) {
    case 'task': {
      const { event } = model
      if (!event) return { ...model, id: `t${own}` }
      return { ...model, id: `t${own}`, event: { ...event, id: `e${own}`, handler: inside(event.handler) } }
    }
    case 'sequence':
      return { ...model, parts: model.parts.map(inside) }
    case 'loop':
      return { ...model, id: `l${own}`, body: inside(model.body) }
    case 'sub': {
      const body = inside(model.body)
      return { ...model, id: `p${own}`, body, ...(model.handler && { handler: inside(model.handler) }) }
    }
    default:
      return { ...model, id: `x${own}`, branches: model.branches.map(inside) }
  }
}

/** Names of the variables that the choices of a model ask for, with the number of branches (0 for loops). */
export function choicesOf(model: Block): Map<string, number> {
  const found = new Map<string, number>()
  const walk = (part: Block): void => {
    if (part.kind === 'exclusive') found.set(part.id, part.branches.length)
    if (part.kind === 'loop') found.set(part.id, 0)
    if (part.kind === 'inclusive')
      for (const index of part.branches.keys()) found.set(`${part.id}_${index}`, 0)
    for (const child of childrenOf(part)) walk(child)
  }
  walk(model)
  return found
}

function childrenOf(part: Block): Block[] {
  switch (part.kind) {
    case 'task':
      return part.event ? [part.event.handler] : []
    case 'sequence':
      return part.parts
    case 'loop':
      return [part.body]
    case 'sub':
      return part.handler ? [part.body, part.handler] : [part.body]
    default:
      return part.branches
  }
}

/** Where the next flow starts. */
type Port = { node: string; condition?: string; byDefault?: true }

/** The model as a BPMN file. */
export function toXml(model: Block): string {
  // What stands in the scope at hand; a sub-process puts its own aside.
  let nodes: string[] = ['<startEvent id="start"/>', '<endEvent id="end"/>']
  let drawn = 0
  const defaults = new Map<string, string>()
  const connect = (from: Port, to: string): void => {
    const id = `f${++drawn}`
    if (from.byDefault) defaults.set(from.node, id)
    const condition = from.condition && `<conditionExpression>= ${from.condition}</conditionExpression>`
    nodes.push(
      `<sequenceFlow id="${id}" sourceRef="${from.node}" targetRef="${to}">${condition ?? ''}</sequenceFlow>`,
    )
  }
  const emit = (part: Block, from: Port): Port => {
    switch (part.kind) {
      case 'task':
        return emitTask(part, from)
      case 'sequence':
        return part.parts.reduce((port, child) => emit(child, port), from)
      case 'loop': {
        nodes.push(
          `<exclusiveGateway id="${part.id}_in"/>`,
          `<exclusiveGateway id="${part.id}" DEFAULT_${part.id}_/>`,
        )
        connect(from, `${part.id}_in`)
        connect(emit(part.body, { node: `${part.id}_in` }), part.id)
        connect({ node: part.id, condition: `${part.id} = true` }, `${part.id}_in`)
        return { node: part.id, byDefault: true }
      }
      case 'sub':
        return emitSub(part, from)
      case 'choice': {
        nodes.push(`<eventBasedGateway id="${part.id}"/>`, `<exclusiveGateway id="${part.id}_out"/>`)
        connect(from, part.id)
        for (const [index, branch] of part.branches.entries()) {
          const event = `${part.id}_${index}`
          nodes.push(
            `<intermediateCatchEvent id="${event}"><messageEventDefinition/></intermediateCatchEvent>`,
          )
          connect({ node: part.id }, event)
          connect(emit(branch, { node: event }), `${part.id}_out`)
        }
        return { node: `${part.id}_out` }
      }
      case 'inclusive': {
        nodes.push(
          `<inclusiveGateway id="${part.id}" DEFAULT_${part.id}_/>`,
          `<inclusiveGateway id="${part.id}_out"/>`,
        )
        connect(from, part.id)
        for (const [index, branch] of part.branches.entries()) {
          const last = index === part.branches.length - 1
          const choice = last ? { byDefault: true as const } : { condition: `${part.id}_${index} = true` }
          connect(emit(branch, { node: part.id, ...choice }), `${part.id}_out`)
        }
        return { node: `${part.id}_out` }
      }
      default: {
        const type = part.kind === 'parallel' ? 'parallelGateway' : 'exclusiveGateway'
        nodes.push(`<${type} id="${part.id}" DEFAULT_${part.id}_/>`, `<${type} id="${part.id}_out"/>`)
        connect(from, part.id)
        part.branches.forEach((branch, index) => {
          const last = index === part.branches.length - 1
          const choice: Port = last
            ? { node: part.id, byDefault: true }
            : { node: part.id, condition: `${part.id} = ${index}` }
          connect(emit(branch, part.kind === 'parallel' ? { node: part.id } : choice), `${part.id}_out`)
        })
        return { node: `${part.id}_out` }
      }
    }
  }
  const emitSub = (part: Extract<Block, { kind: 'sub' }>, from: Port): Port => {
    const { id, body, handler } = part
    connect(from, id)
    const outside = nodes
    nodes = [`<startEvent id="${id}_start"/>`, `<endEvent id="${id}_end"/>`]
    connect(emit(body, { node: `${id}_start` }), `${id}_end`)
    nodes = [...outside, `<subProcess id="${id}">${nodes.join('\n')}</subProcess>`]
    if (!handler) return { node: id }
    nodes.push(
      `<boundaryEvent id="${id}_away" attachedToRef="${id}"><messageEventDefinition/></boundaryEvent>`,
      `<exclusiveGateway id="${id}_out"/>`,
    )
    connect({ node: id }, `${id}_out`)
    connect(emit(handler, { node: `${id}_away` }), `${id}_out`)
    return { node: `${id}_out` }
  }
  const emitTask = (part: Extract<Block, { kind: 'task' }>, from: Port): Port => {
    const loop = part.times
      ? `<multiInstanceLoopCharacteristics isSequential="${part.sequential}"><loopCardinality>${part.times}</loopCardinality></multiInstanceLoopCharacteristics>`
      : ''
    nodes.push(
      `<userTask id="${part.id}" motcua:roles="chuyenvien" motcua:hours="${part.hours}">${loop}</userTask>`,
    )
    connect(from, part.id)
    const { event } = part
    if (!event) return { node: part.id }
    const definition =
      event.kind === 'timer'
        ? '<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>'
        : '<messageEventDefinition/>'
    nodes.push(
      `<boundaryEvent id="${event.id}" attachedToRef="${part.id}" cancelActivity="${event.interrupting}">${definition}</boundaryEvent>`,
    )
    const after = event.interrupting ? 'exclusiveGateway' : 'endEvent'
    nodes.push(`<${after} id="${part.id}_out"/>`)
    connect(emit(event.handler, { node: event.id }), `${part.id}_out`)
    if (!event.interrupting) return { node: part.id }
    connect({ node: part.id }, `${part.id}_out`)
    return { node: `${part.id}_out` }
  }
  connect(emit(model, { node: 'start' }), 'end')
  const body = nodes
    .join('\n')
    .replace(/DEFAULT_(\w+)_\//g, (_, id: string) =>
      defaults.has(id) ? `default="${defaults.get(id)}"/` : '/',
    )
  return `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:motcua="urn:motcua:bpmn:1" id="d" targetNamespace="t"><process id="p">\n${body}\n</process></definitions>`
}

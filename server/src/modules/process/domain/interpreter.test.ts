import { describe, expect, test } from 'vitest'
import { flows, graphOf } from '../testing/bpmn.ts'
import { play } from '../testing/play.ts'

const review = `<startEvent id="s"/><userTask id="lam"/><userTask id="duyet" motcua:outcomes="dat:Đạt;lai:Làm lại"/>
  <exclusiveGateway id="x"/><endEvent id="e"/>
  ${flows('s -> lam', 'lam -> duyet', 'duyet -> x', 'x -> e if outcome = "dat"', 'x -> lam if outcomes.duyet = "lai"')}`

describe('steps and outcomes', () => {
  test('the first outcome is the usual one, the last ones are kept as variables', async () => {
    const run = play(await graphOf(review))
    run.start({ dien_tich: 80 })
    run.complete('lam')
    run.complete('duyet', { ly_do: 'thiếu' }, 'lai')
    expect(run.open()).toEqual(['lam'])
    run.complete('lam')
    run.complete('duyet')
    expect(run.state()).toEqual({
      tokens: [],
      ended: true,
      vars: { dien_tich: 80, ly_do: 'thiếu', outcome: 'dat', outcomes: { lam: 'xong', duyet: 'dat' } },
    })
  })

  test('effects tell what opened, closed and ended', async () => {
    const run = play(await graphOf(review))
    expect(run.start()).toEqual([{ kind: 'taskOpened', token: 'k1', node: 'lam' }])
    expect(run.complete('lam')).toEqual([
      { kind: 'taskClosed', token: 'k1', node: 'lam', how: 'completed', outcome: 'xong' },
      { kind: 'taskOpened', token: 'k2', node: 'duyet' },
    ])
    expect(run.complete('duyet').at(-1)).toEqual({ kind: 'ended', how: 'completed' })
  })

  test.each([
    ['a task that is not open', { kind: 'complete', token: 'none' }, 'process.not_open'],
    [
      'an outcome that the step has not',
      { kind: 'complete', token: 'k1', outcome: 'hay' },
      'process.unknown_outcome',
    ],
    ['a message nobody waits for', { kind: 'message', name: 'la' }, 'process.unexpected_message'],
    ['a timer that does not run', { kind: 'timer', token: 'k1' }, 'process.no_timer'],
  ] as const)('%s is refused and changes nothing', async (_, event, code) => {
    const run = play(await graphOf(review))
    run.start()
    const before = structuredClone(run.state())
    expect(() => run.send(event)).toThrow(expect.objectContaining({ code }))
    expect(run.state()).toEqual(before)
  })

  test('an ended process takes no event', async () => {
    const run = play(await graphOf(review))
    run.start()
    expect(run.send({ kind: 'cancel' })).toEqual([
      { kind: 'taskClosed', token: 'k1', node: 'lam', how: 'cancelled' },
      { kind: 'ended', how: 'cancelled' },
    ])
    expect(() => run.complete('lam')).toThrow(expect.objectContaining({ code: 'process.ended' }))
  })
})

describe('exclusive gateways', () => {
  const fork = (...lines: string[]) =>
    graphOf(`<startEvent id="s"/><exclusiveGateway id="x" name="Diện tích?" ${lines.includes('x -> c') ? 'default="x_c"' : ''}/>
      <userTask id="a"/><userTask id="b"/><userTask id="c"/><endEvent id="e"/>
      ${flows('s -> x', ...lines, 'a -> e', 'b -> e', 'c -> e')}`)

  test.each([
    [{ n: 10 }, 'a'],
    [{ n: 7 }, 'b'],
    [{ n: 1 }, 'c'],
    [{ n: 'nhiều' }, 'c'],
    [{}, 'c'],
  ])('%j goes to %s: the first true condition, else the default', async (vars, node) => {
    const run = play(await fork('x -> a if n > 8', 'x -> b if = n > 5', 'x -> c'))
    run.start(vars)
    expect(run.open()).toEqual([node])
  })

  test('without any way on, the gateway and its conditions are named', async () => {
    const run = play(await fork('x -> a if n = 1', 'x -> b if n = 2', 'x -> c if n = 3'))
    expect(() => run.start({ n: 4 })).toThrow(
      expect.objectContaining({
        code: 'process.no_path',
        message: expect.stringContaining('"Diện tích?" (x)'),
        details: { node: 'x', conditions: ['"x_a": n = 1', '"x_b": n = 2', '"x_c": n = 3'] },
      }),
    )
  })
})

describe('parallel gateways', () => {
  const fork = `<startEvent id="s"/><parallelGateway id="f"/><userTask id="a"/><userTask id="b"/><userTask id="c"/>
    <parallelGateway id="j"/><userTask id="d"/><endEvent id="e"/>
    ${flows('s -> f', 'f -> a', 'f -> b', 'f -> c', 'a -> j', 'b -> j', 'c -> j', 'j -> d', 'd -> e')}`

  test.each([['abc'], ['acb'], ['bac'], ['bca'], ['cab'], ['cba']])(
    'join in any order: %s',
    async (order) => {
      const run = play(await graphOf(fork))
      run.start()
      expect(run.open()).toEqual(['a', 'b', 'c'])
      const [first, second, third] = [...order] as [string, string, string]
      run.complete(first)
      run.complete(second)
      expect(run.open()).toEqual([third])
      run.complete(third)
      expect(run.open()).toEqual(['d'])
    },
  )

  test('a branch that loops brings a second token on its flow; it waits for the next round', async () => {
    // `a` goes on to the join and back to itself as long as `lai` is true: tokens pile up on one flow.
    const graph =
      await graphOf(`<startEvent id="s"/><parallelGateway id="f"/><exclusiveGateway id="m"/><userTask id="a"/>
      <parallelGateway id="f2"/><exclusiveGateway id="x" default="x_e2"/><exclusiveGateway id="n"/><userTask id="b"/><parallelGateway id="f3"/>
      <exclusiveGateway id="y" default="y_e3"/><parallelGateway id="j"/><userTask id="d"/><endEvent id="e"/><endEvent id="e2"/><endEvent id="e3"/>
      ${flows('s -> f', 'f -> m', 'm -> a', 'a -> f2', 'f2 -> j', 'f2 -> x', 'x -> m if lai', 'x -> e2', 'f -> n', 'n -> b', 'b -> f3', 'f3 -> j', 'f3 -> y', 'y -> n if lai', 'y -> e3', 'j -> d', 'd -> e')}`)
    const run = play(graph)
    run.start({ lai: true })
    run.complete('a')
    run.complete('a')
    expect(run.open()).toEqual(['b', 'a'])
    expect(run.state().tokens.filter((token) => token.kind === 'join')).toHaveLength(2)
    run.complete('b')
    expect(run.open()).toEqual(['a', 'd', 'b'])
    run.complete('b')
    expect(run.open()).toEqual(['a', 'd', 'd', 'b'])
    run.complete('b', { lai: false })
    expect(run.open()).toEqual(['a', 'd', 'd'])
    run.complete('a')
    expect(run.open()).toEqual(['d', 'd', 'd'])
    for (let i = 0; i < 3; i++) run.complete('d')
    expect(run.state()).toMatchObject({ ended: true, tokens: [] })
  })

  test('a join that can no longer be filled is told as stuck, not lost', async () => {
    const graph =
      await graphOf(`<startEvent id="s"/><parallelGateway id="f"/><userTask id="a"/><userTask id="b"/>
      <boundaryEvent id="rut" attachedToRef="b"><messageEventDefinition/></boundaryEvent>
      <parallelGateway id="j"/><endEvent id="e"/><endEvent id="e2"/>
      ${flows('s -> f', 'f -> a', 'f -> b', 'a -> j', 'b -> j', 'j -> e', 'rut -> e2')}`)
    const run = play(graph)
    run.start()
    run.complete('a')
    expect(run.send({ kind: 'message', name: 'rut' }).at(-1)).toEqual({ kind: 'stuck', nodes: ['j'] })
    expect(run.state().tokens).toMatchObject([{ kind: 'join', node: 'j', flow: 'a_j' }])
  })
})

describe('events on tasks', () => {
  const waiting = (interrupting: boolean) =>
    graphOf(
      `<startEvent id="s"/><userTask id="cho"/><userTask id="nhac"/><userTask id="tiep"/><endEvent id="e"/>
      <boundaryEvent id="han" attachedToRef="cho" cancelActivity="${interrupting}"><timerEventDefinition><timeDuration>P2D</timeDuration></timerEventDefinition></boundaryEvent>
      <boundaryEvent id="thu" attachedToRef="cho" cancelActivity="${interrupting}"><messageEventDefinition messageRef="m1"/></boundaryEvent>
      ${flows('s -> cho', 'cho -> tiep', 'han -> nhac', 'thu -> nhac', 'nhac -> e', 'tiep -> e')}`,
      '<message id="m1" name="da_nop_tien"/>',
    )

  test('completing the task ends its timer', async () => {
    const run = play(await waiting(true))
    expect(run.start()).toEqual([
      { kind: 'taskOpened', token: 'k1', node: 'cho' },
      { kind: 'timerScheduled', token: 'k2', node: 'han', host: 'k1', duration: 'P2D' },
    ])
    expect(run.complete('cho')).toContainEqual({ kind: 'timerCancelled', token: 'k2', node: 'han' })
    expect(() => run.fire('han')).toThrow(expect.objectContaining({ code: 'process.no_timer' }))
  })

  test('an interrupting timer closes the task', async () => {
    const run = play(await waiting(true))
    run.start()
    expect(run.fire('han')).toEqual([
      { kind: 'taskClosed', token: 'k1', node: 'cho', how: 'interrupted' },
      { kind: 'taskOpened', token: 'k3', node: 'nhac' },
    ])
    run.complete('nhac')
    expect(run.state().ended).toBe(true)
  })

  test('a non-interrupting timer goes off once beside the task', async () => {
    const run = play(await waiting(false))
    run.start()
    run.fire('han')
    expect(run.open()).toEqual(['cho', 'nhac'])
    expect(() => run.fire('han')).toThrow(expect.objectContaining({ code: 'process.no_timer' }))
    run.complete('cho')
    run.complete('nhac')
    expect(run.open()).toEqual(['tiep'])
    run.complete('tiep')
    expect(run.state().ended).toBe(true)
  })

  test.each(['da_nop_tien', 'm1'])('a message is known by name or id: %s', async (name) => {
    const run = play(await waiting(true))
    run.start()
    run.send({ kind: 'message', name, data: { so_tien: 5 } })
    expect(run.open()).toEqual(['nhac'])
    expect(run.state().vars).toEqual({ so_tien: 5 })
    expect(run.state().tokens).toHaveLength(1)
  })

  test('a non-interrupting message can come again', async () => {
    const run = play(await waiting(false))
    run.start()
    run.send({ kind: 'message', name: 'm1' })
    run.send({ kind: 'message', name: 'm1' })
    expect(run.open()).toEqual(['cho', 'nhac', 'nhac'])
  })
})

describe('services and flows out of tasks', () => {
  test('services are called on the way', async () => {
    const run = play(
      await graphOf(`<startEvent id="s"/><serviceTask id="so" motcua:action="cap_so"/><userTask id="a"/><endEvent id="e"/>
      ${flows('s -> so', 'so -> a', 'a -> e')}`),
    )
    expect(run.start()).toEqual([
      { kind: 'serviceCalled', node: 'so', action: 'cap_so' },
      { kind: 'taskOpened', token: 'k1', node: 'a' },
    ])
  })

  test('a loop without people is cut', async () => {
    const run = play(
      await graphOf(`<startEvent id="s"/><exclusiveGateway id="m"/><serviceTask id="so"/><exclusiveGateway id="x" default="x_m"/><endEvent id="e"/>
      ${flows('s -> m', 'm -> so', 'so -> x', 'x -> e if xong', 'x -> m')}`),
    )
    expect(() => run.start()).toThrow(expect.objectContaining({ code: 'process.endless_loop' }))
  })

  test.each([
    [{ a: true, b: true }, ['l', 'a', 'b']],
    [{ a: true }, ['l', 'a']],
    [{}, ['l']],
  ])('out of a task all open flows are taken: %j', async (data, open) => {
    const run = play(
      await graphOf(`<startEvent id="s"/><userTask id="t"/><userTask id="l"/><userTask id="a"/><userTask id="b"/><endEvent id="e"/>
      ${flows('s -> t', 't -> l', 't -> a if a', 't -> b if b', 'l -> e', 'a -> e', 'b -> e')}`),
    )
    run.start()
    run.complete('t', data)
    expect(run.open()).toEqual(open)
  })
})

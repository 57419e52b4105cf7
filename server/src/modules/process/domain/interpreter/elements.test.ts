import { describe, expect, test } from 'vitest'
import { flows, graphOf } from '../../testing/bpmn.ts'
import { play } from '../../testing/play.ts'

const timer = (id: string, host: string, interrupting = true) =>
  `<boundaryEvent id="${id}" attachedToRef="${host}" cancelActivity="${interrupting}"><timerEventDefinition>
    <timeDuration>P2D</timeDuration></timerEventDefinition></boundaryEvent>`
const message = (id: string, host: string, interrupting = true) =>
  `<boundaryEvent id="${id}" attachedToRef="${host}" cancelActivity="${interrupting}"><messageEventDefinition/></boundaryEvent>`
const error = (id: string, host: string, code?: string) =>
  `<boundaryEvent id="${id}" attachedToRef="${host}"><errorEventDefinition ${code ? `errorRef="${code}"` : ''}/></boundaryEvent>`
const steps = (...ids: string[]) => ids.map((id) => `<userTask id="${id}"/>`).join('')
const ends = (...ids: string[]) => ids.map((id) => `<endEvent id="${id}"/>`).join('')
const START = '<startEvent id="s"/>'

describe('ends', () => {
  test('a terminate end takes all other work of the process away', async () => {
    const run = play(
      await graphOf(`${START}<parallelGateway id="f"/>${steps('a', 'b')}${timer('t', 'b')}${ends('e', 'e2')}
        <endEvent id="x"><terminateEventDefinition/></endEvent>
        ${flows('s -> f', 'f -> a', 'f -> b', 'a -> x', 'b -> e', 't -> e2')}`),
    )
    run.start()
    const effects = run.complete('a')
    expect(effects.map(({ kind }) => kind)).toEqual(['taskClosed', 'taskClosed', 'timerCancelled', 'ended'])
    expect(effects[1]).toMatchObject({ node: 'b', how: 'interrupted' })
    expect(run.state()).toMatchObject({ ended: true, tokens: [] })
  })

  test('a terminate end also stops what has not yet begun', async () => {
    const run = play(
      await graphOf(`${START}<parallelGateway id="f"/>${steps('b')}${ends('e')}
        <endEvent id="x"><terminateEventDefinition/></endEvent>${flows('s -> f', 'f -> x', 'f -> b', 'b -> e')}`),
    )
    expect(run.start()).toEqual([{ kind: 'ended', how: 'completed' }])
  })

  test('in a sub-process it ends only that', async () => {
    const run = play(
      await graphOf(`${START}<subProcess id="p"><startEvent id="ps"/><parallelGateway id="f"/>${steps('a', 'b')}${ends('pe')}
        <endEvent id="x"><terminateEventDefinition/></endEvent>${flows('ps -> f', 'f -> a', 'f -> b', 'a -> x', 'b -> pe')}</subProcess>
        ${steps('c')}${ends('e')}${flows('s -> p', 'p -> c', 'c -> e')}`),
    )
    run.start()
    run.complete('a')
    expect(run.open()).toEqual(['c'])
  })

  test('an error that nothing catches ends the process as failed', async () => {
    const run = play(
      await graphOf(
        `${START}<parallelGateway id="f"/>${steps('a', 'b')}${ends('e')}
        <endEvent id="x"><errorEventDefinition errorRef="loi"/></endEvent>${flows('s -> f', 'f -> a', 'f -> b', 'a -> x', 'b -> e')}`,
        '<error id="loi" errorCode="E1"/>',
      ),
    )
    run.start()
    expect(run.complete('a').at(-1)).toEqual({ kind: 'ended', how: 'failed', error: 'E1' })
  })
})

describe('messages and rules', () => {
  test('a receive task waits for its message; its timer goes with it', async () => {
    const run = play(
      await graphOf(
        `${START}<receiveTask id="cho" messageRef="m"/>${timer('han', 'cho')}${steps('nhac')}${ends('e')}
        ${flows('s -> cho', 'cho -> e', 'han -> nhac', 'nhac -> e')}`,
        '<message id="m" name="ketQua"/>',
      ),
    )
    run.start()
    expect([run.open(), run.waiting()]).toEqual([[], ['cho']])
    expect(() => run.message('khac')).toThrow('đang chờ: ketQua')
    expect(run.message('ketQua')).toEqual([
      { kind: 'timerCancelled', token: 'k2', node: 'han' },
      { kind: 'ended', how: 'completed' },
    ])
  })

  test('a non-interrupting timer of a receive task goes off beside it', async () => {
    const run = play(
      await graphOf(`${START}<receiveTask id="cho"/>${timer('han', 'cho', false)}${steps('nhac')}${ends('e', 'e2')}
        ${flows('s -> cho', 'cho -> e', 'han -> nhac', 'nhac -> e2')}`),
    )
    run.start()
    run.fire('han')
    expect([run.open(), run.waiting()]).toEqual([['nhac'], ['cho']])
  })

  test('a send task tells what it sends and goes on', async () => {
    const run = play(
      await graphOf(`${START}<sendTask id="gui" name="Lấy ý kiến" motcua:unit="soxaydung" motcua:process="gopY"/>${steps('a')}${ends('e')}
        ${flows('s -> gui', 'gui -> a', 'a -> e')}`),
    )
    expect(run.start()[0]).toEqual({
      kind: 'sent',
      node: 'gui',
      message: 'Lấy ý kiến',
      unit: 'soxaydung',
      process: 'gopY',
    })
    expect(run.open()).toEqual(['a'])
  })

  test('a business rule sets its result; without one the caller is told its action', async () => {
    const run = play(
      await graphOf(`${START}<businessRuleTask id="r" motcua:expression='if so_tien &gt; 5 then "lon" else "nho"' motcua:result="co"/>
        <businessRuleTask id="r2" motcua:action="tinhPhi"/><exclusiveGateway id="x" default="x_b"/>${steps('a', 'b')}${ends('e')}
        ${flows('s -> r', 'r -> r2', 'r2 -> x', 'x -> a if co = "lon"', 'x -> b', 'a -> e', 'b -> e')}`),
    )
    expect(run.start({ so_tien: 6 })[0]).toEqual({ kind: 'serviceCalled', node: 'r2', action: 'tinhPhi' })
    expect(run.open()).toEqual(['a'])
    expect(run.state().vars).toMatchObject({ co: 'lon' })
  })

  test('a call waits for its own end, and is called off when an event takes it away', async () => {
    const graph =
      await graphOf(`${START}<callActivity id="goi" calledElement="thamTra" motcua:unit="phong"/>${message('rut', 'goi')}
      ${error('hong', 'goi')}${steps('a', 'b')}${ends('e')}${flows('s -> goi', 'goi -> a', 'rut -> e', 'hong -> b', 'a -> e', 'b -> e')}`)
    const called = play(graph)
    expect(called.start()).toEqual([
      { kind: 'called', token: 'k1', node: 'goi', unit: 'phong', process: 'thamTra' },
    ])
    expect(called.message('called.k1')).toEqual([{ kind: 'taskOpened', token: 'k2', node: 'a' }])
    const away = play(graph)
    away.start()
    expect(away.message('rut')[0]).toEqual({ kind: 'callCancelled', token: 'k1', node: 'goi' })
    const failed = play(graph)
    failed.start()
    failed.fail('goi', 'tuChoi')
    expect(failed.open()).toEqual(['b'])
  })
})

describe('event-based gateways and intermediate events', () => {
  const graph = () =>
    graphOf(`${START}<eventBasedGateway id="g"/><intermediateCatchEvent id="tin"><messageEventDefinition/></intermediateCatchEvent>
      <intermediateCatchEvent id="han"><timerEventDefinition><timeDuration>P5D</timeDuration></timerEventDefinition></intermediateCatchEvent>
      <receiveTask id="nhan"/>${steps('a', 'b', 'c')}${ends('e')}
      ${flows('s -> g', 'g -> tin', 'g -> han', 'g -> nhan', 'tin -> a', 'han -> b', 'nhan -> c', 'a -> e', 'b -> e', 'c -> e')}`)

  test.each([
    ['tin', 'a'],
    ['nhan', 'c'],
  ])('the message %s decides and the timer is gone', async (name, open) => {
    const run = play(await graph())
    run.start()
    expect(run.waiting()).toEqual(['g'])
    expect(run.message(name)[0]).toMatchObject({ kind: 'timerCancelled', node: 'han' })
    expect(run.open()).toEqual([open])
    expect(run.state().tokens).toHaveLength(1)
  })

  test('the time decides and the messages are no longer waited for', async () => {
    const run = play(await graph())
    run.start()
    run.fire('han')
    expect(run.open()).toEqual(['b'])
    expect(() => run.message('tin')).toThrow(expect.objectContaining({ code: 'process.unexpected_message' }))
  })

  test('an intermediate timer waits alone', async () => {
    const run = play(
      await graphOf(`${START}<intermediateCatchEvent id="cho"><timerEventDefinition><timeDuration>P3D</timeDuration></timerEventDefinition></intermediateCatchEvent>
        ${steps('a')}${ends('e')}${flows('s -> cho', 'cho -> a', 'a -> e')}`),
    )
    expect(run.start()).toMatchObject([{ kind: 'timerScheduled', node: 'cho', host: 'k1', duration: 'P3D' }])
    run.send({ kind: 'timer', token: 'k2' })
    expect(run.open()).toEqual(['a'])
  })
})

describe('sub-processes', () => {
  const inside = (events: string, more: string, ...lines: string[]) =>
    graphOf(
      `${START}<subProcess id="p"><startEvent id="ps"/><parallelGateway id="f"/>${steps('a', 'b')}<exclusiveGateway id="x" default="x_pe"/>
      ${ends('pe', 'pe2')}<endEvent id="hong"><errorEventDefinition errorRef="loi"/></endEvent>
      ${flows('ps -> f', 'f -> a', 'f -> b', 'a -> x', 'x -> hong if loi', 'x -> pe', 'b -> pe2')}</subProcess>
      ${events}${steps('c', 'd')}${ends('e')}${more}${flows('s -> p', 'p -> c', 'c -> e', 'd -> e', ...lines)}`,
      '<error id="loi" errorCode="E1"/><error id="khac" errorCode="E2"/>',
    )

  test('goes on when nothing is left inside', async () => {
    const run = play(await inside('', steps('z'), 'c -> z', 'z -> d'))
    run.start()
    expect(run.open()).toEqual(['a', 'b'])
    run.complete('b')
    expect(run.open()).toEqual(['a'])
    run.complete('a')
    expect(run.open()).toEqual(['c'])
  })

  test('an error end leaves it by the nearest event for that error', async () => {
    const run = play(
      await inside(`${error('khong', 'p', 'khac')}${error('bat', 'p')}`, '', 'khong -> e', 'bat -> d'),
    )
    run.start()
    const effects = run.complete('a', { loi: true })
    expect(effects).toContainEqual({ kind: 'taskClosed', token: 'k3', node: 'b', how: 'interrupted' })
    expect(run.open()).toEqual(['d'])
    expect(run.state().tokens).toHaveLength(1)
  })

  test('a task inside may fail into it too; an error nobody waits for changes nothing', async () => {
    const run = play(await inside(error('bat', 'p', 'loi'), '', 'bat -> d'))
    run.start()
    expect(() => run.fail('b', 'E2')).toThrow(expect.objectContaining({ code: 'process.uncaught_error' }))
    expect(run.open()).toEqual(['a', 'b'])
    run.fail('b', 'E1')
    expect(run.open()).toEqual(['d'])
  })

  test.each([true, false])('a message on its border (interrupting: %s)', async (interrupting) => {
    const run = play(await inside(message('rut', 'p', interrupting), '', 'rut -> d'))
    run.start()
    run.message('rut')
    expect(run.open()).toEqual(interrupting ? ['d'] : ['a', 'b', 'd'])
  })

  test('cancelling the process closes what is inside', async () => {
    const run = play(await inside(timer('t', 'p'), '', 't -> d'))
    run.start()
    expect(run.send({ kind: 'cancel' })).toEqual([
      { kind: 'timerCancelled', token: 'k2', node: 't' },
      { kind: 'taskClosed', token: 'k3', node: 'a', how: 'cancelled' },
      { kind: 'taskClosed', token: 'k4', node: 'b', how: 'cancelled' },
      { kind: 'ended', how: 'cancelled' },
    ])
  })
})

describe('repeated tasks', () => {
  const repeated = (loop: string, more = '', ...lines: string[]) =>
    graphOf(`${START}<userTask id="y" motcua:outcomes="dong:Đồng ý;khong:Không">${loop}</userTask>${more}${steps('sau')}${ends('e')}
      ${flows('s -> y', 'y -> sau', 'sau -> e', ...lines)}`)
  const loop = (sequential: boolean, source: string, until = '') =>
    `<multiInstanceLoopCharacteristics isSequential="${sequential}" motcua:element="don_vi" ${source}>${until}</multiInstanceLoopCharacteristics>`

  test('in parallel over a list: one task per item, then on', async () => {
    const run = play(await repeated(loop(false, 'motcua:items="= cac_don_vi"')))
    const effects = run.start({ cac_don_vi: ['A', 'B', 'C'] })
    expect(effects.map((e) => 'item' in e && [e.item, e.index])).toEqual([
      ['A', 0],
      ['B', 1],
      ['C', 2],
    ])
    run.complete('y')
    run.complete('y', {}, 'khong')
    expect(run.open()).toEqual(['y'])
    run.complete('y')
    expect(run.open()).toEqual(['sau'])
    expect(run.state().vars).toMatchObject({
      outcomes: { y: 'dong' },
      results: { y: ['dong', 'khong', 'dong'] },
    })
  })

  test('one after the other, a number of times', async () => {
    const run = play(
      await repeated(
        '<multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>1 + lan</loopCardinality></multiInstanceLoopCharacteristics>',
      ),
    )
    run.start({ lan: 1 })
    expect(run.open()).toEqual(['y'])
    run.complete('y')
    expect(run.open()).toEqual(['y'])
    run.complete('y')
    expect(run.open()).toEqual(['sau'])
  })

  test('enough of them take the others away', async () => {
    const until =
      '<completionCondition>don_vi = "B" or numberOfCompletedInstances &gt;= 2</completionCondition>'
    const run = play(await repeated(loop(false, 'motcua:items="ds"', until)))
    run.start({ ds: ['A', 'B', 'C', 'D'] })
    run.complete('y')
    expect(run.open()).toHaveLength(3)
    expect(
      run
        .complete('y')
        .filter((e) => e.kind === 'taskClosed')
        .map((e) => e.how),
    ).toEqual(['completed', 'interrupted', 'interrupted'])
    expect(run.open()).toEqual(['sau'])
  })

  test('its border events hold for the whole', async () => {
    const run = play(await repeated(loop(false, 'motcua:items="ds"'), timer('han', 'y'), 'han -> e'))
    run.start({ ds: [1, 2] })
    run.complete('y')
    run.fire('han')
    expect(run.state()).toMatchObject({ ended: true, tokens: [] })
  })

  test('an empty list is passed, what is no list is refused', async () => {
    const run = play(await repeated(loop(true, 'motcua:items="ds"')))
    expect(() => run.start()).toThrow(expect.objectContaining({ code: 'process.bad_items' }))
    run.start({ ds: [] })
    expect(run.open()).toEqual(['sau'])
  })
})

describe('inclusive gateways', () => {
  const split = `<inclusiveGateway id="o" default="o_c"/>${steps('a', 'b', 'c')}<inclusiveGateway id="j"/>${steps('sau')}${ends('e')}`
  const lines = ['o -> a if a', 'o -> b if b', 'o -> c', 'a -> j', 'b -> j', 'c -> j', 'j -> sau', 'sau -> e']
  test.each([
    [{ a: true, b: true }, ['a', 'b']],
    [{ a: true }, ['a']],
    [{}, ['c']],
  ])('%j takes %j and the join waits for just these', async (vars, taken) => {
    const run = play(await graphOf(`${START}${split}${flows('s -> o', ...lines)}`))
    run.start(vars)
    expect(run.open()).toEqual(taken)
    for (const task of taken) run.complete(task)
    expect(run.open()).toEqual(['sau'])
  })

  test('a branch that ends elsewhere lets the join open', async () => {
    const run = play(
      await graphOf(
        `${START}${split}${message('bo', 'b')}${ends('e2')}${flows('s -> o', ...lines, 'bo -> e2')}`,
      ),
    )
    run.start({ a: true, b: true })
    run.complete('a')
    expect(run.open()).toEqual(['b'])
    run.message('bo')
    expect(run.open()).toEqual(['sau'])
  })

  test('within a loop each round waits for its own branches', async () => {
    const run = play(
      await graphOf(`${START}<exclusiveGateway id="m"/><inclusiveGateway id="o" default="o_c"/>${steps('a', 'b', 'c')}<inclusiveGateway id="j"/>
        <exclusiveGateway id="x" default="x_e"/>${ends('e')}
        ${flows('s -> m', 'm -> o', 'o -> a if a', 'o -> b if b', 'o -> c', 'a -> j', 'b -> j', 'c -> j', 'j -> x', 'x -> m if lai', 'x -> e')}`),
    )
    run.start({ a: true, b: true, lai: true })
    run.complete('b')
    expect(run.open()).toEqual(['a'])
    run.complete('a', { b: false })
    expect(run.open()).toEqual(['a'])
    run.complete('a', { lai: false })
    expect(run.state().ended).toBe(true)
  })

  test('a branch that loops before the join is waited for', async () => {
    const run = play(
      await graphOf(`${START}<inclusiveGateway id="o"/>${steps('a', 'b')}<exclusiveGateway id="m"/><exclusiveGateway id="x" default="x_j"/>
        <inclusiveGateway id="j"/>${steps('sau')}${ends('e')}
        ${flows('s -> o', 'o -> a', 'o -> m', 'm -> b', 'b -> x', 'x -> m if lai', 'x -> j', 'a -> j', 'j -> sau', 'sau -> e')}`),
    )
    run.start()
    run.complete('a')
    run.complete('b', { lai: true })
    expect(run.open()).toEqual(['b'])
    run.complete('b', { lai: false })
    expect(run.open()).toEqual(['sau'])
  })

  test('a join at the head of a loop does not wait for what only itself can send', async () => {
    const run = play(
      await graphOf(`${START}<inclusiveGateway id="j"/>${steps('a')}<exclusiveGateway id="x" default="x_e"/>${ends('e')}
        ${flows('s -> j', 'j -> a', 'a -> x', 'x -> j if lai', 'x -> e')}`),
    )
    run.start({ lai: true })
    run.complete('a')
    expect(run.open()).toEqual(['a'])
  })

  test('it does not wait for a token of another branch that cannot come', async () => {
    const run = play(
      await graphOf(`${START}<parallelGateway id="f"/>${steps('khac')}${split}${ends('e2')}
        ${flows('s -> f', 'f -> khac', 'f -> o', 'khac -> e2', ...lines)}`),
    )
    run.start({ a: true })
    run.complete('a')
    expect(run.open()).toEqual(['khac', 'sau'])
  })
})

import { expect, test } from 'vitest'
import { flows, graphOf } from '../testing/bpmn.ts'
import { play } from '../testing/play.ts'
import { planMigration } from './migration.ts'

const timer = (id: string, host: string) =>
  `<boundaryEvent id="${id}" attachedToRef="${host}"><timerEventDefinition><timeDuration>P2D</timeDuration></timerEventDefinition></boundaryEvent>`
const ENDS = '<startEvent id="s"/><endEvent id="e"/>'
const fork = (extra: string, ...lines: string[]) =>
  graphOf(`${ENDS}<parallelGateway id="f"/><userTask id="a"/><userTask id="b"/><parallelGateway id="j"/>${extra}
    ${flows('s -> f', 'f -> a', 'f -> b', 'a -> j', 'b -> j', ...lines)}`)

test('tokens go to the nodes of the same id; new timers start, old ones that are gone stop', async () => {
  const from = await fork(timer('t1', 'b'), 't1 -> e', 'j -> e')
  const to = await fork(`${timer('t2', 'b')}<userTask id="c"/>`, 't2 -> e', 'j -> c', 'c -> e')
  const run = play(from)
  run.start()
  run.complete('a')
  const plan = planMigration(from, to, run.state())
  expect(plan.problems).toEqual([])
  expect(plan.moves.map((move) => [move.from, move.to])).toEqual([
    ['b', 'b'],
    ['j', 'j'],
  ])
  expect(plan.timersDropped.map((token) => token.node)).toEqual(['t1'])
  expect(plan.timersStarted).toMatchObject([{ node: 't2', duration: 'P2D' }])
  expect(plan.state?.tokens.map((token) => token.kind)).toEqual(['task', 'join'])
})

test('a timer that both versions have goes on, one that has gone off does not start again', async () => {
  const graph = await fork(
    timer('t1', 'b').replace('attached', 'cancelActivity="false" attached'),
    't1 -> e',
    'j -> e',
  )
  const run = play(graph)
  run.start()
  expect(planMigration(graph, graph, run.state())).toMatchObject({ timersDropped: [], timersStarted: [] })
  run.fire('t1')
  expect(planMigration(graph, graph, run.state())).toMatchObject({ timersDropped: [], timersStarted: [] })
})

const line = (id: string, element = `<userTask id="${id}"/>`) =>
  graphOf(`${ENDS}${element}${flows(`s -> ${id}`, `${id} -> e`)}`)

test.each([
  ['no such step', () => line('z'), {}, 'phiên bản mới không có bước này.'],
  ['another kind', () => line('a', '<receiveTask id="a"/>'), {}, 'là phần tử loại khác.'],
  [
    'repeated now',
    () => line('a', '<userTask id="a"><multiInstanceLoopCharacteristics motcua:items="ds"/></userTask>'),
    {},
    'lặp nhiều lần.',
  ],
  [
    'in a sub-process now',
    () =>
      line(
        'p',
        `<subProcess id="p"><startEvent id="ps"/><userTask id="a"/><endEvent id="pe"/>${flows('ps -> a', 'a -> pe')}</subProcess>`,
      ),
    {},
    'nằm ở quy trình con khác.',
  ],
  ['a step of another name', () => line('z'), { a: 'z' }, null],
])('%s', async (_, target, names, why) => {
  const from = await line('a')
  const run = play(from)
  run.start()
  const { problems, state } = planMigration(from, await target(), run.state(), names)
  expect(problems.map((problem) => problem.message)).toEqual(why ? [expect.stringContaining(why)] : [])
  expect(state === null).toBe(why !== null)
})

test('a token at a join needs its flow', async () => {
  const from = await fork('', 'j -> e')
  const to =
    await graphOf(`${ENDS}<parallelGateway id="f"/><userTask id="a"/><userTask id="b"/><userTask id="a2"/><parallelGateway id="j"/>
    ${flows('s -> f', 'f -> a', 'f -> b', 'a -> a2', 'a2 -> j', 'b -> j', 'j -> e')}`)
  const run = play(from)
  run.start()
  run.complete('a')
  expect(planMigration(from, to, run.state()).problems[0]?.message).toContain('luồng "a_j"')
})

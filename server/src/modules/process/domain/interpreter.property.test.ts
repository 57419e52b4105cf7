import fc from 'fast-check'
import { expect, inject, test } from 'vitest'
import { type Block, blockModel, choicesOf, toXml } from '../testing/block-model.ts'
import { blockHours, playBlocks } from '../testing/block-oracle.ts'
import { hoursOf } from './hours.ts'
import { importProcess } from './import.ts'
import {
  NOT_STARTED,
  openNodes,
  type ProcessEvent,
  type ProcessState,
  step,
  type Token,
} from './interpreter.ts'

/** All of them with `testing/models.config.mjs`; the short form is part of every run of the tests. */
const MODELS = inject('models') === 'full' ? 10_000 : 1000
/** Events after which a run takes no more loops and no more messages, so that it must come to its end. */
const LIVELY_EVENTS = 40
const MOST_EVENTS = 1500
/** A split whose conditions follow one variable may look open; the largest models are not explored to the end. */
const EXPECTED = ['process.may_have_no_path', 'process.not_explored']

declare module 'vitest' {
  interface ProvidedContext {
    models?: 'full'
  }
}

/** Two rounds of one repeated task beside each other: which of them goes on depends on the copy completed. */
const TWO_ROUNDS: Block = {
  kind: 'task',
  id: 't1',
  hours: 1,
  event: {
    id: 'e1',
    kind: 'message',
    interrupting: false,
    handler: { kind: 'task', id: 't2', times: 2, sequential: true, hours: 1 },
  },
}

test('random sound models never stick, lose no token, end, and do what a naive reading does', async () => {
  await fc.assert(
    fc.asyncProperty(
      blockModel,
      fc.array(fc.nat(), { minLength: 200, maxLength: 200 }),
      async (model, dice) => {
        const { graph, problems, warnings } = await importProcess(toXml(model))
        expect(problems).toEqual([])
        expect(warnings.filter((warning) => !EXPECTED.includes(warning.code))).toEqual([])
        expect(hoursOf(graph!).hours).toBe(blockHours(model))
        play(graph!, model, dice)
      },
    ),
    { numRuns: MODELS, examples: [[TWO_ROUNDS, [1, 2, 2, 2, ...Array(196).fill(0)]]] },
  )
}, 600_000)

function play(graph: Parameters<typeof step>[0], model: Block, dice: number[]): void {
  let thrown = 0
  const roll = (sides: number) => dice[thrown++ % dice.length]! % sides
  const vars = (lively: boolean) =>
    Object.fromEntries(
      [...choicesOf(model)].map(([name, branches]) => [
        name,
        branches ? roll(branches) : lively && roll(3) === 0,
      ]),
    )
  let made = 0
  const move = (state: ProcessState, event: ProcessEvent): ProcessState => {
    const before = balance(state)
    const { state: next, effects } = step(graph, state, event, () => String(++made))
    for (const effect of effects) {
      if (effect.kind === 'taskOpened') before.tasks += 1
      if (effect.kind === 'taskClosed') before.tasks -= 1
      if (effect.kind === 'timerScheduled') before.timers += 1
      if (effect.kind === 'timerCancelled') before.timers -= 1
      expect(effect.kind).not.toBe('stuck')
    }
    if (event.kind === 'timer') before.timers -= 1
    expect(balance(next)).toEqual(before)
    return next
  }

  const first = vars(true)
  const oracle = playBlocks(model, first)
  let state = move(NOT_STARTED, { kind: 'start', vars: first })
  for (let count = 0; !state.ended; count++) {
    expect(count).toBeLessThan(MOST_EVENTS)
    const lively = count < LIVELY_EVENTS
    const data = vars(lively)
    const tasks = state.tokens.filter((token) => token.kind === 'task')
    const timers = state.tokens.filter((token) => token.kind === 'timer')
    const messages = [...oracle.events('awaited'), ...(lively ? oracle.events('message') : [])]
    const choice = roll(tasks.length + timers.length + messages.length)
    const task = tasks[choice]
    const timer = timers[choice - tasks.length]
    const message = messages[choice - tasks.length - timers.length]
    if (task) {
      state = move(state, { kind: 'complete', token: task.id, data })
      oracle.complete(task.node, data, rank(tasks, task))
    } else if (timer) {
      // A timer brings no data: the choices after it are made by what is known already.
      oracle.happen(timer.node, state.vars as Record<string, unknown>, rank(timers, timer))
      state = move(state, { kind: 'timer', token: timer.id })
    } else {
      state = move(state, { kind: 'message', name: message!, data })
      oracle.happen(message!, data)
    }
    expect(openNodes(state).sort()).toEqual(oracle.open())
    expect(
      state.tokens
        .filter((token) => token.kind === 'timer')
        .map((token) => token.node)
        .sort(),
    ).toEqual(oracle.events('timer').sort())
    expect(state.ended).toBe(oracle.ended())
  }
  expect(state.tokens).toEqual([])
}

/** The place of a token among those at the same node, in order of opening. */
function rank(tokens: readonly Token[], token: Token): number {
  return tokens.filter(({ node }) => node === token.node).indexOf(token)
}

function balance(state: ProcessState) {
  const of = (kind: string) => state.tokens.filter((token) => token.kind === kind).length
  return { tasks: of('task'), timers: of('timer') }
}

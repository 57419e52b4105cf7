import fc from 'fast-check'
import { expect, inject, test } from 'vitest'
import { type Block, blockModel, choicesOf, toXml } from '../testing/block-model.ts'
import { playElsewhere } from '../testing/other-engine.ts'
import { importProcess } from './import.ts'
import { NOT_STARTED, openNodes, openTaskAt, type ProcessEvent, step } from './interpreter.ts'

/** All of them with `testing/models.config.mjs`; the short form is part of every run of the tests. */
const MODELS = inject('models') === 'full' ? 3000 : 300
const LIVELY = 12

/** What both engines support alike: no events, no repetition (README, "Beside another engine"). */
const shared = blockModel.filter(isShared)

test('steps open and end as in bpmn-engine, for the same choices', async () => {
  await fc.assert(
    fc.asyncProperty(shared, fc.array(fc.nat(), { minLength: 60, maxLength: 60 }), async (model, dice) => {
      let thrown = 0
      const roll = (sides: number) => dice[thrown++ % dice.length]! % sides
      const vars = (lively: boolean) =>
        Object.fromEntries(
          [...choicesOf(model)].map(([name, n]) => [name, n ? roll(n) : lively && roll(3) === 0]),
        )
      const xml = toXml(model)
      const { graph } = await importProcess(xml)
      let made = 0
      let state = NOT_STARTED
      const move = (event: ProcessEvent) => {
        state = step(graph!, state, event, () => String(++made)).state
      }
      const first = vars(true)
      move({ kind: 'start', vars: first })
      const other = await playElsewhere(xml, first)
      for (let count = 0; ; count++) {
        expect(other.open()).toEqual(openNodes(state).sort())
        expect(other.ended()).toBe(state.ended)
        if (state.ended) break
        const open = openNodes(state)
        const task = open[roll(open.length)]!
        const data = vars(count < LIVELY)
        move({ kind: 'complete', token: openTaskAt(state, task)!.id, data })
        other.complete(task, data)
      }
    }),
    { numRuns: MODELS },
  )
}, 600_000)

/**
 * Only what both know, and no scope with both choices and parallel splits: the other engine walks branches not taken up
 * to the joins behind, which then count one flow twice.
 */
function isShared(part: Block): boolean {
  return isKnown(part) && !(holds(part, ['exclusive', 'loop']) && holds(part, ['parallel']))
}

function isKnown(part: Block): boolean {
  switch (part.kind) {
    case 'task':
      return !part.event && !part.times
    case 'sequence':
      return part.parts.every(isKnown)
    case 'exclusive':
    case 'parallel':
      return part.branches.every(isKnown)
    case 'loop':
      return isKnown(part.body)
    case 'sub':
      return !part.handler && isShared(part.body)
    default:
      return false
  }
}

/** Whether there is such a block in this scope; sub-processes are scopes of their own. */
function holds(part: Block, kinds: readonly Block['kind'][]): boolean {
  if (kinds.includes(part.kind)) return true
  switch (part.kind) {
    case 'sequence':
      return part.parts.some((inner) => holds(inner, kinds))
    case 'exclusive':
    case 'parallel':
      return part.branches.some((inner) => holds(inner, kinds))
    case 'loop':
      return holds(part.body, kinds)
    default:
      return false
  }
}

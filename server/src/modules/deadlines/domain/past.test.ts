import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AppError } from '../../../platform/errors.ts'
import { stories } from '../testing/stories.ts'
import { STANDARD_CALENDAR } from './holidays.ts'
import { applyEvent, startOf } from './ledger.ts'
import { parseLimit } from './limit.ts'
import { stateAfter } from './past.ts'

describe('property', () => {
  it('the lines up to any event give the state that the clock had after it', () =>
    fc.assert(
      fc.property(stories, ({ from, limit, mode, events }) => {
        const rules = { limit: parseLimit(limit), calendar: STANDARD_CALENDAR, mode }
        let { clock, entry } = startOf(rules, from, 'ACCEPTED')
        const ledger = [entry]
        expect(stateAfter(ledger)).toEqual(clock)
        for (const event of events) {
          try {
            ;({ clock, entry } = applyEvent(rules, clock, event))
          } catch (error) {
            expect([409, 422]).toContain((error as AppError).status)
            continue
          }
          ledger.push(entry)
          expect(stateAfter(ledger)).toEqual(clock)
        }
      }),
      { numRuns: 300 },
    ))
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { slowAdd, slowIsOpen } from '../testing/slow-oracle.ts'
import { opinionDueAt, saySilence, silentFrom } from './consultation.ts'
import { STANDARD_CALENDAR } from './holidays.ts'
import { parseLimit } from './limit.ts'
import { parseMoment, vietnamIso } from './moment.ts'

const at = (text: string) => parseMoment(text)!
const iso = (moment: Date) => vietnamIso(moment).slice(0, 16)

it.each([
  ['2026-03-02T10:00', '2 ngày làm việc', '2026-03-04T10:01'],
  ['2026-03-06T16:00', '2 ngày làm việc', '2026-03-10T16:01'],
  ['2026-02-13T16:00', '2 ngày làm việc', '2026-02-24T16:01'],
  ['2026-03-02T15:00', '1 ngày làm việc', '2026-03-03T17:31'],
  ['2026-03-02T10:00', '5 ngày', '2026-03-09T17:31'],
])('asked at %s for %s, silence begins at %s', (asked, limit, silent) => {
  expect(iso(silentFrom(opinionDueAt(STANDARD_CALENDAR, parseLimit(limit), at(asked))))).toBe(silent)
})

it('says what silence means, and by which law', () => {
  const limit = parseLimit('2 ngày làm việc')
  expect(saySilence(limit, at('2026-03-04T10:00'), 'Nghị định thử')).toBe(
    'Hết 2 ngày làm việc lúc 10:00 thứ Tư 04/03/2026 mà chưa có ý kiến nên coi như đồng ý (Nghị định thử).',
  )
})

describe('property, against a slow walk minute by minute', () => {
  it('silence begins one minute after the limit was worked through', () =>
    fc.assert(
      fc.property(fc.nat({ max: 300_000 }), fc.integer({ min: 2, max: 5 }), (offset, days) => {
        const asked = new Date(at('2026-01-05T00:00').getTime() + offset * 60_000)
        let opening = asked
        while (!slowIsOpen(STANDARD_CALENDAR, opening)) opening = new Date(opening.getTime() + 60_000)
        const limit = { value: days, unit: 'workingDays' as const }
        const silent = silentFrom(opinionDueAt(STANDARD_CALENDAR, limit, asked))
        const spent = slowAdd(STANDARD_CALENDAR, opening, days * 480)
        expect(iso(silent)).toBe(iso(new Date(spent.getTime() + 60_000)))
      }),
      { numRuns: 60 },
    ))
})

import { describe, expect, it } from 'vitest'
import { STANDARD_CALENDAR } from '../../modules/deadlines/index.ts'
import { firstWorkingDay, momentOf, workingDay } from './working-days.ts'

describe('workingDay', () => {
  it.each([
    // Wednesday; the day before is 24/11, the new day of culture.
    ['2026-11-25', 0, '2026-11-25'],
    ['2026-11-25', -1, '2026-11-23'],
    ['2026-11-25', -2, '2026-11-20'],
    // Tết 2026 is off from 14 to 22 February.
    ['2026-02-13', 1, '2026-02-23'],
    ['2026-02-23', -1, '2026-02-13'],
    // A Saturday is worked on for 31/8.
    ['2026-08-21', 1, '2026-08-22'],
    ['2026-08-22', 1, '2026-08-24'],
    // Counted from a Sunday: from the Monday after it.
    ['2026-11-22', 0, '2026-11-23'],
    ['2026-11-22', -1, '2026-11-20'],
  ])('%s and %i working days is %s', (date, days, expected) => {
    expect(workingDay(STANDARD_CALENDAR, date, days)).toBe(expected)
  })
})

describe('momentOf', () => {
  it('takes the wall time of Việt Nam', () => {
    expect(momentOf(STANDARD_CALENDAR, '2026-11-25', '-1 14:30').toISOString()).toBe(
      '2026-11-23T07:30:00.000Z',
    )
    expect(momentOf(STANDARD_CALENDAR, '2026-11-25', '+1 00:00').toISOString()).toBe(
      '2026-11-25T17:00:00.000Z',
    )
  })

  it.each(['', '3', '3 9:00', 'x 09:00'])('refuses %j', (text) => {
    expect(() => momentOf(STANDARD_CALENDAR, '2026-11-25', text)).toThrow('no moment')
  })
})

it('begins today on the day of Việt Nam, or on the next that is worked on', () => {
  const at = (moment: string) => firstWorkingDay(STANDARD_CALENDAR, new Date(moment))
  expect(at('2026-11-25T03:00:00Z')).toBe('2026-11-25')
  expect(at('2026-11-24T18:00:00Z')).toBe('2026-11-25')
  expect(at('2026-11-24T10:00:00Z')).toBe('2026-11-25')
  expect(at('2026-11-27T18:00:00Z')).toBe('2026-11-30')
})

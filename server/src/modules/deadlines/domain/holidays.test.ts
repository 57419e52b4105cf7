import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { MINUTES_PER_WORKING_DAY, shiftsOn } from './calendar.ts'
import { compensationDates, isWeeklyOff, NATIONAL_DAYS, STANDARD_CALENDAR } from './holidays.ts'

const datesOf = (...kinds: string[]) => NATIONAL_DAYS.filter((d) => kinds.includes(d.kind)).map((d) => d.date)
const inYear = (year: string) => (date: string) => date.startsWith(year)

describe('national days', () => {
  it('are in order and stand once each', () => {
    const dates = NATIONAL_DAYS.map((d) => d.date)
    const swapped = datesOf('WORKING_SWAP')
    expect(new Set(dates).size).toBe(dates.length)
    expect(dates.filter((d) => !swapped.includes(d))).toEqual(
      dates.filter((d) => !swapped.includes(d)).sort(),
    )
  })

  it.each([
    ['2024', 11],
    ['2025', 11],
    ['2026', 12],
    ['2027', 12],
  ])('%s has %d holidays by law', (year, count) => {
    expect(datesOf('HOLIDAY').filter(inYear(year)).length).toBe(count)
  })

  it('the days made up are those of the rule', () => {
    expect(datesOf('COMPENSATION')).toEqual(compensationDates(datesOf('HOLIDAY'), isWeeklyOff))
  })

  it.each([
    [['2024-04-20'], ['2024-04-22']],
    [['2024-04-21'], ['2024-04-22']],
    [
      ['2024-04-20', '2024-04-21'],
      ['2024-04-22', '2024-04-23'],
    ],
    [['2024-04-20', '2024-04-22'], ['2024-04-23']],
    [['2024-04-19'], []],
  ])('%j gives %j', (holidays, given) => {
    expect(compensationDates(holidays, isWeeklyOff)).toEqual(given)
  })

  it('swaps name each other: a weekday off for a weekend day of whole work', () => {
    for (const day of NATIONAL_DAYS.filter((d) => d.kind === 'SWAPPED_OFF')) {
      const worked = NATIONAL_DAYS.find((d) => d.date === day.swappedWith)
      expect([worked?.kind, worked?.swappedWith]).toEqual(['WORKING_SWAP', day.date])
      expect([isWeeklyOff(day.date), isWeeklyOff(worked!.date)]).toEqual([false, true])
      const minutes = shiftsOn(STANDARD_CALENDAR, worked!.date).map(([start, end]) => end - start)
      expect(minutes.reduce((a, b) => a + b)).toBe(MINUTES_PER_WORKING_DAY)
    }
    expect(datesOf('WORKING_SWAP')).toEqual(['2024-05-04', '2025-04-26', '2026-01-10', '2026-08-22'])
  })

  it.each([
    ['2024', '08/02-14/02'],
    ['2025', '27/01-31/01'],
    ['2026', '16/02-20/02'],
    ['2027', '04/02-10/02'],
  ])('Tết %s is off %s', (year, expected) => {
    const days = NATIONAL_DAYS.filter((d) => d.name.endsWith('Tết Nguyên đán') && d.date.startsWith(year))
    const say = (date: string) => date.split('-').slice(1).reverse().join('/')
    expect(`${say(days[0]!.date)}-${say(days.at(-1)!.date)}`).toBe(expected)
  })

  it('says which days are only expected', () => {
    const dates = NATIONAL_DAYS.filter((d) => d.provisional).map((d) => d.date)
    expect(dates.every(inYear('2027'))).toBe(true)
    expect(dates.length).toBe(8)
  })
})

const folder = new URL('../../../../../../shared/data/holidays/', import.meta.url)

describe.skipIf(!existsSync(folder))('compared with open tables', () => {
  const years = ['2024', '2025', '2026', '2027']
  const table = (file: string): string[] => {
    const { years: byYear } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as {
      years: Record<string, [string, ...unknown[]][]>
    }
    return years.flatMap((y) => byYear[y]!.map(([date]) => date))
  }
  const off = datesOf('HOLIDAY', 'COMPENSATION', 'SWAPPED_OFF')
  const missing = (from: readonly string[], dates: readonly string[]) =>
    dates.filter((d) => !from.includes(d))

  it('python-holidays differs where the comment in holidays.ts says', () => {
    const theirs = table('vn_holidays_python-holidays.json')
    expect(missing(theirs, off)).toEqual([
      '2025-05-02',
      '2026-01-02',
      '2026-08-31',
      '2026-11-24',
      '2027-11-24',
    ])
    expect(missing(off, theirs)).toEqual(['2025-02-01'])
  })

  it('date-holidays has no day that is not off here', () => {
    expect(missing(off, table('vn_holidays_date-holidays-npm.json'))).toEqual([])
  })
})

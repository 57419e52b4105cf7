import type { WorkCalendar } from '../domain/calendar.ts'

/**
 * Working time told minute by minute from the plain definition, to test the fast way against: no sums, no years, no
 * search. Reads the calendar's own description only.
 */
export function slowIsOpen(calendar: WorkCalendar, at: Date): boolean {
  const local = new Date(at.getTime() + 7 * 3_600_000)
  const date = local.toISOString().slice(0, 10)
  const time = local.getUTCHours() * 60 + local.getUTCMinutes()
  return slowShifts(calendar, date).some(([start, end]) => time >= start && time < end)
}

export function slowAdd(calendar: WorkCalendar, from: Date, minutes: number): Date {
  let at = Math.floor(from.getTime() / 60_000) * 60_000
  for (let left = minutes; left > 0; at += 60_000) if (slowIsOpen(calendar, new Date(at))) left -= 1
  return new Date(at)
}

export function slowBetween(calendar: WorkCalendar, a: Date, b: Date): number {
  let minutes = 0
  for (let at = a.getTime(); at < b.getTime(); at += 60_000) {
    if (slowIsOpen(calendar, new Date(at))) minutes += 1
  }
  return minutes
}

type Shifts = readonly (readonly [number, number])[]

function slowShifts(calendar: WorkCalendar, date: string): Shifts {
  const weekday = (text: string) => (new Date(`${text}T00:00:00Z`).getUTCDay() + 6) % 7
  const { week } = calendar.periods.find((p) => (!p.from || p.from <= date) && (!p.to || p.to >= date))!
  const special = [...calendar.special.values()].find((s) => s.date === date)
  if (!special) return week[weekday(date)]!
  if (special.shifts) return special.shifts
  if (special.kind !== 'WORKING_SWAP') return []
  const like = special.swappedWith ? week[weekday(special.swappedWith)]! : []
  return like.length > 0 ? like : week.find((day) => day.length > 0)!
}

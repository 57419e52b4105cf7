import type { Reply } from './read.ts'

type Calendar = Reply<'getCalendar'>
type Day = Calendar['weeks'][number]['days'][number]

const NAMES = {
  vi: ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
} as const

export type HoursLine = { days: string; times: string }

/** Opening hours of a week, days of the same hours together: `thứ Hai – thứ Sáu: 07:30–11:30, 13:30–17:30`. */
export function weekHours(days: readonly Day[], lang: 'vi' | 'en'): HoursLine[] {
  const runs: { first: number; last: number; times: string }[] = []
  for (const { weekday, shifts } of days) {
    const times = shifts.map(({ from, to }) => `${from}–${to}`).join(', ')
    const run = runs.at(-1)
    if (run && run.times === times && run.last === weekday - 1) run.last = weekday
    else runs.push({ first: weekday, last: weekday, times })
  }
  const name = (weekday: number) => NAMES[lang][weekday - 1] ?? ''
  return runs.map(({ first, last, times }) => ({
    days: first === last ? name(first) : `${name(first)} – ${name(last)}`,
    times,
  }))
}

/** Schema.org's words for the same: `Mo-Fr 07:30-11:30`. */
export function openingHours(days: readonly Day[]): string[] {
  const short = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su']
  return days.flatMap(({ weekday, shifts }) =>
    shifts.map(({ from, to }) => `${short[weekday - 1]} ${from}-${to}`),
  )
}

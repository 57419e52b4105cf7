import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { LogAttributes } from './cases.ts'

/** Cases by class: ended early, on time, late against the deadline; the rest is not counted. */
export type Counts = { early: number; on_time: number; late: number }
export type PunctualityClass = keyof Counts

/**
 * Counts a log without anything of this product: it looks for the named dates in the text of each trace and compares
 * them as written, day by day of Việt Nam and minute by minute. It is the judge of the replay, so it shares neither
 * its reader nor its clock.
 * @returns the class of every trace in order of the file; null for one without a deadline or an end
 */
export function countLog(
  path: string,
  { deadline, planned, end }: Pick<LogAttributes, 'deadline' | 'planned' | 'end'>,
): { classes: (PunctualityClass | null)[]; counts: Counts } {
  const bytes = readFileSync(path)
  const text = (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('utf8')
  const classes = text
    .split(/<trace[\s>]/)
    .slice(1)
    .map((trace) => {
      const own = trace.replace(/<event>[\s\S]*?<\/event>/g, '')
      const dueAt = dateIn(own, deadline) ?? dateIn(own, planned)
      const endAt = end ? dateIn(own, end) : lastEvent(trace)
      return dueAt === null || endAt === null ? null : classOf(endAt, dueAt)
    })
  const counts: Counts = { early: 0, on_time: 0, late: 0 }
  for (const found of classes) if (found) counts[found] += 1
  return { classes, counts }
}

function dateIn(text: string, key: string | undefined): number | null {
  if (key === undefined) return null
  const at = text.indexOf(`<date key="${key}" value="`)
  if (at < 0) return null
  const value = text.slice(at).split('"')[3]!
  return value === '' ? null : Date.parse(value)
}

function lastEvent(trace: string): number | null {
  const times = trace
    .split('<event>')
    .slice(1)
    .filter(
      (event) =>
        !event.includes('lifecycle:transition') || /"lifecycle:transition" value="complete"/i.test(event),
    )
    .map((event) => dateIn(event, 'time:timestamp'))
    .filter((at) => at !== null)
  return times.length === 0 ? null : Math.max(...times)
}

const DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' })

function classOf(endAt: number, dueAt: number): PunctualityClass {
  if (DAY.format(endAt) < DAY.format(dueAt)) return 'early'
  return Math.floor(endAt / 60_000) <= Math.floor(dueAt / 60_000) ? 'on_time' : 'late'
}

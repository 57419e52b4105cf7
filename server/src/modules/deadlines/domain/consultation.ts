import type { WorkCalendar } from './calendar.ts'
import { countLimit } from './count.ts'
import { formatLimit, type Limit } from './limit.ts'
import { sayMoment } from './moment.ts'

/** What it means when nothing is heard in time: consent, where a law says so, or nothing yet. */
export const ON_SILENCE = ['CONSENT', 'WAIT'] as const
export type OnSilence = (typeof ON_SILENCE)[number]

/** When an opinion asked now is due, counted as every limit, in the working time of the unit that is asked. */
export function opinionDueAt(calendar: WorkCalendar, limit: Limit, askedAt: Date): Date {
  return countLimit(calendar, limit, askedAt).due
}

/** From when nothing heard is silence: the due minute itself is still in time. */
export const silentFrom = (dueAt: Date): Date => new Date(dueAt.getTime() + 60_000)

/** "Hết 2 ngày làm việc lúc … mà chưa có ý kiến nên coi như đồng ý (NĐ 217/2026/NĐ-CP)." */
export function saySilence(limit: Limit, dueAt: Date, legalBasis: string | null): string {
  const basis = legalBasis ? ` (${legalBasis})` : ''
  return `Hết ${formatLimit(limit)} lúc ${sayMoment(dueAt)} mà chưa có ý kiến nên coi như đồng ý${basis}.`
}

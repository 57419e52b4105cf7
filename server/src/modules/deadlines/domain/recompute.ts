import { addWorkingMinutes, type WorkCalendar, workingMinutesBetween } from './calendar.ts'
import { type ClockRules, type ClockState, type LedgerEntry, type Step, stepOf } from './clock-state.ts'
import { countLimit } from './count.ts'
import { CARRIED_OVER } from './ledger.ts'
import type { Limit } from './limit.ts'
import { sayMoment } from './moment.ts'
import { lastCount, standstillOf } from './past.ts'

/** Why dates are computed again. `cause` is for reading: "thứ Bảy 22/08/2026 là ngày làm việc". */
export type CalendarChange = { at: Date; cause: string; legalBasis: string | null }

/**
 * A clock after its calendar changed. What was promised holds: the due date may come forward, and go back as far as
 * the promise when the change is taken back, but never beyond it. Late or not is decided by the promise, as before.
 * @param lines the ledger of the clock, in order, from its start
 * @returns null when the due date stays: nothing better for the applicant, a date that has passed already, a date set
 *   by hand with an apology, one carried over from another system, or an end
 */
export function recompute(
  rules: ClockRules,
  before: ClockState,
  lines: readonly LedgerEntry[],
  { at, cause, legalBasis }: CalendarChange,
): Step | null {
  if (before.state === 'ended') return null
  const counted = countAnew(rules, lines)
  if (!counted) return null
  const due = new Date(Math.min(counted.getTime(), before.firstDueAt.getTime()))
  if (due.getTime() === before.dueAt.getTime()) return null
  // Nobody can keep a date that has passed when it is told.
  if (due < before.dueAt && due <= (before.pausedAt ?? at)) return null
  const promise = `hạn đã hẹn ${sayMoment(before.firstDueAt)}`
  const note =
    due < before.dueAt
      ? `Lịch làm việc thay đổi: ${cause}. Hạn trả được tính lại có lợi cho người nộp, từ ${sayMoment(before.dueAt)} thành ${sayMoment(due)}; đúng hạn hay quá hạn vẫn tính theo ${promise}.`
      : `Lịch làm việc thay đổi: ${cause}. Hạn trả được tính lại, từ ${sayMoment(before.dueAt)} thành ${sayMoment(due)}, không muộn hơn ${promise}.`
  return stepOf(
    { ...before, dueAt: due, lastAt: at },
    { at, kind: 'RECOMPUTED', reason: 'CALENDAR_CHANGED', note, legalBasis },
  )
}

/** The whole limit from its last start in today's calendar, plus the working time stood still since; null by hand. */
function countAnew(
  { calendar, limit }: { calendar: WorkCalendar; limit: Limit },
  lines: readonly LedgerEntry[],
): Date | null {
  const { index, from } = lastCount(lines)
  // A date set by hand stands until the limit begins anew; a correction only counts it from elsewhere.
  if (lines.some(({ kind, at }, line) => kind === 'APOLOGY' && (line > index || at > from))) return null
  if (lines[index]!.reason === CARRIED_OVER) return null
  const paused = standstillOf(lines).over.map(({ from, to }) => workingMinutesBetween(calendar, from, to))
  return addWorkingMinutes(
    calendar,
    countLimit(calendar, limit, from).due,
    paused.reduce((sum, minutes) => sum + minutes, 0),
  )
}

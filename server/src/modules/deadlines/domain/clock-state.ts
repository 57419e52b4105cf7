import type { WorkCalendar } from './calendar.ts'
import type { Limit } from './limit.ts'
import { dayOf, minuteOf } from './moment.ts'

export const CLOCK_EVENT_KINDS = [
  'PAUSE',
  'RESUME',
  'EXCLUDE',
  'INCLUDE',
  'RESTART',
  'APOLOGY',
  'END',
] as const
export type ClockEventKind = (typeof CLOCK_EVENT_KINDS)[number]

/** What happened to a running clock. */
export type ClockEvent = {
  at: Date
  kind: ClockEventKind
  /** A known code or words; of an EXCLUDE the name of the step that the law does not count. */
  reason: string
  /** Of a RESUME or INCLUDE: the reason of the pause it ends, when several are open. */
  of?: string | null
  /** The new date of an apology. */
  newDue?: Date | null
  legalBasis?: string | null
}

/** What a supplement does: with RESTART the whole limit counts again once it is there (default of the law). */
export const CLOCK_MODES = ['RESTART', 'RESUME'] as const
export type ClockMode = (typeof CLOCK_MODES)[number]

export type ClockRules = { limit: Limit; calendar: WorkCalendar; mode: ClockMode }

export type Outcome = 'early' | 'on_time' | 'late'

/** A reason for which the clock stands still: a wait, or a step that the law does not count. */
export type OpenPause = { kind: 'PAUSE' | 'EXCLUDE'; reason: string; since: Date; legalBasis: string | null }

/**
 * A clock after its last event. `dueAt` is the date promised to the applicant; `firstDueAt` is the one that decides
 * on time or late: moved by lawful pauses and restarts, never by an apology or by a calendar that changed later.
 */
export type ClockState = {
  state: 'running' | 'paused' | 'ended'
  /** From when the limit was last counted, after the rules of starting. */
  countedFrom: Date
  dueAt: Date
  firstDueAt: Date
  lastAt: Date
  /** The reasons that hold the clock, the first one first; it runs when there is none. */
  pauses: readonly OpenPause[]
  /** Since when the clock stands still. */
  pausedAt: Date | null
  /** The first of the reasons. */
  pauseReason: string | null
  apologised: boolean
  endedAt: Date | null
  outcome: Outcome | null
}

/** One line of the ledger: what happened, the dates and open pauses after it, and why, in a sentence for everybody. */
export type LedgerEntry = {
  at: Date
  kind: 'START' | 'RECOMPUTED' | 'CORRECTED' | ClockEventKind
  reason: string
  due: Date
  firstDue: Date
  countedFrom: Date
  pauses: readonly OpenPause[]
  note: string
  legalBasis: string | null
  /** Of a correction: from when the limit counts now. */
  correctedFrom?: Date
}

export type Step = { clock: ClockState; entry: LedgerEntry }

/** A step: the clock after it and its line. */
export function stepOf(
  clock: ClockState,
  line: Pick<LedgerEntry, 'at' | 'kind' | 'reason' | 'note' | 'legalBasis'>,
): Step {
  const { dueAt: due, firstDueAt: firstDue, countedFrom, pauses } = clock
  return { clock, entry: { ...line, due, firstDue, countedFrom, pauses } }
}

/** Classes of the statistics (domain of QĐ 766/QĐ-TTg): by civil date before, by the minute afterwards. */
export function outcomeOf(endedAt: Date, dueAt: Date): Outcome {
  const [end, due] = [minuteOf(endedAt), minuteOf(dueAt)]
  if (dayOf(end) < dayOf(due)) return 'early'
  return end <= due ? 'on_time' : 'late'
}

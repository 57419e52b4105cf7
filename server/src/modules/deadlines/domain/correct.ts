import {
  type ClockEvent,
  type ClockRules,
  type ClockState,
  type LedgerEntry,
  type Step,
  stepOf,
} from './clock-state.ts'
import { countLimit } from './count.ts'
import { applyEvent, SUPPLEMENT, startOf } from './ledger.ts'
import { formatLimit } from './limit.ts'
import { sayMoment } from './moment.ts'
import { sayCount } from './notes.ts'

/** A desk mistake about a clock. */
export type ClockCorrection = {
  at: Date
  /** When the dossier was truly received. */
  from: Date
  /** What was wrong, for reading. */
  cause: string
  /** Nothing but the moment changed, and it became earlier: no date that was told may become later. */
  keepsPromise: boolean
}

/**
 * A clock as though it had been right from its start: the same events happen again under the right rules.
 * @param rules the right limit, calendar and mode
 * @param lines the ledger of the clock, in order, from its start
 * @returns the clock with the line that tells both dates and why
 */
export function correct(
  rules: ClockRules,
  before: ClockState,
  lines: readonly LedgerEntry[],
  { at, from, cause, keepsPromise }: ClockCorrection,
): Step {
  const { clock: replayed, base } = replay(rules, lines, from)
  const clock: ClockState = {
    ...replayed,
    lastAt: at,
    ...(keepsPromise && {
      dueAt: earlier(replayed.dueAt, before.dueAt),
      firstDueAt: earlier(replayed.firstDueAt, before.firstDueAt),
    }),
  }
  const counted = countLimit(rules.calendar, rules.limit, base)
  const moved =
    clock.dueAt.getTime() === before.dueAt.getTime()
      ? `Hạn trả vẫn là ${sayMoment(clock.dueAt)}.`
      : `Hạn trả sửa từ ${sayMoment(before.dueAt)} thành ${sayMoment(clock.dueAt)}.`
  const note = `Sửa sai sót khi tiếp nhận: ${cause.trim().replace(/[.;]+$/, '')}. Thời hạn ${formatLimit(rules.limit)} tính từ ${sayMoment(base)}. ${sayCount(rules, base, counted)} ${moved}`
  const step = stepOf(clock, { at, kind: 'CORRECTED', reason: 'CORRECTED', note, legalBasis: null })
  return { ...step, entry: { ...step.entry, correctedFrom: base } }
}

/** All that happened to a clock, once more under other rules. `base`: from when the limit was last counted whole. */
function replay(rules: ClockRules, lines: readonly LedgerEntry[], from: Date) {
  let clock = startOf(rules, from, 'ACCEPTED').clock
  let base = from
  for (const [index, line] of lines.entries()) {
    const event = eventOf(lines[index - 1], line, clock)
    if (!event) continue
    // A new date that lies before the right one has nothing left to put off.
    if (event.kind === 'APOLOGY' && event.newDue! <= clock.dueAt) {
      clock = { ...clock, apologised: true }
      continue
    }
    const step = applyEvent(rules, clock, event)
    if (step.entry.kind === 'RESTART') base = event.at
    clock = step.clock
  }
  return { clock, base }
}

/** The event behind a line; null for lines that tell of a new count only. */
function eventOf(previous: LedgerEntry | undefined, line: LedgerEntry, clock: ClockState): ClockEvent | null {
  const { at, kind, reason, legalBasis } = line
  switch (kind) {
    case 'START':
    case 'RECOMPUTED':
    case 'CORRECTED':
      return null
    case 'APOLOGY':
      return { at, kind, reason, legalBasis, newDue: line.due }
    case 'RESTART': {
      // Whether a supplement restarts the limit is for the right rules to say.
      const waits = clock.pauses.some((pause) => pause.reason === SUPPLEMENT)
      return reason === 'SUPPLEMENT_RECEIVED' && waits
        ? { at, kind: 'RESUME', reason, of: SUPPLEMENT }
        : { at, kind, reason, legalBasis }
    }
    case 'RESUME':
    case 'INCLUDE': {
      const ended = previous?.pauses.find(
        (pause) => !line.pauses.some((open) => open.reason === pause.reason),
      )
      return { at, kind, reason, legalBasis, of: ended?.reason ?? null }
    }
    default:
      return { at, kind, reason, legalBasis }
  }
}

const earlier = (a: Date, b: Date): Date => (a < b ? a : b)

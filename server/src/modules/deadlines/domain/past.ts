import { type ClockState, type LedgerEntry, outcomeOf } from './clock-state.ts'

/** The stretches in which a clock stood still since its limit was last counted whole. */
export type Standstill = { over: { from: Date; to: Date }[]; since: Date | null }

/** @param lines of a ledger, in order, from its start */
export function standstillOf(lines: readonly LedgerEntry[]): Standstill {
  const { from } = lastCount(lines)
  const over: Standstill['over'] = []
  let since: Date | null = null
  for (const { at, pauses } of lines) {
    if (pauses.length > 0) since ??= at
    else if (since) {
      if (at > from) over.push({ from: later(since, from), to: at })
      since = null
    }
  }
  return { over, since: since && later(since, from) }
}

/** From when the limit was last counted whole, and the line that says so. @param lines as of `standstillOf` */
export function lastCount(lines: readonly LedgerEntry[]): { index: number; from: Date } {
  const index = lines.findLastIndex(({ kind }) => COUNTS.includes(kind))
  return { index, from: lines[index]!.correctedFrom ?? lines[index]!.at }
}

const COUNTS: readonly LedgerEntry['kind'][] = ['START', 'RESTART', 'CORRECTED']

const later = (a: Date, b: Date): Date => (a > b ? a : b)

/**
 * The state that a clock had after the last of these lines.
 * @param lines of a ledger, in order, from its start; at least that one
 */
export function stateAfter(lines: readonly LedgerEntry[]): ClockState {
  const { kind, at, due, firstDue, countedFrom, pauses } = lines.at(-1)!
  const isOver = kind === 'END'
  return {
    state: isOver ? 'ended' : pauses.length > 0 ? 'paused' : 'running',
    countedFrom,
    dueAt: due,
    firstDueAt: firstDue,
    lastAt: at,
    pauses,
    pausedAt: standstillOf(lines).since,
    pauseReason: pauses[0]?.reason ?? null,
    apologised: lines.some((line) => line.kind === 'APOLOGY'),
    endedAt: isOver ? at : null,
    outcome: isOver ? outcomeOf(at, firstDue) : null,
  }
}

import { type ClockState, type LedgerEntry, outcomeOf } from './clock-state.ts'

/** The stretches in which a clock stood still since its limit was last counted whole. */
export type Standstill = { over: { from: Date; to: Date }[]; since: Date | null }

/** @param lines of a ledger, in order, from its start */
export function standstillOf(lines: readonly LedgerEntry[]): Standstill {
  let still: Standstill = { over: [], since: null }
  for (const { kind, at, pauses } of lines) {
    const stands = pauses.length > 0
    if (kind === 'START' || kind === 'RESTART') still = { over: [], since: stands ? at : null }
    else if (stands) still.since ??= at
    else if (still.since) still = { over: [...still.over, { from: still.since, to: at }], since: null }
  }
  return still
}

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

import { type AppError, conflict, unprocessable } from '../../../platform/errors.ts'
import { workingMinutesBetween } from './calendar.ts'
import {
  type ClockEvent,
  type ClockRules,
  type ClockState,
  type LedgerEntry,
  outcomeOf,
  type Step,
  stepOf,
} from './clock-state.ts'
import { countLimit } from './count.ts'
import { isWorkingTime, type Limit } from './limit.ts'
import { instantOf, minuteOf, sayMoment } from './moment.ts'
import { sayCount, sayDuration, sayReason } from './notes.ts'
import { closePause, movedByPause, openPause, pauseEndedBy, sayPauses } from './pauses.ts'

/** Reason of a pause that waits for a supplement: the only kind of pause that `mode` speaks of. */
export const SUPPLEMENT = 'SUPPLEMENT'

export type ClockInput = ClockRules & { from: Date; reason?: string; events: readonly ClockEvent[] }

/**
 * The clock of a dossier after all its events, with the ledger that explains its due date.
 * @throws the errors of `applyEvent`, with the event's index in `details.event`
 */
export function computeClock(input: ClockInput): ClockState & { ledger: LedgerEntry[] } {
  let { clock, entry } = startOf(input, input.from, input.reason ?? 'ACCEPTED')
  const ledger = [entry]
  for (const [index, event] of input.events.entries()) {
    try {
      ;({ clock, entry } = applyEvent(input, clock, event))
    } catch (error) {
      const { code, status, message } = error as AppError
      if (status === 409) throw conflict(code, message, { event: index })
      if (status === 422) throw unprocessable(code, message, { event: index })
      throw error
    }
    ledger.push(entry)
  }
  return { ...clock, ledger }
}

/** Reason of a start whose due date another system had promised. */
export const CARRIED_OVER = 'CARRIED_OVER'

/** A clock at its start. @param carriedDue the date another system has promised: it holds, whatever the limit says */
export function startOf(rules: ClockRules, at: Date, reason: string, carriedDue?: Date): Step {
  if (carriedDue) return carryOver(at, instantOf(minuteOf(carriedDue)))
  const counted = countLimit(rules.calendar, rules.limit, at)
  const clock = runningFrom(counted.from, counted.due, at)
  const words = sayReason(reason)
  const note = `${words.charAt(0).toUpperCase()}${words.slice(1)} lúc ${sayMoment(at)}. ${sayCount(rules, at, counted)}`
  return stepOf(clock, { at, kind: 'START', reason, note, legalBasis: basisOf(rules.limit) })
}

function carryOver(at: Date, due: Date): Step {
  const note = `${sayReason(CARRIED_OVER)} lúc ${sayMoment(at)}. Hạn trả đã hẹn ở hệ thống đó được giữ nguyên: ${sayMoment(due)}.`
  const line = { at, kind: 'START', reason: CARRIED_OVER, note, legalBasis: null } as const
  return stepOf(runningFrom(at, due, at), line)
}

const runningFrom = (countedFrom: Date, due: Date, at: Date): ClockState => ({
  state: 'running',
  countedFrom,
  dueAt: due,
  firstDueAt: due,
  lastAt: at,
  pauses: [],
  pausedAt: null,
  pauseReason: null,
  apologised: false,
  endedAt: null,
  outcome: null,
})

/**
 * A clock after one more event.
 * @throws 409 `clock.ended`, `clock.already_paused`, `clock.not_paused`; 422 `clock.out_of_order`,
 *   `clock.basis_missing`, `clock.which_pause`, `clock.second_apology`, `clock.new_due_missing`,
 *   `clock.new_due_not_later`
 */
export function applyEvent(rules: ClockRules, before: ClockState, event: ClockEvent): Step {
  if (before.state === 'ended') {
    throw conflict(
      'clock.ended',
      `Thời hạn đã kết thúc lúc ${sayMoment(before.endedAt!)}, không ghi thêm được nữa.`,
    )
  }
  if (event.at < before.lastAt) {
    throw unprocessable(
      'clock.out_of_order',
      `Thời điểm ${sayMoment(event.at)} trước lần ghi gần nhất (${sayMoment(before.lastAt)}); hãy ghi theo thứ tự thời gian.`,
    )
  }
  const clock = { ...before, lastAt: event.at }
  switch (event.kind) {
    case 'PAUSE':
    case 'EXCLUDE':
      return openPause(clock, event)
    case 'RESUME':
    case 'INCLUDE':
      return resume(rules, clock, event)
    case 'RESTART':
      return restart(rules, clock, event)
    case 'APOLOGY':
      return apologise(clock, event)
    case 'END':
      return end(rules, clock, event)
  }
}

function resume(rules: ClockRules, clock: ClockState, event: ClockEvent): Step {
  const ended = pauseEndedBy(clock, event)
  if (event.kind === 'RESUME' && rules.mode === 'RESTART' && ended.reason === SUPPLEMENT) {
    const pauses = clock.pauses.filter((pause) => pause !== ended)
    return restart(rules, { ...clock, pauses }, event)
  }
  return closePause(rules, clock, ended, event)
}

/** The whole limit again. Steps that the law excludes go on holding the clock, from this moment. */
function restart(rules: ClockRules, before: ClockState, event: ClockEvent): Step {
  const { at, kind, reason } = event
  const legalBasis = event.legalBasis ?? basisOf(rules.limit)
  const counted = countLimit(rules.calendar, rules.limit, at)
  // An order to count anew ends every wait; a supplement that came ends its own.
  const pauses =
    kind === 'RESTART' ? before.pauses.filter((pause) => pause.kind === 'EXCLUDE') : before.pauses
  const clock: ClockState = {
    ...before,
    state: pauses.length > 0 ? 'paused' : 'running',
    countedFrom: counted.from,
    dueAt: counted.due,
    firstDueAt: counted.due,
    pauses,
    pausedAt: pauses.length > 0 ? at : null,
    pauseReason: pauses[0]?.reason ?? null,
  }
  const held = pauses.length > 0 ? ` Thời hạn vẫn dừng: ${sayPauses(pauses)}.` : ''
  const note = `Tính lại toàn bộ thời hạn từ đầu: ${sayReason(reason)} lúc ${sayMoment(at)}. ${sayCount(rules, at, counted)}${held}`
  return stepOf(clock, { at, kind: 'RESTART', reason, note, legalBasis })
}

// LC88 art. 3.6, NĐ 297/2025 art. 6.5: one new date at most.
function apologise(clock: ClockState, event: ClockEvent): Step {
  if (clock.apologised) {
    throw unprocessable(
      'clock.second_apology',
      'Hồ sơ đã xin lỗi và hẹn lại một lần, không hẹn lại lần nữa được.',
    )
  }
  if (!event.newDue) {
    throw unprocessable('clock.new_due_missing', 'Xin lỗi phải kèm ngày hẹn trả mới.')
  }
  const due = instantOf(minuteOf(event.newDue))
  if (due <= clock.dueAt) {
    throw unprocessable(
      'clock.new_due_not_later',
      `Ngày hẹn mới (${sayMoment(due)}) phải sau hạn trả hiện tại (${sayMoment(clock.dueAt)}).`,
    )
  }
  const { at, reason, legalBasis = null } = event
  const note = `Xin lỗi và hẹn lại, chỉ một lần: ${sayReason(reason)}. Ngày hẹn mới là ${sayMoment(due)}; đúng hạn hay quá hạn vẫn tính theo hạn ${sayMoment(clock.firstDueAt)}.`
  return stepOf({ ...clock, dueAt: due, apologised: true }, { at, kind: 'APOLOGY', reason, note, legalBasis })
}

function end(rules: ClockRules, before: ClockState, event: ClockEvent): Step {
  const { at, reason, legalBasis = null } = event
  // A dossier that ends while it waits is not late for the time it waited.
  const { clock, note } = before.pausedAt ? movedByPause(rules, before, at) : { clock: before, note: '' }
  const outcome = outcomeOf(at, clock.firstDueAt)
  const late = workingMinutesBetween(rules.calendar, clock.firstDueAt, at)
  const words = {
    early: 'trước hạn',
    on_time: 'đúng hạn',
    late: late > 0 ? `quá hạn ${sayDuration(late)}` : 'quá hạn',
  }[outcome]
  const sentence = `Kết thúc lúc ${sayMoment(at)}: ${sayReason(reason)}. So với hạn ${sayMoment(clock.firstDueAt)} là ${words}.`
  return stepOf(
    { ...clock, state: 'ended', endedAt: at, outcome },
    { at, kind: 'END', reason, note: note ? `${sentence} ${note}` : sentence, legalBasis },
  )
}

const basisOf = (limit: Limit): string | null =>
  isWorkingTime(limit) ? null : 'Bộ luật Dân sự 2015, Điều 147 và Điều 148'

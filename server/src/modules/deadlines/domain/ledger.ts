import { type AppError, conflict, unprocessable } from '../../../platform/errors.ts'
import { addWorkingMinutes, type WorkCalendar, workingMinutesBetween } from './calendar.ts'
import { countLimit } from './count.ts'
import { isWorkingTime, type Limit } from './limit.ts'
import { dayOf, instantOf, minuteOf, sayMoment } from './moment.ts'
import { sayCount, sayDuration, sayReason } from './notes.ts'

export const CLOCK_EVENT_KINDS = ['PAUSE', 'RESUME', 'RESTART', 'APOLOGY', 'END'] as const
export type ClockEventKind = (typeof CLOCK_EVENT_KINDS)[number]

/** What happened to a running clock. `newDue` is the new date of an apology. */
export type ClockEvent = {
  at: Date
  kind: ClockEventKind
  reason: string
  newDue?: Date | null
  legalBasis?: string | null
}

/** What a supplement does: with RESTART the whole limit counts again once it is there (default of the law). */
export const CLOCK_MODES = ['RESTART', 'RESUME'] as const
export type ClockMode = (typeof CLOCK_MODES)[number]

/** Reason of a pause that waits for a supplement: the only kind of pause that `mode` speaks of. */
export const SUPPLEMENT = 'SUPPLEMENT'

export type ClockRules = { limit: Limit; calendar: WorkCalendar; mode: ClockMode }

export type Outcome = 'early' | 'on_time' | 'late'

/**
 * A clock after its last event. `dueAt` is the date promised to the applicant; `firstDueAt` is the one that decides
 * on time or late: moved by lawful pauses and restarts, never by an apology.
 */
export type ClockState = {
  state: 'running' | 'paused' | 'ended'
  /** From when the limit was last counted, after the rules of starting. */
  countedFrom: Date
  dueAt: Date
  firstDueAt: Date
  lastAt: Date
  pausedAt: Date | null
  pauseReason: string | null
  apologised: boolean
  endedAt: Date | null
  outcome: Outcome | null
}

/** One line of the ledger: what happened, the due date after it, and why, in a sentence for everybody. */
export type LedgerEntry = {
  at: Date
  kind: 'START' | ClockEventKind
  reason: string
  due: Date
  note: string
  legalBasis: string | null
}

export type Step = { clock: ClockState; entry: LedgerEntry }

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

/** A clock at its start. */
export function startOf(rules: ClockRules, at: Date, reason: string): Step {
  const counted = countLimit(rules.calendar, rules.limit, at)
  const clock: ClockState = {
    state: 'running',
    countedFrom: counted.from,
    dueAt: counted.due,
    firstDueAt: counted.due,
    lastAt: at,
    pausedAt: null,
    pauseReason: null,
    apologised: false,
    endedAt: null,
    outcome: null,
  }
  const words = sayReason(reason)
  const note = `${words.charAt(0).toUpperCase()}${words.slice(1)} lúc ${sayMoment(at)}. ${sayCount(rules, at, counted)}`
  return {
    clock,
    entry: { at, kind: 'START', reason, due: counted.due, note, legalBasis: basisOf(rules.limit) },
  }
}

/**
 * A clock after one more event.
 * @throws 409 `clock.ended`, `clock.already_paused`, `clock.not_paused`; 422 `clock.out_of_order`,
 *   `clock.second_apology`, `clock.new_due_missing`, `clock.new_due_not_later`
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
  switch (kindOf(rules, before, event)) {
    case 'PAUSE':
      return pause(clock, event)
    case 'RESUME':
      return resume(rules, clock, event)
    case 'RESTART':
      return restart(rules, clock, event)
    case 'APOLOGY':
      return apologise(clock, event)
    case 'END':
      return end(rules, clock, event)
  }
}

function kindOf({ mode }: ClockRules, before: ClockState, event: ClockEvent): ClockEventKind {
  const startsAgain = event.kind === 'RESUME' && mode === 'RESTART' && before.pauseReason === SUPPLEMENT
  return startsAgain ? 'RESTART' : event.kind
}

function pause(clock: ClockState, { at, reason, legalBasis = null }: ClockEvent): Step {
  if (clock.pausedAt) {
    throw conflict(
      'clock.already_paused',
      `Thời hạn đang dừng từ ${sayMoment(clock.pausedAt)}, không dừng thêm lần nữa được.`,
    )
  }
  const note = `Dừng tính thời hạn từ ${sayMoment(at)}: ${sayReason(reason)}. Hạn trả tạm giữ là ${sayMoment(clock.dueAt)} và được tính lại khi tiếp tục giải quyết.`
  return {
    clock: { ...clock, state: 'paused', pausedAt: at, pauseReason: reason },
    entry: { at, kind: 'PAUSE', reason, due: clock.dueAt, note, legalBasis },
  }
}

function resume(rules: ClockRules, paused: ClockState, event: ClockEvent): Step {
  if (!paused.pausedAt) {
    throw conflict('clock.not_paused', 'Thời hạn đang chạy, không có lần dừng nào để tính tiếp.')
  }
  const { at, reason, legalBasis = null } = event
  const { clock, note } = movedByPause(rules, paused, at)
  return {
    clock: { ...clock, state: 'running' },
    entry: {
      at,
      kind: 'RESUME',
      reason,
      due: clock.dueAt,
      note: `Tính tiếp từ ${sayMoment(at)}: ${sayReason(reason)}. ${note}`,
      legalBasis,
    },
  }
}

function restart(rules: ClockRules, clock: ClockState, event: ClockEvent): Step {
  const { at, reason } = event
  const legalBasis = event.legalBasis ?? basisOf(rules.limit)
  const counted = countLimit(rules.calendar, rules.limit, at)
  const note = `Tính lại toàn bộ thời hạn từ đầu: ${sayReason(reason)} lúc ${sayMoment(at)}. ${sayCount(rules, at, counted)}`
  return {
    clock: {
      ...clock,
      state: 'running',
      countedFrom: counted.from,
      dueAt: counted.due,
      firstDueAt: counted.due,
      pausedAt: null,
      pauseReason: null,
    },
    entry: { at, kind: 'RESTART', reason, due: counted.due, note, legalBasis },
  }
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
  return {
    clock: { ...clock, dueAt: due, apologised: true },
    entry: { at, kind: 'APOLOGY', reason, due, note, legalBasis },
  }
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
  return {
    clock: { ...clock, state: 'ended', endedAt: at, outcome },
    entry: {
      at,
      kind: 'END',
      reason,
      due: clock.dueAt,
      note: note ? `${sentence} ${note}` : sentence,
      legalBasis,
    },
  }
}

const basisOf = (limit: Limit): string | null =>
  isWorkingTime(limit) ? null : 'Bộ luật Dân sự 2015, Điều 147 và Điều 148'

/** Both dates moved by the working time paused; the pause is over. */
function movedByPause(
  { calendar }: ClockRules,
  clock: ClockState,
  at: Date,
): { clock: ClockState; note: string } {
  const minutes = workingMinutesBetween(calendar, clock.pausedAt!, at)
  const dueAt = addWorkingMinutes(calendar, clock.dueAt, minutes)
  const moved = {
    ...clock,
    dueAt,
    firstDueAt: addWorkingMinutes(calendar, clock.firstDueAt, minutes),
    pausedAt: null,
    pauseReason: null,
  }
  const note =
    minutes === 0
      ? 'Thời gian dừng không có giờ làm việc nào nên hạn trả giữ nguyên.'
      : `Đã dừng ${sayDuration(minutes)} (từ ${sayMoment(clock.pausedAt!)}) nên hạn trả lùi đúng từng ấy, từ ${sayMoment(clock.dueAt)} thành ${sayMoment(dueAt)}.`
  return { clock: moved, note }
}

/** Classes of the statistics (domain of QĐ 766/QĐ-TTg): by civil date before, by the minute afterwards. */
export function outcomeOf(endedAt: Date, dueAt: Date): Outcome {
  const [end, due] = [minuteOf(endedAt), minuteOf(dueAt)]
  if (dayOf(end) < dayOf(due)) return 'early'
  return end <= due ? 'on_time' : 'late'
}

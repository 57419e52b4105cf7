import { conflict, unprocessable } from '../../../platform/errors.ts'
import { addWorkingMinutes, workingMinutesBetween } from './calendar.ts'
import {
  type ClockEvent,
  type ClockRules,
  type ClockState,
  type OpenPause,
  type Step,
  stepOf,
} from './clock-state.ts'
import { sayMoment } from './moment.ts'
import { ANSWERED_PAUSES, sayDuration, sayReason } from './notes.ts'

/**
 * A clock with one more reason to stand still. What it has used stays used; the dates stand until the last reason is
 * gone.
 * @throws 409 `clock.already_paused` when it stands for this reason; 422 `clock.basis_missing` for a step that no law
 *   is named for
 */
export function openPause(clock: ClockState, event: ClockEvent): Step {
  const { at, reason, legalBasis = null } = event
  const same = clock.pauses.find((pause) => pause.reason === reason)
  if (same) {
    throw conflict(
      'clock.already_paused',
      `Thời hạn đang dừng vì lý do này từ ${sayMoment(same.since)}, không dừng thêm lần nữa được.`,
    )
  }
  const kind = event.kind === 'EXCLUDE' ? 'EXCLUDE' : 'PAUSE'
  if (kind === 'EXCLUDE' && !legalBasis) {
    throw unprocessable('clock.basis_missing', 'Bước không tính vào thời hạn phải ghi căn cứ pháp lý.')
  }
  const pauses = [...clock.pauses, { kind, reason, since: at, legalBasis } satisfies OpenPause]
  const pausedAt = clock.pausedAt ?? at
  const note = `${sayOpening(clock, event)} Hạn trả tạm giữ là ${sayMoment(clock.dueAt)} và được tính lại khi tiếp tục giải quyết.`
  return stepOf(
    { ...clock, state: 'paused', pauses, pausedAt, pauseReason: pauses[0]!.reason },
    { at, kind, reason, note, legalBasis },
  )
}

/** A clock with one reason less to stand still; it runs again when that was the last. */
export function closePause(rules: ClockRules, before: ClockState, ended: OpenPause, event: ClockEvent): Step {
  const { at, kind, reason, legalBasis = null } = event
  const left = before.pauses.filter((pause) => pause !== ended)
  const what =
    kind === 'INCLUDE' && reason === ended.reason ? `đã xong ${sayReason(reason)}` : sayReason(reason)
  if (left.length > 0) {
    const note = `${upper(what)} lúc ${sayMoment(at)}. Thời hạn vẫn dừng: ${sayPauses(left)}. Hạn trả tạm giữ là ${sayMoment(before.dueAt)}.`
    const clock = { ...before, pauses: left, pauseReason: left[0]!.reason }
    return stepOf(clock, { at, kind, reason, note, legalBasis })
  }
  const { clock, note } = movedByPause(rules, before, at)
  const line = `Tính tiếp từ ${sayMoment(at)}: ${what}. ${note}`
  return stepOf({ ...clock, state: 'running' }, { at, kind, reason, note: line, legalBasis })
}

/**
 * The pause that a RESUME or INCLUDE ends: the one it names, else the one its reason answers (PAID ends FINANCIAL), else
 * the only one of its kind.
 * @throws 409 `clock.not_paused`; 422 `clock.which_pause` when several could be meant
 */
export function pauseEndedBy(clock: ClockState, { kind, reason, of }: ClockEvent): OpenPause {
  const open = clock.pauses.filter((pause) => pause.kind === (kind === 'INCLUDE' ? 'EXCLUDE' : 'PAUSE'))
  const wanted = of ?? ANSWERED_PAUSES[reason]
  const named = open.find((pause) => pause.reason === (wanted ?? reason))
  if (named) return named
  if (wanted === undefined && open.length === 1) return open[0]!
  if (wanted === undefined && open.length > 1) {
    throw unprocessable(
      'clock.which_pause',
      `Thời hạn đang dừng vì nhiều lý do (${sayPauses(open)}); hãy nêu rõ lý do nào đã hết.`,
    )
  }
  throw conflict('clock.not_paused', 'Thời hạn không dừng vì lý do này, không có lần dừng nào để tính tiếp.')
}

/** Both dates moved by the working time that the clock stood still; the pauses are over. */
export function movedByPause(
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
    pauses: [],
    pausedAt: null,
    pauseReason: null,
  }
  const note =
    minutes === 0
      ? 'Thời gian dừng không có giờ làm việc nào nên hạn trả giữ nguyên.'
      : `Đã dừng ${sayDuration(minutes)} (từ ${sayMoment(clock.pausedAt!)}) nên hạn trả lùi đúng từng ấy, từ ${sayMoment(clock.dueAt)} thành ${sayMoment(dueAt)}.`
  return { clock: moved, note }
}

/** "chờ người nộp bổ sung hồ sơ; xác minh tại công an cấp xã": the reasons for which a clock stands, in words. */
export const sayPauses = (pauses: readonly OpenPause[]): string =>
  pauses.map((pause) => sayReason(pause.reason)).join('; ')

function sayOpening(clock: ClockState, { at, kind, reason, legalBasis }: ClockEvent): string {
  const why = sayReason(reason)
  const what =
    kind === 'EXCLUDE'
      ? `Bước không tính vào thời hạn từ ${sayMoment(at)}: ${why} (${legalBasis}).`
      : `Dừng tính thời hạn từ ${sayMoment(at)}: ${why}.`
  return clock.pausedAt
    ? `${what} Thời hạn vốn đang dừng từ ${sayMoment(clock.pausedAt)}: ${sayPauses(clock.pauses)}.`
    : what
}

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

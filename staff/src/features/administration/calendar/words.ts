import { formatDate, formatNumber } from '@motcua/rules'
import type { DayConsequence, SpecialDay, WorkWeek } from '../../../lib/types.ts'

/** Kinds of days that an administrator sets. */
export const DAY_KINDS: readonly { value: SpecialDay['kind']; label: string }[] = [
  { value: 'LOCAL_OFF', label: 'Ngày nghỉ riêng' },
  { value: 'WORKING_SWAP', label: 'Ngày làm bù' },
  { value: 'SWAPPED_OFF', label: 'Nghỉ hoán đổi' },
  { value: 'COMPENSATION', label: 'Nghỉ bù' },
  { value: 'HOLIDAY', label: 'Nghỉ lễ' },
]

export const kindName = (kind: SpecialDay['kind']): string =>
  DAY_KINDS.find(({ value }) => value === kind)?.label ?? kind

/** Hours of a day, e.g. "07:30–11:30, 13:30–17:30". */
export const hoursOf = (shifts: readonly { from: string; to: string }[]): string =>
  shifts.map(({ from, to }) => `${from}–${to}`).join(', ')

const SHORT = ['T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'CN']

/** A week in lines, days of the same hours together: "T2–T6: 07:30–11:30, 13:30–17:30". */
export function linesOfWeek(days: WorkWeek['days']): string[] {
  const lines: { from: number; to: number; hours: string }[] = []
  for (const { weekday, shifts } of days) {
    const hours = hoursOf(shifts)
    const last = lines.at(-1)
    if (last && last.hours === hours && last.to === weekday - 1) last.to = weekday
    else lines.push({ from: weekday, to: weekday, hours })
  }
  return lines.map(({ from, to, hours }) => {
    const name = from === to ? SHORT[from - 1] : `${SHORT[from - 1]}–${SHORT[to - 1]}`
    return `${name}: ${hours || 'nghỉ'}`
  })
}

/** When a week holds: "từ 15/04/2026 đến hết 15/09/2026". */
export function periodOf({ from, to }: { from: string | null; to: string | null }): string {
  if (!from && !to) return 'quanh năm'
  return [from && `từ ${formatDate(from)}`, to && `đến hết ${formatDate(to)}`].filter(Boolean).join(' ')
}

/** Said until the consequence is known. */
export const COUNTING = 'Đang tính hồ sơ bị ảnh hưởng…'

/** What a change of the calendar would do to the running dossiers, in one or two sentences. */
export function sayConsequence(
  { clocks, earlier, later }: DayConsequence,
  when: 'ngày này' | 'thời gian này' = 'ngày này',
): string {
  if (clocks === 0) return `Không có hồ sơ đang giải quyết nào mà thời hạn đi qua ${when}.`
  const passing = `${formatNumber(clocks)} hồ sơ đang giải quyết có thời hạn đi qua ${when}`
  const moved = [
    earlier > 0 && `${formatNumber(earlier)} hồ sơ có hạn trả sớm lên`,
    later > 0 && `${formatNumber(later)} hồ sơ có hạn trả lùi lại, không muộn hơn hạn đã hẹn`,
  ].filter(Boolean)
  return moved.length > 0
    ? `${passing}: ${moved.join('; ')}.`
    : `${passing}; hạn đã hẹn với người nộp không đổi, chỉ hồ sơ nhận sau mới tính theo lịch mới.`
}

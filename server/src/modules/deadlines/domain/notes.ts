import { dayNumber } from '@motcua/rules'
import {
  MINUTES_PER_WORKING_DAY,
  type Shift,
  type SpecialDay,
  specialDaysBetween,
  type WorkCalendar,
} from './calendar.ts'
import type { Counted } from './count.ts'
import { LAST_KNOWN_YEAR } from './holidays.ts'
import { formatLimit, isWorkingTime, type Limit } from './limit.ts'
import { sayDate, sayDay, sayMoment, timeOfDay, vietnamIso } from './moment.ts'

/** The reasons the product itself writes into a clock, in words; any other text stands for itself. */
const REASONS: Record<string, string> = {
  ACCEPTED: 'Tiếp nhận hồ sơ',
  CARRIED_OVER: 'Tiếp nhận hồ sơ từ hệ thống khác',
  SUPPLEMENT: 'chờ người nộp bổ sung hồ sơ',
  SUPPLEMENT_RECEIVED: 'đã nhận hồ sơ bổ sung',
  FINANCIAL: 'chờ người nộp thực hiện nghĩa vụ tài chính',
  PAID: 'đã thực hiện nghĩa vụ tài chính',
  EXCLUDED_VERIFICATION: 'chờ xác minh mà pháp luật không tính vào thời hạn',
  VERIFIED: 'đã có kết quả xác minh',
  STOP_REQUEST: 'người nộp đề nghị dừng giải quyết',
  RESULT_AT_CENTRE: 'kết quả đã về Bộ phận Một cửa',
  REFUSED: 'từ chối giải quyết',
  STOPPED: 'dừng giải quyết',
  WITHDRAWN: 'người nộp rút hồ sơ',
  AUTO_CLOSED: 'quá thời gian chờ bổ sung hồ sơ',
  OVERLOADED: 'hồ sơ cần thêm thời gian giải quyết',
  CORRECTED: 'sửa sai sót khi tiếp nhận',
  CALENDAR_CHANGED: 'lịch làm việc thay đổi',
}

/** Which pause the known reasons of going on put an end to. */
export const ANSWERED_PAUSES: Readonly<Record<string, string>> = {
  SUPPLEMENT_RECEIVED: 'SUPPLEMENT',
  PAID: 'FINANCIAL',
  VERIFIED: 'EXCLUDED_VERIFICATION',
}

/** A reason in words, without a full stop at its end. */
export function sayReason(reason: string): string {
  return REASONS[reason] ?? reason.trim().replace(/[.;]+$/, '')
}

/** "2 ngày 3 giờ 20 phút làm việc", with 8 working hours to the day. @param minutes working minutes */
export function sayDuration(minutes: number): string {
  const days = Math.floor(minutes / MINUTES_PER_WORKING_DAY)
  const hours = Math.floor((minutes % MINUTES_PER_WORKING_DAY) / 60)
  const rest = minutes % 60
  const parts = [days && `${days} ngày`, hours && `${hours} giờ`, rest && `${rest} phút`].filter(Boolean)
  return `${parts.join(' ') || '0 phút'} làm việc`
}

/** "thứ Bảy 22/08/2026 là ngày làm việc (Ngày làm bù): 07:30-11:30, 13:30-17:30": a change of a calendar, in words. */
export function sayDaySet({ date, kind, name, shifts }: Omit<SpecialDay, 'legalBasis'>): string {
  const what =
    kind === 'WORKING_SWAP' ? 'là ngày làm việc' : shifts?.length ? 'chỉ làm một phần ngày' : 'là ngày nghỉ'
  return `${sayDay(dayNumber(date)!)} ${what} (${name})${sayShifts(shifts)}`
}

export function sayDayRemoved({ date, kind, name }: Omit<SpecialDay, 'legalBasis'>): string {
  const what = kind === 'WORKING_SWAP' ? 'không còn là ngày làm bù' : 'không còn là ngày nghỉ'
  return `${sayDay(dayNumber(date)!)} ${what} (${name})`
}

export function sayWeekSet({
  season,
  from,
  to,
}: {
  season: string
  from: string | null
  to: string | null
}): string {
  const bounds = [from && `từ ${sayDate(dayNumber(from)!)}`, to && `đến ${sayDate(dayNumber(to)!)}`].filter(
    Boolean,
  )
  return `giờ làm việc mới (${season})${bounds.length > 0 ? ` ${bounds.join(' ')}` : ''}`
}

const sayShifts = (shifts: readonly Shift[] | null | undefined): string =>
  shifts?.length ? `: ${shifts.map(([a, b]) => `${timeOfDay(a)}-${timeOfDay(b)}`).join(', ')}` : ''

/**
 * Why a limit is used up when it is: from when it counts, its end, and the special days in between.
 * @param at when it began, before the rules of starting
 */
export function sayCount(
  { calendar, limit }: { calendar: WorkCalendar; limit: Limit },
  at: Date,
  counted: Counted,
): string {
  const special = specialDaysBetween(calendar, at, counted.due)
  const sentences = [sayStart(counted), sayEnd(limit, counted), ...saySpecialDays(limit, special)]
  if (vietnamIso(counted.due) > `${LAST_KNOWN_YEAR + 1}`) {
    sentences.push(`Chưa có lịch nghỉ lễ sau năm ${LAST_KNOWN_YEAR} nên chưa trừ các ngày lễ đó.`)
  }
  return sentences.join(' ')
}

function sayStart({ start, from }: Counted): string {
  if (start === 'out_of_hours') {
    return `Đó là ngoài giờ làm việc nên thời hạn tính từ lần mở cửa tiếp theo, ${sayMoment(from)}.`
  }
  if (start === 'after_cut_off') {
    return `Thời hạn không quá 1 ngày làm việc mà bắt đầu từ 15:00 trở đi nên tính từ đầu ngày làm việc tiếp theo, ${sayMoment(from)}.`
  }
  return 'Thời hạn tính từ lúc đó.'
}

function sayEnd(limit: Limit, { due, lastDay }: Counted): string {
  if (!lastDay) return `${formatLimit(limit)} hết lúc ${sayMoment(due)}.`
  const whole = `${formatLimit(limit)} không tính ngày bắt đầu, ngày cuối là ${sayDay(dayNumber(lastDay.date)!)}`
  return lastDay.moved
    ? `${whole}, là ngày nghỉ nên thời hạn kết thúc vào cuối ngày làm việc tiếp theo: ${sayMoment(due)}.`
    : `${whole}, hết giờ làm việc lúc ${sayMoment(due)}.`
}

function saySpecialDays(limit: Limit, special: readonly SpecialDay[]): string[] {
  const isOff = (day: SpecialDay) => day.kind !== 'WORKING_SWAP'
  const off = isWorkingTime(limit) ? sayRuns(special.filter(isOff)) : []
  const worked = sayRuns(special.filter((day) => !isOff(day)))
  const sentences: string[] = []
  if (off.length > 0) sentences.push(`Không tính ${off.join(', ')}.`)
  if (worked.length > 0) sentences.push(`Có tính ${worked.join(', ')}.`)
  return sentences
}

/** "Tết Nguyên đán (16/02/2026-20/02/2026)": days in a row with one name are said once. */
function sayRuns(days: readonly SpecialDay[]): string[] {
  const runs: { name: string; first: number; last: number; provisional: boolean }[] = []
  for (const { name, date, provisional = false } of days) {
    const day = dayNumber(date)!
    const run = runs.at(-1)
    if (run && run.name === name && run.last === day - 1) run.last = day
    else runs.push({ name, first: day, last: day, provisional })
  }
  return runs.map(({ name, first, last, provisional }) => {
    const dates = first === last ? sayDate(first) : `${sayDate(first)}-${sayDate(last)}`
    return `${name.replace(/^Ngày /, 'ngày ')} (${dates}${provisional ? ', dự kiến' : ''})`
  })
}

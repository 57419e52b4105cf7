import { cleanLine } from '@motcua/rules'
import { badRequest } from '../../../platform/errors.ts'
import { MINUTES_PER_WORKING_DAY } from './calendar.ts'

export const LIMIT_UNITS = ['workingDays', 'days', 'workingHours', 'months'] as const
export type LimitUnit = (typeof LIMIT_UNITS)[number]

/** A legal limit as the law words it; only working days and hours may have a fraction. */
export type Limit = { value: number; unit: LimitUnit }

const WORDS: Record<LimitUnit, string> = {
  workingDays: 'ngày làm việc',
  days: 'ngày',
  workingHours: 'giờ làm việc',
  months: 'tháng',
}

// Ten years and more is a slip of the pen, not a limit.
const MOST: Record<LimitUnit, number> = { workingDays: 2500, days: 3650, workingHours: 20_000, months: 120 }

/**
 * Reads "5 ngày làm việc", "05 NGÀY", "0,5 ngày làm việc", "2.5 giờ làm việc", "1 tháng", in any case, Unicode form
 * and blanks.
 * @throws 400 `limit.unreadable`; those of `checkLimit`
 */
export function parseLimit(text: string): Limit {
  const match = /^(\d{1,5})(?:[.,](\d{1,2}|125|375|625|875))? ?(\D+)$/.exec(cleanLine(text).toLowerCase())
  const unit = match && LIMIT_UNITS.find((u) => WORDS[u] === match[3])
  if (!match || !unit) {
    throw badRequest(
      'limit.unreadable',
      `Không đọc được thời hạn “${cleanLine(text).slice(0, 60)}”; hãy viết như “5 ngày làm việc”, “10 ngày”, “4 giờ làm việc” hoặc “1 tháng”.`,
    )
  }
  return checkLimit({ value: Number(`${match[1]}.${match[2] ?? 0}`), unit })
}

/**
 * @throws 400 `limit.out_of_range` for nothing or more than ten years, `limit.not_whole` for a part of a day or month
 */
export function checkLimit(limit: Limit): Limit {
  const { value, unit } = limit
  if (!(value <= MOST[unit]) || (isWorkingTime(limit) ? !(workingMinutesOf(limit) >= 1) : value <= 0)) {
    throw badRequest(
      'limit.out_of_range',
      `Thời hạn “${formatLimit(limit)}” phải lớn hơn 0 và không quá ${MOST[unit]} ${WORDS[unit]}.`,
    )
  }
  if (!isWorkingTime(limit) && !Number.isInteger(value)) {
    throw badRequest(
      'limit.not_whole',
      `Thời hạn tính theo ${WORDS[unit]} phải là số nguyên; “${formatLimit(limit)}” không dùng được.`,
    )
  }
  return limit
}

/** "0,5 ngày làm việc" */
export function formatLimit({ value, unit }: Limit): string {
  return `${String(value).replace('.', ',')} ${WORDS[unit]}`
}

/** Whether the limit is used up by working time, rather than by the days of the calendar. */
export function isWorkingTime({ unit }: Limit): boolean {
  return unit === 'workingDays' || unit === 'workingHours'
}

/** Working minutes of a limit in working days or hours, to the nearest whole one. */
export function workingMinutesOf({ value, unit }: Limit): number {
  return Math.round(value * (unit === 'workingDays' ? MINUTES_PER_WORKING_DAY : 60))
}

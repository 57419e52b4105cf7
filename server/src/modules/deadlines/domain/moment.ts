import { formatDate, isCivilDate } from '@motcua/rules'

/**
 * Moments in Vietnamese civil time (Asia/Ho_Chi_Minh): UTC+7 all year, no daylight saving. The legal clock counts
 * in whole minutes, as they are printed on the receipt; a "minute" here is the number of minutes from
 * 1970-01-01 00:00 of Vietnamese wall time, a "day" the number of days from 1970-01-01.
 */

const OFFSET_MS = 7 * 3_600_000
export const MINUTES_PER_DAY = 1440

/** The minute that an instant lies in; its seconds do not count. */
export const minuteOf = (instant: Date): number => Math.floor((instant.getTime() + OFFSET_MS) / 60_000)

export const instantOf = (minute: number): Date => new Date(minute * 60_000 - OFFSET_MS)

export const dayOf = (minute: number): number => Math.floor(minute / MINUTES_PER_DAY)

/** Monday 0 … Sunday 6. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7

export const dateOfDay = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10)

/**
 * Reads `2026-02-13T16:30`, with seconds and offset when wanted; without an offset it is Vietnamese wall time.
 * @returns null when it is no moment of the years 2000 to 2100
 */
export function parseMoment(text: string): Date | null {
  const match = MOMENT.exec(text.trim())
  if (!match) return null
  const [, date, hour, minute, second = '00', fraction = '', zone = '+07:00'] = match
  if (!isCivilDate(date) || date < '2000' || date > '2101') return null
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null
  const instant = new Date(`${date}T${hour}:${minute}:${second}${fraction}${zone.toUpperCase()}`)
  return Number.isNaN(instant.getTime()) ? null : instant
}

const MOMENT =
  /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(\.\d{1,3})?\d*)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/i

/** ISO 8601 with the Vietnamese offset, to the second: `2026-02-27T16:30:00+07:00`. */
export function vietnamIso(instant: Date): string {
  return `${new Date(instant.getTime() + OFFSET_MS).toISOString().slice(0, 19)}+07:00`
}

/** For reading: "16:30 thứ Sáu 27/02/2026". */
export function sayMoment(instant: Date): string {
  return `${vietnamIso(instant).slice(11, 16)} ${sayDay(dayOf(minuteOf(instant)))}`
}

/** For reading: "thứ Sáu 27/02/2026". */
export const sayDay = (day: number): string => `${WEEKDAYS[weekdayOf(day)]} ${sayDate(day)}`

/** For reading: "27/02/2026". */
export const sayDate = (day: number): string => formatDate(dateOfDay(day))

const WEEKDAYS = ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'] as const

/** Minutes after midnight as "07:30". */
export function timeOfDay(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

/** "07:30" as minutes after midnight. @param time two digits, a colon, two digits */
export const minuteOfDay = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

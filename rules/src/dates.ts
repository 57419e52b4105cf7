/** Civil dates: strings `YYYY-MM-DD` of the Gregorian calendar (years 1000-9999), without a time zone. */

/** The civil date, or undefined when there is no such day (31 April, 29 February of a common year). */
export function civilDate(year: number, month: number, day: number): string | undefined {
  if (![year, month, day].every(Number.isInteger)) return undefined
  if (year < 1000 || year > 9999 || month < 1 || month > 12 || day < 1) return undefined
  if (day > daysInMonth(year, month)) return undefined
  return `${year}-${two(month)}-${two(day)}`
}

/** Whether a value is a civil date that exists. */
export function isCivilDate(value: unknown): value is string {
  return typeof value === 'string' && parts(value) !== undefined
}

/** Reads `dd/MM/yyyy`, `d-M-yyyy`, `d.M.yyyy`, `ddMMyyyy` or `YYYY-MM-DD`; undefined for anything else. */
export function parseDate(text: string): string | undefined {
  const trimmed = text.trim()
  const iso = parts(trimmed)
  if (iso) return trimmed
  const written = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/.exec(trimmed)
  if (written) return civilDate(Number(written[4]), Number(written[3]), Number(written[1]))
  const packed = /^(\d{2})(\d{2})(\d{4})$/.exec(trimmed)
  return packed ? civilDate(Number(packed[3]), Number(packed[2]), Number(packed[1])) : undefined
}

/** `dd/MM/yyyy` for reading; a text that is no civil date comes back unchanged. */
export function formatDate(date: string): string {
  const p = parts(date)
  return p ? `${two(p.day)}/${two(p.month)}/${p.year}` : date
}

/** "ngày 05 tháng 01 năm 2026": days below 10 and months 1 and 2 with a zero (NĐ 30/2020, annex I). */
export function formatLongDate(date: string): string {
  const p = parts(date)
  if (!p) return date
  return `ngày ${two(p.day)} tháng ${p.month <= 2 ? two(p.month) : p.month} năm ${p.year}`
}

/** The civil date in Vietnam (UTC+7, no daylight saving) at an instant. */
export function vietnamDate(instant: Date): string {
  return new Date(instant.getTime() + 7 * 3_600_000).toISOString().slice(0, 10)
}

/** Days from 1970-01-01; undefined when the text is no civil date. */
export function dayNumber(date: string): number | undefined {
  const p = parts(date)
  return p && Date.UTC(p.year, p.month - 1, p.day) / 86_400_000
}

/** The date `days` later (earlier when negative); undefined when there is none. */
export function addDays(date: string, days: number): string | undefined {
  const start = dayNumber(date)
  if (start === undefined || !Number.isInteger(days)) return undefined
  const end = new Date((start + days) * 86_400_000)
  return Number.isNaN(end.getTime())
    ? undefined
    : civilDate(end.getUTCFullYear(), end.getUTCMonth() + 1, end.getUTCDate())
}

/** The same day of the month `months` later, or the last day of that month (BLDS 2015 art. 148). */
export function addMonths(date: string, months: number): string | undefined {
  const p = parts(date)
  if (!p || !Number.isInteger(months)) return undefined
  const count = p.year * 12 + (p.month - 1) + months
  const year = Math.floor(count / 12)
  const month = (count % 12) + 1
  return civilDate(year, month, Math.min(p.day, daysInMonth(year, month)))
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number | undefined {
  const a = dayNumber(from)
  const b = dayNumber(to)
  return a === undefined || b === undefined ? undefined : b - a
}

/** Whole months from `from` to `to`; negative when `to` is earlier. */
export function monthsBetween(from: string, to: string): number | undefined {
  const a = parts(from)
  const b = parts(to)
  if (!a || !b) return undefined
  if (from > to) return -(monthsBetween(to, from) ?? 0) + 0
  const months = (b.year - a.year) * 12 + (b.month - a.month)
  return b.day < a.day ? months - 1 : months
}

/** Whole years from `from` to `to`: the age on `to` of a person born on `from` ("đủ tuổi"). */
export function yearsBetween(from: string, to: string): number | undefined {
  const months = monthsBetween(from, to)
  return months === undefined ? undefined : Math.trunc(months / 12) + 0
}

function parts(date: string): { year: number; month: number; day: number } | undefined {
  if (date.length !== 10 || !/^[1-9]\d{3}-\d\d-\d\d$/.test(date)) return undefined
  const year = Number(date.slice(0, 4))
  const month = Number(date.slice(5, 7))
  const day = Number(date.slice(8, 10))
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined
  return { year, month, day }
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

function two(n: number): string {
  return String(n).padStart(2, '0')
}

import type { Visit } from './visit.ts'

type Lang = Visit['lang']

const ZONE = 'Asia/Ho_Chi_Minh'
const LOCALES = { vi: 'vi-VN', en: 'en-GB' } as const

/** `25/11/2026`; a moment is told as the day of Vietnam, a plain date as it is. */
export const formatDay = (at: string | Date, lang: Lang): string =>
  new Intl.DateTimeFormat(LOCALES[lang], {
    timeZone: ZONE,
    day: '2-digit',
    month: lang === 'vi' ? '2-digit' : 'short',
    year: 'numeric',
  }).format(moment(at))

/** `thứ Tư, 25/11/2026`. */
export function formatLongDay(at: string | Date, lang: Lang): string {
  const weekday = new Intl.DateTimeFormat(LOCALES[lang], { timeZone: ZONE, weekday: 'long' }).format(
    moment(at),
  )
  return `${lang === 'vi' ? weekday.replace(/^Thứ/, 'thứ').replace(/^Chủ Nhật/i, 'Chủ nhật') : weekday}, ${formatDay(at, lang)}`
}

/** `16:30 ngày 25/11/2026`. */
export function formatMoment(at: string | Date, lang: Lang): string {
  const time = new Intl.DateTimeFormat(LOCALES[lang], {
    timeZone: ZONE,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(moment(at))
  return lang === 'vi' ? `${time} ngày ${formatDay(at, lang)}` : `${formatDay(at, lang)}, ${time}`
}

/** `75.000 đồng`. */
export const formatMoney = (amount: number, lang: Lang): string =>
  `${formatNumber(amount, lang)} ${lang === 'vi' ? 'đồng' : 'VND'}`

export const formatNumber = (value: number, lang: Lang): string =>
  new Intl.NumberFormat(LOCALES[lang]).format(value)

/** The day in Vietnam, `2026-11-25`. */
export const dayOf = (at: Date): string => new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(at)

const moment = (at: string | Date): Date =>
  typeof at !== 'string' ? at : new Date(at.length === 10 ? `${at}T00:00:00+07:00` : at)

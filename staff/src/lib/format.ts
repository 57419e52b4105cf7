import { formatNumber, percentOf } from '@motcua/rules'

export { formatDate, formatDong, formatNumber, vietnamDate } from '@motcua/rules'

const ZONE = 'Asia/Ho_Chi_Minh'
const day = new Intl.DateTimeFormat('vi-VN', {
  timeZone: ZONE,
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
})
const clock = new Intl.DateTimeFormat('vi-VN', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' })

/** `25/11/2026` of an instant in UTC, as the day is in Việt Nam; a dash for none. */
export const formatDay = (instant: string | null | undefined): string =>
  instant ? day.format(new Date(instant)) : '–'

/** `25/11/2026 16:30` of an instant in UTC, in Vietnamese time; a dash for none. */
export const formatTime = (instant: string | null | undefined): string =>
  instant ? `${formatDay(instant)} ${clock.format(new Date(instant))}` : '–'

/** As `formatTime`, without the year when it is this one: for dense tables. */
export function formatShortTime(instant: string | null | undefined, now = new Date()): string {
  if (!instant) return '–'
  const text = formatTime(instant)
  return text.slice(6, 10) === day.format(now).slice(6, 10) ? text.slice(0, 5) + text.slice(10) : text
}

/** How far an instant is from now, roughly, in words: `còn 3 ngày`, `quá 2 giờ`. */
export function formatDistance(instant: string, now = new Date()): string {
  const minutes = Math.round((new Date(instant).getTime() - now.getTime()) / 60_000)
  const size = Math.abs(minutes)
  const words =
    size < 60
      ? `${size} phút`
      : size < 24 * 60
        ? `${Math.round(size / 60)} giờ`
        : `${Math.round(size / 1440)} ngày`
  return minutes < 0 ? `quá ${words}` : `còn ${words}`
}

/** `0,5 MB`, `120 KB` of bytes. */
export const formatSize = (bytes: number): string =>
  bytes >= 1_000_000
    ? `${(bytes / 1_000_000).toFixed(1).replace('.', ',')} MB`
    : `${Math.max(1, Math.round(bytes / 1000))} KB`

/** `99,9 %`: the share of a part, rounded down; a dash of nothing. */
export function formatShare(part: number, all: number): string {
  const share = percentOf(part, all)
  return share === null ? '–' : `${formatNumber(share)} %`
}

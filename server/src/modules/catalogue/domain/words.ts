import type { Level } from './national.ts'

const UNITS: Record<string, string> = {
  workingDays: 'ngày làm việc',
  days: 'ngày',
  workingHours: 'giờ làm việc',
  hours: 'giờ',
  months: 'tháng',
}

/** "5 ngày làm việc". */
export function limitWords(limit: { value: number; unit: string }): string {
  return `${String(limit.value).replace('.', ',')} ${UNITS[limit.unit] ?? limit.unit}`
}

export const CHANNEL_WORDS = { online: 'trực tuyến', desk: 'trực tiếp', post: 'bưu chính' } as const

const LEVEL_WORDS: Record<Level, string> = {
  ministry: 'cấp bộ',
  province: 'cấp tỉnh',
  commune: 'cấp xã',
  other: 'cơ quan khác',
}

export const levelWords = (level: Level): string => LEVEL_WORDS[level]

/** "135.000 đồng", or the words when the amount is not sure. */
export function amountWords(amount: number | null, text: string): string {
  if (amount === null) return text
  return amount === 0 ? 'không thu' : `${amount.toString().replace(/\B(?=(\d{3})+$)/g, '.')} đồng`
}

import { formatNumber } from './format.ts'
import type { Visit } from './visit.ts'

const UNITS: Record<string, { vi: string; en: readonly [one: string, many: string] }> = {
  workingDays: { vi: 'ngày làm việc', en: ['working day', 'working days'] },
  days: { vi: 'ngày', en: ['day', 'days'] },
  workingHours: { vi: 'giờ làm việc', en: ['working hour', 'working hours'] },
  months: { vi: 'tháng', en: ['month', 'months'] },
}

/** `5 ngày làm việc`, `5 working days`. */
export function limitWords(limit: { value: number; unit: string }, lang: Visit['lang']): string {
  const unit = UNITS[limit.unit]
  const value = formatNumber(limit.value, lang)
  if (!unit) return `${value} ${limit.unit}`
  return `${value} ${lang === 'vi' ? unit.vi : unit.en[limit.value === 1 ? 0 : 1]}`
}

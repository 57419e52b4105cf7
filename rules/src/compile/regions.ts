/** One value for each region that literals cut a kind of values into: tests on those literals are constant there. */
import { addDays } from '../dates.ts'

/** Stands for every text that is not named. */
export const OTHER_TEXT = '\uFFFFkhác'

/**
 * @param known the literals the values are compared with
 * @param limits all texts there can be; least and greatest number
 */
export function regionsOf(
  type: string,
  known: readonly (string | number | boolean)[],
  limits: { values?: { value: string }[]; min?: number; max?: number } = {},
): unknown[] {
  if (type === 'boolean') return [true, false]
  if (type === 'text') return limits.values ? limits.values.map((v) => v.value) : [...known, OTHER_TEXT]
  if (type === 'date') {
    const days = known.map(String).sort()
    const around = days.flatMap((day) => [addDays(day, -1), day, addDays(day, 1)])
    return days.length > 0 ? [...new Set(around)] : ['2000-01-01']
  }
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = limits
  const ends = [min, max].filter(Number.isFinite)
  const marks = [...new Set([...known, ...ends])].filter((v) => typeof v === 'number').sort((a, b) => a - b)
  const values = marks.flatMap((mark, i) => {
    const next = marks[i + 1] ?? mark + 2
    const between = type === 'integer' ? Math.floor(mark) + 1 : (mark + next) / 2
    return between < next ? [mark, between] : [mark]
  })
  return [(marks[0] ?? 0) - 1, ...values].filter((v) => v >= min && v <= max)
}

import { nfc, percentOf } from '@motcua/rules'
import { unprocessable } from '../../platform/errors.ts'

/** What is asked, in this order (domain.md 2.6). */
export const CRITERIA = ['information', 'simplicity', 'attitude', 'punctuality', 'result'] as const

export type Scores = Record<(typeof CRITERIA)[number], number>

/** How long a rating may be corrected after it was given, in days. A rule of ours: no law names a time. */
export const CORRECTION_DAYS = 10

/** Longest remark, in characters. */
export const MAX_REMARK = 1000

/**
 * How many ratings of an agency are published together: fewer could tell who gave which, and so could the difference
 * between the figures of two days.
 */
export const GROUP = 5

export const correctableUntil = (given: Date): Date =>
  new Date(given.getTime() + CORRECTION_DAYS * 86_400_000)

/**
 * A remark as it is kept: without characters that hide or turn the writing direction; null when nothing is left.
 * @throws 422 `rating.long_remark`
 */
export function cleanRemark(text: string | undefined): string | null {
  const clean = nfc(text ?? '')
    .replace(/\r\n?/g, '\n')
    .replace(/\p{Cf}+/gu, '')
    .replace(/[^\P{C}\n]+/gu, ' ')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  const length = [...clean].length
  if (length > MAX_REMARK)
    throw unprocessable(
      'rating.long_remark',
      `Ý kiến dài ${length} ký tự; hãy rút xuống còn tối đa ${MAX_REMARK} ký tự.`,
    )
  return clean || null
}

/** Sums over the ratings of an agency that may be published; `count` is of all. */
export type UnitSums = Scores & {
  unitId: string
  count: number
  published: number
  satisfied: number
  askedBeyond: number
}

/** Figures of an agency: means with two decimals and shares in percent; nothing but the count when they are few. */
export function figuresOf({ count, published, satisfied, askedBeyond, ...sums }: Omit<UnitSums, 'unitId'>) {
  if (published < GROUP) return { count, average: null, satisfied: null, askedBeyond: null, averages: null }
  const averages = Object.fromEntries(CRITERIA.map((c) => [c, round(sums[c] / published)])) as Scores
  const total = CRITERIA.reduce((sum, c) => sum + sums[c], 0)
  return {
    count,
    average: round(total / published / CRITERIA.length),
    satisfied: percentOf(satisfied, published),
    askedBeyond: percentOf(askedBeyond, published),
    averages,
  }
}

const round = (n: number): number => Math.round(n * 100) / 100

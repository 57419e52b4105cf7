import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { covers, isValidOn, overlaps, type Period } from './validity.ts'

describe('periods', () => {
  const days = ['2025-01-01', '2025-01-02', '2025-01-03', '2025-01-04', '2025-01-05']
  const period = fc
    .tuple(fc.option(fc.constantFrom(...days)), fc.option(fc.constantFrom(...days)))
    .map(([validFrom, validTo]): Period => ({ validFrom, validTo }))
    .filter((p) => p.validFrom === null || p.validTo === null || p.validFrom <= p.validTo)
  // One day before and one after stand for "any time earlier, any time later".
  const all = ['2024-12-31', ...days, '2025-01-06']

  it('agree with a day by day oracle', () => {
    fc.assert(
      fc.property(period, period, (a, b) => {
        expect(overlaps(a, b)).toBe(all.some((day) => isValidOn(a, day) && isValidOn(b, day)))
        expect(covers(a, b)).toBe(all.every((day) => !isValidOn(b, day) || isValidOn(a, day)))
      }),
    )
  })
})

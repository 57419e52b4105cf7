import { describe, expect, it } from 'vitest'
import { isUnderWay, STATUS_NAMES } from './statuses.ts'

describe('isUnderWay', () => {
  it('is said of what still waits for somebody', () => {
    const codes = Object.keys(STATUS_NAMES).map(Number)
    expect(codes.filter(isUnderWay)).toEqual([1, 2, 4, 5, 6])
  })
})

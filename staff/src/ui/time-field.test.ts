import { describe, expect, it } from 'vitest'
import { TIME } from './time-field.tsx'

describe('a typed time of day', () => {
  it.each([
    ['7:30', '07:30'],
    ['07:30', '07:30'],
    ['7h30', '07:30'],
    ['0730', '07:30'],
    ['730', '07:30'],
    ['17', '17:00'],
    ['17h', '17:00'],
    ['23:59', '23:59'],
    ['24:00', undefined],
    ['7:60', undefined],
    ['7:3', undefined],
    ['bảy giờ', undefined],
  ])('%s is %s', (text, time) => expect(TIME.parse(text)).toBe(time))
})

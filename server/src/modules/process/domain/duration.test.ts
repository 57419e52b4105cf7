import { expect, test } from 'vitest'
import { addDuration, parseDuration } from './duration.ts'

const HOUR = 3_600_000

test.each([
  ['PT48H', 0, 48],
  ['P2D', 0, 48],
  ['P1W', 0, 168],
  ['P1DT2H30M', 0, 26.5],
  ['PT90S', 0, 0.025],
  ['PT0S', 0, 0],
  ['P1Y2M', 14, 0],
  [' PT1H ', 0, 1],
])('%s is %i months and %d hours', (text, months, hours) => {
  expect(parseDuration(text)).toEqual({ months, milliseconds: hours * HOUR })
})

test.each([
  '',
  'P',
  'PT',
  'P1DT',
  '48H',
  'PT48',
  '-PT1H',
  'PT-1H',
  'P1H',
  'PT1D',
  'R3/PT1H',
  'P999999999D',
  '2 ngày',
])('%j is no duration', (text) => {
  expect(parseDuration(text)).toBeNull()
})

test.each([
  ['2026-01-31T10:00:00+07:00', 'P1M', '2026-02-28T10:00:00+07:00'],
  ['2026-01-31T23:30:00+07:00', 'P1M', '2026-02-28T23:30:00+07:00'],
  ['2024-02-29T00:10:00+07:00', 'P1Y', '2025-02-28T00:10:00+07:00'],
  ['2026-02-13T16:30:00+07:00', 'PT48H', '2026-02-15T16:30:00+07:00'],
])('%s and %s is %s', (from, text, to) => {
  expect(addDuration(new Date(from), parseDuration(text)!)).toEqual(new Date(to))
})

import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { toMoment } from './db.ts'

const slow = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ)

describe('a moment as PostgreSQL writes it', () => {
  it.each([
    '2026-10-26 02:57:31+00',
    '2026-10-26 02:57:31.1+00',
    '2026-10-26 02:57:31.123+00',
    '2026-10-26 02:57:31.123456+00',
    '2026-10-26 02:57:31.999999+00',
    '2026-10-26 09:57:31.123+07',
    '2026-10-26 08:27:31.123+05:30',
    '2026-10-25 21:57:31-05',
    '1945-09-02 14:00:00+07:06:40',
    '0099-01-01 00:00:00+00',
    '1969-12-31 23:59:59.5+00',
    '12026-01-01 00:00:00+00',
    '0044-03-15 00:00:00+00 BC',
    'infinity',
    '-infinity',
  ])('is read as the driver reads it: %s', (text) => {
    expect(toMoment(text)).toEqual(slow(text))
  })
})

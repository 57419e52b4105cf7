import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCardQr } from './card-qr.ts'
import {
  checkCitizenNumber,
  isEmail,
  isOldIdNumber,
  isProcedureCode,
  isResultCode,
  parseCitizenNumber,
  parseDossierCode,
  parsePhone,
  parseTaxCode,
} from './ids.ts'

describe('personal number', () => {
  it.each([
    ['066090000001', 'male', 1990, '066'],
    ['001190123456', 'female', 1990, '001'],
    ['066 205 000 001', 'male', 2005, '066'],
    ['066312000001', 'female', 2012, '066'],
  ])('reads %s', (text, sex, birthYear, placeCode) =>
    expect(parseCitizenNumber(text)).toMatchObject({ sex, birthYear, placeCode }),
  )

  it.each([
    ['12345678901', {}, { error: 'format' }],
    ['06609000000a', {}, { error: 'format' }],
    ['066090000001', { sex: 'female' as const }, { error: 'sex' }],
    ['066090000001', { birthDate: '1991-02-03' }, { error: 'birth_year' }],
    ['066090000001', { sex: 'male' as const, birthDate: '1990-02-03' }, {}],
    ['003090000001', {}, { warning: 'place' }],
    ['101090000001', {}, {}],
    ['066230000001', { today: '2026-01-01' }, { warning: 'future' }],
  ])('checks %s against %j', (text, person, expected) =>
    expect(checkCitizenNumber(text, person)).toEqual(expected),
  )
})

describe('other numbers', () => {
  it.each(['0100109106', '0101243150', '0300588569', '0100109106-001', '066090000001'])(
    'tax code %s',
    (code) => expect(parseTaxCode(code)).toBe(code),
  )
  it.each(['0100109107', '010010910', '0100109106-01', 'abc', ''])('no tax code: %s', (code) =>
    expect(parseTaxCode(code)).toBeUndefined(),
  )
  it('writes a branch with a hyphen', () => expect(parseTaxCode('0100109106001')).toBe('0100109106-001'))
  it('accepts at most one last digit of ten', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), (n) => {
        const head = String(n).padStart(9, '0')
        const good = [...'0123456789'].filter((digit) => parseTaxCode(head + digit))
        expect(good.length).toBeLessThanOrEqual(1)
      }),
    ))

  it.each([
    ['0912345678', '0912345678', 'mobile'],
    ['+84 912 345 678', '0912345678', 'mobile'],
    ['84912345678', '0912345678', 'mobile'],
    ['0084 912.345.678', '0912345678', 'mobile'],
    ['(0262) 381-2345', '02623812345', 'landline'],
    ['+84 262 381 2345', '02623812345', 'landline'],
  ])('telephone %s', (text, value, kind) => expect(parsePhone(text)).toEqual({ value, kind }))
  it.each(['091234567', '0112345678', '113', '+1 202 555 0100', ''])('no telephone: %s', (text) =>
    expect(parsePhone(text)).toBeUndefined(),
  )

  it('old card, procedure and result codes', () => {
    expect(isOldIdNumber('240 123 456')).toBe(true)
    expect(isOldIdNumber('24012345')).toBe(false)
    expect(['1.001193', '1.01193', 'x1.001193'].map(isProcedureCode)).toEqual([true, false, false])
    expect(['KQ.G15.000031', 'KQ.G5.000031'].map(isResultCode)).toEqual([true, false])
  })

  it.each([
    ['H15.40-260609-0012', 'H15.40', '260609', '0012'],
    ['G09.20-20260609-0092637', 'G09.20', '20260609', '0092637'],
    ['000.00.11.H45-230615-0012', '000.00.11.H45', '230615', '0012'],
    [' h15.40-260609-150012 ', 'H15.40', '260609', '150012'],
  ])('dossier code %s', (text, agency, date, sequence) =>
    expect(parseDossierCode(text)).toEqual({ agency, date, sequence }),
  )
  it('no dossier code', () => expect(parseDossierCode('H15..40-260609-0012')).toBeUndefined())

  it.each([
    ['a.b+c@example.com.vn', true],
    ['a@b', false],
    ['a@@b.vn', false],
    ['a..b@c.vn', false],
    ['a b@c.vn', false],
    ['a@-c.vn', false],
    [`${'a'.repeat(300)}@c.vn`, false],
  ])('e-mail %s', (text, expected) => expect(isEmail(text)).toBe(expected))
})

describe('card QR', () => {
  const seven =
    '066090000001|240123456|Nguyễn Văn An|05011990|Nam|Buôn Ky, Thành Nhất, Buôn Ma Thuột, Đắk Lắk|10052021'
  it('reads seven fields', () =>
    expect(parseCardQr(seven)).toEqual({
      idNumber: '066090000001',
      oldIdNumber: '240123456',
      fullName: 'Nguyễn Văn An',
      birthDate: '1990-01-05',
      sex: 'male',
      address: 'Buôn Ky, Thành Nhất, Buôn Ma Thuột, Đắk Lắk',
      issuedOn: '2021-05-10',
      damagedText: false,
      more: [],
    }))

  it.each([
    [
      'six fields',
      '066190000001||H’Hen Niê|05011990|Nữ|Đắk Lắk',
      { sex: 'female', more: [], damagedText: false },
    ],
    ['further fields', `\uFEFF${seven}||Cha|Mẹ\r\n`, { issuedOn: '2021-05-10', more: ['', 'Cha', 'Mẹ'] }],
    [
      'lost tones',
      '066190000001||Nguy?n Th? Hoa|05011990|N?|??k L?k|01012022',
      { sex: 'female', damagedText: true },
    ],
    ['only a birth year', '066145000001||Y Bhiông Niê|1945|Nam|Đắk Lắk|', { birthDate: '1945', more: [] }],
  ])('reads %s', (_, raw, expected) => expect(parseCardQr(raw)).toMatchObject(expected))

  it.each([
    '',
    'https://example.vn',
    '1|2|3|4|5|6|7',
    seven.replace('05011990', '31021990'),
    'x'.repeat(5000),
  ])('refuses %s', (raw) => expect(parseCardQr(raw)).toBeUndefined())
})

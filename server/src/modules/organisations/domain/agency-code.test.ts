import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agencyCodeLevel, type CodeScheme, checkAgencyCode, parentAgencyCode } from './agency-code.ts'

const valid: [CodeScheme, string, string, number, string | null][] = [
  ['QD20', 'H15', 'H15', 1, null],
  ['QD20', ' h15.12 ', 'H15.12', 2, 'H15'],
  ['QD20', 'H15.12.3', 'H15.12.3', 3, 'H15.12'],
  ['QD20', 'G22.99.A0B.7', 'G22.99.A0B.7', 4, 'G22.99.A0B'],
  ['QD20', '0100109106', '0100109106', 1, null],
  ['QD20', '0100109106001', '0100109106001', 1, null],
  ['QD20', 'Z01ABC', 'Z01ABC', 1, null],
  ['QD20', `Z99${'A'.repeat(32)}`, `Z99${'A'.repeat(32)}`, 1, null],
  ['QCVN102', '000.00.00.H41', '000.00.00.H41', 1, null],
  ['QCVN102', '000.00.12.H15', '000.00.12.H15', 2, '000.00.00.H15'],
  ['QCVN102', '000.05.12.h15', '000.05.12.H15', 3, '000.00.12.H15'],
  ['QCVN102', '003.05.12.H15', '003.05.12.H15', 4, '000.05.12.H15'],
  ['LOCAL', 'xa-22319', 'XA-22319', 1, null],
]

const invalid: [CodeScheme, string, RegExp][] = [
  ['QD20', '', /Nhóm đầu/],
  ['QD20', 'H1', /Nhóm đầu/],
  ['QD20', '15.12', /Nhóm đầu/],
  ['QD20', 'Z00A', /Nhóm đầu/],
  ['QD20', 'H15..1', /Các nhóm sau/],
  ['QD20', 'H15.', /Các nhóm sau/],
  ['QD20', 'H15.Đ1', /Các nhóm sau/],
  ['QD20', `H15.${'1'.repeat(32)}`, /35 ký tự/],
  ['QD20', `Z01${'A'.repeat(33)}`, /35 ký tự/],
  ['QCVN102', 'H41', /AAA\.BB\.CC\.Mxx/],
  ['QCVN102', '00.00.00.H41', /AAA\.BB\.CC\.Mxx/],
  ['QCVN102', '000.05.00.H15', /khuyết cấp/],
  ['QCVN102', '003.00.12.H15', /khuyết cấp/],
  ['LOCAL', '', /Mã nội bộ/],
  ['LOCAL', 'xã', /Mã nội bộ/],
]

describe('agency codes', () => {
  it.each(valid)('%s takes %j', (scheme, text, value, level, parent) => {
    expect(checkAgencyCode(scheme, text)).toEqual({ ok: true, value })
    expect(agencyCodeLevel(scheme, value)).toBe(level)
    expect(parentAgencyCode(scheme, value)).toBe(parent)
  })

  it.each(invalid)('%s refuses %j', (scheme, text, reason) => {
    const check = checkAgencyCode(scheme, text)
    expect(check.ok).toBe(false)
    expect(check.ok ? '' : check.reason).toMatch(reason)
  })

  it('the parent of a valid code is valid and one level higher', () => {
    const group = (length: number) =>
      fc.stringMatching(new RegExp(`^[0-9A-Z]{${length}}$`)).filter((g) => !/^0+$/.test(g))
    const top = fc.stringMatching(/^[A-Y][0-9]{2}$/)
    const qd20 = fc.tuple(top, fc.array(group(2), { maxLength: 8 })).map(([m, gs]) => [m, ...gs].join('.'))
    const qcvn = fc
      .tuple(group(3), group(2), group(2), top, fc.integer({ min: 0, max: 3 }))
      .map(([a, b, c, m, depth]) =>
        [depth > 2 ? a : '000', depth > 1 ? b : '00', depth > 0 ? c : '00', m].join('.'),
      )
    const codes = fc.oneof(
      qd20.map((value) => ({ scheme: 'QD20' as const, value })),
      qcvn.map((value) => ({ scheme: 'QCVN102' as const, value })),
    )
    fc.assert(
      fc.property(codes, ({ scheme, value }) => {
        expect(checkAgencyCode(scheme, value)).toEqual({ ok: true, value })
        const parent = parentAgencyCode(scheme, value)
        if (parent === null) {
          expect(agencyCodeLevel(scheme, value)).toBe(1)
          return
        }
        expect(checkAgencyCode(scheme, parent)).toEqual({ ok: true, value: parent })
        expect(agencyCodeLevel(scheme, parent)).toBe(agencyCodeLevel(scheme, value) - 1)
      }),
    )
  })
})

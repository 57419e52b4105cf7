/**
 * Agency identifiers (mã định danh điện tử): the form of QĐ 20/2020/QĐ-TTg (`H15.12.3`) and the older one of
 * QCVN 102:2016/BTTTT (`003.12.00.H15` reads level 4, 3, 2, 1). Both are still on the wire.
 */

export const CODE_SCHEMES = ['QD20', 'QCVN102', 'LOCAL'] as const
export type CodeScheme = (typeof CODE_SCHEMES)[number]

/** Either the normal form of the code or one Vietnamese sentence that says what is wrong with it. */
export type CodeCheck = { ok: true; value: string } | { ok: false; reason: string }

/** Checks a code of the scheme and gives its normal form (upper case, no blanks around). */
export function checkAgencyCode(scheme: CodeScheme, text: string): CodeCheck {
  const value = text.trim().toUpperCase()
  const reason =
    scheme === 'QD20'
      ? faultOfQd20(value)
      : scheme === 'QCVN102'
        ? faultOfQcvn102(value)
        : faultOfLocal(value)
  return reason ? { ok: false, reason } : { ok: true, value }
}

/**
 * Level of the body named by a valid code: 1 for a ministry or a province. Codes that stand alone (enterprise
 * number, `Zxy…`, local codes) have level 1.
 */
export function agencyCodeLevel(scheme: CodeScheme, value: string): number {
  if (scheme === 'QD20') return value.split('.').length
  if (scheme === 'LOCAL') return 1
  return qcvn102Groups(value).filter((group) => !isZero(group)).length
}

/** Code of the body one level above in the same scheme, or null for level 1. */
export function parentAgencyCode(scheme: CodeScheme, value: string): string | null {
  const level = agencyCodeLevel(scheme, value)
  if (level === 1) return null
  if (scheme === 'QD20') return value.slice(0, value.lastIndexOf('.'))
  return qcvn102Groups(value)
    .map((group, i) => (i === level - 1 ? '0'.repeat(group.length) : group))
    .reverse()
    .join('.')
}

// QĐ 20/2020/QĐ-TTg art 4: at most 35 characters, groups of 0-9 A-Z separated by dots.
function faultOfQd20(value: string): string | null {
  if (value.length > 35) return 'Mã định danh theo Quyết định 20/2020/QĐ-TTg dài tối đa 35 ký tự.'
  // Art 6: enterprises, cooperatives and household businesses use their own registration number.
  if (/^\d{10}(\d{3})?$/.test(value)) return null
  if (/^Z\d\d[0-9A-Z]{0,32}$/.test(value) && !value.startsWith('Z00')) return null
  const [first = '', ...rest] = value.split('.')
  if (!/^[A-Y]\d\d$/.test(first)) {
    return 'Nhóm đầu của mã định danh phải gồm một chữ cái từ A đến Y và hai chữ số, ví dụ H15.'
  }
  return rest.every((group) => /^[0-9A-Z]+$/.test(group))
    ? null
    : 'Các nhóm sau của mã định danh chỉ gồm chữ số 0-9 và chữ cái A-Z không dấu, cách nhau bằng một dấu chấm.'
}

function faultOfQcvn102(value: string): string | null {
  if (!/^[0-9A-Z]{3}\.[0-9A-Z]{2}\.[0-9A-Z]{2}\.[A-Y]\d\d$/.test(value)) {
    return 'Mã theo QCVN 102:2016/BTTTT phải có dạng AAA.BB.CC.Mxx, ví dụ 000.00.12.H15.'
  }
  const groups = qcvn102Groups(value)
  const firstEmpty = groups.findIndex(isZero)
  const whole = firstEmpty === -1 || groups.slice(firstEmpty).every(isZero)
  return whole
    ? null
    : 'Mã theo QCVN 102:2016/BTTTT bị khuyết cấp ở giữa: cấp trên để trống thì cấp dưới cũng phải để trống.'
}

function faultOfLocal(value: string): string | null {
  return /^[0-9A-Z][0-9A-Z._/-]{0,49}$/.test(value)
    ? null
    : 'Mã nội bộ dài từ 1 đến 50 ký tự, chỉ gồm chữ số, chữ cái không dấu và các dấu . _ / -.'
}

/** Groups from level 1 down, the reverse of how they are written. */
const qcvn102Groups = (value: string): string[] => value.split('.').reverse()

const isZero = (group: string): boolean => /^0+$/.test(group)

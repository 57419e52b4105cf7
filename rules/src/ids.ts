/** Numbers that people and bodies are known by: reading, normalising, checking (domain.md section 10). */

export type Sex = 'male' | 'female'

/** What the 12 digits of a personal number say (Luật Căn cước 2023; TT 59/2021/TT-BCA art. 4). */
export interface CitizenNumber {
  /** 12 digits */
  value: string
  /** code of the place where the birth was registered: province `0xx`, otherwise a country */
  placeCode: string
  sex: Sex
  birthYear: number
}

/** Reads a personal number (số định danh cá nhân), with or without blanks; undefined unless 12 digits. */
export function parseCitizenNumber(text: string): CitizenNumber | undefined {
  const value = text.replace(/[\s.]/g, '')
  if (!/^\d{12}$/.test(value)) return undefined
  const century = Number(value[3])
  return {
    value,
    placeCode: value.slice(0, 3),
    sex: century % 2 === 0 ? 'male' : 'female',
    birthYear: 1900 + 100 * Math.floor(century / 2) + Number(value.slice(4, 6)),
  }
}

/**
 * `error` refuses the number: `format`, `sex` or `birth_year` (against what else is known of the person).
 * `warning` only asks the officer to look again: a living card is never refused for its prefix.
 */
export interface CitizenNumberCheck {
  error?: 'format' | 'sex' | 'birth_year'
  warning?: 'place' | 'future'
}

/**
 * Checks a personal number. There is no check digit.
 * @param person sex and birth date (`YYYY-MM-DD`, or only the year) when known; `today` finds births to come
 */
export function checkCitizenNumber(
  text: string,
  person: { sex?: Sex; birthDate?: string; today?: string } = {},
): CitizenNumberCheck {
  const number = parseCitizenNumber(text)
  if (!number) return { error: 'format' }
  if (person.sex && person.sex !== number.sex) return { error: 'sex' }
  if (person.birthDate && Number(person.birthDate.slice(0, 4)) !== number.birthYear) {
    return { error: 'birth_year' }
  }
  if (number.placeCode.startsWith('0') && !PROVINCE_CODES.has(number.placeCode)) return { warning: 'place' }
  if (person.today && number.birthYear > Number(person.today.slice(0, 4))) return { warning: 'future' }
  return {}
}

/** Old identity card (CMND): 9 digits, no check digit. */
export function isOldIdNumber(text: string): boolean {
  return /^\d{9}$/.test(text.replace(/[\s.]/g, ''))
}

/**
 * Reads a tax code as stored: `0100109106`, branch `0100109106-001`, or the 12-digit personal number that
 * individuals and household businesses use since 1/7/2025. Undefined when the form or check digit is wrong.
 */
export function parseTaxCode(text: string): string | undefined {
  const value = text.replace(/[\s.]/g, '')
  if (/^\d{12}$/.test(value)) return value
  const match = /^(\d{10})(?:-?(\d{3}))?$/.exec(value)
  if (!match?.[1] || !hasTaxCheckDigit(match[1])) return undefined
  return match[2] ? `${match[1]}-${match[2]}` : match[1]
}

/** Weights 31, 29, 23, 19, 17, 13, 7, 5, 3; check digit 10 − (Σ mod 11), where 10 is invalid. */
function hasTaxCheckDigit(code: string): boolean {
  const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3]
  const sum = weights.reduce((total, weight, i) => total + weight * Number(code[i]), 0)
  return 10 - (sum % 11) === Number(code[9])
}

/** The one way to write a number of a person or business: no blanks and points, capital letters. It is not checked. */
export const plainIdNumber = (text: string): string => text.replace(/[\s.]/g, '').toUpperCase()

/** Reads a Vietnamese telephone number as stored: `0912345678` (mobile) or `02623812345` (landline). */
export function parsePhone(text: string): { value: string; kind: 'mobile' | 'landline' } | undefined {
  const digits = text.trim().replace(/[\s.()-]/g, '')
  const value = digits.replace(/^(\+84|0084|84(?=\d{9,10}$))0?/, '0')
  if (/^0[35789]\d{8}$/.test(value)) return { value, kind: 'mobile' }
  return /^02\d{9}$/.test(value) ? { value, kind: 'landline' } : undefined
}

/** Code of an administrative procedure in the national database: `1.001193`. */
export function isProcedureCode(text: string): boolean {
  return /^\d\.\d{6}$/.test(text)
}

/** Code of a result of a procedure: `KQ.G15.000031`. */
export function isResultCode(text: string): boolean {
  return /^KQ\.G\d{2}\.\d{6}$/.test(text)
}

/** Parts of a dossier code `H15.40-260609-0012` (also 8-digit dates and longer numbers of central systems). */
export function parseDossierCode(
  text: string,
): { agency: string; date: string; sequence: string } | undefined {
  const match = /^([A-Z0-9]+(?:\.[A-Z0-9]+)*)-(\d{6}|\d{8})-(\d{4,12})$/.exec(text.trim().toUpperCase())
  if (!match?.[1] || !match[2] || !match[3]) return undefined
  return { agency: match[1], date: match[2], sequence: match[3] }
}

/** E-mail address in its common form; whether it exists only a sent letter can tell. At most 254 characters. */
export function isEmail(text: string): boolean {
  if (text.length > 254) return false
  const [name, domain, ...rest] = text.split('@')
  if (!name || !domain || rest.length > 0 || name.length > 64) return false
  const labels = domain.split('.')
  return (
    /^[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]+$/u.test(name) &&
    !name.startsWith('.') &&
    !name.endsWith('.') &&
    !name.includes('..') &&
    labels.length > 1 &&
    labels.every((label) => /^[\p{L}\p{N}-]{1,63}$/u.test(label) && !/^-|-$/.test(label))
  )
}

// The 63 province codes used for personal numbers until now; the 34 provinces of 2025 keep codes of this list.
const PROVINCE_CODES = new Set(
  (
    '001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 ' +
    '040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 ' +
    '083 084 086 087 089 091 092 093 094 095 096'
  ).split(' '),
)

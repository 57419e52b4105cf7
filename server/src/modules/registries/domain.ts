import { type Sex, searchText } from '@motcua/rules'

/** Who is looked for: the population database answers only to number, name and birth date together. */
export type PersonQuery = {
  /** 12 digits */
  idNumber: string
  name: string
  /** `YYYY-MM-DD`, or `YYYY` for people who know no more */
  birthDate: string
}

/** The little that is read of a person, of all that the population database would tell (data minimisation). */
export type PersonRecord = {
  idNumber: string
  name: string
  birthDate: string
  sex: Sex | null
  /** Permanent residence with codes of the national list; null when the database has none of today. */
  residence: { province: string; commune: string; text: string } | null
}

export type CompanyRecord = { taxCode: string; name: string; address: string | null }

/** What a lookup is for; both databases want to know, and the trace keeps it. */
export type Purpose = {
  procedureCode: string
  /** The unit at whose desk the person stands; null when people look themselves up. */
  unitId: string | null
}

/** The two registers as a use case sees them. Every failure is a `LookupError`. */
export type Registries = {
  person: (query: PersonQuery, purpose: { requestId: string; procedureCode: string }) => Promise<PersonRecord>
  company: (taxCode: string) => Promise<CompanyRecord>
}

export type Problem = keyof typeof PROBLEM_TEXTS

/** Why nothing came, in one sentence for the person who now fills in by hand. */
export const PROBLEM_TEXTS = {
  notConnected: 'Hệ thống này chưa kết nối cơ sở dữ liệu quốc gia; hãy điền tay.',
  unavailable: 'Cơ sở dữ liệu quốc gia chưa trả lời; hãy điền tay, hoặc thử lại sau ít phút.',
  malformed: 'Cơ sở dữ liệu quốc gia trả lời không đọc được; hãy điền tay và báo cho quản trị hệ thống.',
  refused: 'Cơ sở dữ liệu quốc gia từ chối yêu cầu; hãy điền tay và báo cho quản trị hệ thống.',
  quota: 'Đã hết lượt hỏi cơ sở dữ liệu quốc gia; hãy điền tay, hoặc thử lại sau.',
  notFound:
    'Không tìm thấy trong cơ sở dữ liệu quốc gia; hãy kiểm tra lại số, họ tên, ngày sinh, hoặc điền tay.',
  mismatch:
    'Họ tên hoặc ngày sinh không khớp với cơ sở dữ liệu quốc gia; hãy xem lại giấy tờ, hoặc điền tay.',
} as const

export type Found<T> = { ok: true; record: T } | { ok: false; problem: Problem }

export class LookupError extends Error {
  override readonly name = 'LookupError'
  constructor(readonly problem: Problem) {
    super(PROBLEM_TEXTS[problem])
  }
}

/**
 * Whether the record is of the person who was asked about. A number alone must not open somebody's data: name (without
 * tones, which a scanner may lose) and birth date must be known too; the year is enough when only that is known.
 */
export function isSamePerson(asked: PersonQuery, found: PersonRecord): boolean {
  const shorter = Math.min(asked.birthDate.length, found.birthDate.length)
  return (
    plainName(asked.name) === plainName(found.name) &&
    asked.birthDate.slice(0, shorter) === found.birthDate.slice(0, shorter)
  )
}

/** A name as the population database wants it: `NGUYENTHIHOA`. */
export const plainName = (name: string): string =>
  searchText(name)
    .replace(/[^a-z]/g, '')
    .toUpperCase()

/** Lookups that one account may make within an hour. */
export const HOURLY = { officer: 120, other: 10 } as const

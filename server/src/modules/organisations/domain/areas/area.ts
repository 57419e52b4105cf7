import { cleanLine } from '@motcua/rules'
import type { Period } from '../validity.ts'

export const AREA_KINDS = [
  'TINH',
  'THANH_PHO',
  'QUAN',
  'HUYEN',
  'THI_XA',
  'XA',
  'PHUONG',
  'THI_TRAN',
  'DAC_KHU',
] as const
export type AreaKind = (typeof AREA_KINDS)[number]

/** 1 province, 2 district (until 30/6/2025), 3 commune. */
export type AreaLevel = 1 | 2 | 3

/** One version of an administrative unit. `(code, validFrom)` names it. */
export type AreaVersion = Period & {
  code: string
  level: AreaLevel
  kind: AreaKind
  name: string
  fullName: string
  parentCode: string | null
  legalBasis: string | null
  /** Other spellings found in official tables, for searching. */
  aliases: readonly string[]
}

/** How much of the old unit went into the new one: of its land and name (`share`), and of its people. */
export type Share = { share: 'WHOLE' | 'PART'; people: 'WHOLE' | 'PART' | 'NONE' }

export const CODE_FORM: Record<AreaLevel, RegExp> = { 1: /^\d{2}$/, 2: /^\d{3}$/, 3: /^\d{5}$/ }

const PREFIXES: [string, AreaKind][] = [
  ['Thành phố', 'THANH_PHO'],
  ['Thị trấn', 'THI_TRAN'],
  ['Đặc khu', 'DAC_KHU'],
  ['Thị xã', 'THI_XA'],
  ['Phường', 'PHUONG'],
  ['Huyện', 'HUYEN'],
  ['Quận', 'QUAN'],
  ['Tỉnh', 'TINH'],
  ['Xã', 'XA'],
]

/** "Xã Sông Hinh" is kind XA, name "Sông Hinh"; null when no kind stands in front. */
export function splitFullName(text: string): { kind: AreaKind; name: string; fullName: string } | null {
  const fullName = cleanLine(text)
  for (const [prefix, kind] of PREFIXES) {
    const head = fullName.slice(0, prefix.length)
    if (head.toLocaleLowerCase('vi') !== prefix.toLocaleLowerCase('vi') || fullName[prefix.length] !== ' ')
      continue
    const name = fullName.slice(prefix.length + 1)
    return { kind, name, fullName: `${prefix} ${name}` }
  }
  return null
}

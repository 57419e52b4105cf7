import { createHash } from 'node:crypto'

/** Who may sign in at the simulated provider. */
export type Persona = {
  kind: 'citizen' | 'business'
  /** Personal number of 12 digits, or tax code. */
  number: string
  name: string
  /** `YYYY-MM-DD`; null for a business. */
  birthDate: string | null
  phone: string
  address: string
  /** Legal representative of a business. */
  representative?: { number: string; name: string }
}

/** Stable technical id of a person: says nothing of his number. */
export const techIdOf = ({ number }: Persona): string =>
  createHash('sha256').update(`techid|${number}`).digest('hex').slice(0, 32)

/**
 * Claims as VNeID and the national portal give them (integrations.md 1.1, 1.2): Vietnamese names, kinds of account as
 * numbers, dates without dashes.
 */
export function claimsOf(persona: Persona, level: number): { sub: string } & Record<string, unknown> {
  const sub = techIdOf(persona)
  const shared = { sub, TechID: sub, SoDienThoai: persona.phone, DiaChi: persona.address }
  const levels = { IAL: level, loAs: String(level), loginIdp: 'BCA' }
  if (persona.kind === 'citizen') {
    const born = persona.birthDate?.replaceAll('-', '')
    const { number: SoDinhDanh, name: HoVaTen } = persona
    return { ...shared, ...levels, LoaiTaiKhoan: 1, SoDinhDanh, HoVaTen, NgayThangNamSinh: born }
  }
  const { number: MaSoThue, name: TenDoanhNghiep, representative } = persona
  const company = { MaSoThue, MaSoDoanhNghiep: MaSoThue, TenDoanhNghiep }
  const head = { SoDinhDanh: representative?.number, NguoiDaiDien: representative?.name }
  return { ...shared, ...levels, LoaiTaiKhoan: 2, ...company, ...head }
}

/** Everything that may stand in the claims, for the description of the provider. */
export const CLAIM_NAMES = [
  'TechID',
  'LoaiTaiKhoan',
  'SoDinhDanh',
  'HoVaTen',
  'NgayThangNamSinh',
  'SoDienThoai',
  'DiaChi',
  'IAL',
  'loAs',
  'loginIdp',
  'MaSoThue',
  'MaSoDoanhNghiep',
  'TenDoanhNghiep',
  'NguoiDaiDien',
]

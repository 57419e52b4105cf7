import { plainIdNumber } from '@motcua/rules'
import type { Actor } from '../../platform/actor.ts'
import { badRequest, unprocessable } from '../../platform/errors.ts'
import type { NewAccount } from './contract.ts'

/** A session of a person ends after this time, in milliseconds: one working day with its evening. */
export const SESSION_LIFE = 12 * 3_600_000

/** After this many wrong passwords within the window, the account waits. */
export const MAX_FAILURES = 10
export const FAILURE_WINDOW = 15 * 60_000

const USERNAME = /^[a-z0-9][a-z0-9._-]{1,99}$/

/** One way to write a user name: lower case without blanks around. */
export const normaliseUsername = (text: string): string => text.normalize('NFC').trim().toLowerCase()

/** @throws 422 `account.invalid` with the first thing that is wrong */
export function checkNewAccount(account: NewAccount): void {
  const refuse = (message: string) => {
    throw unprocessable('account.invalid', message)
  }
  if (!USERNAME.test(account.username)) {
    refuse('Tên đăng nhập gồm chữ thường không dấu, chữ số, dấu chấm, gạch; từ 2 đến 100 ký tự.')
  }
  if (account.name.trim() === '') refuse('Hãy nhập họ tên hoặc tên tổ chức của tài khoản.')
  if (account.password !== null && account.password.length < 8) refuse('Mật khẩu phải có ít nhất 8 ký tự.')
}

/** Level of an electronic identity (NĐ 69/2024): 2 is bound to the identity card and the face. */
export type Level = 1 | 2

/** A proof of level 2 holds this long for acts that need it, in milliseconds. */
export const STEP_UP_LIFE = 15 * 60_000

/** A visitor who stays at the provider longer begins again, in milliseconds. */
export const ATTEMPT_LIFE = 15 * 60_000

/** How the provider calls a level in `acr_values` and `acr`. */
export const levelName = (level: Level): string => `LoA${level}`

/** Whether the person has proven lately, by level 2, who he is; true where nothing higher can be asked for. */
export const isSure = ({ assurance }: Actor, now: Date): boolean =>
  !assurance || (assurance.level === 2 && now.getTime() - assurance.at <= STEP_UP_LIFE)

/**
 * The address as a path of our own, to which a visitor may be sent back.
 * @throws 400 `identity.return_refused` for everything else: nobody is led to another site by our address
 */
export function ownPath(address: string): string {
  const own = 'https://own.invalid'
  // Browsers read a backslash as a slash, and two slashes as another host.
  const looksOwn = /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(address)
  const url = looksOwn && URL.canParse(address, own) ? new URL(address, own) : null
  if (url?.origin === own) return url.pathname.startsWith('//') ? '/' : url.pathname + url.search + url.hash
  throw badRequest(
    'identity.return_refused',
    'Địa chỉ quay lại (returnTo) phải là một đường dẫn của trang này.',
  )
}

/** Who the provider says the visitor is. */
export type NationalIdentity = {
  kind: 'citizen' | 'business'
  /** Personal number of 12 digits, or enterprise number. */
  number: string
  name: string
  phone: string | null
  email: string | null
  address: string | null
  level: Level
  /** Legal representative of a business, as the register has it now; null when it is not told. */
  representative: { number: string; name: string } | null
}

/**
 * Reads the claims of VNeID and of the national portal, which agree in most names (integrations.md 1.1, 1.2): numbers
 * may come as text, business accounts carry the numbers of the enterprise.
 * @returns null when the claims do not say who it is
 */
export function readClaims(claims: Record<string, unknown>): NationalIdentity | null {
  const text = (...names: string[]): string | null => {
    for (const name of names) {
      const value = claims[name]
      if (typeof value === 'number') return String(value)
      if (typeof value === 'string' && value.trim() !== '') return value.normalize('NFC').trim()
    }
    return null
  }
  const isBusiness = text('LoaiTaiKhoan') === '2'
  const number = isBusiness ? text('MaSoThue', 'MaSoDoanhNghiep') : text('SoDinhDanh')
  const name = isBusiness ? text('TenDoanhNghiep') : text('HoVaTen')
  const plain = plainIdNumber(number ?? '')
  const isKnown = isBusiness ? /^\d{10}(-\d{3})?$/.test(plain) : /^\d{12}$/.test(plain)
  if (!isKnown || name === null) return null
  const email = text('ThuDienTu')
  return {
    kind: isBusiness ? 'business' : 'citizen',
    number: plain,
    name,
    phone: text('SoDienThoai'),
    // The national portal makes up an address for accounts that have none; nobody reads it.
    email: email?.endsWith('@dichvucong.gov.vn') ? null : email,
    address: text('DiaChi', 'NoiOHienTai', 'ThuongTru'),
    level: levelOf(text('acr'), text('IAL'), text('loAs')),
    representative: isBusiness ? representativeOf(text('SoDinhDanh'), text('NguoiDaiDien', 'HoVaTen')) : null,
  }
}

function representativeOf(number: string | null, name: string | null) {
  const plain = plainIdNumber(number ?? '')
  return /^\d{12}$/.test(plain) && name !== null ? { number: plain, name } : null
}

/** Both the level of this sign-in and that of the account must be 2; what is not told counts as 1. */
function levelOf(acr: string | null, ...ofAccount: (string | null)[]): Level {
  const account = ofAccount.find((value) => value !== null)
  const isTwo = (value: string | null | undefined) => /^(LoA|IAL)?2$/i.test(value ?? '')
  return isTwo(acr) && isTwo(account) ? 2 : 1
}

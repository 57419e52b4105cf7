import { unprocessable } from '../../platform/errors.ts'
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

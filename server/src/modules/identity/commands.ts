import type { Ctx } from '../../platform/ctx.ts'
import { isPgError, UNIQUE_VIOLATION } from '../../platform/db.ts'
import { AppError, conflict, unprocessable } from '../../platform/errors.ts'
import type { NewAccount, SignIn } from './contract.ts'
import {
  checkNewAccount,
  FAILURE_WINDOW,
  type Level,
  MAX_FAILURES,
  normaliseUsername,
  SESSION_LIFE,
} from './domain.ts'
import { hashPassword, newToken, passwordMatches, tokenDigest } from './password.ts'
import { type Account, accountForSignIn } from './queries.ts'
import { endSession, forgetFailures, insertAccount, insertFailure, insertSession } from './store/accounts.ts'

/**
 * Opens an account.
 * @param passwordHash a hash made before, when many accounts share one password (demo)
 * @throws 422 `account.invalid`, 409 `account.exists`
 */
export async function createAccount(ctx: Ctx, input: NewAccount, passwordHash?: string): Promise<string> {
  const account = { ...input, username: normaliseUsername(input.username) }
  checkNewAccount(account)
  const secret = passwordHash ?? (account.password === null ? null : await hashPassword(account.password))
  const id = ctx.newId()
  try {
    await insertAccount(ctx, id, account, secret)
  } catch (error) {
    if (!isPgError(error, UNIQUE_VIOLATION)) throw error
    throw conflict(
      'account.exists',
      `Tài khoản ${account.username} hoặc số định danh của tài khoản đã có rồi.`,
    )
  }
  ctx.about(id, { kind: account.kind })
  return id
}

export type SignInOutcome =
  | { ok: true; token: string; expiresAt: Date; account: Account }
  | { ok: false; error: AppError }

/**
 * Checks a password and opens a session. A wrong password is an outcome, not an exception, so that the failure
 * is kept: ten in fifteen minutes and the account waits (429).
 */
export async function signIn(ctx: Ctx, input: SignIn): Promise<SignInOutcome> {
  const username = normaliseUsername(input.username)
  const since = new Date(ctx.now().getTime() - FAILURE_WINDOW)
  const { account, failures } = await accountForSignIn(ctx, username, since)
  if (failures >= MAX_FAILURES) return { ok: false, error: tooManyFailures() }
  if (!(await passwordMatches(account?.passwordHash, input.password)) || !account) {
    await insertFailure(ctx, username)
    return { ok: false, error: wrongPassword() }
  }
  if (failures > 0) await forgetFailures(ctx, username)
  const session = await openSession(ctx, account.id, null)
  ctx.about(account.id)
  return { ok: true, ...session, account }
}

/** Opens a session of a person. @param assurance as the provider of national identity has just proven it */
export async function openSession(
  ctx: Ctx,
  accountId: string,
  assurance: Level | null,
): Promise<{ token: string; expiresAt: Date }> {
  const token = newToken()
  const expiresAt = new Date(ctx.now().getTime() + SESSION_LIFE)
  const session = { tokenSha256: tokenDigest(token), accountId, name: null, expiresAt }
  await insertSession(ctx, { ...session, kind: 'person', assurance })
  return { token, expiresAt }
}

/** Ends the session of this token; an unknown token is no error. */
export async function signOut(ctx: Ctx, token: string): Promise<void> {
  await endSession(ctx, tokenDigest(token))
}

/**
 * Makes a bearer token for a system; it is shown once and only its digest is kept.
 * @param days how long it is valid, 1 to 730
 */
export async function createSystemToken(
  ctx: Ctx,
  account: Account,
  name: string,
  days: number,
): Promise<{ token: string; expiresAt: Date }> {
  if (account.kind !== 'partner') {
    throw unprocessable(
      'token.not_partner',
      'Chỉ tài khoản của hệ thống (partner) được cấp mã truy cập dài hạn.',
    )
  }
  const token = newToken()
  const expiresAt = new Date(ctx.now().getTime() + days * 86_400_000)
  await insertSession(ctx, {
    tokenSha256: tokenDigest(token),
    accountId: account.id,
    kind: 'system',
    name,
    expiresAt,
    assurance: null,
  })
  ctx.about(account.id, { token: name })
  return { token, expiresAt }
}

const wrongPassword = () =>
  new AppError('session.wrong_password', 401, 'Tên đăng nhập hoặc mật khẩu chưa đúng.')

const tooManyFailures = () =>
  new AppError(
    'session.too_many_failures',
    429,
    'Nhập sai mật khẩu quá nhiều lần; xin thử lại sau 15 phút.',
    undefined,
    { 'retry-after': String(FAILURE_WINDOW / 1000) },
  )

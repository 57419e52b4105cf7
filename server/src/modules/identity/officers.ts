import { randomInt } from 'node:crypto'
import { cleanLine } from '@motcua/rules'
import type { Ctx } from '../../platform/ctx.ts'
import { conflict, forbidden, notFound } from '../../platform/errors.ts'
import { administers, appointmentsIn, rolesOf, unitByRef } from '../organisations/index.ts'
import { createAccount } from './commands.ts'
import type { NewOfficer } from './contract.ts'
import { checkNewAccount } from './domain.ts'
import { hashPassword } from './password.ts'
import { type OfficerAccount, officerById } from './queries.ts'
import {
  endSessionsOf,
  forgetFailures,
  setAccountName,
  setAccountUnit,
  setClosed,
  setPassword,
} from './store/accounts.ts'

/**
 * Opens an account for an officer of a unit.
 * @returns its id and, when none was given, the password made for it: it is told once
 * @throws 403; 404 `unit.not_found`; 409 `account.exists`; 422 `account.invalid`
 */
export async function createOfficer(
  ctx: Ctx,
  input: NewOfficer,
): Promise<{ id: string; password: string | null }> {
  const unit = await unitByRef(ctx, input.unit)
  if (!(await administers(ctx, [unit.id])))
    throw forbidden('Bạn không phải là người quản trị của đơn vị này.')
  const made = input.password === undefined ? newPassword() : null
  const password = input.password ?? made
  const { username, name } = input
  const id = await createAccount(ctx, { username, name: cleanLine(name), kind: 'officer', password })
  await setAccountUnit(ctx, id, unit.id)
  ctx.about(id, { kind: 'officer', unitId: unit.id })
  return { id, password: made }
}

/** Corrects the name of an officer. @throws 404 `account.not_found`; 422 `account.invalid` */
export async function renameOfficer(ctx: Ctx, id: string, name: string): Promise<void> {
  const account = await ownOfficer(ctx, id)
  const clean = cleanLine(name)
  checkNewAccount({ username: account.username, kind: 'officer', name: clean, password: null })
  await setAccountName(ctx, id, clean)
  ctx.about(id)
}

/**
 * Closes the door to an officer: no sign-in, and open sessions end. Appointments stay as they are.
 * @throws 404 `account.not_found`; 409 `account.own`, `account.locked`
 */
export async function lockOfficer(ctx: Ctx, id: string): Promise<void> {
  const account = await ownOfficer(ctx, id)
  if (account.id === ctx.actor.id) {
    throw conflict('account.own', 'Bạn không tự khoá tài khoản của mình được; hãy nhờ quản trị khác.')
  }
  if (account.closedAt) throw conflict('account.locked', 'Tài khoản này đã bị khoá từ trước.')
  await setClosed(ctx, id, ctx.now())
  await endSessionsOf(ctx, id)
  ctx.about(id)
}

/** Opens the door again. @throws 404 `account.not_found`; 409 `account.not_locked` */
export async function unlockOfficer(ctx: Ctx, id: string): Promise<void> {
  const account = await ownOfficer(ctx, id)
  if (!account.closedAt) throw conflict('account.not_locked', 'Tài khoản này không bị khoá.')
  await setClosed(ctx, id, null)
  ctx.about(id)
}

/**
 * Gives an officer a new password, which is told once; open sessions end.
 * @throws 404 `account.not_found`
 */
export async function resetPassword(ctx: Ctx, id: string): Promise<string> {
  const account = await ownOfficer(ctx, id)
  const password = newPassword()
  await setPassword(ctx, id, await hashPassword(password))
  await forgetFailures(ctx, account.username)
  await endSessionsOf(ctx, id)
  ctx.about(id)
  return password
}

/**
 * Whether the actor looks after an account: he administers its unit and every unit in which it holds or will hold a
 * role, lent ones too. One of them alone is not enough: with a new password one could act in the others.
 */
export async function looksAfter(ctx: Ctx, account: Pick<OfficerAccount, 'id' | 'unitId'>): Promise<boolean> {
  const [held, lent] = await Promise.all([
    appointmentsIn(ctx, { accountIds: [account.id], at: ctx.now() }),
    rolesOf(ctx, account.id, ctx.now()),
  ])
  const units = [...held, ...lent].map(({ unitId }) => unitId)
  return administers(ctx, account.unitId ? [account.unitId, ...units] : units)
}

/** The account of an officer the actor looks after. @throws 404 `account.not_found` */
async function ownOfficer(ctx: Ctx, id: string): Promise<OfficerAccount> {
  const account = await officerById(ctx, id)
  if (account && (await looksAfter(ctx, account))) return account
  throw notFound(
    'account.not_found',
    'Không có tài khoản cán bộ này, hoặc tài khoản còn giữ việc ở đơn vị ngoài phạm vi quản trị của bạn.',
  )
}

// No letters or digits that are taken for one another when read out.
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Four groups of four signs: some 79 bits. */
function newPassword(): string {
  const group = () => Array.from({ length: 4 }, () => SIGNS[randomInt(SIGNS.length)]).join('')
  return [group(), group(), group(), group()].join('-')
}

import { plainIdNumber, searchText } from '@motcua/rules'
import { sql } from 'kysely'
import type { Ctx, Root } from '../../../platform/ctx.ts'
import { blindIndex, hasColumn, newDataKey, sealInBatches, sealJson } from '../../../platform/keys/index.ts'
import type { NewAccount, Personal } from '../contract.ts'
import { ATTEMPT_LIFE, type Level } from '../domain.ts'

export async function insertAccount(
  ctx: Ctx,
  id: string,
  a: NewAccount,
  passwordHash: string | null,
): Promise<void> {
  const { idNumber = null, phone = null, email = null, address = null } = a
  const personal = await sealPersonal(ctx, id, { idNumber, phone, email, address })
  await sql`insert into identity.account
      (id, username, kind, name, name_search, id_number_index, personal, password_hash, created_at)
    values (${id}, ${a.username}, ${a.kind}, ${a.name}, ${searchText(a.name)},
      ${idNumber && indexOf(ctx, idNumber)}, ${personal}, ${passwordHash}, ${ctx.now()})`.execute(ctx.db)
}

/** The sealed column of an account, with a key of its own; null when there is nothing to seal. */
async function sealPersonal(ctx: Ctx, id: string, personal: Personal): Promise<Buffer | null> {
  if (Object.values(personal).every((value) => value === null)) return null
  return sealJson(await newDataKey(ctx, id), 'identity.account', 'personal', personal)
}

/** Blind index of a personal or business number. */
export const indexOf = (ctx: Ctx, idNumber: string): string =>
  blindIndex(ctx.keys, 'idNumber', plainIdNumber(idNumber))

export type NewSession = {
  tokenSha256: Buffer
  accountId: string
  kind: 'person' | 'system'
  name: string | null
  expiresAt: Date
  /** As the provider of national identity has just proven it; null: signed in otherwise. */
  assurance: Level | null
}

export async function insertSession(ctx: Ctx, s: NewSession): Promise<void> {
  await sql`insert into identity.session
      (token_sha256, account_id, kind, name, created_at, expires_at, assurance, identified_at)
    values (${s.tokenSha256}, ${s.accountId}, ${s.kind}, ${s.name}, ${ctx.now()}, ${s.expiresAt},
      ${s.assurance}, ${s.assurance && ctx.now()})`.execute(ctx.db)
}

export async function endSession(ctx: Ctx, tokenSha256: Buffer): Promise<void> {
  await sql`update identity.session set ended_at = ${ctx.now()}
    where token_sha256 = ${tokenSha256} and ended_at is null`.execute(ctx.db)
}

export async function insertFailure(ctx: Ctx, username: string): Promise<void> {
  await sql`insert into identity.sign_in_failure (username, at) values (${username}, ${ctx.now()})`.execute(
    ctx.db,
  )
}

export async function forgetFailures(ctx: Ctx, username: string): Promise<void> {
  await sql`delete from identity.sign_in_failure where username = ${username}`.execute(ctx.db)
}

export async function renameAccount(ctx: Ctx, id: string, name: string): Promise<void> {
  await sql`update identity.account set name = ${name}, name_search = ${searchText(name)}
    where id = ${id}`.execute(ctx.db)
}

export type NewAttempt = {
  stateSha256: Buffer
  browserSha256: Buffer
  codeVerifier: string
  nonce: string
  level: Level
  returnTo: string
  accountId: string | null
}

/** Keeps an attempt to sign in, and forgets those that nobody came back from. */
export function insertAttempt(ctx: Ctx, a: NewAttempt): void {
  const gone = new Date(ctx.now().getTime() - ATTEMPT_LIFE)
  ctx.later(sql`delete from identity.sign_in_attempt where created_at <= ${gone}`)
  ctx.later(sql`insert into identity.sign_in_attempt
      (state_sha256, browser_sha256, code_verifier, nonce, level, return_to, account_id, created_at)
    values (${a.stateSha256}, ${a.browserSha256}, ${a.codeVerifier}, ${a.nonce}, ${a.level}, ${a.returnTo},
      ${a.accountId}, ${ctx.now()})`)
}

/** Takes the attempt away: it is good once, and for the browser that set out. */
export async function takeAttempt(
  ctx: Ctx,
  { stateSha256, browserSha256, since }: { stateSha256: Buffer; browserSha256: Buffer; since: Date },
): Promise<Omit<NewAttempt, 'stateSha256' | 'browserSha256'> | null> {
  const { rows } = await sql<Omit<NewAttempt, 'stateSha256' | 'browserSha256'>>`
    delete from identity.sign_in_attempt
     where state_sha256 = ${stateSha256} and browser_sha256 = ${browserSha256} and created_at > ${since}
    returning code_verifier as "codeVerifier", nonce, level, return_to as "returnTo",
      account_id as "accountId"`.execute(ctx.db)
  return rows[0] ?? null
}

/** Seals the accounts that an earlier version kept in plain text, then drops the plain columns. */
export async function sealAccounts(root: Root): Promise<void> {
  const { kysely } = root.database
  if (!(await hasColumn(kysely, 'identity.account', 'id_number'))) return
  await sealInBatches(root, 'identity.account', sealSome)
  await sql`alter table identity.account drop column id_number, drop column phone, drop column email,
    drop column address`.execute(kysely)
}

async function sealSome(ctx: Ctx, most: number): Promise<number> {
  const { rows } = await sql<
    Personal & { id: string }
  >`select id, id_number as "idNumber", phone, email, address
    from identity.account where personal is null and num_nonnulls(id_number, phone, email, address) > 0
    limit ${most} for update`.execute(ctx.db)
  for (const { id, ...personal } of rows) {
    const { idNumber } = personal
    ctx.later(sql`update identity.account set personal = ${await sealPersonal(ctx, id, personal)},
        id_number_index = ${idNumber && indexOf(ctx, idNumber)}, id_number = null, phone = null, email = null,
        address = null
      where id = ${id}`)
  }
  return rows.length
}

/** Whose administrators look after the account. */
export async function setAccountUnit(ctx: Ctx, id: string, unitId: string): Promise<void> {
  await sql`update identity.account set unit_id = ${unitId} where id = ${id}`.execute(ctx.db)
}

export async function setAccountName(ctx: Ctx, id: string, name: string): Promise<void> {
  await sql`update identity.account set name = ${name}, name_search = ${searchText(name)}
    where id = ${id}`.execute(ctx.db)
}

/** @param closedAt null opens the account again */
export async function setClosed(ctx: Ctx, id: string, closedAt: Date | null): Promise<void> {
  await sql`update identity.account set closed_at = ${closedAt} where id = ${id}`.execute(ctx.db)
}

export async function setPassword(ctx: Ctx, id: string, passwordHash: string): Promise<void> {
  await sql`update identity.account set password_hash = ${passwordHash} where id = ${id}`.execute(ctx.db)
}

/** Ends every open session of the account. */
export async function endSessionsOf(ctx: Ctx, accountId: string): Promise<void> {
  await sql`update identity.session set ended_at = ${ctx.now()}
    where account_id = ${accountId} and ended_at is null`.execute(ctx.db)
}

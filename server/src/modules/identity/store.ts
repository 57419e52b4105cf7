import { plainIdNumber, searchText } from '@motcua/rules'
import { sql } from 'kysely'
import type { Ctx, Root } from '../../platform/ctx.ts'
import { blindIndex, hasColumn, newDataKey, sealInBatches, sealJson } from '../../platform/keys/index.ts'
import type { NewAccount, Personal } from './contract.ts'

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

const indexOf = (ctx: Ctx, idNumber: string): string =>
  blindIndex(ctx.keys, 'idNumber', plainIdNumber(idNumber))

export type NewSession = {
  tokenSha256: Buffer
  accountId: string
  kind: 'person' | 'system'
  name: string | null
  expiresAt: Date
}

export async function insertSession(ctx: Ctx, s: NewSession): Promise<void> {
  await sql`insert into identity.session (token_sha256, account_id, kind, name, created_at, expires_at)
    values (${s.tokenSha256}, ${s.accountId}, ${s.kind}, ${s.name}, ${ctx.now()}, ${s.expiresAt})`.execute(
    ctx.db,
  )
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

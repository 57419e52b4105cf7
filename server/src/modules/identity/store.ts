import { searchText } from '@motcua/rules'
import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx.ts'
import type { NewAccount } from './contract.ts'

export async function insertAccount(
  ctx: Ctx,
  id: string,
  a: NewAccount,
  passwordHash: string | null,
): Promise<void> {
  await sql`insert into identity.account
      (id, username, kind, name, name_search, id_number, phone, email, address, password_hash, created_at)
    values (${id}, ${a.username}, ${a.kind}, ${a.name}, ${searchText(a.name)}, ${a.idNumber ?? null},
      ${a.phone ?? null}, ${a.email ?? null}, ${a.address ?? null}, ${passwordHash}, ${ctx.now()})`.execute(
    ctx.db,
  )
}

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

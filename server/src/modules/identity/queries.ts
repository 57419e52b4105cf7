import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx.ts'
import type { AccountKind } from './contract.ts'

export type Account = {
  id: string
  username: string
  kind: AccountKind
  name: string
  idNumber: string | null
  phone: string | null
  email: string | null
  address: string | null
}

const ACCOUNT = sql`a.id, a.username, a.kind, a.name, a.id_number as "idNumber", a.phone, a.email, a.address`

export async function accountForSignIn(
  ctx: Ctx,
  username: string,
  failuresSince: Date,
): Promise<{ account: (Account & { passwordHash: string | null }) | null; failures: number }> {
  const [accounts, failures] = await Promise.all([
    sql<Account & { passwordHash: string | null }>`select ${ACCOUNT}, a.password_hash as "passwordHash"
      from identity.account a where a.username = ${username} and a.closed_at is null`.execute(ctx.db),
    sql<{ n: number }>`select count(*)::int as n from identity.sign_in_failure
      where username = ${username} and at > ${failuresSince}`.execute(ctx.db),
  ])
  return { account: accounts.rows[0] ?? null, failures: failures.rows[0]?.n ?? 0 }
}

export async function accountOfSession(ctx: Ctx, tokenSha256: Buffer): Promise<Account | null> {
  const { rows } = await sql<Account>`select ${ACCOUNT}
    from identity.session s join identity.account a on a.id = s.account_id
   where s.token_sha256 = ${tokenSha256} and s.ended_at is null and s.expires_at > ${ctx.now()}
     and a.closed_at is null`.execute(ctx.db)
  return rows[0] ?? null
}

/** Accounts by id, for showing names. */
export async function accountsByIds(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Account>> {
  const { rows } = await sql<Account>`select ${ACCOUNT} from identity.account a
    where a.id = any(${[...new Set(ids)]}::uuid[])`.execute(ctx.db)
  return new Map(rows.map((a) => [a.id, a]))
}

export async function accountByUsername(ctx: Ctx, username: string): Promise<Account | null> {
  const { rows } = await sql<Account>`select ${ACCOUNT} from identity.account a
    where a.username = ${username}`.execute(ctx.db)
  return rows[0] ?? null
}

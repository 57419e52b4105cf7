import { searchText, vietnamDate } from '@motcua/rules'
import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx.ts'
import { openDataKey, openJson, wrappedKeyOf } from '../../platform/keys/index.ts'
import type { RoleRow } from '../organisations/index.ts'
import type { AccountKind, Personal } from './contract.ts'
import type { Level } from './domain.ts'
import { indexOf } from './store/accounts.ts'

export type Account = {
  id: string
  username: string
  kind: AccountKind
  name: string
  /** Blind index of the personal or business number. */
  idNumberIndex: string | null
}

const ACCOUNT = sql`a.id, a.username, a.kind, a.name, a.id_number_index as "idNumberIndex"`

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

export type SessionFound = {
  account: Account
  roles: RoleRow[]
  expiresAt: Date
  /** Of all actors, read in the same statement. */
  revision: string
  level: Level
  at: Date
}

/** Who a session belongs to, with the roles that hold now: one statement, because every request begins with it. */
export async function accountOfSession(ctx: Ctx, tokenSha256: Buffer): Promise<SessionFound | null> {
  const { rows } = await sql<
    Account & Omit<SessionFound, 'account' | 'roles'> & { roles: RoleRow[] | null }
  >`select ${ACCOUNT}, s.expires_at as "expiresAt",
      coalesce(s.assurance, 1) as level, coalesce(s.identified_at, s.created_at) as at,
      (select n::text from platform.public_actor_revision) as revision,
      case when a.kind = 'officer' then (
        select json_agg(json_build_object('role', r.role, 'unitId', r.unit_id, 'via', r.via,
            'fromAccountId', r.from_account_id, 'procedures', r.procedures, 'steps', r.steps, 'reach', r.reach))
          from organisations.public_roles_of(a.id, ${ctx.now()}, ${vietnamDate(ctx.now())}) r) end as roles
    from identity.session s join identity.account a on a.id = s.account_id
   where s.token_sha256 = ${tokenSha256} and s.ended_at is null and s.expires_at > ${ctx.now()}
     and a.closed_at is null`.execute(ctx.db)
  const row = rows[0]
  if (!row) return null
  const { roles, expiresAt, revision, level, at, ...account } = row
  return { account, roles: roles ?? [], expiresAt, revision, level, at }
}

/** Accounts by id, for showing names; `closed`: nobody signs in with it any more. */
export async function accountsByIds(
  ctx: Ctx,
  ids: readonly string[],
): Promise<Map<string, Account & { closed: boolean }>> {
  const { rows } = await sql<
    Account & { closed: boolean }
  >`select ${ACCOUNT}, a.closed_at is not null as closed
    from identity.account a
    where a.id = any(${[...new Set(ids)]}::uuid[])`.execute(ctx.db)
  return new Map(rows.map((a) => [a.id, a]))
}

/** An account that is not closed. */
export async function openAccount(ctx: Ctx, id: string): Promise<Account | null> {
  const { rows } = await sql<Account>`select ${ACCOUNT} from identity.account a
    where a.id = ${id} and a.closed_at is null`.execute(ctx.db)
  return rows[0] ?? null
}

/** The open account of a citizen or a business with this number, which no other may have. */
export async function accountOfNumber(
  ctx: Ctx,
  kind: 'citizen' | 'business',
  idNumber: string,
): Promise<Account | null> {
  const { rows } = await sql<Account>`select ${ACCOUNT} from identity.account a
    where a.id_number_index = ${indexOf(ctx, idNumber)} and a.kind = ${kind} and a.closed_at is null`.execute(
    ctx.db,
  )
  return rows[0] ?? null
}

export async function accountByUsername(ctx: Ctx, username: string): Promise<Account | null> {
  const { rows } = await sql<Account>`select ${ACCOUNT} from identity.account a
    where a.username = ${username}`.execute(ctx.db)
  return rows[0] ?? null
}

/** Numbers and addresses of an account, opened with its key; null when it has none. For its owner only. */
export async function personalOf(ctx: Ctx, accountId: string): Promise<Personal | null> {
  const { rows } = await sql<{ personal: Buffer | null; wrappedKey: Buffer | null }>`select a.personal,
      ${wrappedKeyOf(sql`a.id`)} as "wrappedKey"
    from identity.account a where a.id = ${accountId}`.execute(ctx.db)
  const row = rows[0]
  if (!row?.personal) return null
  return openJson(
    await openDataKey(ctx, accountId, row.wrappedKey),
    'identity.account',
    'personal',
    row.personal,
  )
}

export type OfficerAccount = {
  id: string
  username: string
  name: string
  nameSearch: string
  unitId: string | null
  closedAt: Date | null
}

const OFFICER = sql`a.id, a.username, a.name, a.name_search as "nameSearch", a.unit_id as "unitId",
  a.closed_at as "closedAt"`

/** The account of an officer, locked or not. */
export async function officerById(ctx: Ctx, id: string): Promise<OfficerAccount | null> {
  const { rows } = await sql<OfficerAccount>`select ${OFFICER} from identity.account a
    where a.id = ${id} and a.kind = 'officer'`.execute(ctx.db)
  return rows[0] ?? null
}

/** Officers whose account belongs to one of the units, or is one of these, by name. */
export async function listOfficers(
  ctx: Ctx,
  query: {
    unitIds: readonly string[]
    accountIds: readonly string[]
    q: string
    limit: number
    after: { name: string; id: string } | null
  },
): Promise<OfficerAccount[]> {
  const { unitIds, accountIds, q, limit, after } = query
  const words = searchText(q)
  const { rows } = await sql<OfficerAccount>`select ${OFFICER} from identity.account a
    where a.kind = 'officer' and (a.unit_id = any(${unitIds}::uuid[]) or a.id = any(${accountIds}::uuid[]))
      and (strpos(a.name_search, ${words}) > 0 or strpos(a.username, ${q.trim().toLowerCase()}) > 0)
      and (${after?.id ?? null}::uuid is null
        or (a.name_search, a.id) > (${after?.name ?? null}::text, ${after?.id ?? null}::uuid))
    order by a.name_search, a.id limit ${limit}`.execute(ctx.db)
  return rows
}

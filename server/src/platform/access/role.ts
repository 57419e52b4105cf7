import { createHash } from 'node:crypto'
import type pg from 'pg'
import { type Database, isPgError } from '../db.ts'
import type { Finding } from '../examine.ts'

/**
 * The role that commands and reads take: it owns nothing, cannot sign in, and sees rows only as the policies allow.
 * @returns null when the database has none, or not for this user
 */
export async function applicationRole(client: pg.Pool | pg.PoolClient): Promise<string | null> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regprocedure('platform.application_role()') is not null as there`,
  )
  if (!rows[0]!.there) return null
  const found = await client.query<{ role: string }>(
    `select r.rolname as role from pg_roles r where r.rolname = platform.application_role()
       and pg_has_role(current_user, r.oid, 'member')`,
  )
  return found.rows[0]?.role ?? null
}

/**
 * Makes the application's role, or lets the one that is there at what migrations have made. The database itself
 * keeps the name, so a renamed or copied database goes on with its role.
 * @param schemas of the platform and of all modules
 * @returns null when this user may not create roles and nobody made the role for him
 */
export async function prepareRole(client: pg.PoolClient, schemas: readonly string[]): Promise<string | null> {
  const role = (await applicationRole(client)) ?? (await makeRole(client))
  if (role === null) return null
  const made = await client.query<{ name: string }>(
    'select quote_ident(nspname) as name from pg_namespace where nspname = any($1)',
    [schemas],
  )
  const list = made.rows.map(({ name }) => name).join(', ')
  await client.query(`begin;
    grant usage on schema ${list} to ${role};
    grant select, insert, update, delete on all tables in schema ${list} to ${role};
    grant usage, select on all sequences in schema ${list} to ${role};
    grant execute on all functions in schema ${list} to ${role};
    create or replace function platform.application_role() returns text language sql immutable
      as $$ select '${role}' $$;
    commit`)
  return role
}

/** Name of the role of a database: others of the cluster have their own, made by their own users. */
export const roleNameOf = (database: string): string =>
  `motcua_${createHash('sha256').update(database).digest('hex').slice(0, 16)}`

async function makeRole(client: pg.PoolClient): Promise<string | null> {
  const { rows } = await client.query<{ name: string; owner: string }>(
    'select current_database() as name, quote_ident(current_user) as owner',
  )
  const { name, owner } = rows[0]!
  const role = roleNameOf(name)
  const isThere = await client.query('select 1 from pg_roles where rolname = $1', [role])
  try {
    // Otherwise a policy is looked at before `like`, and every search reads the whole table. All it may tell is that
    // the pattern, not the row, is malformed. Only a superuser may say so.
    if (!(await isLikeTrusted(client))) await client.query(`alter function ${LIKE} leakproof`)
    if (isThere.rowCount === 0) await client.query(`create role ${role} nologin`)
    const member = await client.query<{ yes: boolean }>(
      `select pg_has_role(current_user, $1, 'member') as yes`,
      [role],
    )
    if (!member.rows[0]!.yes || isThere.rowCount === 0) await client.query(`grant ${role} to ${owner}`)
    return role
  } catch (error) {
    if (isPgError(error, INSUFFICIENT_PRIVILEGE)) return null
    throw error
  }
}

const LIKE = 'pg_catalog.textlike(text, text)'

async function isLikeTrusted(client: pg.PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ yes: boolean }>(
    `select proleakproof as yes from pg_proc where oid = '${LIKE}'::regprocedure`,
  )
  return rows[0]!.yes
}

/** What a superuser runs once in a database whose owner may not do it himself. */
export const roleSetup = (database: string, owner: string): string => {
  const role = roleNameOf(database)
  return `create role ${role} nologin; grant ${role} to ${owner}; alter function ${LIKE} leakproof;`
}

/** Whether commands and reads take the application's role, and if not, what to do about it. */
export async function examineRole({ pool, role }: Database): Promise<Finding> {
  const name = 'quyền theo dòng'
  if (role !== null) return { name, ok: true, detail: `đọc và ghi bằng vai ${role}` }
  const { rows } = await pool.query<{ database: string; owner: string }>(
    'select current_database() as database, quote_ident(current_user) as owner',
  )
  const { database, owner } = rows[0]!
  const detail = `chưa có lớp chặn ở cơ sở dữ liệu; quản trị cơ sở dữ liệu hãy chạy một lần: ${roleSetup(database, owner)} rồi khởi động lại`
  return { name, ok: false, detail }
}

const INSUFFICIENT_PRIVILEGE = '42501'

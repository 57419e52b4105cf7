import { type RawBuilder, sql } from 'kysely'
import type { Actor, Grant } from './actor.ts'
import type { Db } from './db.ts'

export type AuditRow = {
  id: string
  at: Date
  actor: Actor
  action: string
  subject?: string
  details?: Record<string, unknown>
}

/** One row for every act. `details` holds no personal data: the act itself is kept by its module. */
export function auditStatement(row: AuditRow): RawBuilder<unknown> {
  return sql`insert into platform.audit (id, at, actor_id, actor_kind, action, subject, details)
    values (${row.id}, ${row.at}, ${row.actor.id}, ${row.actor.kind}, ${row.action}, ${row.subject ?? null},
      ${row.details ? JSON.stringify(row.details) : null})`
}

/**
 * One row for every read of a person's data by somebody else (Luật BVDLCN 91/2025).
 * @param subject the thing read, e.g. a dossier's id
 * @param shown ids of all things of a list, which is one read
 * @param what what was shown, e.g. `dossier`, `file`, `search`
 * @param grant the role in which it was read; null when several may be meant
 */
export async function insertAccess(
  db: Db,
  row: {
    id: string
    at: Date
    actor: Actor
    subject: string
    what: string
    reason: string
    shown?: readonly string[]
    grant?: Grant | null
  },
): Promise<void> {
  await sql`insert into platform.access (id, at, actor_id, actor_kind, subject, what, reason, shown,
      unit_id, role)
    values (${row.id}, ${row.at}, ${row.actor.id}, ${row.actor.kind}, ${row.subject}, ${row.what}, ${row.reason},
      ${row.shown ?? null}, ${row.grant?.unitId ?? null}, ${row.grant?.role ?? null})`.execute(db)
}

/** Reads of one thing by one reader in one role within an hour of the clock. */
export type ReadRow = {
  /** Id of the last of them: grows with time. */
  lastId: string
  at: Date
  lastAt: Date
  times: number
  what: string
  unitId: string | null
  role: string | null
}

/**
 * Who read these things, the last first. Every read is kept; reads within an hour are told as one.
 * @param page `after`: `lastId` of the last row before the page
 */
export async function readsOf(
  db: Db,
  subjects: readonly string[],
  page: { limit: number; after: string | null },
): Promise<ReadRow[]> {
  const last = sql`max(id::text)`
  const { rows } = await sql<ReadRow>`select ${last} as "lastId", min(at) as at, max(at) as "lastAt",
      count(*)::int as times, what, unit_id as "unitId", role
    from platform.access where subject = any(${subjects})
   group by actor_id, what, unit_id, role, date_trunc('hour', at)
  having ${page.after === null ? sql`true` : sql`${last} < ${page.after}`}
   order by ${last} desc limit ${page.limit}`.execute(db)
  return rows
}

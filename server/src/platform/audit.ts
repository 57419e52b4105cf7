import { type RawBuilder, sql } from 'kysely'
import type { Actor } from './actor.ts'
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
  },
): Promise<void> {
  await sql`insert into platform.access (id, at, actor_id, actor_kind, subject, what, reason, shown)
    values (${row.id}, ${row.at}, ${row.actor.id}, ${row.actor.kind}, ${row.subject}, ${row.what}, ${row.reason},
      ${row.shown ?? null})`.execute(db)
}

import type { CompiledForm } from '@motcua/rules'
import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx.ts'

export type Version = { id: string; version: number }

/** Holds back other publications of the key; the version with this content if there is one, and the last number. */
export async function lockVersion(
  ctx: Ctx,
  key: string,
  sha256: string,
): Promise<{ same: Version | null; last: number }> {
  const [, found] = await Promise.all([
    sql`select pg_advisory_xact_lock(hashtextextended('forms.form_version ' || ${key}, 0))`.execute(ctx.db),
    sql<Version & { sha256: string }>`select id, version, sha256 from forms.form_version
      where key = ${key} order by version desc`.execute(ctx.db),
  ])
  const same = found.rows.find((row) => row.sha256 === sha256)
  return { same: same ? { id: same.id, version: same.version } : null, last: found.rows[0]?.version ?? 0 }
}

export function insertVersion(
  ctx: Ctx,
  row: Version & { key: string; source: unknown; compiled: CompiledForm; sha256: string },
): void {
  ctx.later(
    sql`insert into forms.form_version (id, key, version, source, compiled, sha256, created_at, created_by)
      values (${row.id}, ${row.key}, ${row.version}, ${JSON.stringify(row.source)}, ${JSON.stringify(row.compiled)},
        ${row.sha256}, ${ctx.now()}, ${ctx.actor.id})`,
  )
}

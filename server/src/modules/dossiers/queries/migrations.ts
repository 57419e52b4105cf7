import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'

/** The running process of a dossier: its version, and a number that grows with everything that moves it. */
export type Running = { versionId: string; revision: number }

/** Null when no process runs for it. */
export async function runningOf(ctx: Ctx, dossierId: string): Promise<Running | null> {
  const { rows } = await sql<Running>`select version_id as "versionId", revision from process.public_running
    where subject_id = ${dossierId}`.execute(ctx.db)
  return rows[0] ?? null
}

/**
 * Dossiers of these units that run on another version of a procedure, those due first in front.
 * @param to the process that they would be moved to
 * @returns ids of the first `limit`, and how many there are
 */
export async function dossiersToMigrate(
  ctx: Ctx,
  to: { procedureId: string; processVersionId: string },
  unitIds: readonly string[],
  limit: number,
): Promise<{ ids: string[]; total: number }> {
  const { rows } = await sql<{ id: string; total: number }>`select d.id, (count(*) over ())::int as total
    from process.public_running r join dossiers.dossier d on d.id = r.subject_id
   where r.version_id in (select v.process_version_id from catalogue.public_procedure_version v
       where v.procedure_id = ${to.procedureId} and v.process_version_id <> ${to.processVersionId})
     and d.competent_unit_id = any(${unitIds}::uuid[])
   order by d.due_at nulls last, d.id limit ${limit}`.execute(ctx.db)
  return { ids: rows.map((row) => row.id), total: rows[0]?.total ?? 0 }
}

export type Behind = { code: string; unitId: string; toVersionId: string; dossiers: number }

/** How many dossiers of these units run on another version than the current one, by procedure and unit. */
export async function dossiersBehind(ctx: Ctx, unitIds: readonly string[]): Promise<Behind[]> {
  const { rows } =
    await sql<Behind>`select now.code, d.competent_unit_id as "unitId", now.id as "toVersionId",
      count(*)::int as dossiers
    from process.public_running r join dossiers.dossier d on d.id = r.subject_id
    join catalogue.public_procedure_version filed on filed.id = d.procedure_version_id
    join catalogue.public_procedure p on p.id = filed.procedure_id
    join catalogue.public_procedure_version now on now.id = p.current_version_id
   where d.competent_unit_id = any(${unitIds}::uuid[]) and r.version_id <> now.process_version_id
   group by now.code, d.competent_unit_id, now.id order by now.code`.execute(ctx.db)
  return rows
}

/** Codes of dossiers by id; those without one have their submission number. */
export async function codesOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; code: string }>`
    select id, coalesce(code, submission_number) as code from dossiers.dossier
     where id = any(${ids}::uuid[])`.execute(ctx.db)
  return new Map(rows.map((row) => [row.id, row.code]))
}

import { sql } from 'kysely'
import type { Ctx, Root } from '../../../platform/ctx.ts'
import { hasColumn, sealInBatches } from '../../../platform/keys/index.ts'
import type { Vars } from '../domain/interpreter.ts'
import { keepUsed } from '../domain/used-names.ts'
import { processGraph } from '../queries.ts'

/** Takes out of existing processes the answers that none of their expressions reads. */
export async function forgetAnswers(root: Root): Promise<void> {
  if (!(await hasColumn(root.database.kysely, 'process.instance', 'holds_all_answers'))) return
  await sealInBatches(root, 'process.instance', forgetSome)
  await sql`alter table process.instance drop column holds_all_answers`.execute(root.database.kysely)
}

async function forgetSome(ctx: Ctx, most: number): Promise<number> {
  const { rows } = await sql<{
    id: string
    versionId: string
    vars: Vars
  }>`select id, version_id as "versionId", vars
    from process.instance where holds_all_answers is null limit ${most} for update`.execute(ctx.db)
  const kept = []
  for (const { id, versionId, vars } of rows)
    kept.push({ id, vars: keepUsed(await processGraph(ctx, versionId), vars) })
  await sql`update process.instance i set vars = k.vars, holds_all_answers = false
    from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) as k(id uuid, vars jsonb) where i.id = k.id`.execute(
    ctx.db,
  )
  return rows.length
}

import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'

/** How many of the last dossiers of a unit say what it receives often. */
const LOOKED_AT = 500

/** Codes of the procedures of the last dossiers of a unit, the most frequent first. */
export async function frequentProcedures(ctx: Ctx, unitId: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`select d.procedure_code as code
    from (select s.dossier_id from dossiers.scope s where s.unit_id = ${unitId}
           order by s.dossier_id desc limit ${LOOKED_AT}) s
    join dossiers.dossier d on d.id = s.dossier_id and d.receiving_unit_id = ${unitId} and d.parent_id is null
   group by 1 order by count(*) desc, 1 limit ${limit}`.execute(ctx.db)
  return rows.map((row) => row.code)
}

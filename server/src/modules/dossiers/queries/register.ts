import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'
import {
  type Dossier,
  type DossierRecord,
  toWholeDossier,
  WHOLE_COLUMNS,
  WITH_REQUEST,
} from '../store/dossier.ts'
import type { SealedColumns } from '../store/sealed.ts'
import { visibleTo } from './dossiers.ts'

/**
 * The dossiers that a unit received in a time, in the order of their acceptance: the lines of the register (form 07).
 * Only those the actor may see.
 * @param most one more than wanted tells whether there are more
 */
export async function receivedBy(
  ctx: Ctx,
  of: { unitId: string; from: Date; until: Date },
  most: number,
): Promise<Dossier[]> {
  const { rows } = await sql<DossierRecord & SealedColumns>`select ${WHOLE_COLUMNS}
    from dossiers.dossier d ${WITH_REQUEST}
   where d.receiving_unit_id = ${of.unitId} and d.parent_id is null and d.accepted_at >= ${of.from}
     and d.accepted_at < ${of.until} and ${visibleTo(ctx.actor)}
   order by d.accepted_at, d.code limit ${most}`.execute(ctx.db)
  return Promise.all(rows.map((row) => toWholeDossier(ctx, row)))
}

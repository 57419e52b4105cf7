import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'
import { noteAccess } from '../access-log.ts'
import { idNumberIndex } from '../person-index.ts'
import { mayReceive, notAtYourDesk, ownInterest } from '../policy.ts'
import {
  type Dossier,
  type DossierRecord,
  toWholeDossier,
  WHOLE_COLUMNS,
  WITH_REQUEST,
} from '../store/dossier.ts'
import type { SealedColumns } from '../store/sealed.ts'

/** How many earlier dossiers are shown. */
const MOST = 8

/**
 * The last dossiers that the unit received, decides or returns of the person who stands at its desk, newest first. Each
 * that is opened leaves a row in the access log, which the person can read.
 * @throws 403 when this is not the actor's desk, or the person is himself
 */
export async function recallPerson(
  ctx: Ctx,
  input: { idNumber: string; unitId: string; procedureCode: string | null },
): Promise<Dossier[]> {
  const { unitId, procedureCode } = input
  const index = idNumberIndex(ctx.keys, input.idNumber)
  if (!mayReceive(ctx.actor, unitId, procedureCode)) throw notAtYourDesk()
  if (ctx.actor.idNumberIndex === index) throw ownInterest()
  const { rows } = await sql<DossierRecord & SealedColumns>`select ${WHOLE_COLUMNS}
    from dossiers.dossier d ${WITH_REQUEST}
   where d.applicant_index = ${index} and d.parent_id is null
     and ${unitId}::uuid in (d.receiving_unit_id, d.competent_unit_id, d.return_unit_id)
   order by d.id desc limit ${MOST}`.execute(ctx.db)
  const dossiers = await Promise.all(rows.map((row) => toWholeDossier(ctx, row)))
  for (const d of dossiers) await noteAccess(ctx, d, 'recall')
  return dossiers
}

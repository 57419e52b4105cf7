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

/** A paper that the person handed in before, as a file; the newest of its name. */
export type EarlierPaper = { dossierId: string; name: string; fileId: string; addedAt: Date }

/**
 * The last dossiers that the unit received, decides or returns of the person who stands at its desk, newest first, with
 * the files of their papers. Each that is opened leaves a row in the access log, which the person can read.
 * @throws 403 when this is not the actor's desk, or the person is himself
 */
export async function recallPerson(
  ctx: Ctx,
  input: { idNumber: string; unitId: string; procedureCode: string | null },
): Promise<{ dossiers: Dossier[]; papers: EarlierPaper[] }> {
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
  return { dossiers, papers: await papersOf(ctx, dossiers) }
}

async function papersOf(ctx: Ctx, dossiers: readonly Dossier[]): Promise<EarlierPaper[]> {
  if (dossiers.length === 0) return []
  const ids = dossiers.map(({ id }) => id)
  const { rows } = await sql<EarlierPaper>`
    select distinct on (name) dossier_id as "dossierId", name, file_id as "fileId", added_at as "addedAt"
      from dossiers.paper
     where dossier_id = any(${ids}::uuid[]) and file_id is not null and replaced_at is null
     order by name, added_at desc`.execute(ctx.db)
  return rows
}

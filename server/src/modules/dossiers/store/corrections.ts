import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'
import type { Dossier } from './dossier.ts'
import { indexOfPhone, sealDossier } from './sealed.ts'

/** Writes the columns that only a correction changes; the rest goes with the move. */
export function saveCorrected(ctx: Ctx, d: Dossier, search: string): void {
  ctx.later(sql`update dossiers.dossier set procedure_version_id = ${d.procedureVersionId},
      procedure_code = ${d.procedureCode}, procedure_name = ${d.procedureName}, case_key = ${d.caseKey},
      competent_unit_id = ${d.competentUnitId}, abstract = ${d.abstract}, received_at = ${d.receivedAt},
      applicant_name = ${d.applicant.name}, applicant_index = ${d.applicantIndex},
      applicant_phone_index = ${indexOfPhone(ctx, d)}, personal = ${sealDossier(d).personal},
      payment_state = ${d.paymentState}, search = ${search}
    where id = ${d.id}`)
}

/** Takes papers out of the dossier; they stay in its history. */
export function retirePapers(ctx: Ctx, ids: readonly string[]): void {
  if (ids.length === 0) return
  ctx.later(sql`update dossiers.paper set replaced_at = ${ctx.now()} where id = any(${ids}::uuid[])`)
}

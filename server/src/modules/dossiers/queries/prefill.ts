import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'
import { currentProcedure, procedureVersion } from '../../catalogue/index.ts'
import { formVersion } from '../../forms/index.ts'
import { personalOf } from '../../identity/index.ts'
import { type Known, type PrefillItem, prefillOf, valuesOf } from '../prefill.ts'
import { type DossierRecord, toWholeDossier, WHOLE_COLUMNS } from '../store/dossier.ts'
import type { SealedColumns } from '../store/sealed.ts'

/** How many earlier dossiers are looked through. */
const MOST = 5

/**
 * Proposals for the form of a procedure, for the actor alone: from the own account, then from the own dossiers
 * filed for oneself, the last first. Empty for officers, whose account says nothing about the applicant.
 * @throws 404 `procedure.not_found`
 */
export async function prefillFor(ctx: Ctx, code: string): Promise<PrefillItem[]> {
  const { formVersionId } = await currentProcedure(ctx, code)
  const { actor } = ctx
  if (!formVersionId || (actor.kind !== 'citizen' && actor.kind !== 'business')) return []
  const form = await formVersion(ctx, formVersionId)
  return prefillOf(form, [await ofAccount(ctx), ...(await ofDossiers(ctx))])
}

async function ofAccount(ctx: Ctx): Promise<Known> {
  const personal = await personalOf(ctx, ctx.actor.id)
  const facts: [string, string | null | undefined][] = [
    ['name text', ctx.actor.name],
    ['tel phone', personal?.phone],
    ['email email', personal?.email],
  ]
  const values = facts.filter(([, value]) => value !== null && value !== undefined && value !== '')
  return { source: { kind: 'account' }, values: new Map(values) }
}

async function ofDossiers(ctx: Ctx): Promise<Known[]> {
  const { rows } = await sql<DossierRecord & SealedColumns>`select ${WHOLE_COLUMNS}
    from dossiers.dossier d left join dossiers.supplement_request s on s.dossier_id = d.id
   where d.submitted_by = ${ctx.actor.id} and d.applicant_index = ${ctx.actor.idNumberIndex ?? null}
   order by d.id desc limit ${MOST}`.execute(ctx.db)
  return Promise.all(
    rows.map(async (row): Promise<Known> => {
      const dossier = await toWholeDossier(ctx, row)
      const { formVersionId } = await procedureVersion(ctx, dossier.procedureVersionId)
      const values = formVersionId
        ? valuesOf(await formVersion(ctx, formVersionId), dossier.answers)
        : new Map<string, unknown>()
      const code = dossier.code ?? dossier.submissionNumber
      return { source: { kind: 'dossier', code, submittedAt: dossier.submittedAt.toISOString() }, values }
    }),
  )
}

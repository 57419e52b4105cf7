import type { CompiledForm } from '@motcua/rules'
import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'
import { currentProcedure, procedureVersion } from '../../catalogue/index.ts'
import { formVersion } from '../../forms/index.ts'
import { personalOf } from '../../identity/index.ts'
import { noteAccess } from '../access-log.ts'
import { type ProvenItem, prove } from '../origin-proof.ts'
import { maySee } from '../policy.ts'
import { type Known, prefillOf, valuesOf } from '../prefill.ts'
import {
  type Dossier,
  type DossierRecord,
  toWholeDossier,
  WHOLE_COLUMNS,
  WITH_REQUEST,
} from '../store/dossier.ts'
import type { SealedColumns } from '../store/sealed.ts'

/** How many earlier dossiers are looked through. */
const MOST = 5

/**
 * Proposals for the form of a procedure, for the actor alone: from the own account, then from the own dossiers
 * filed for oneself, the last first. Empty for officers, whose account says nothing about the applicant.
 * @throws 404 `procedure.not_found`
 */
export async function prefillFor(ctx: Ctx, code: string): Promise<ProvenItem[]> {
  const { form, procedureCode } = await formOf(ctx, code)
  const { actor, keys } = ctx
  if (!form || (actor.kind !== 'citizen' && actor.kind !== 'business')) return []
  const items = prefillOf(form, await knownOfOneself(ctx))
  return prove({ keys, actor, procedureCode }, items, ctx.now())
}

/** The form of a procedure of today, null when it has none, with its one code. @throws 404 `procedure.not_found` */
export async function formOf(
  ctx: Ctx,
  code: string,
): Promise<{ form: CompiledForm | null; procedureCode: string }> {
  const { formVersionId, code: procedureCode } = await currentProcedure(ctx, code)
  return { form: formVersionId ? await formVersion(ctx, formVersionId) : null, procedureCode }
}

/** What the account and the own dossiers of the actor know. */
export async function knownOfOneself(ctx: Ctx): Promise<Known[]> {
  const { id, idNumberIndex = null } = ctx.actor
  const own = sql`d.submitted_by = ${id} and d.applicant_index = ${idNumberIndex}`
  const dossiers = await lastDossiers(ctx, own)
  return [await ofAccount(ctx), ...(await Promise.all(dossiers.map((d) => ofDossier(ctx, d))))]
}

/**
 * What dossiers of this applicant know that the unit received, the last first, as far as the actor may see them; each
 * that is read leaves a row in the access log.
 */
export async function knownOfApplicant(ctx: Ctx, applicantIndex: string, unitId: string): Promise<Known[]> {
  const received = sql`d.applicant_index = ${applicantIndex} and d.receiving_unit_id = ${unitId}`
  const dossiers = (await lastDossiers(ctx, received)).filter((d) =>
    maySee(ctx.actor, d, { units: [unitId], steps: [] }),
  )
  return Promise.all(
    dossiers.map(async (d) => {
      await noteAccess(ctx, d, 'prefill')
      return ofDossier(ctx, d)
    }),
  )
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

async function lastDossiers(ctx: Ctx, where: RawBuilder<unknown>): Promise<Dossier[]> {
  const { rows } = await sql<DossierRecord & SealedColumns>`select ${WHOLE_COLUMNS}
    from dossiers.dossier d ${WITH_REQUEST}
   where ${where} order by d.id desc limit ${MOST}`.execute(ctx.db)
  return Promise.all(rows.map((row) => toWholeDossier(ctx, row)))
}

async function ofDossier(ctx: Ctx, dossier: Dossier): Promise<Known> {
  const { formVersionId } = await procedureVersion(ctx, dossier.procedureVersionId)
  const values = formVersionId
    ? valuesOf(await formVersion(ctx, formVersionId), dossier.answers)
    : new Map<string, unknown>()
  const code = dossier.code ?? dossier.submissionNumber
  return { source: { kind: 'dossier', code, submittedAt: dossier.submittedAt.toISOString() }, values }
}

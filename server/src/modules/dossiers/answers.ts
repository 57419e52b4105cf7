import { addressesIn, type CompiledForm } from '@motcua/rules'
import type { Ctx } from '../../platform/ctx.ts'
import { formVersion, validateAnswers } from '../forms/index.ts'
import { addressLookup } from '../organisations/index.ts'
import { type GivenOrigins, NO_ORIGINS, type Origins, readOrigins } from './answer-origins.ts'
import { civilDay } from './domain.ts'
import { isProven } from './origin-proof.ts'

/** The cleaned answers; addresses are looked up in the administrative units of today. @throws 422 `form.invalid` */
export async function checkForm(ctx: Ctx, form: CompiledForm, answers: Record<string, unknown>) {
  const today = civilDay(ctx.now())
  const places = addressesIn(form, answers)
  const address = places.length > 0 ? await addressLookup(ctx, places, today) : undefined
  return validateAnswers(form, answers, today, address)
}

/**
 * The sources and marks that are given with answers, each source checked against what this account was given.
 * @param known those that stand already
 * @throws 422 of `readOrigins`; `dossier.unknown_field` when the procedure has no form
 */
export async function originsFrom(
  ctx: Ctx,
  procedure: { code: string; formVersionId: string | null },
  { sources, marks }: GivenOrigins,
  answers: { cleaned: unknown; written: unknown },
  known: Origins = NO_ORIGINS,
): Promise<Origins> {
  if (!sources && !marks) return known
  const form = procedure.formVersionId ? await formVersion(ctx, procedure.formVersionId) : NO_FORM
  const to = { keys: ctx.keys, actor: ctx.actor, procedureCode: procedure.code }
  const proven = (pointer: string, value: unknown, claim: Parameters<typeof isProven>[3]) =>
    isProven(to, pointer, value, claim)
  return readOrigins(form, answers, { sources, marks }, known, proven, ctx.now().toISOString())
}

const NO_FORM: CompiledForm = { format: 1, key: '', title: { vi: '', en: '' }, sections: [], order: [] }

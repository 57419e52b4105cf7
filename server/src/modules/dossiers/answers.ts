import { type CompiledForm, type FormResult, runForm } from '@motcua/rules'
import type { Ctx } from '../../platform/ctx.ts'
import { formVersion, validateAnswers } from '../forms/index.ts'
import { runOptions } from '../organisations/index.ts'
import { answerAt, type GivenOrigins, NO_ORIGINS, type Origins, readOrigins } from './answer-origins.ts'
import { civilDay } from './domain.ts'
import { isProven } from './origin-proof.ts'

/** The cleaned answers; addresses are looked up in the administrative units of today. @throws 422 `form.invalid` */
export async function checkForm(ctx: Ctx, form: CompiledForm, answers: Record<string, unknown>) {
  return validateAnswers(form, answers, await runOptions(ctx, form, answers, civilDay(ctx.now())))
}

/**
 * As much of answers as a form takes, without refusing any: for what another dossier knows already.
 * @returns the answers, and pointers of what is asked for and not there
 */
export async function fitAnswers(
  ctx: Ctx,
  form: CompiledForm,
  answers: Record<string, unknown>,
): Promise<{ answers: Record<string, unknown>; missing: string[] }> {
  const first = await runOn(ctx, form, answers)
  const misfits = first.errors.map(({ pointer }) => pointer).filter((pointer) => pointer !== '')
  const { answers: fitting, errors } = await runOn(ctx, form, withoutPlaces(answers, misfits))
  return { answers: fitting, missing: [...new Set(errors.map(({ pointer }) => pointer))] }
}

async function runOn(ctx: Ctx, form: CompiledForm, answers: Record<string, unknown>): Promise<FormResult> {
  return runForm(form, answers, await runOptions(ctx, form, answers, civilDay(ctx.now())))
}

/** A copy without what stands at these pointers. */
function withoutPlaces(
  answers: Record<string, unknown>,
  pointers: readonly string[],
): Record<string, unknown> {
  const copy = structuredClone(answers)
  for (const pointer of pointers) {
    const at = pointer.lastIndexOf('/')
    const holder = answerAt(copy, pointer.slice(0, at))
    if (typeof holder === 'object' && holder !== null)
      delete (holder as Record<string, unknown>)[pointer.slice(at + 1)]
  }
  return copy
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

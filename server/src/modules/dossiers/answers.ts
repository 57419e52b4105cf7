import { addressesIn, type CompiledForm } from '@motcua/rules'
import type { Ctx } from '../../platform/ctx.ts'
import { validateAnswers } from '../forms/index.ts'
import { addressLookup } from '../organisations/index.ts'
import { civilDay } from './domain.ts'

/** The cleaned answers; addresses are looked up in the administrative units of today. @throws 422 `form.invalid` */
export async function checkForm(ctx: Ctx, form: CompiledForm, answers: Record<string, unknown>) {
  const today = civilDay(ctx.now())
  const places = addressesIn(form, answers)
  const address = places.length > 0 ? await addressLookup(ctx, places, today) : undefined
  return validateAnswers(form, answers, today, address)
}

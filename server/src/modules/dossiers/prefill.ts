import { type CompiledForm, type PersonalField, personalFields } from '@motcua/rules'

/** Where a proposed value comes from. */
export type PrefillSource =
  | { kind: 'account' }
  | { kind: 'dossier'; code: string; submittedAt: string }
  /** What stands printed on the card; unsigned, so never proof. */
  | { kind: 'card' }
  /** `askedAt`: when the register was asked, UTC. */
  | { kind: 'population' | 'enterprises'; askedAt: string }

export type PrefillItem = { pointer: string; value: unknown; source: PrefillSource }

/** What one source knows: values by `autocomplete` token and type of field, the fresher source first. */
export type Known = { source: PrefillSource; values: ReadonlyMap<string, unknown> }

/** What is remembered under a token: a name is never offered where a number is asked. */
export const knownKey = ({ token, type }: Pick<PersonalField, 'token' | 'type'>): string => `${token} ${type}`

/**
 * Values to propose for the fields that ask about the person who fills the form in, each with its source. Nothing
 * is filled about anybody else, and nothing is decided: the person sees the source and may change every value.
 */
export function prefillOf(form: CompiledForm, sources: readonly Known[]): PrefillItem[] {
  return personalFields(form).flatMap((field) => {
    const key = knownKey(field)
    const found = sources.find((known) => known.values.has(key))
    return found ? [{ pointer: field.pointer, value: found.values.get(key), source: found.source }] : []
  })
}

/** What answers given earlier say about the person, by the form they were given in. */
export function valuesOf(form: CompiledForm, answers: unknown): Map<string, unknown> {
  const values = new Map<string, unknown>()
  for (const field of personalFields(form)) {
    const value = field.pointer
      .split('/')
      .slice(1)
      .reduce<unknown>((at, key) => (isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined), answers)
    if (value !== undefined && !values.has(knownKey(field))) values.set(knownKey(field), value)
  }
  return values
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

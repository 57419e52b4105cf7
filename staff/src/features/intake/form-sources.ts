import { answerAt, withAnswer } from '@motcua/form-ui'
import { type CompiledForm, type Field, isContainer } from '@motcua/rules'
import type { Proposal } from './requests.ts'

type Answers = Record<string, unknown>

/** Where a filled-in answer comes from; with `at` and `proof` when the server proposed it, which it wants back. */
export type FormSource = Pick<Proposal, 'source'> & Partial<Pick<Proposal, 'at' | 'proof'>>

/** By JSON pointer into the answers. What was typed has none. */
export type FormSources = Readonly<Record<string, FormSource>>

/** Sources of the fields that differ between two states of the answers. @param sourceOf null: typed, no source */
export function sourcesOfChange(
  form: CompiledForm,
  before: Answers,
  after: Answers,
  sourceOf: (field: Field<unknown>) => Proposal['source'] | null,
): FormSources {
  const changed = form.sections
    .flatMap((section) => plainFields(section.fields, ''))
    .filter(({ pointer }) => !isSame(answerAt(before, pointer), answerAt(after, pointer)))
  return Object.fromEntries(
    changed.flatMap(({ pointer, field }) => {
      const source = sourceOf(field)
      return source ? [[pointer, { source }]] : []
    }),
  )
}

/**
 * Answers with what the server proposes, and their sources. What somebody typed stays; what was filled in gives way,
 * because a register knows better than a card.
 */
export function withProposals(
  answers: Answers,
  sources: FormSources,
  proposals: readonly Proposal[],
): { answers: Answers; sources: FormSources } {
  let filled = answers
  const known: Record<string, FormSource> = { ...sources }
  for (const { pointer, value, source, at, proof } of proposals) {
    const now = answerAt(filled, pointer)
    const isTyped = now !== undefined && now !== '' && !(pointer in known)
    if (isTyped && !isSame(now, value)) continue
    filled = withAnswer(filled, pointer, value)
    known[pointer] = { source, at, proof }
  }
  return { answers: filled, sources: known }
}

/** Takes away what was proposed about another person. */
export function withoutProposals(
  answers: Answers,
  sources: FormSources,
): { answers: Answers; sources: FormSources } {
  const proposed = Object.keys(sources).filter((pointer) => sources[pointer]?.proof !== undefined)
  return {
    answers: proposed.reduce((left, pointer) => withAnswer(left, pointer, undefined), answers),
    sources: Object.fromEntries(Object.entries(sources).filter(([pointer]) => !proposed.includes(pointer))),
  }
}

/** The sources as the server wants them back: those that it can prove. */
export const provenSources = (sources: FormSources) =>
  Object.fromEntries(
    Object.entries(sources).flatMap(([pointer, { source, at, proof }]) =>
      at && proof ? [[pointer, { source, at, proof }]] : [],
    ),
  )

/** Fields that are not of a repeat, whose rows have no lasting place. */
const plainFields = (
  fields: readonly Field<unknown>[],
  base: string,
): { pointer: string; field: Field<unknown> }[] =>
  fields.flatMap((field) => {
    const pointer = `${base}/${field.key}`
    if (field.type === 'group') return plainFields(field.fields, pointer)
    return isContainer(field) ? [] : [{ pointer, field }]
  })

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))

const sorted = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value

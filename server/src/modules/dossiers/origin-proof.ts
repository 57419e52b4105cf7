import type { Actor } from '../../platform/actor.ts'
import { isProof, type Keyring, proofOf } from '../../platform/keys/index.ts'
import { answerAt, type Claim, type FieldSource } from './answer-origins.ts'
import type { PrefillItem } from './prefill.ts'

/** To whom and for which procedure values were proposed. */
export type Proposal = { keys: Keyring; actor: Pick<Actor, 'id'>; procedureCode: string }

export type ProvenItem = PrefillItem & { at: string; proof: string }

/**
 * Proposed values with what proves later that the server gave them, so that nothing about them has to be kept: to this
 * account, for this field of this procedure, this value from this source at this moment.
 */
export const prove = (to: Proposal, items: readonly PrefillItem[], at: Date): ProvenItem[] =>
  items.map((item) => {
    const said = { source: item.source, at: at.toISOString() }
    return {
      ...item,
      at: said.at,
      proof: proofOf(to.keys, PURPOSE, textOf(to, item.pointer, item.value, said)),
    }
  })

/** Whether the server gave this value with this claim. */
export const isProven = (to: Proposal, pointer: string, value: unknown, claim: Claim): boolean =>
  claim.proof !== undefined &&
  value !== undefined &&
  isProof(to.keys, PURPOSE, textOf(to, pointer, value, claim), claim.proof)

/**
 * The body of a draft, where every claimed source that is not proven of the answer as it now stands has become declared:
 * a field that is changed loses its source at once.
 */
export function withProvenSources(
  to: Proposal,
  body: Record<string, unknown>,
  at: Date,
): Record<string, unknown> {
  const { sources, answers } = body
  if (!isObject(sources)) return body
  const declared = { source: { kind: 'declared' }, at: at.toISOString() }
  const checked = Object.entries(sources).flatMap(([pointer, claim]) => {
    if (!isClaim(claim)) return []
    const isKept =
      claim.source.kind === 'declared' || isProven(to, pointer, answerAt(answers, pointer), claim)
    return [[pointer, isKept ? claim : declared]]
  })
  return { ...body, sources: Object.fromEntries(checked) }
}

const PURPOSE = 'dossiers.prefill'

const textOf = (to: Proposal, pointer: string, value: unknown, { source, at }: FieldSource): string =>
  JSON.stringify(sorted([to.actor.id, to.procedureCode, pointer, value, source, at])).normalize('NFC')

/** The same text whatever the order of keys. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isObject(value)) return value
  return Object.keys(value)
    .sort()
    .map((key) => [key, sorted(value[key])])
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isClaim = (value: unknown): value is Claim =>
  isObject(value) &&
  isObject(value['source']) &&
  typeof value['source']['kind'] === 'string' &&
  typeof value['at'] === 'string' &&
  (value['proof'] === undefined || typeof value['proof'] === 'string')

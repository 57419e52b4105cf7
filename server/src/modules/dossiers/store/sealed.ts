import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'
import { type DataKey, openDataKey, openJson, sealJson, wrappedKeyOf } from '../../../platform/keys/index.ts'
import { isWithoutOrigins, NO_ORIGINS } from '../answer-origins.ts'
import { phoneIndex } from '../person-index.ts'
import type { Dossier } from './dossier.ts'

/** What stands sealed in `personal`: who can be reached how and where. The name stays readable. */
type Personal = Omit<Dossier['applicant'], 'name'> & { deliveryAddress?: string; authorisationNote?: string }

/** The sealed columns of `dossiers.dossier d` with its wrapped key, and those that only have a sealed part. */
export const SEALED_COLUMNS = sql`d.personal, d.sealed_answers as "sealedAnswers",
  d.sealed_sources as "sealedSources",
  ${wrappedKeyOf(sql`d.id`)} as "wrappedKey", d.delivery, d.authorisation`

export type SealedColumns = {
  personal: Buffer
  sealedAnswers: Buffer
  sealedSources: Buffer | null
  wrappedKey: Buffer | null
  delivery: Omit<Dossier['delivery'], 'address'>
  authorisation: { relation: string; mandate?: string; fileId?: string } | null
}

const TABLE = 'dossiers.dossier'

/** The columns of a new dossier that hold personal data, each sealed or without them. */
export function sealDossier(
  d: Pick<Dossier, 'key' | 'applicant' | 'answers' | 'origins' | 'delivery' | 'authorisation'>,
) {
  const { name: _, ...reach } = d.applicant
  const { address, ...delivery } = d.delivery
  const { note, ...authorisation } = d.authorisation ?? {}
  const personal: Personal = {
    ...reach,
    ...(address !== undefined && { deliveryAddress: address }),
    ...(note !== undefined && { authorisationNote: note }),
  }
  return {
    personal: sealJson(d.key, TABLE, 'personal', personal),
    answers: answersOf(d),
    sources: originsOf(d),
    delivery: JSON.stringify(delivery),
    authorisation: d.authorisation && JSON.stringify(authorisation),
  }
}

/** Blind index of the applicant's telephone number, for `applicant_phone_index`. */
export const indexOfPhone = (ctx: Ctx, { applicant }: Pick<Dossier, 'applicant'>): string | null =>
  applicant.phone && phoneIndex(ctx.keys, applicant.phone)

/** The answers as they stand in `sealed_answers`. */
export const answersOf = (d: Pick<Dossier, 'key' | 'answers'>): Buffer =>
  sealJson(d.key, TABLE, 'sealed_answers', d.answers)

/** Sources and marks as they stand in `sealed_sources`; null without any. */
export const originsOf = ({ key, origins }: Pick<Dossier, 'key' | 'origins'>): Buffer | null =>
  isWithoutOrigins(origins) ? null : sealJson(key, TABLE, 'sealed_sources', origins)

/** Opens the sealed columns. @throws 410 `data.erased`, 500 `data.unreadable` */
export async function openDossier(
  ctx: Ctx,
  { id, applicantName }: { id: string; applicantName: string },
  row: SealedColumns,
): Promise<Pick<Dossier, 'key' | 'applicant' | 'answers' | 'origins' | 'delivery' | 'authorisation'>> {
  const key = await openDataKey(ctx, id, row.wrappedKey)
  const { deliveryAddress, authorisationNote, ...reach } = openJson<Personal>(
    key,
    TABLE,
    'personal',
    row.personal,
  )
  return {
    key,
    applicant: { name: applicantName, ...reach },
    answers: openJson(key, TABLE, 'sealed_answers', row.sealedAnswers),
    origins: row.sealedSources ? openJson(key, TABLE, 'sealed_sources', row.sealedSources) : NO_ORIGINS,
    delivery: { ...row.delivery, ...(deliveryAddress !== undefined && { address: deliveryAddress }) },
    authorisation: row.authorisation && {
      ...row.authorisation,
      ...(authorisationNote !== undefined && { note: authorisationNote }),
    },
  }
}

/** What an act keeps sealed: words that people wrote, and data that only the dossier's readers may see. */
type SealedAct = { reason?: string; data?: Record<string, unknown> }

/** The sealed part of an act; null when there is nothing to seal. */
export function sealAct(key: DataKey, actId: string, reason: string | null, data?: SealedAct['data']) {
  if (reason === null && !data) return null
  const value: SealedAct = { ...(reason !== null && { reason }), ...(data && { data }) }
  return sealJson(key, 'dossiers.act', 'sealed', value, actId)
}

/** Puts the sealed part of an act back into it. */
export function openAct<A extends { id: string; reason: string | null; data: Record<string, unknown> }>(
  key: DataKey,
  { sealed, ...act }: A & { sealed: Buffer | null },
) {
  if (!sealed) return act
  const { reason, data } = openJson<SealedAct>(key, 'dossiers.act', 'sealed', sealed, act.id)
  return { ...act, reason: reason ?? act.reason, data: { ...act.data, ...data } }
}

/** What a supplement request asks for, in the words of the officer. */
export type Asked = { reason: string; items: readonly { key: string | null; text: string }[] }

export const sealAsked = (key: DataKey, asked: Asked): Buffer =>
  sealJson(key, 'dossiers.supplement_request', 'sealed', asked)

export const openAsked = (key: DataKey, sealed: Buffer): Asked =>
  openJson(key, 'dossiers.supplement_request', 'sealed', sealed)

import type { CompiledForm } from '@motcua/rules'
import type { ApplicantDraft, DraftBody, SavedDraft } from './draft.ts'

type Named = { key: string; name: { vi: string; en?: string } }

/** What the wizard needs to know of a procedure; a part of `GET /procedures/{code}`. */
export type FiledProcedure = {
  code: string
  name: string
  form: CompiledForm | null
  /** `isDecided`: the answers say which case it is */
  cases: readonly (Named & { isDecided: boolean })[]
}

/** An office that may decide or receive. */
export type Office = { key: string; name: string; isReceptionPoint: boolean }

/** Somebody for whom the person may act, as `GET /me` tells it. */
export type Mandate = {
  id: string
  isCompany: boolean
  /** what the person is to him, in the reader's language: “Cha, mẹ”, “Người được uỷ quyền” */
  kindName: string
  applicant: ApplicantDraft
  /** every filing needs the authorisation on paper */
  paperNeeded: boolean
}

export type WizardProps = {
  lang: 'vi' | 'en'
  /** civil date in Vietnam */
  today: string
  procedure: FiledProcedure
  person: { id: string; name: string; kind: string }
  /** what the account knows about its owner */
  own: ApplicantDraft
  mandates: readonly Mandate[]
  deciding: readonly Office[]
  receiving: readonly Office[]
  /** address of the sign-in with the national identity, where there is one */
  national: string | null
  draft: SavedDraft
}

/** `POST /procedures/{code}/assessment`, as far as it is used. */
export type Assessment = {
  case: Named | null
  limit: { value: number; unit: string } | null
  fees: readonly (Named & { amount: number | null; reason: string })[]
  total: number | null
  papers: readonly (Named & { mandatory: boolean; presentOnly: boolean; reason: string })[]
}

/** Whether a person has to say which case it is. */
export const mustChooseCase = ({ cases }: FiledProcedure): boolean =>
  cases.length > 1 && !cases.every((one) => one.isDecided)

/** The offices that may receive what an office decides: itself when it has a desk, else those that have one. */
export function receivingFor(props: WizardProps, competentUnit: string | undefined): readonly Office[] {
  const own = props.deciding.find(({ key }) => key === competentUnit)
  return own?.isReceptionPoint ? [own] : props.receiving
}

/** The mandate that a draft is filed under. */
export const mandateOf = (props: WizardProps, { who, authorisation }: DraftBody): Mandate | undefined =>
  who === 'mandate' ? props.mandates.find(({ id }) => id === authorisation?.mandate) : undefined

/** Whether the applicant is a company: it has a tax code and no number of a person. */
export function isCompanyIn(props: WizardProps, body: DraftBody): boolean {
  const isOwnCompany = body.who === 'self' && props.person.kind === 'business'
  return body.who === 'company' || isOwnCompany || mandateOf(props, body)?.isCompany === true
}

/** Whether the authorisation has to be attached. */
export const needsAuthorisation = (props: WizardProps, body: DraftBody): boolean =>
  body.who === 'other' || mandateOf(props, body)?.paperNeeded === true

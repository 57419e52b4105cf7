import type { AnswerSource, FileAnswer } from '@motcua/form-ui'

/** For whom a dossier is filed; `mandate`: for somebody whose mandate the system knows. */
export type Who = 'self' | 'mandate' | 'child' | 'parent' | 'company' | 'other'

export type ApplicantDraft = {
  name?: string
  idNumber?: string
  phone?: string
  email?: string
  address?: string
}

export type Claim = { source: AnswerSource; at: string; proof?: string }

/** What a draft of the portal holds; every part is saved by itself. */
export type DraftBody = {
  who?: Who
  caseKey?: string
  applicant?: ApplicantDraft
  authorisation?: { mandate?: string; relation?: string; note?: string; file?: FileAnswer }
  /** key of the unit that decides */
  competentUnit?: string
  receivingUnit?: string
  answers?: Record<string, unknown>
  sources?: Record<string, Claim>
  marks?: Record<string, { right: string }>
  papers?: Record<string, FileAnswer>
  delivery?: { method?: 'counter' | 'post' | 'electronic'; unit?: string; address?: string }
}

/** A value saved elsewhere that a newer one took the place of. */
export type Replaced = { id: string; pointer: string; value: unknown; version: number }

/** A draft as the API answers it. */
export type SavedDraft = {
  id: string
  procedureCode: string
  body: DraftBody
  version: number
  replaced: Replaced[]
  savedAt: string
}

/** One change that may not have been saved yet. `base` is the version that was seen when it was made. */
export type Change = { pointer: string; value?: unknown; base: number }

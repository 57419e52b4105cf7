import type { CompiledForm, FormError, Locale } from '@motcua/rules'

/** A province (2 digits) or commune (5 digits) of `GET /areas/provinces`. */
export type Place = { code: string; fullName: string }

/** Where the two choices of an address come from. The lists are asked for when an address is shown. */
export type PlaceSource = {
  provinces: () => Promise<readonly Place[]>
  communes: (province: string) => Promise<readonly Place[]>
}

/** The answer of a field of kind `file`. */
export type FileAnswer = { id: string; name?: string; size?: number; type?: string }

/** Sends files and shows them. `progress` tells how much has arrived, 0 to 1. */
export type FileDesk = {
  upload: (file: File, progress: (share: number) => void, signal: AbortSignal) => Promise<FileAnswer>
  /** address under which a file can be opened */
  href: (id: string) => string
}

/** Where a prefilled answer comes from, as the API proposes it. */
export type AnswerSource = { kind: string; code?: string | null; dossierCode?: string | null }

/**
 * One answer that was changed. `pointer` leads into the answers and names rows of a repeat by their id
 * (`/con/@a1/hoTen`), as drafts want it; `value` undefined takes it away.
 */
export type FieldChange = { pointer: string; value: unknown }

export type FormViewProps = {
  form: CompiledForm
  /** as typed; the form keeps nothing itself */
  answers: Record<string, unknown>
  /** civil date in Vietnam, `YYYY-MM-DD` */
  today: string
  /** the answers with the change made, and the change alone; without it the form is only read */
  onChange?: (answers: Record<string, unknown>, change: FieldChange) => void
  lang?: Locale
  /** key of the only section to draw; all when absent */
  section?: string
  /** 0 until the person asks to go on; each greater number shows all errors and moves to their summary */
  attempt?: number
  /** further errors, such as those the server answered */
  errors?: readonly FormError[]
  /** where answers were prefilled from, by JSON pointer */
  sources?: Readonly<Record<string, AnswerSource>>
  /** what the person says is right instead of a prefilled answer, by JSON pointer */
  marks?: Readonly<Record<string, { right: string }>>
  /** offers “this is wrong” at prefilled fields; undefined takes the mark away */
  onMark?: (pointer: string, right: string | undefined) => void
  /**
   * JSON pointers that may be changed: only these are drawn, and what must be mended because of them. All when
   * absent
   */
  editable?: readonly string[]
  /** when only read: earlier answers; what differs is highlighted with what stood before */
  before?: Readonly<Record<string, unknown>>
  /** when only read: also what was not answered */
  empty?: boolean
  places?: PlaceSource
  files?: FileDesk
  /** level of the headings of sections; 2 when absent */
  headingLevel?: 2 | 3 | 4
  /** begins the ids of inputs, so that two forms fit on one page */
  idPrefix?: string
}

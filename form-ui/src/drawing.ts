import type { Expr, Field, FormResult, Locale } from '@motcua/rules'
import type { PlaceLists } from './places.ts'
import type { FormViewProps } from './types.ts'
import type { Say } from './words.ts'

/** What every field needs to draw itself. */
export type Drawing = {
  lang: Locale
  say: Say
  answers: Record<string, unknown>
  result: FormResult
  required: ReadonlySet<string>
  /** the sentence to show at a pointer now */
  errorAt: (pointer: string) => string | undefined
  /** sets the answer at a pointer */
  change: (pointer: string, value: unknown) => void
  /** the person has left this field: its faults may be told */
  leave: (pointer: string) => void
  idOf: (pointer: string) => string
  /** whether the field is shown, and open to changes */
  isDrawn: (pointer: string) => boolean
  /** titles that stand above the fields: a group of the same name is not told twice */
  titles: ReadonlySet<string>
  places: PlaceLists
  files: FormViewProps['files']
  sources: NonNullable<FormViewProps['sources']>
  marks: NonNullable<FormViewProps['marks']>
  onMark: FormViewProps['onMark']
}

/** What a field is drawn from: itself, where it stands, and what was answered there as typed. */
export type Place<F = Field<Expr>> = { d: Drawing; field: F; pointer: string }

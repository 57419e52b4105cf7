/**
 * Form definitions: data only. `E` is what an expression is: FEEL text in the source that people write, an
 * `Expr` tree in the compiled form that servers and browsers run. The format is explained in rules/README.md.
 */
import type { Expr } from '../expression.ts'

/** A text for people: Vietnamese first, English second. */
export interface Words {
  vi: string
  en: string
}

export type Locale = keyof Words

/** Holds unless `assert` is false: what cannot be decided yet (null) is not an error. */
export interface Rule<E> {
  assert: E
  message: Words
  /** form rules only: dotted path of the field that shows the message, not inside a repeat */
  at?: string
}

interface FieldBase<E> {
  key: string
  label: Words
  hint?: Words
  showIf?: E
  rules?: Rule<E>[]
}

interface AnswerBase<E> extends FieldBase<E> {
  required?: boolean | E
  /** HTML autocomplete token, for the page only */
  autocomplete?: string
}

export interface TextField<E> extends AnswerBase<E> {
  type: 'text' | 'multiline'
  minLength?: number
  /** characters; 500 for text, 5000 for multiline unless told */
  maxLength?: number
  /** safe subset of regular expressions, for the whole text */
  pattern?: string
  patternMessage?: Words
}

export interface NumberField<E> extends AnswerBase<E> {
  /** money is integer đồng, not below 0 unless `min` says so */
  type: 'number' | 'integer' | 'money'
  min?: number
  max?: number
}

export interface DateField<E> extends AnswerBase<E> {
  type: 'date'
  /** `YYYY-MM-DD` or `today` */
  min?: string
  max?: string
}

export interface SimpleField<E> extends AnswerBase<E> {
  type: 'boolean' | 'phone' | 'email' | 'citizenId' | 'taxCode'
}

export interface Choice {
  value: string
  label: Words
}

export interface ChoiceField<E> extends AnswerBase<E> {
  type: 'choice'
  choices: Choice[]
  look?: 'radio' | 'select'
}

export interface MultiChoiceField<E> extends AnswerBase<E> {
  type: 'multichoice'
  choices: Choice[]
  /** how many may be chosen */
  min?: number
  max?: number
}

/**
 * Answer `{province: '66', commune: '24133', old?, text: 'số nhà, đường, thôn/buôn'}`, codes of the national list;
 * `old` is the name of the unit before 1/7/2025, as older papers have it.
 */
export interface AddressField<E> extends AnswerBase<E> {
  type: 'address'
  /** how much is asked; `full` unless told */
  level?: 'province' | 'commune' | 'full'
}

/** Answer `{id, name?, size?, type?}` of an uploaded file. */
export interface FileField<E> extends AnswerBase<E> {
  type: 'file'
  /** media types */
  accept?: string[]
  /** bytes */
  maxSize?: number
}

export interface GroupField<E> extends FieldBase<E> {
  type: 'group'
  fields: Field<E>[]
}

export interface RepeatField<E> extends FieldBase<E> {
  type: 'repeat'
  /** rows; 0 and 50 unless told */
  min?: number
  max?: number
  fields: Field<E>[]
}

export interface ComputedField<E> extends FieldBase<E> {
  type: 'computed'
  compute: E
  as: 'text' | 'number' | 'money' | 'date' | 'boolean'
}

export type LeafField<E> =
  | TextField<E>
  | NumberField<E>
  | DateField<E>
  | SimpleField<E>
  | ChoiceField<E>
  | MultiChoiceField<E>
  | AddressField<E>
  | FileField<E>

export type Container<E> = GroupField<E> | RepeatField<E>
export type Field<E> = LeafField<E> | Container<E> | ComputedField<E>

/** Sections are pages: they order and hide, but do not nest the answers. */
export interface Section<E> {
  key: string
  title: Words
  hint?: Words
  showIf?: E
  fields: Field<E>[]
}

/** What people write: expressions are FEEL texts. */
export interface FormSource {
  key: string
  version?: number
  title: Words
  description?: Words
  sections: Section<string>[]
  rules?: Rule<string>[]
}

/** What is stored at publication and run. Made by `compileForm`, never by hand. */
export interface CompiledForm {
  format: 1
  key: string
  title: Words
  description?: Words
  sections: Section<Expr>[]
  rules?: Rule<Expr>[]
  /** places (section, field, inner field …) so that each comes after all that its showIf and compute need */
  order: number[][]
}

/** Greatest number of rows of a repeat that does not say. */
export const DEFAULT_MAX_ROWS = 50

/** Greatest length of a text field that does not say, in characters. */
export function maxLengthOf(field: TextField<unknown>): number {
  return field.maxLength ?? (field.type === 'text' ? 500 : 5000)
}

export function isContainer<E>(field: Field<E>): field is Container<E> {
  return field.type === 'group' || field.type === 'repeat'
}

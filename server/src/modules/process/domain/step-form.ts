import {
  type ReadableLine,
  readableAnswers,
  readStepForm,
  runForm,
  type StepQuestion,
  stepForm,
} from '@motcua/rules'
import { unprocessable } from '../../../platform/errors.ts'
import { type FieldTypes, fieldTypesOf } from './expression-types.ts'
import type { Vars } from './interpreter.ts'

/**
 * What an officer answered in the form of a step, cleaned; nothing for a step that asks nothing.
 * @param today civil date in Vietnam
 * @throws 422 `task.form_invalid` with `{pointer, code, message}` of each fault; pointers under `/answers`
 */
export function readStepAnswers(text: string | null, answers: unknown, today: string): Vars {
  const form = stepForm(text)
  if (!form) return {}
  const result = runForm(form, answers ?? {}, { today })
  const [first] = result.errors
  if (!first) return result.answers
  const more = result.errors.length > 1 ? ` (và ${result.errors.length - 1} chỗ khác)` : ''
  const details = result.errors.map((error) => ({ ...error, pointer: `/answers${error.pointer}` }))
  throw unprocessable('task.form_invalid', `Thông tin của bước chưa đủ: ${first.message}${more}`, details)
}

/** The answers of a step as people read them: what was asked, and what was answered. */
export function stepAnswersInWords(text: string | null, answers: Vars, today: string): [string, string][] {
  const form = stepForm(text)
  if (!form) return []
  return readableAnswers(form, answers, { today })
    .flatMap(({ items }) => items as ReadableLine[])
    .map((line) => [line.label, line.text])
}

/** Types of what the form of a step asks, by key. */
export const stepFieldTypes = (text: string | null): FieldTypes =>
  fieldTypesOf(stepForm(text) ?? { sections: [] })

/** The questions of a step; none when it asks nothing. */
export const questionsOf = (text: string | null): StepQuestion[] =>
  text === null ? [] : (readStepForm(text) ?? [])

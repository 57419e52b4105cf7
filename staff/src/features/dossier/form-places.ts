import { type CompiledForm, type Field, isContainer } from '@motcua/rules'

export type FormPlace = {
  /** JSON pointer into the answers: `/con/0/hoTen`. */
  pointer: string
  /** `Con 1, họ tên`. */
  label: string
}

/** The answers of a dossier that may be asked to be put right, in the order of the form; computed ones have none. */
export function placesOf(form: CompiledForm, answers: Readonly<Record<string, unknown>>): FormPlace[] {
  return form.sections.flatMap((section) => below(section.fields, answers, '', ''))
}

function below(fields: readonly Field<unknown>[], answers: unknown, base: string, name: string): FormPlace[] {
  return fields.flatMap((field) => {
    const pointer = `${base}/${field.key}`
    const label = name ? `${name}, ${lower(field.label.vi)}` : field.label.vi
    const answer = isRecord(answers) ? answers[field.key] : undefined
    if (field.type === 'computed') return []
    if (!isContainer(field)) return [{ pointer, label }]
    if (field.type === 'group') return below(field.fields, answer, pointer, label)
    const rows = Array.isArray(answer) ? answer : []
    return rows.flatMap((row, i) => below(field.fields, row, `${pointer}/${i}`, `${label} ${i + 1}`))
  })
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const lower = (text: string): string => text.charAt(0).toLocaleLowerCase('vi') + text.slice(1)

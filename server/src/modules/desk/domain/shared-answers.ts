import { type CompiledForm, type Field, isContainer } from '@motcua/rules'

/** Kinds of answers that name or reach a person, or are his own words. */
const PERSONAL_TYPES: readonly string[] = [
  'citizenId',
  'taxCode',
  'phone',
  'email',
  'file',
  'date',
  'multiline',
]

/** Labels of texts that are of one person: names, numbers, reasons, places where he lives. */
const PERSONAL_LABELS =
  /^họ|họ và|^tên (?!giấy|cơ quan|cơ sở|tổ chức|văn bản)|^số |số giấy|lý do|địa chỉ|cư trú|thường trú|quê quán/i

/**
 * Answers without what is of one person, as far as the form tells: fields with an `autocomplete` token, numbers,
 * telephones, dates, files, free text, and texts whose label asks for a name or a number. What is left may be given
 * again for the next one.
 */
export function sharedAnswers(form: CompiledForm, answers: Record<string, unknown>): Record<string, unknown> {
  return Object.assign({}, ...form.sections.map((section) => shared(section.fields, answers)))
}

type Answers = Record<string, unknown>

function shared(fields: readonly Field<unknown>[], answers: Answers): Answers {
  const kept: Answers = {}
  for (const field of fields) {
    const value = answers[field.key]
    if (value === undefined || value === null || field.type === 'computed') continue
    if (field.type === 'group') {
      const inner = shared(field.fields, value as Answers)
      if (Object.keys(inner).length > 0) kept[field.key] = inner
    } else if (field.type === 'repeat') {
      const rows = (value as Answers[]).map((row) => shared(field.fields, row))
      if (rows.some((row) => Object.keys(row).length > 0)) kept[field.key] = rows
    } else if (!isPersonal(field)) kept[field.key] = value
  }
  return kept
}

function isPersonal(field: Exclude<Field<unknown>, { type: 'computed' }>): boolean {
  if (isContainer(field) || field.autocomplete !== undefined || PERSONAL_TYPES.includes(field.type))
    return true
  return (field.type === 'text' || field.type === 'address') && PERSONAL_LABELS.test(field.label.vi)
}

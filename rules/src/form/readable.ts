/** The answers of a form as people read them: labels and words instead of keys and codes. */
import { formatDate, isCivilDate } from '../dates.ts'
import { formatDong, formatNumber } from '../money.ts'
import type { CompiledForm, ComputedField, Field, LeafField, Locale } from './definition.ts'
import { runForm } from './run.ts'
import { asObject } from './values.ts'

/** One answered field. */
export interface ReadableLine {
  kind: 'line'
  /** JSON pointer into the answers */
  pointer: string
  label: string
  text: string
  /** id of an uploaded file */
  fileId?: string
}

/** A group, or one row of a repeat. */
export interface ReadableBlock {
  kind: 'block'
  pointer: string
  label: string
  items: ReadableItem[]
}

export type ReadableItem = ReadableLine | ReadableBlock

export interface ReadableSection {
  key: string
  title: string
  items: ReadableItem[]
}

export interface ReadableOptions {
  today: string
  locale?: Locale
  /** name of a province (2 digits) or commune (5 digits); the code is shown when it is not known */
  areaName?: (code: string) => string | undefined
  /** also what is shown and not answered, with an empty text */
  empty?: boolean
}

/** The shown sections with what was answered in them, in the order of the definition. */
export function readableAnswers(
  form: CompiledForm,
  answers: unknown,
  options: ReadableOptions,
): ReadableSection[] {
  const result = runForm(form, answers, options)
  const reading: Reading = { options, locale: options.locale ?? 'vi', visible: new Set(result.visible) }
  return form.sections
    .filter((section) => result.sections.includes(section.key))
    .map((section) => ({
      key: section.key,
      title: section.title[reading.locale],
      items: readFields(reading, section.fields, result.answers, ''),
    }))
}

interface Reading {
  options: ReadableOptions
  locale: Locale
  visible: ReadonlySet<string>
}

function readFields(
  reading: Reading,
  fields: readonly Field<unknown>[],
  values: Record<string, unknown>,
  base: string,
): ReadableItem[] {
  const { locale, options } = reading
  return fields.flatMap((field): ReadableItem[] => {
    const pointer = `${base}/${field.key}`
    if (!reading.visible.has(pointer)) return []
    const label = field.label[locale]
    const value = values[field.key]
    if (field.type === 'group') {
      const items = readFields(reading, field.fields, asObject(value), pointer)
      return items.length > 0 ? [{ kind: 'block', pointer, label, items }] : []
    }
    if (field.type === 'repeat') {
      const rows = Array.isArray(value) ? value : []
      return rows.map((row, i) => ({
        kind: 'block',
        pointer: `${pointer}/${i}`,
        label: `${label} ${i + 1}`,
        items: readFields(reading, field.fields, asObject(row), `${pointer}/${i}`),
      }))
    }
    const text = value === undefined ? '' : readValue(reading, field, value)
    if (text === '' && !options.empty) return []
    const id = field.type === 'file' ? asObject(value)['id'] : undefined
    return [{ kind: 'line', pointer, label, text, ...(typeof id === 'string' ? { fileId: id } : {}) }]
  })
}

function readValue(
  reading: Reading,
  field: LeafField<unknown> | ComputedField<unknown>,
  value: unknown,
): string {
  const { locale } = reading
  switch (field.type) {
    case 'computed':
      return readPlain(field.as, value, locale)
    case 'choice':
      return field.choices.find((choice) => choice.value === value)?.label[locale] ?? String(value)
    case 'multichoice': {
      const chosen = Array.isArray(value) ? value : []
      const known = field.choices.filter((choice) => chosen.includes(choice.value))
      return known.map((choice) => choice.label[locale]).join('; ')
    }
    case 'address':
      return readAddress(reading, asObject(value))
    case 'file':
      return String(asObject(value)['name'] ?? (locale === 'vi' ? 'Tệp đính kèm' : 'Attached file'))
    default:
      return readPlain(field.type, value, locale)
  }
}

function readPlain(kind: string, value: unknown, locale: Locale): string {
  if (kind === 'boolean') {
    if (locale === 'vi') return value === true ? 'Có' : 'Không'
    return value === true ? 'Yes' : 'No'
  }
  if (kind === 'date' && isCivilDate(value)) return formatDate(value)
  if (kind === 'money' && typeof value === 'number') return formatDong(value, locale)
  return typeof value === 'number' ? formatNumber(value) : String(value)
}

/**
 * "Buôn Thô, xã Sông Hinh, tỉnh Đắk Lắk", with the unit of older papers in brackets. Whoever wrote commune or province
 * behind the village too does not read them twice.
 */
function readAddress({ options, locale }: Reading, value: Record<string, unknown>): string {
  const nameOf = (code: unknown): unknown =>
    typeof code === 'string' ? (options.areaName?.(code) ?? code) : code
  const places = [nameOf(value['commune']), nameOf(value['province'])]
  const parts = [withoutPlaces(value['text'], places), ...places]
  const today = parts.filter((part) => typeof part === 'string' && part !== '').join(', ')
  if (typeof value['old'] !== 'string') return today
  return `${today} (${locale === 'vi' ? 'trước đây' : 'formerly'}: ${value['old']})`
}

/** What stands before the named places at the end of a text. */
function withoutPlaces(text: unknown, places: readonly unknown[]): unknown {
  if (typeof text !== 'string') return text
  const named = new Set(places.map((place) => String(place).toLocaleLowerCase('vi')))
  const parts = text.split(',').map((part) => part.trim())
  while (parts.length > 0 && named.has(parts.at(-1)!.toLocaleLowerCase('vi'))) parts.pop()
  return parts.join(', ')
}

/** One answer: bringing it to its stored form (`cleanValue`), and saying what is wrong with it (`checkValue`). */
import { isCivilDate, parseDate } from '../dates.ts'
import { isEmail, parseCitizenNumber, parsePhone, parseTaxCode } from '../ids.ts'
import { parseDong } from '../money.ts'
import { cleanLine, cleanText } from '../text.ts'
import type { ComputedField, DateField, LeafField, NumberField, TextField } from './definition.ts'
import { maxLengthOf } from './definition.ts'
import type { Fault } from './messages.ts'
import { compilePattern } from './pattern.ts'

/** Answer of a kind that cannot be kept, such as an object for a text. */
export const UNFIT = Symbol('unfit')

/**
 * The stored form of an answer: NFC, trimmed, numbers as numbers, dates as `YYYY-MM-DD`, telephone numbers with
 * a leading 0. A text that cannot be read as what is asked stays as typed, so that a draft loses nothing, and
 * `checkValue` reports it. Empty answers are undefined. Cleaning twice changes nothing.
 */
export function cleanValue(field: LeafField<unknown>, raw: unknown): unknown {
  if (raw === undefined || raw === null || raw === '') return undefined
  switch (field.type) {
    case 'text':
    case 'multiline':
      return boundedText(raw, maxLengthOf(field), field.type === 'multiline')
    case 'number':
    case 'integer':
    case 'money':
      return cleanNumber(field.type, raw)
    case 'boolean':
      return cleanBoolean(raw)
    case 'date':
      return read(raw, parseDate)
    case 'phone':
      return read(raw, (text) => parsePhone(text)?.value)
    case 'citizenId':
      return read(raw, (text) => parseCitizenNumber(text)?.value)
    case 'taxCode':
      return read(raw, parseTaxCode)
    case 'email':
    case 'choice':
      return boundedText(raw, SHORT, false)
    case 'multichoice':
      return cleanChoices(
        field.choices.map((choice) => choice.value),
        raw,
      )
    case 'address':
      return cleanObject(raw, { province: SHORT, commune: SHORT, old: 200, text: 500 })
    case 'file':
      return cleanObject(raw, { id: SHORT, name: 255, type: SHORT }, 'size')
  }
}

/** What is wrong with a cleaned answer; undefined when nothing is. */
export function checkValue(field: LeafField<unknown>, value: unknown, today: string): Fault | undefined {
  switch (field.type) {
    case 'text':
    case 'multiline':
      return checkText(field, String(value))
    case 'number':
    case 'integer':
    case 'money':
      return checkNumber(field, value)
    case 'boolean':
      return typeof value === 'boolean' ? undefined : { code: 'type' }
    case 'date':
      return checkDate(field, value, today)
    case 'phone':
      return parsePhone(String(value))?.value === value ? undefined : { code: 'phone' }
    case 'citizenId':
      return parseCitizenNumber(String(value)) ? undefined : { code: 'citizen_id' }
    case 'taxCode':
      return parseTaxCode(String(value)) ? undefined : { code: 'tax_code' }
    case 'email':
      return isEmail(String(value)) ? undefined : { code: 'email' }
    case 'choice':
      return field.choices.some((choice) => choice.value === value) ? undefined : { code: 'choice' }
    case 'multichoice': {
      const chosen = Array.isArray(value) ? value : []
      if (!chosen.every((x) => field.choices.some((choice) => choice.value === x))) return { code: 'choice' }
      return outside(chosen.length, field.min, field.max, 'choices_min', 'choices_max')
    }
    case 'address':
      return checkAddress(field.level ?? 'full', asObject(value))
    case 'file':
      return checkFile(field, asObject(value))
  }
}

/** A computed value in its declared kind, or undefined when it is another kind or unknown. */
export function computedValue(as: ComputedField<unknown>['as'], value: unknown): unknown {
  switch (as) {
    case 'text': {
      const text = typeof value === 'string' ? boundedText(value, 5000, true) : undefined
      return typeof text === 'string' ? text.slice(0, 5000) : undefined
    }
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? value : undefined
    case 'money':
      return Number.isSafeInteger(value) ? value : undefined
    case 'date':
      return isCivilDate(value) ? value : undefined
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined
  }
}

/** Members of an object as own data only; an empty object for anything else. */
export function asObject(value: unknown): Record<string, unknown> {
  return isPlain(value) ? value : {}
}

/** Whether a value is an object that is no list. */
export function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const SHORT = 200

/**
 * A text of which at most twice the allowed length is kept: a slip stays to be mended, 10 MB do not stay.
 * Cut before and after cleaning, so that cleaning stays cheap and cleaning twice changes nothing.
 */
function boundedText(raw: unknown, maxLength: number, lines: boolean): string | typeof UNFIT | undefined {
  if (typeof raw !== 'string') return UNFIT
  const clean = lines ? (text: string) => cleanText(text).trim() : cleanLine
  const keep = Math.max(2 * maxLength, 1000)
  const once = clean(raw.slice(0, 4 * keep))
  const kept = once.length > keep ? clean(once.slice(0, keep)) : once
  return kept === '' ? undefined : kept
}

/** A text brought to its stored form when it can be read, otherwise the text itself. */
function read(raw: unknown, parse: (text: string) => string | undefined): string | typeof UNFIT | undefined {
  const text = boundedText(raw, SHORT, false)
  return typeof text === 'string' ? (parse(text) ?? text) : text
}

function cleanNumber(type: NumberField<unknown>['type'], raw: unknown): unknown {
  if (typeof raw === 'number') return Number.isFinite(raw) ? raw + 0 : UNFIT
  const text = boundedText(raw, SHORT, false)
  if (typeof text !== 'string') return text
  return (type === 'number' ? parseDecimal(text) : parseDong(text)) ?? text
}

/** "12,5", "12.5", "1.234,5"; not "1.234", which may be meant either way. */
function parseDecimal(text: string): number | undefined {
  if (/^-?\d{1,3}(\.\d{3})+$/.test(text)) return undefined
  if (!/^-?(\d{1,15}([.,]\d{1,10})?|\d{1,3}(\.\d{3}){1,4},\d{1,10})$/.test(text)) return undefined
  const plain = text.includes(',') ? text.replaceAll('.', '').replace(',', '.') : text
  return Number(plain) + 0
}

function cleanBoolean(raw: unknown): unknown {
  if (typeof raw === 'boolean') return raw
  const text = boundedText(raw, SHORT, false)
  if (text === 'true' || text === 'on') return true
  return text === 'false' ? false : text
}

/** Each choice once, in the order of the definition; unknown ones last. */
function cleanChoices(known: string[], raw: unknown): unknown {
  const list = Array.isArray(raw) ? raw.slice(0, 2 * known.length + 10) : [raw]
  const texts = list.map((item) => boundedText(item, SHORT, false))
  if (texts.includes(UNFIT)) return UNFIT
  const chosen = texts.filter((text): text is string => typeof text === 'string')
  const unknown = [...new Set(chosen.filter((text) => !known.includes(text)))]
  const result = [...known.filter((value) => chosen.includes(value)), ...unknown.slice(0, 10)]
  return result.length === 0 ? undefined : result
}

function cleanObject(raw: unknown, texts: Record<string, number>, number?: string): unknown {
  if (!isPlain(raw)) return UNFIT
  const result: Record<string, unknown> = {}
  for (const [key, maxLength] of Object.entries(texts)) {
    const value = Object.hasOwn(raw, key) ? raw[key] : undefined
    const text = value === undefined || value === null ? undefined : boundedText(value, maxLength, false)
    if (text === UNFIT) return UNFIT
    if (text !== undefined) result[key] = text
  }
  const count = number && Object.hasOwn(raw, number) ? raw[number] : undefined
  if (number && Number.isSafeInteger(count)) result[number] = count
  return Object.keys(result).length === 0 ? undefined : result
}

function checkText(field: TextField<unknown>, value: string): Fault | undefined {
  const length = value.length
  const fault = outside(length, field.minLength, maxLengthOf(field), 'min_length', 'max_length')
  if (fault || field.pattern === undefined) return fault
  return compilePattern(field.pattern)(value) ? undefined : { code: 'pattern', message: field.patternMessage }
}

function checkNumber(field: NumberField<unknown>, value: unknown): Fault | undefined {
  if (typeof value !== 'number') return { code: field.type }
  if (field.type !== 'number' && !Number.isSafeInteger(value)) return { code: field.type }
  return outside(value, field.min ?? (field.type === 'money' ? 0 : undefined), field.max, 'min', 'max')
}

function checkDate(field: DateField<unknown>, value: unknown, today: string): Fault | undefined {
  if (!isCivilDate(value)) return { code: 'date' }
  const min = field.min === 'today' ? today : field.min
  const max = field.max === 'today' ? today : field.max
  if (min !== undefined && value < min) return { code: 'date_min', limit: min }
  return max !== undefined && value > max ? { code: 'date_max', limit: max } : undefined
}

/** Form of the codes only: whether the commune exists, and in that province, is asked of the register of units. */
function checkAddress(
  level: 'province' | 'commune' | 'full',
  value: Record<string, unknown>,
): Fault | undefined {
  const commune = level === 'province' || /^\d{5}$/.test(String(value['commune'] ?? ''))
  const complete = commune && (level !== 'full' || value['text'] !== undefined)
  return complete && /^\d{2}$/.test(String(value['province'] ?? ''))
    ? undefined
    : { code: `address_${level}` }
}

function checkFile(
  field: { accept?: string[]; maxSize?: number },
  value: Record<string, unknown>,
): Fault | undefined {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(String(value['id'] ?? ''))) return { code: 'file' }
  const type = value['type']
  if (field.accept && typeof type === 'string' && !field.accept.includes(type)) return { code: 'file_type' }
  const size = value['size']
  return field.maxSize !== undefined && typeof size === 'number' && size > field.maxSize
    ? { code: 'file_size', limit: field.maxSize }
    : undefined
}

function outside(
  value: number,
  min: number | undefined,
  max: number | undefined,
  below: Fault['code'],
  above: Fault['code'],
): Fault | undefined {
  if (min !== undefined && value < min) return { code: below, limit: min }
  return max !== undefined && value > max ? { code: above, limit: max } : undefined
}

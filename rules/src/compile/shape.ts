/** First check of a definition: right properties of the right kinds. Expressions are looked at later. */
import { isCivilDate } from '../dates.ts'
import type { FormSource } from '../form/definition.ts'
import { compilePattern, PatternError } from '../form/pattern.ts'
import { hasHiddenCharacters } from '../text.ts'
import { compileExpression } from './expression.ts'
import { pointerTo, type Report } from './problems.ts'

/** Whether a value has the shape of a form; what is wrong is reported. */
export function hasFormShape(source: unknown, report: Report): source is FormSource {
  let sound = true
  const noted: Report = (...problem) => {
    sound = false
    report(...problem)
  }
  checkObject(source, '', FORM, noted)
  return sound
}

type Check = (value: unknown, pointer: string, report: Report) => void

interface Shape {
  required: string[]
  properties: Record<string, Check>
  /** relations between properties, asked when each is sound by itself */
  whole?: (value: Record<string, unknown>, pointer: string, report: Report) => void
}

const MAX_FIELDS = 200

function checkObject(value: unknown, pointer: string, shape: Shape, report: Report): void {
  if (!isObject(value)) {
    report(pointer, 'shape', 'Chỗ này phải là một đối tượng { }.')
    return
  }
  let sound = true
  const noted: Report = (...problem) => {
    sound = false
    report(...problem)
  }
  for (const name of shape.required) {
    if (!Object.hasOwn(value, name)) noted(pointer, 'missing', `Thiếu thuộc tính “${name}”.`)
  }
  for (const [name, inner] of Object.entries(value)) {
    const check = Object.hasOwn(shape.properties, name) ? shape.properties[name] : undefined
    if (check) check(inner, pointerTo(pointer, name), noted)
    else {
      const known = Object.keys(shape.properties).join(', ')
      noted(
        pointerTo(pointer, name),
        'unknown_property',
        `Không có thuộc tính “${name}”; các thuộc tính: ${known}.`,
      )
    }
  }
  if (sound) shape.whole?.(value, pointer, report)
}

const words: Check = (value, pointer, report) => {
  for (const [locale, language] of [
    ['vi', 'tiếng Việt'],
    ['en', 'tiếng Anh'],
  ] as const) {
    const text = isObject(value) && Object.hasOwn(value, locale) ? value[locale] : undefined
    if (typeof text !== 'string' || text.trim() === '')
      report(pointer, 'words', `Thiếu lời ${language} (“${locale}”).`)
    else if (hasHiddenCharacters(text)) report(pointer, 'words', `Lời ${language} có ký tự ẩn; hãy gõ lại.`)
    else if (text.length > 1000) report(pointer, 'words', `Lời ${language} dài quá 1000 ký tự.`)
  }
  const others = isObject(value) ? Object.keys(value).filter((k) => k !== 'vi' && k !== 'en') : []
  if (others.length > 0) report(pointer, 'words', `Chỉ có lời “vi” và “en”, không có “${others.join(', ')}”.`)
}

const expression: Check = (value, pointer, report) => {
  if (typeof value !== 'string') report(pointer, 'shape', 'Biểu thức phải là một chuỗi FEEL.')
  else if (hasHiddenCharacters(value)) report(pointer, 'bad_expression', 'Biểu thức có ký tự ẩn; hãy gõ lại.')
}

const condition: Check = (value, pointer, report) => {
  if (typeof value !== 'boolean') expression(value, pointer, report)
}

const fieldKey: Check = (value, pointer, report) => {
  if (typeof value !== 'string' || !/^[a-zA-Z][a-zA-Z0-9_]{0,59}$/.test(value)) {
    report(
      pointer,
      'bad_key',
      'Khoá chỉ gồm chữ không dấu, số và dấu gạch dưới, bắt đầu bằng chữ, tối đa 60 ký tự.',
    )
  } else if (isReserved(value)) {
    report(pointer, 'bad_key', `“${value}” là từ dành riêng của biểu thức; hãy đặt khoá khác.`)
  }
}

/** Words that cannot be names: those of the form engine, and any that FEEL reads as something else. */
function isReserved(key: string): boolean {
  if (['today', 'row', 'value', 'item'].includes(key)) return true
  try {
    const expr = compileExpression(`${key} = ${key}.a`)
    return expr.op !== 'compare' || expr.left.op !== 'name' || expr.left.name !== key
  } catch {
    return true
  }
}

const formKey: Check = (value, pointer, report) => {
  if (typeof value !== 'string' || !/^[a-z0-9][a-z0-9._-]{0,79}$/.test(value)) {
    report(
      pointer,
      'bad_key',
      'Khoá của biểu mẫu chỉ gồm chữ thường không dấu, số, dấu gạch nối, gạch dưới và chấm.',
    )
  }
}

function integer(min: number, max: number): Check {
  return (value, pointer, report) => {
    if (!Number.isInteger(value) || Number(value) < min || Number(value) > max) {
      report(pointer, 'limits', `Phải là số nguyên từ ${min} đến ${max}.`)
    }
  }
}

const number: Check = (value, pointer, report) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) report(pointer, 'limits', 'Phải là một số.')
}

const wholeNumber: Check = (value, pointer, report) => {
  if (!Number.isSafeInteger(value)) report(pointer, 'limits', 'Phải là số nguyên.')
}

const dateLimit: Check = (value, pointer, report) => {
  if (value !== 'today' && !isCivilDate(value)) {
    report(pointer, 'limits', 'Phải là ngày dạng "2026-01-05" hoặc "today".')
  }
}

const pattern: Check = (value, pointer, report) => {
  if (typeof value !== 'string' || hasHiddenCharacters(value)) {
    report(pointer, 'bad_pattern', 'Mẫu phải là một chuỗi, không có ký tự ẩn.')
    return
  }
  try {
    compilePattern(value)
  } catch (error) {
    if (!(error instanceof PatternError)) throw error
    report(pointer, 'bad_pattern', error.message)
  }
}

function oneOf(...allowed: string[]): Check {
  return (value, pointer, report) => {
    if (!allowed.includes(value as string))
      report(pointer, 'shape', `Phải là một trong: ${allowed.join(', ')}.`)
  }
}

function text(form: RegExp, message: string): Check {
  return (value, pointer, report) => {
    if (typeof value !== 'string' || !form.test(value)) report(pointer, 'shape', message)
  }
}

function listOf(check: Check, min: number, max: number): Check {
  return (value, pointer, report) => {
    if (!Array.isArray(value)) {
      report(pointer, 'shape', 'Chỗ này phải là một danh sách [ ].')
      return
    }
    if (value.length < min) report(pointer, 'limits', `Danh sách phải có ít nhất ${min} mục.`)
    if (value.length > max) report(pointer, 'limits', `Danh sách chỉ được có tối đa ${max} mục.`)
    for (const [i, item] of value.slice(0, max).entries()) check(item, pointerTo(pointer, i), report)
  }
}

function object(shape: Shape): Check {
  return (value, pointer, report) => checkObject(value, pointer, shape, report)
}

function rule(more: Record<string, Check>): Check {
  return object({
    required: ['assert', 'message'],
    properties: { assert: expression, message: words, ...more },
  })
}

const choice = object({
  required: ['value', 'label'],
  properties: {
    value: text(
      /^[\p{L}\p{N}_.:/+-]{1,100}$/u,
      'Mã lựa chọn gồm 1 đến 100 chữ, số hoặc dấu _ . : / + -, không có khoảng trắng.',
    ),
    label: words,
  },
})

const choices: Check = (value, pointer, report) => {
  listOf(choice, 1, 1000)(value, pointer, report)
  const seen = new Set<unknown>()
  for (const [i, item] of (Array.isArray(value) ? value : []).entries()) {
    const code: unknown = isObject(item) ? item['value'] : undefined
    if (seen.has(code))
      report(pointerTo(pointer, i), 'duplicate_choice', `Lựa chọn “${String(code)}” bị lặp.`)
    seen.add(code)
  }
}

const field: Check = (value, pointer, report) => {
  const type = isObject(value) ? value['type'] : undefined
  const shape = typeof type === 'string' && Object.hasOwn(FIELDS, type) ? FIELDS[type] : undefined
  if (shape) checkObject(value, pointer, shape, report)
  else {
    const known = Object.keys(FIELDS).join(', ')
    report(pointerTo(pointer, 'type'), 'bad_type', `Không có kiểu trường này; các kiểu: ${known}.`)
  }
}

const anyType: Check = () => {}
const base = {
  key: fieldKey,
  type: anyType,
  label: words,
  hint: words,
  showIf: expression,
  rules: listOf(rule({}), 0, 20),
}
const token = text(/^[a-z][a-z0-9 -]{0,60}$/, 'Phải là giá trị autocomplete của HTML, ví dụ "name".')
const answer = { ...base, required: condition, autocomplete: token }
const count = integer(0, 1000)

function leaf(properties: Record<string, Check> = {}, required: string[] = []): Shape {
  return {
    required: ['key', 'type', 'label', ...required],
    properties: { ...answer, ...properties },
    whole: ordered,
  }
}

const textLike = {
  minLength: integer(0, 20_000),
  maxLength: integer(1, 20_000),
  pattern,
  patternMessage: words,
}
const fields = (max: number) => listOf((...args) => field(...args), 1, max)

const FIELDS: Record<string, Shape> = {
  text: leaf(textLike),
  multiline: leaf(textLike),
  number: leaf({ min: number, max: number }),
  integer: leaf({ min: wholeNumber, max: wholeNumber }),
  money: leaf({ min: wholeNumber, max: wholeNumber }),
  date: leaf({ min: dateLimit, max: dateLimit }),
  boolean: leaf(),
  choice: leaf({ choices, look: oneOf('radio', 'select') }, ['choices']),
  multichoice: leaf({ choices, min: count, max: integer(1, 1000) }, ['choices']),
  phone: leaf(),
  email: leaf(),
  citizenId: leaf(),
  taxCode: leaf(),
  address: leaf({ level: oneOf('province', 'commune', 'full') }),
  file: leaf({
    accept: listOf(text(/^[a-z]+\/[a-z0-9.+-]+$/, 'Phải là kiểu nội dung, ví dụ "application/pdf".'), 1, 20),
    maxSize: integer(1, 1_000_000_000),
  }),
  group: {
    required: ['key', 'type', 'label', 'fields'],
    properties: { ...base, fields: fields(MAX_FIELDS) },
  },
  repeat: {
    required: ['key', 'type', 'label', 'fields'],
    properties: { ...base, fields: fields(MAX_FIELDS), min: integer(0, 200), max: integer(1, 200) },
    whole: ordered,
  },
  computed: {
    required: ['key', 'type', 'label', 'compute', 'as'],
    properties: { ...base, compute: expression, as: oneOf('text', 'number', 'money', 'date', 'boolean') },
  },
}

function ordered(value: Record<string, unknown>, pointer: string, report: Report): void {
  for (const [low, high] of [
    ['min', 'max'],
    ['minLength', 'maxLength'],
  ] as const) {
    const [min, max] = [value[low], value[high]]
    const comparable = typeof min === typeof max && min !== 'today' && max !== 'today'
    if (comparable && (min as number | string) > (max as number | string)) {
      report(pointerTo(pointer, low), 'limits', `“${low}” không được lớn hơn “${high}”.`)
    }
  }
  if (value['pattern'] !== undefined && Number(value['maxLength'] ?? 0) > 2000) {
    report(pointerTo(pointer, 'maxLength'), 'limits', 'Trường có mẫu (“pattern”) chỉ dài tối đa 2000 ký tự.')
  }
}

const FORM: Shape = {
  required: ['key', 'title', 'sections'],
  properties: {
    key: formKey,
    version: integer(1, 1_000_000),
    title: words,
    description: words,
    sections: listOf(
      object({
        required: ['key', 'title', 'fields'],
        properties: {
          key: fieldKey,
          title: words,
          hint: words,
          showIf: expression,
          fields: fields(MAX_FIELDS),
        },
      }),
      1,
      40,
    ),
    rules: listOf(
      rule({ at: text(/^[\w.]{1,200}$/, 'Phải là đường dẫn tới một trường, ví dụ "me.ngaysinh".') }),
      0,
      50,
    ),
  },
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

import type { CompiledForm, Expr } from '@motcua/rules'

/** What a value is, as far as it is known before anything runs. Dates are texts. */
export type ValueType = 'text' | 'number' | 'boolean' | 'list' | 'object' | 'any'

/** Types by dotted path: `dien_tich`, `dia_chi.commune`. */
export type FieldTypes = Readonly<Record<string, ValueType>>

/** The types of the answers of a form, by dotted path; columns of a repeat are lists. */
export function fieldTypesOf(form: Pick<CompiledForm, 'sections'>): FieldTypes {
  return Object.fromEntries(form.sections.flatMap((section) => typesIn(section.fields, '', false)))
}

type FormField = CompiledForm['sections'][number]['fields'][number]

function typesIn(fields: readonly FormField[], before: string, repeated: boolean): [string, ValueType][] {
  return fields.flatMap((field): [string, ValueType][] => {
    const path = before + field.key
    if (field.type === 'group') return [[path, 'object'], ...typesIn(field.fields, `${path}.`, repeated)]
    if (field.type === 'repeat') return [[path, 'list'], ...typesIn(field.fields, `${path}.`, true)]
    const type = typeOfField(field)
    const parts = field.type === 'address' ? ['province', 'commune', 'text'] : []
    const column = (own: ValueType): ValueType => (repeated ? 'list' : own)
    return [
      [path, column(type)],
      ...parts.map((part): [string, ValueType] => [`${path}.${part}`, column('text')]),
    ]
  })
}

function typeOfField(field: Exclude<FormField, { type: 'group' | 'repeat' }>): ValueType {
  const type = field.type === 'computed' ? field.as : field.type
  switch (type) {
    case 'number':
    case 'integer':
    case 'money':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'multichoice':
      return 'list'
    case 'address':
    case 'file':
      return 'object'
    default:
      return 'text'
  }
}

const RESULTS: Readonly<Record<string, ValueType>> = {
  count: 'number',
  sum: 'number',
  mean: 'number',
  'string length': 'number',
  number: 'number',
  abs: 'number',
  floor: 'number',
  ceiling: 'number',
  round: 'number',
  modulo: 'number',
  year: 'number',
  month: 'number',
  day: 'number',
  age: 'number',
  months: 'number',
  days: 'number',
  contains: 'boolean',
  'starts with': 'boolean',
  'ends with': 'boolean',
  'list contains': 'boolean',
  'is empty': 'boolean',
  'is defined': 'boolean',
  not: 'boolean',
  'upper case': 'text',
  'lower case': 'text',
  trim: 'text',
  substring: 'text',
  string: 'text',
  today: 'text',
  date: 'text',
  'add days': 'text',
  'add months': 'text',
  concatenate: 'list',
  'distinct values': 'list',
}

const WORDS: Readonly<Record<ValueType, string>> = {
  text: 'chữ',
  number: 'số',
  boolean: 'đúng hoặc sai',
  list: 'danh sách',
  object: 'nhóm thông tin',
  any: 'giá trị',
}

/** In Vietnamese: "số", "chữ". */
export const wordFor = (type: ValueType): string => WORDS[type]

/**
 * The type of an expression; where its parts do not fit together, `clash` is told in Vietnamese. What is inside
 * filters and loops over lists is not looked at.
 */
export function typeOf(
  expr: Expr,
  typeAt: (path: string) => ValueType,
  clash: (text: string) => void,
): ValueType {
  const inner = (part: Expr) => typeOf(part, typeAt, clash)
  const want = (part: Expr, type: ValueType, where: string) => {
    const found = inner(part)
    if (found !== type && found !== 'any') clash(`${where} cần ${wordFor(type)}, ở đây là ${wordFor(found)}`)
  }
  const alike = (left: Expr, right: Expr, where: string): ValueType => {
    const [a, b] = [inner(left), inner(right)]
    if (a !== 'any' && b !== 'any' && a !== b) clash(`${where} so ${wordFor(a)} với ${wordFor(b)}`)
    return a === 'any' ? b : a
  }
  switch (expr.op) {
    case 'value':
      return expr.value === null ? 'any' : typeOfValue(expr.value)
    case 'name':
    case 'path': {
      const path = pathOf(expr)
      return path === null ? 'any' : typeAt(path)
    }
    case 'and':
    case 'or':
      want(expr.left, 'boolean', `phép ${expr.op}`)
      want(expr.right, 'boolean', `phép ${expr.op}`)
      return 'boolean'
    case 'compare':
      alike(expr.left, expr.right, `phép ${expr.is}`)
      return 'boolean'
    case 'between':
      alike(expr.value, expr.low, 'phép between')
      alike(expr.value, expr.high, 'phép between')
      return 'boolean'
    case 'in':
    case 'some':
    case 'every':
      return 'boolean'
    case 'arithmetic': {
      if (expr.is === '+') return alike(expr.left, expr.right, 'phép +')
      want(expr.left, 'number', `phép ${expr.is}`)
      want(expr.right, 'number', `phép ${expr.is}`)
      return 'number'
    }
    case 'negate':
      want(expr.of, 'number', 'dấu trừ')
      return 'number'
    case 'if': {
      want(expr.condition, 'boolean', 'điều kiện của if')
      const [a, b] = [inner(expr.then), inner(expr.else)]
      return a === b ? a : 'any'
    }
    case 'call':
      for (const arg of expr.args) inner(arg)
      return RESULTS[expr.name] ?? 'any'
    case 'list':
    case 'filter':
    case 'for':
      return 'list'
    case 'at':
      return 'any'
  }
}

function typeOfValue(value: boolean | number | string): ValueType {
  if (typeof value === 'number') return 'number'
  return typeof value === 'boolean' ? 'boolean' : 'text'
}

function pathOf(expr: Expr): string | null {
  if (expr.op === 'name') return expr.name
  const of = expr.op === 'path' ? pathOf(expr.of) : null
  return of === null || expr.op !== 'path' ? null : `${of}.${expr.name}`
}

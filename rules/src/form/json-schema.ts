/** The answers of a form as JSON Schema (2020-12), for partners and API documents. */
import type { Expr } from '../expression.ts'
import { type CompiledForm, DEFAULT_MAX_ROWS, type Field, maxLengthOf, type Words } from './definition.ts'

type Json = { [key: string]: unknown }

/**
 * A schema that every set of cleaned answers without errors satisfies. Conditions and rules are not in it:
 * what may be hidden is optional here, so a partner still has to let the form run.
 */
export function toJsonSchema(form: CompiledForm): Json {
  const schema = objectSchema(
    form.sections.flatMap((section) => section.fields.map((field) => ({ field, hides: !!section.showIf }))),
  )
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: form.title.vi,
    ...(form.description && { description: form.description.vi }),
    ...schema,
  }
}

function objectSchema(fields: { field: Field<Expr>; hides: boolean }[]): Json {
  const required = fields.filter(({ field, hides }) => !hides && isAlwaysAnswered(field))
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map(({ field }) => [field.key, fieldSchema(field)])),
    ...(required.length > 0 && { required: required.map(({ field }) => field.key) }),
    additionalProperties: false,
  }
}

function innerFields(fields: Field<Expr>[]): { field: Field<Expr>; hides: boolean }[] {
  return fields.map((field) => ({ field, hides: false }))
}

function isAlwaysAnswered(field: Field<Expr>): boolean {
  if (field.showIf || field.type === 'computed') return false
  if (field.type === 'group') return field.fields.some(isAlwaysAnswered)
  if (field.type === 'repeat') return (field.min ?? 0) > 0
  return field.required === true
}

function fieldSchema(field: Field<Expr>): Json {
  return { title: field.label.vi, ...(field.hint && { description: field.hint.vi }), ...kindSchema(field) }
}

function kindSchema(field: Field<Expr>): Json {
  switch (field.type) {
    case 'text':
    case 'multiline':
      return {
        type: 'string',
        minLength: field.minLength ?? 1,
        maxLength: maxLengthOf(field),
        ...patternOf(field.pattern),
      }
    case 'number':
      return { type: 'number', ...limits('minimum', field.min), ...limits('maximum', field.max) }
    case 'integer':
      return { type: 'integer', ...limits('minimum', field.min), ...limits('maximum', field.max) }
    case 'money':
      return { type: 'integer', minimum: field.min ?? 0, ...limits('maximum', field.max) }
    case 'date':
      return { type: 'string', format: 'date', pattern: '^\\d{4}-\\d{2}-\\d{2}$' }
    case 'boolean':
      return { type: 'boolean' }
    case 'choice':
      return choicesOf(field.choices)
    case 'multichoice':
      return {
        type: 'array',
        items: choicesOf(field.choices),
        uniqueItems: true,
        minItems: field.min ?? 1,
        ...limits('maxItems', field.max),
      }
    case 'phone':
      return { type: 'string', pattern: '^0\\d{9,10}$' }
    case 'email':
      return { type: 'string', maxLength: 254, pattern: '^[^@\\s]+@[^@\\s]+$' }
    case 'citizenId':
      return { type: 'string', pattern: '^\\d{12}$' }
    case 'taxCode':
      return { type: 'string', pattern: '^\\d{10}(-\\d{3}|\\d{2})?$' }
    case 'address':
      return addressSchema(field.level ?? 'full')
    case 'file':
      return fileSchema(field.accept)
    case 'group':
      return objectSchema(innerFields(field.fields))
    case 'repeat':
      return {
        type: 'array',
        items: objectSchema(innerFields(field.fields)),
        minItems: field.min ?? 0,
        maxItems: field.max ?? DEFAULT_MAX_ROWS,
      }
    case 'computed':
      return { readOnly: true, ...computedSchema[field.as] }
  }
}

const computedSchema = {
  text: { type: 'string' },
  number: { type: 'number' },
  money: { type: 'integer' },
  date: { type: 'string', format: 'date' },
  boolean: { type: 'boolean' },
} as const

function limits(name: string, value: number | undefined): Json {
  return value === undefined ? {} : { [name]: value }
}

function patternOf(pattern: string | undefined): Json {
  if (pattern === undefined) return {}
  return { pattern: `^(?:${pattern.replace(/^\^/, '').replace(/(?<!\\)\$$/, '')})$` }
}

function choicesOf(choices: { value: string; label: Words }[]): Json {
  return { type: 'string', oneOf: choices.map(({ value, label }) => ({ const: value, title: label.vi })) }
}

function addressSchema(level: 'province' | 'commune' | 'full'): Json {
  const required = {
    province: ['province'],
    commune: ['province', 'commune'],
    full: ['province', 'commune', 'text'],
  }
  return {
    type: 'object',
    properties: {
      province: { type: 'string', title: 'Mã tỉnh, thành phố', pattern: '^\\d{2}$' },
      commune: { type: 'string', title: 'Mã xã, phường, đặc khu' },
      old: { type: 'string', title: 'Tên đơn vị hành chính cũ', maxLength: 400 },
      text: { type: 'string', title: 'Số nhà, đường, thôn, buôn, tổ dân phố', maxLength: 1000 },
    },
    required: required[level],
    additionalProperties: false,
  }
}

function fileSchema(accept: string[] | undefined): Json {
  return {
    type: 'object',
    properties: {
      id: { type: 'string', format: 'uuid' },
      name: { type: 'string' },
      size: { type: 'integer' },
      type: { type: 'string', ...(accept && { enum: accept }) },
    },
    required: ['id'],
    additionalProperties: false,
  }
}

import { Ajv, type ErrorObject } from 'ajv'
import addFormats from 'ajv-formats'
import type { FastifySchemaCompiler } from 'fastify'
import { badRequest } from '../errors.ts'

export type FieldProblem = { pointer: string; code: string; message: string }

/**
 * Bodies are checked to the letter (no coercion, unknown fields refused by their schema); query strings and
 * path parameters, which are text on the wire, are coerced to the type asked for.
 */
export function validatorCompiler(): FastifySchemaCompiler<unknown> {
  const strict = newAjv(false)
  const coercing = newAjv(true)
  return ({ schema, httpPart }) => (httpPart === 'body' ? strict : coercing).compile(schema as object)
}

function newAjv(coerce: boolean): Ajv {
  const ajv = new Ajv({
    coerceTypes: coerce ? 'array' : false,
    useDefaults: true,
    removeAdditional: false,
    allErrors: false,
    strict: false,
  })
  // The package is CommonJS: its default export arrives one level down.
  ;(addFormats as unknown as (ajv: Ajv) => void)(ajv)
  return ajv
}

/** Turns the validator's findings into one 400 with a sentence and a JSON pointer for each field. */
export function validationError(findings: readonly ErrorObject[], part: string) {
  const problems = findings.map((f) => describe(f))
  const first = problems[0] ?? {
    pointer: '',
    code: 'invalid',
    message: 'Dữ liệu gửi lên không đúng khuôn dạng.',
  }
  const place = part === 'querystring' ? 'Tham số' : part === 'params' ? 'Địa chỉ' : 'Dữ liệu'
  return badRequest('request.invalid', `${place} gửi lên chưa đúng: ${first.message}`, problems)
}

const TYPE_NAMES: Record<string, string> = {
  string: 'chữ',
  number: 'số',
  integer: 'số nguyên',
  boolean: 'true hoặc false',
  object: 'một đối tượng',
  array: 'một danh sách',
  null: 'null',
}

function describe(f: ErrorObject): FieldProblem {
  const params = f.params as Record<string, unknown>
  const field = (pointer: string) => (pointer === '' ? 'nội dung' : `“${pointer}”`)
  const at = field(f.instancePath)
  const make = (code: string, message: string, pointer = f.instancePath): FieldProblem => ({
    pointer,
    code,
    message,
  })
  switch (f.keyword) {
    case 'required': {
      const pointer = `${f.instancePath}/${String(params['missingProperty'])}`
      return make('required', `thiếu trường ${field(pointer)}.`, pointer)
    }
    case 'additionalProperties': {
      const pointer = `${f.instancePath}/${String(params['additionalProperty'])}`
      return make(
        'unknown',
        `không có trường nào tên ${field(pointer)}, hãy bỏ đi hoặc viết lại tên.`,
        pointer,
      )
    }
    case 'type': {
      const type = String(params['type'])
      return make('type', `${at} phải là ${TYPE_NAMES[type] ?? type}.`)
    }
    case 'maxLength':
      return make('too_long', `${at} dài quá ${String(params['limit'])} ký tự.`)
    case 'minLength':
      return make('too_short', `${at} phải có ít nhất ${String(params['limit'])} ký tự.`)
    case 'maxItems':
      return make('too_many', `${at} có quá ${String(params['limit'])} dòng.`)
    case 'minItems':
      return make('too_few', `${at} phải có ít nhất ${String(params['limit'])} dòng.`)
    case 'minimum':
    case 'maximum':
      return make(
        'range',
        `${at} phải ${f.keyword === 'minimum' ? 'từ' : 'không quá'} ${String(params['limit'])}.`,
      )
    case 'format':
      return make('format', `${at} không đúng khuôn dạng ${String(params['format'])}.`)
    case 'enum':
    case 'const':
    case 'anyOf':
      return make('choice', `${at} không phải một trong các giá trị cho phép.`)
    default:
      return make('invalid', `${at} không hợp lệ.`)
  }
}

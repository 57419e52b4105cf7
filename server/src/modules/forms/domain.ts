import { createHash } from 'node:crypto'
import { type CompiledForm, type RunOptions, runForm } from '@motcua/rules'
import { checkForm, compileForm } from '@motcua/rules/compile'
import { unprocessable } from '../../platform/errors.ts'

/**
 * Compiles a form source.
 * @throws 422 `form.refused` with all problems `{pointer, code, message}` of the source in `details`
 */
export function compileSource(source: unknown): CompiledForm {
  const problems = checkForm(source)
  const [first] = problems
  if (!first) return compileForm(source)
  const more = problems.length > 1 ? ` (và ${problems.length - 1} lỗi khác)` : ''
  const message = `Biểu mẫu chưa dùng được, ở ${first.pointer || '/'}: ${first.message}${more}`
  throw unprocessable('form.refused', message, problems)
}

/**
 * The cleaned answers: texts in NFC, computed values anew, hidden and unknown fields dropped.
 * @throws 422 `form.invalid` with `{pointer, code, message}` of each fault in `details`; the pointers lead into
 *   a request body that holds the answers under `answers`: `/answers/me/ngaysinh`
 */
export function validateAnswers(
  form: CompiledForm,
  answers: unknown,
  options: RunOptions,
): Record<string, unknown> {
  const result = runForm(form, answers, options)
  const [first] = result.errors
  if (!first) return result.answers
  const more = result.errors.length > 1 ? ` (và ${result.errors.length - 1} chỗ khác cần sửa)` : ''
  const details = result.errors.map((error) => ({ ...error, pointer: `/answers${error.pointer}` }))
  throw unprocessable('form.invalid', `Tờ khai chưa đúng: ${first.message}${more}`, details)
}

/** SHA-256 of a JSON value, the same whatever the order of keys. */
export function digestOf(source: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(source)))
    .digest('hex')
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]))
}

/** Finding a field by the place of its answer. */
import type { CompiledForm, Field } from './definition.ts'
import { isContainer } from './definition.ts'

/**
 * The field whose answer stands at a JSON pointer into the answers: `/me/hoTen`, `/con/0/hoTen` in a repeat. Null for
 * anything else: groups and rows have no answer of their own.
 */
export function fieldAt(form: CompiledForm, pointer: string): Field<unknown> | null {
  if (!pointer.startsWith('/')) return null
  const path = pointer.split('/').slice(1)
  const fields = form.sections.flatMap((section) => section.fields)
  return walk(fields, path)
}

function walk(fields: readonly Field<unknown>[], [key, ...rest]: readonly string[]): Field<unknown> | null {
  const field = fields.find((other) => other.key === key)
  if (!field) return null
  if (!isContainer(field)) return rest.length === 0 ? field : null
  if (field.type === 'group') return walk(field.fields, rest)
  const [row, ...inner] = rest
  return row !== undefined && /^(0|[1-9]\d{0,2})$/.test(row) ? walk(field.fields, inner) : null
}

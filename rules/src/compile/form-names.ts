/** What the rules outside a form (fees, papers, cases) may say of its answers. */
import type { Expr } from '../expression.ts'
import type { CompiledForm, Field } from '../form/definition.ts'
import { isContainer } from '../form/definition.ts'
import { nameUses } from './names.ts'
import { outlineOf, resolveName } from './outline.ts'
import type { InputFacts } from './table.ts'

/** Names of an expression that are neither answers of the form nor among `others`, as they were written. */
export function unknownNames(expr: Expr, form: CompiledForm, others: readonly string[]): string[] {
  const root = outlineOf(form, () => {})
  const known = (path: string[]) => others.includes(path[0] ?? '') || resolveName(root, path) !== undefined
  const unknown = nameUses(expr).filter((use) => !known(use.path) && !(use.orElse && known(use.orElse)))
  return [...new Set(unknown.map((use) => (use.orElse ?? use.path).join('.')))]
}

/** What the form knows of the answer at a dotted path; undefined for lists, groups and names it does not have. */
export function factsOfAnswer(form: CompiledForm, path: string): InputFacts | undefined {
  const field = fieldAt(
    form.sections.flatMap((section) => section.fields),
    path.split('.'),
  )
  switch (field?.type) {
    case 'choice':
      return { type: 'text', values: field.choices }
    case 'boolean':
    case 'date':
      return { type: field.type }
    case 'computed':
      return { type: field.as === 'money' ? 'integer' : field.as }
    case 'number':
    case 'integer':
    case 'money': {
      const { min = field.type === 'money' ? 0 : undefined, max } = field
      const type = field.type === 'number' ? 'number' : 'integer'
      return { type, ...(min !== undefined && { min }), ...(max !== undefined && { max }) }
    }
    default:
      return undefined
  }
}

function fieldAt(fields: Field<Expr>[], [key, ...rest]: string[]): Field<Expr> | undefined {
  const field = fields.find((f) => f.key === key)
  if (!field || rest.length === 0) return field
  return isContainer(field) && field.type === 'group' ? fieldAt(field.fields, rest) : undefined
}

/**
 * Fields and sections of a form that can never be shown. What decides is explored: choices and yes/no by all their
 * values, numbers, dates and texts by one value for each region between the literals they are compared with. What
 * cannot be decided so (functions, lists, computed values) is taken to hold, so that only what is sure is told.
 */
import { type Expr, evaluate } from '../expression.ts'
import type { CompiledForm, Field, LeafField } from '../form/definition.ts'
import { isContainer } from '../form/definition.ts'
import { literal } from './literals.ts'
import { nameUses } from './names.ts'
import { type Problem, pointerTo } from './problems.ts'
import { regionsOf } from './regions.ts'

/** Warnings about a compiled form, with pointers into its source; the outermost place of each that is never shown. */
export function reviewForm(form: CompiledForm): Problem[] {
  const leaves = leavesOf(form)
  const problems: Problem[] = []
  const visit = (fields: Field<Expr>[], pointer: string, above: Expr[], repeat: string | undefined): void => {
    for (const [i, field] of fields.entries()) {
      const here = pointerTo(pointer, i)
      const conditions = field.showIf ? [...above, bindRow(field.showIf, repeat)] : above
      if (field.showIf && !canHold(conditions, leaves)) {
        problems.push(
          never(`${here}/showIf`, `Trường “${field.label.vi}” không bao giờ hiện: điều kiện không thể đúng.`),
        )
      } else if (isContainer(field)) {
        visit(field.fields, `${here}/fields`, conditions, field.type === 'repeat' ? field.key : repeat)
      }
    }
  }
  for (const [i, section] of form.sections.entries()) {
    const conditions = section.showIf ? [section.showIf] : []
    if (!canHold(conditions, leaves)) {
      problems.push(
        never(
          `/sections/${i}/showIf`,
          `Phần “${section.title.vi}” không bao giờ hiện: điều kiện không thể đúng.`,
        ),
      )
    } else visit(section.fields, `/sections/${i}/fields`, conditions, undefined)
  }
  return problems
}

const never = (pointer: string, message: string): Problem => ({
  pointer,
  code: 'unreachable',
  message,
  warning: true,
})

/** An answer by its dotted path, and when it is shown. */
interface Leaf {
  field: LeafField<Expr>
  conditions: Expr[]
}

/** All answers that are not in repeats, by path, and those of a repeat as `row.<repeat>.<key>`. */
function leavesOf(form: CompiledForm): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>()
  const walk = (fields: Field<Expr>[], path: string[], above: Expr[], repeat: string | undefined): void => {
    for (const field of fields) {
      const conditions = field.showIf ? [...above, bindRow(field.showIf, repeat)] : above
      const here = [...path, field.key]
      if (field.type === 'repeat') walk(field.fields, [ROW, field.key], conditions, field.key)
      else if (field.type === 'group') walk(field.fields, here, conditions, repeat)
      else if (field.type !== 'computed') leaves.set(here.join('.'), { field, conditions })
    }
  }
  for (const section of form.sections)
    walk(section.fields, [], section.showIf ? [section.showIf] : [], undefined)
  return leaves
}

const ROW = 'row'

/** The condition with `row` meaning the rows of one repeat: `row.a` becomes `row.<repeat>.a`. */
function bindRow(expr: Expr, repeat: string | undefined): Expr {
  if (repeat === undefined) return expr
  return JSON.parse(JSON.stringify(expr), (_, part: unknown) =>
    isRowName(part) ? { op: 'path', of: { op: 'name', name: ROW }, name: repeat } : part,
  ) as Expr
}

const isRowName = (part: unknown): boolean =>
  typeof part === 'object' &&
  part !== null &&
  'op' in part &&
  part.op === 'name' &&
  'name' in part &&
  part.name === ROW

/** Above this many combinations nothing is said. */
const MAX_COMBINATIONS = 20_000

function canHold(conditions: readonly Expr[], leaves: ReadonlyMap<string, Leaf>): boolean {
  const domains = new Map<string, unknown[]>()
  const parts = conditions.flatMap(conjuncts)
  // What is named by a condition has conditions of its own; they are explored together.
  const all = [...parts]
  for (const part of all) {
    for (const path of namesOf(part)) {
      for (const more of leaves.get(path)?.conditions.flatMap(conjuncts) ?? []) {
        if (!all.includes(more) && all.length < 100) all.push(more)
      }
    }
  }
  const decidable = (part: Expr) =>
    namesOf(part).every((path) => domainOf(path, all, leaves, domains) !== null)
  const told = parts.filter(decidable)
  if (told.length === 0) return true
  const names = [...new Set(told.flatMap(namesOf))]
  const close = new Set(names)
  for (const path of close) {
    for (const part of leaves.get(path)?.conditions.flatMap(conjuncts) ?? []) {
      if (decidable(part)) for (const name of namesOf(part)) close.add(name)
    }
  }
  const paths = [...close]
  const size = paths.reduce((n, path) => n * (domains.get(path)?.length ?? 1), 1)
  if (size > MAX_COMBINATIONS) return true
  const holds = (part: Expr, scope: Record<string, unknown>) => evaluate(part, scope) === true
  const search = (k: number, scope: Record<string, unknown>): boolean => {
    const path = paths[k]
    if (path !== undefined)
      return (domains.get(path) ?? [null]).some((value) => search(k + 1, assign(scope, path, value)))
    // A hidden answer is empty.
    const consistent = paths.every((name) => {
      const own = leaves.get(name)?.conditions.flatMap(conjuncts).filter(decidable) ?? []
      return answerAt(scope, name) === null || own.every((part) => holds(part, scope))
    })
    return consistent && told.every((part) => holds(part, scope))
  }
  return search(0, {})
}

const conjuncts = (expr: Expr): Expr[] =>
  expr.op === 'and' ? [...conjuncts(expr.left), ...conjuncts(expr.right)] : [expr]

const namesOf = (expr: Expr): string[] => [
  ...new Set(
    nameUses(expr).flatMap((use) => [use.path.join('.'), ...(use.orElse ? [use.orElse.join('.')] : [])]),
  ),
  ...(usesToday(expr) ? ['today'] : []),
]

const usesToday = (expr: Expr): boolean => JSON.stringify(expr).includes('"name":"today"')

/** The values to try for an answer; null when they cannot be told. */
function domainOf(
  path: string,
  parts: readonly Expr[],
  leaves: ReadonlyMap<string, Leaf>,
  domains: Map<string, unknown[]>,
): unknown[] | null {
  const known = domains.get(path)
  if (known) return known
  const field = leaves.get(path)?.field
  const values = field && valuesOf(field, path, parts)
  if (!values) return null
  const domain = [...values, null]
  domains.set(path, domain)
  return domain
}

function valuesOf(field: LeafField<Expr>, path: string, parts: readonly Expr[]): unknown[] | null {
  if (field.type === 'choice') return field.choices.map((choice) => choice.value)
  if (field.type === 'boolean') return [true, false]
  const type = TYPES[field.type]
  const literals: unknown[] = []
  if (!type || !parts.every((part) => collectLiterals(part, path, literals))) return null
  const limits = 'min' in field || 'max' in field ? numbersOf(field) : {}
  return regionsOf(type, literals.filter((v) => v !== null) as (string | number | boolean)[], limits)
}

const TYPES: Partial<Record<LeafField<unknown>['type'], 'text' | 'number' | 'integer' | 'date'>> = {
  text: 'text',
  number: 'number',
  integer: 'integer',
  money: 'integer',
  date: 'date',
}

const numbersOf = ({ min, max }: { min?: unknown; max?: unknown }) => ({
  ...(typeof min === 'number' && { min }),
  ...(typeof max === 'number' && { max }),
})

/** Collects what a name is compared with; false when it is used in any other way. */
function collectLiterals(expr: Expr, path: string, found: unknown[]): boolean {
  const uses = (part: Expr) => namesOf(part).includes(path)
  if (!uses(expr)) return true
  const isIt = (part: Expr) => (part.op === 'name' || part.op === 'path') && namesOf(part)[0] === path
  const against = (...others: Expr[]) => {
    const values = others.map(literal)
    found.push(...values)
    return !values.includes(undefined)
  }
  switch (expr.op) {
    case 'and':
    case 'or':
      return collectLiterals(expr.left, path, found) && collectLiterals(expr.right, path, found)
    case 'compare':
      return isIt(expr.left) ? against(expr.right) : isIt(expr.right) && against(expr.left)
    case 'between':
      return isIt(expr.value) && against(expr.low, expr.high)
    case 'in':
      return (
        isIt(expr.value) &&
        expr.tests.every((test) => (test.is === 'range' ? against(test.low, test.high) : against(test.value)))
      )
    case 'call':
      return (
        ['not', 'is empty', 'is defined'].includes(expr.name) &&
        expr.args.every((arg) => isIt(arg) || collectLiterals(arg, path, found))
      )
    default:
      return false
  }
}

function assign(scope: Record<string, unknown>, path: string, value: unknown): Record<string, unknown> {
  const [key = '', ...rest] = path.split('.')
  if (rest.length === 0) return { ...scope, [key]: value }
  return { ...scope, [key]: assign((scope[key] ?? {}) as Record<string, unknown>, rest.join('.'), value) }
}

const answerAt = (scope: Record<string, unknown>, path: string): unknown =>
  path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], scope)

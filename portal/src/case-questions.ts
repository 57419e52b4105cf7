import {
  type ChoiceField,
  type CompiledForm,
  type CompiledTable,
  type DateField,
  type Expr,
  type Field,
  type NumberField,
  type RunOptions,
  runForm,
  type SimpleField,
} from '@motcua/rules'
import type { Reply } from './read.ts'

export type Procedure = Reply<'getProcedure'>

type AskedField = ChoiceField<Expr> | DateField<Expr> | NumberField<Expr> | SimpleField<Expr>

/**
 * A question whose answer changes time, cost or papers. `name` is the dotted path of the answer: `con.ngaySinh`.
 * `value` is the answer as given, '' without one; `error` says what is wrong with a typed one.
 */
export type Question = {
  name: string
  group: string | null
  field: AskedField
  value: string
  error: string | undefined
}

/**
 * The questions that decide the case, the fees and the papers, in the order of the form: those of its fields that the
 * rules of the procedure look at, and that are shown after the answers given so far.
 */
export function caseQuestions(procedure: Procedure, answers: Answers, options: RunOptions): Question[] {
  const form = procedure.form as CompiledForm | null
  if (!form) return []
  const fields = placedFields(form)
  const wanted = withNeeds(decidingNames(procedure), fields)
  const { visible, errors } = runForm(form, answers, options)
  return [...fields.values()].flatMap(({ name, group, field }) => {
    const pointer = `/${name.replaceAll('.', '/')}`
    if (!isAsked(field) || !wanted.has(name) || !visible.includes(pointer)) return []
    const value = valueAt(answers, name)
    const error = value === '' ? undefined : errors.find((one) => one.pointer === pointer)?.message
    return [{ name, group: group?.label.vi ?? null, field, value, error }]
  })
}

function valueAt(answers: Answers, name: string): string {
  const [own, inner] = name.split('.') as [string, string?]
  const value = inner === undefined ? answers[own] : (answers[own] as Answers | undefined)?.[inner]
  return value === undefined ? '' : String(value)
}

export type Answers = Record<string, unknown>

/** The answers of the query: only what could be a question of the form, as the form's values. */
export function answersOf(procedure: Procedure, query: URLSearchParams): Answers {
  const form = procedure.form as CompiledForm | null
  if (!form) return {}
  const answers: Answers = {}
  for (const { name, field } of placedFields(form).values()) {
    const typed = query.get(name)?.slice(0, 100)
    if (!typed || !isAsked(field)) continue
    const value = field.type === 'boolean' ? typed === 'true' : typed
    const [own, inner] = name.split('.') as [string, string?]
    if (inner === undefined) answers[own] = value
    else answers[own] = { ...(answers[own] as object | undefined), [inner]: value }
  }
  return answers
}

type Placed = { name: string; group: Field<Expr> | null; field: Field<Expr>; shownIf: readonly Expr[] }

/** Fields outside of repeats, at most one group deep, by their dotted path. */
function placedFields(form: CompiledForm): Map<string, Placed> {
  const placed = new Map<string, Placed>()
  for (const section of form.sections)
    for (const field of section.fields) {
      const shownIf = [section.showIf, field.showIf].filter((e) => e !== undefined)
      if (field.type !== 'group') placed.set(field.key, { name: field.key, group: null, field, shownIf })
      else
        for (const inner of field.fields) {
          const name = `${field.key}.${inner.key}`
          const conditions = inner.showIf ? [...shownIf, inner.showIf] : shownIf
          placed.set(name, { name, group: field, field: inner, shownIf: conditions })
        }
    }
  return placed
}

const isAsked = (field: Field<Expr>): field is AskedField =>
  ['choice', 'boolean', 'integer', 'number', 'money', 'date'].includes(field.type)

function decidingNames(procedure: Procedure): Set<string> {
  const names = new Set<string>()
  for (const { when } of procedure.cases) if (when) collectNames(when.expr as Expr, names)
  for (const { mandatory } of procedure.papers)
    if (typeof mandatory !== 'boolean') collectNames(mandatory.expr as Expr, names)
  for (const { rule } of procedure.fees) if (rule) collectNames(rule.expr as Expr, names)
  for (const table of [procedure.paperTable, ...procedure.fees.map((fee) => fee.table)])
    if (table) collectTableNames(table as CompiledTable, names)
  return names
}

function collectTableNames(table: CompiledTable, names: Set<string>): void {
  for (const input of table.inputs) collectNames(input.feel, names)
  for (const row of table.rows) if (!Array.isArray(row.then)) collectNames(row.then, names)
}

/** Adds what computed values are computed from, and what decides whether a question is shown. */
function withNeeds(names: ReadonlySet<string>, fields: ReadonlyMap<string, Placed>): Set<string> {
  const all = new Set(names)
  for (const name of all) {
    const placed = fields.get(name)
    if (!placed) continue
    for (const condition of placed.shownIf) collectNames(condition, all)
    if (placed.field.type === 'computed') collectNames(placed.field.compute, all)
  }
  return all
}

/** The names of a tree, `a.b` for a path; a value has no names. */
function collectNames(tree: unknown, names: Set<string>): void {
  if (Array.isArray(tree)) for (const part of tree) collectNames(part, names)
  if (tree === null || typeof tree !== 'object' || Array.isArray(tree)) return
  const expr = tree as Expr
  if (expr.op === 'name') names.add(expr.name)
  else if (expr.op === 'path' && expr.of.op === 'name') names.add(`${expr.of.name}.${expr.name}`)
  else for (const part of Object.values(tree)) collectNames(part, names)
}

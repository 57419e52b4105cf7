/** Runs a compiled form on answers: the same on server and browser, on any JSON, without clock or network. */
import { type Expr, evaluateIn, type Scope } from '../expression.ts'
import { type AddressLookup, placeOf } from './addresses.ts'
import type { CompiledForm, Container, Field, LeafField, Locale, Rule, Section, Words } from './definition.ts'
import { DEFAULT_MAX_ROWS, isContainer } from './definition.ts'
import { type Fault, type FaultCode, sentence } from './messages.ts'
import { asObject, checkValue, cleanValue, computedValue, isPlain, UNFIT } from './values.ts'

export interface FormError {
  /** JSON pointer into the answers: `/ban_sao/0/so_luong`; empty for the whole form */
  pointer: string
  code: FaultCode
  message: string
}

export interface FormResult {
  /** cleaned answers of visible fields, in the order of the definition; what is empty is absent */
  answers: Record<string, unknown>
  errors: FormError[]
  /** JSON pointers of the fields that are shown, in order */
  visible: string[]
  /** JSON pointers of the shown fields that must be answered now */
  required: string[]
  /** keys of the sections that are shown */
  sections: string[]
}

export interface RunOptions {
  /** civil date in Vietnam, `YYYY-MM-DD` */
  today: string
  locale?: Locale
  /** what is wrong with a place, from the list of units; without it only the form of the codes is checked */
  address?: AddressLookup
}

/**
 * Cleans and checks answers. Hidden and unknown fields are dropped, computed values are computed anew, texts are
 * NFC without hidden characters. Never throws on JSON; running it on its own answers gives the same answers.
 */
export function runForm(form: CompiledForm, answers: unknown, options: RunOptions): FormResult {
  const run: Run = {
    form,
    options,
    values: {},
    hiddenSections: new Set(),
    instances: new Map(),
    unfit: new Set(),
    result: { answers: {}, errors: [], visible: [], required: [], sections: [] },
  }
  fillIn(run, asObject(answers))
  review(run)
  return run.result
}

/** One place where the fields of a container are answered: the form itself, a group, or one row of a repeat. */
interface Instance {
  values: Record<string, unknown>
  raw: Record<string, unknown>
  pointer: string
  row?: Record<string, unknown>
}

interface Run {
  form: CompiledForm
  options: RunOptions
  values: Record<string, unknown>
  hiddenSections: Set<Section<Expr>>
  instances: Map<Container<Expr>, Instance[]>
  /** pointers of answers of a kind that could not be kept */
  unfit: Set<string>
  result: FormResult
}

/** First pass, in the order of dependencies: what is shown, what it is, what follows from it. */
function fillIn(run: Run, raw: Record<string, unknown>): void {
  const root: Instance[] = [{ values: run.values, raw, pointer: '' }]
  for (const [sectionIndex = 0, ...path] of run.form.order) {
    const section = run.form.sections[sectionIndex]
    if (!section) continue
    if (path.length === 0) {
      if (!isShown(run, section.showIf)) run.hiddenSections.add(section)
      continue
    }
    if (run.hiddenSections.has(section)) continue
    const { field, container } = fieldAt(section, path)
    if (!field) continue
    for (const instance of container ? (run.instances.get(container) ?? []) : root) {
      if (isShown(run, field.showIf, instance)) fillField(run, field, instance)
    }
  }
}

function fieldAt(
  section: Section<Expr>,
  path: number[],
): { field?: Field<Expr>; container?: Container<Expr> } {
  let container: Container<Expr> | undefined
  let field: Field<Expr> | undefined
  for (const index of path) {
    if (field) {
      if (!isContainer(field)) return {}
      container = field
    }
    field = (container ?? section).fields[index]
  }
  return { field, container }
}

function isShown(run: Run, showIf: Expr | undefined, instance?: Instance): boolean {
  return showIf === undefined || evaluateIn(showIf, scopeOf(run, instance)) === true
}

function fillField(run: Run, field: Field<Expr>, instance: Instance): void {
  const pointer = `${instance.pointer}/${field.key}`
  const raw = Object.hasOwn(instance.raw, field.key) ? instance.raw[field.key] : undefined
  if (field.type === 'computed') {
    const value = computedValue(field.as, evaluateIn(field.compute, scopeOf(run, instance)))
    if (value !== undefined) instance.values[field.key] = value
    return
  }
  if (isContainer(field)) {
    openContainer(run, field, instance, pointer, raw)
    return
  }
  const value = cleanValue(field, raw)
  if (value === UNFIT) run.unfit.add(pointer)
  else if (value !== undefined) instance.values[field.key] = value
}

function openContainer(
  run: Run,
  field: Container<Expr>,
  instance: Instance,
  pointer: string,
  raw: unknown,
): void {
  const made = run.instances.get(field) ?? []
  run.instances.set(field, made)
  if (field.type === 'group') {
    if (raw !== undefined && raw !== null && !isPlain(raw)) run.unfit.add(pointer)
    const values = {}
    instance.values[field.key] = values
    made.push({ values, raw: asObject(raw), pointer, row: instance.row })
    return
  }
  if (raw !== undefined && raw !== null && !Array.isArray(raw)) run.unfit.add(pointer)
  // one row more than allowed is kept, so that the fault is still told when the answers are run again
  const rows = Array.isArray(raw) ? raw.slice(0, (field.max ?? DEFAULT_MAX_ROWS) + 1) : []
  const rowValues = rows.map((): Record<string, unknown> => ({}))
  instance.values[field.key] = rowValues
  for (const [i, row] of rowValues.entries()) {
    const rawRow: unknown = rows[i]
    if (rawRow !== undefined && rawRow !== null && !isPlain(rawRow)) run.unfit.add(`${pointer}/${i}`)
    made.push({ values: row, raw: asObject(rawRow), pointer: `${pointer}/${i}`, row })
  }
}

/** Names of an expression: `value`, then `row`, then the answers, then `today`. */
function scopeOf(run: Run, instance: Instance | undefined, value?: unknown): Scope {
  const answers: Scope = { names: run.values, outer: { names: { today: run.options.today } } }
  const inRow = instance?.row ? { names: { row: instance.row }, outer: answers } : answers
  return value === undefined ? inRow : { names: { value }, outer: inRow }
}

/** Second pass, in the order of the definition: faults and the answers to keep. */
function review(run: Run): void {
  const { result, form } = run
  const root: Instance = { values: run.values, raw: {}, pointer: '' }
  for (const section of form.sections) {
    if (run.hiddenSections.has(section)) continue
    result.sections.push(section.key)
    reviewFields(run, section.fields, root, result.answers)
  }
  for (const rule of form.rules ?? []) {
    const at = rule.at ? `/${rule.at.replaceAll('.', '/')}` : ''
    checkRule(run, rule, scopeOf(run, undefined), form.title, at)
  }
}

function reviewFields(
  run: Run,
  fields: Field<Expr>[],
  instance: Instance,
  kept: Record<string, unknown>,
): void {
  for (const field of fields) {
    // shown again from the same values: a shown field and its condition no longer change
    if (!isShown(run, field.showIf, instance)) continue
    const pointer = `${instance.pointer}/${field.key}`
    run.result.visible.push(pointer)
    if (run.unfit.has(pointer)) addFault(run, pointer, { code: 'type' }, field.label)
    const value = Object.hasOwn(instance.values, field.key) ? instance.values[field.key] : undefined
    if (field.type === 'group') {
      const inner: Record<string, unknown> = {}
      const place = { ...instance, values: asObject(value), pointer }
      reviewFields(run, field.fields, place, inner)
      if (Object.keys(inner).length > 0) kept[field.key] = inner
    } else if (field.type === 'repeat') {
      const rows = reviewRows(run, field, Array.isArray(value) ? value : [], pointer)
      if (rows.length > 0) kept[field.key] = rows
    } else {
      if (value !== undefined) kept[field.key] = value
      if (field.type !== 'computed') checkLeaf(run, field, value, instance, pointer)
    }
    if (value !== undefined) {
      for (const rule of field.rules ?? []) {
        checkRule(run, rule, scopeOf(run, instance, value), field.label, pointer)
      }
    }
  }
}

function reviewRows(
  run: Run,
  field: Container<Expr> & { type: 'repeat' },
  rows: unknown[],
  pointer: string,
): Record<string, unknown>[] {
  const max = field.max ?? DEFAULT_MAX_ROWS
  if (rows.length < (field.min ?? 0))
    addFault(run, pointer, { code: 'rows_min', limit: field.min }, field.label)
  if (rows.length > max) addFault(run, pointer, { code: 'rows_max', limit: max }, field.label)
  return rows.map((row, i) => {
    const inner: Record<string, unknown> = {}
    const values = asObject(row)
    const place = { values, raw: {}, pointer: `${pointer}/${i}`, row: values }
    if (run.unfit.has(place.pointer)) addFault(run, place.pointer, { code: 'type' }, field.label)
    reviewFields(run, field.fields, place, inner)
    return inner
  })
}

function checkLeaf(
  run: Run,
  field: LeafField<Expr>,
  value: unknown,
  instance: Instance,
  pointer: string,
): void {
  const required = field.required
  const isRequired =
    typeof required === 'object' ? evaluateIn(required, scopeOf(run, instance)) === true : required === true
  if (isRequired) run.result.required.push(pointer)
  if (value === undefined) {
    if (isRequired && !run.unfit.has(pointer)) addFault(run, pointer, missing(field), field.label)
    return
  }
  const fault = checkValue(field, value, run.options.today) ?? misplaced(run, field, value)
  if (fault) addFault(run, pointer, fault, field.label)
}

function misplaced(run: Run, field: LeafField<Expr>, value: unknown): Fault | undefined {
  if (field.type !== 'address' || !run.options.address) return undefined
  const place = placeOf(asObject(value), field.level)
  const message = place && run.options.address(place)
  return message && { code: 'address_area', message }
}

function missing(field: LeafField<Expr>): Fault {
  if (field.type === 'file') return { code: 'required', say: 'required_file' }
  const chosen = ['choice', 'multichoice', 'boolean'].includes(field.type)
  return chosen ? { code: 'required', say: 'required_choice' } : { code: 'required' }
}

function checkRule(run: Run, rule: Rule<Expr>, scope: Scope, label: Words, pointer: string): void {
  if (evaluateIn(rule.assert, scope) !== false) return
  addFault(run, pointer, { code: 'rule', message: rule.message }, label)
}

function addFault(run: Run, pointer: string, fault: Fault, label: Words): void {
  const message = sentence(fault, label, run.options.locale ?? 'vi')
  run.result.errors.push({ pointer, code: fault.code, message })
}

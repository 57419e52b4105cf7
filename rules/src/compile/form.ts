/** Publication of a form: every problem told at once, or the compiled definition. */
import type { Expr } from '../expression.ts'
import type { CompiledForm, Field, FormSource, Rule, Section } from '../form/definition.ts'
import { isContainer } from '../form/definition.ts'
import { compileExpression, ExpressionError } from './expression.ts'
import { nameUses } from './names.ts'
import { evaluationOrder } from './order.ts'
import { type FormNode, outlineOf, resolveName } from './outline.ts'
import { FormDefinitionError, NOTHING, type Problem, pointerTo, type Report } from './problems.ts'
import { hasFormShape } from './shape.ts'

/** All problems of a source definition, each with the place in it; none when it can be published. */
export function checkForm(source: unknown): Problem[] {
  return read(source).problems
}

/** The compiled definition; throws FormDefinitionError with all problems when there are any. */
export function compileForm(source: unknown): CompiledForm {
  const { problems, compiled } = read(source)
  if (!compiled || problems.length > 0) throw new FormDefinitionError(problems)
  return compiled
}

function read(source: unknown): { problems: Problem[]; compiled?: CompiledForm } {
  const problems: Problem[] = []
  const report: Report = (pointer, code, message) => problems.push({ pointer, code, message })
  if (!hasFormShape(source, report)) return { problems }
  const root = outlineOf(source, report)
  if (problems.length > 0) return { problems }
  const compiled = compileSections(source, { root, report })
  compiled.order = evaluationOrder(root, compiled, report)
  return { problems, compiled }
}

interface Place {
  root: FormNode
  report: Report
  /** the field whose rules are read: what `value` means */
  own?: FormNode
  /** the repeat around: what `row` means */
  row?: FormNode
}

function compileSections(source: FormSource, place: Place): CompiledForm {
  const sections = source.sections.map((section, i): Section<Expr> => {
    const pointer = `/sections/${i}`
    return {
      ...section,
      ...(section.showIf !== undefined && {
        showIf: expressionAt(section.showIf, `${pointer}/showIf`, place),
      }),
      fields: section.fields.map((field, k) =>
        compileField(field, `${pointer}/fields/${k}`, place.root, place),
      ),
    } as Section<Expr>
  })
  const rules = source.rules?.map((rule, i) => {
    const pointer = `/rules/${i}`
    checkTarget(rule, pointer, place)
    return compileRule(rule, pointer, place)
  })
  return {
    format: 1,
    key: source.key,
    title: source.title,
    ...(source.description && { description: source.description }),
    sections,
    ...(rules && { rules }),
    order: [],
  }
}

function compileField(field: Field<string>, pointer: string, parent: FormNode, place: Place): Field<Expr> {
  const node = parent.children.get(field.key)
  const here: Place = { ...place, own: node }
  const { showIf, rules, ...rest } = field
  const common = {
    ...(showIf !== undefined && { showIf: expressionAt(showIf, `${pointer}/showIf`, place) }),
    ...(rules && { rules: rules.map((rule, i) => compileRule(rule, `${pointer}/rules/${i}`, here)) }),
  }
  if (isContainer(field)) {
    const inside: Place = { ...place, ...(field.type === 'repeat' && { row: node }) }
    const fields = field.fields.map((inner, i) =>
      compileField(inner, `${pointer}/fields/${i}`, node ?? parent, inside),
    )
    return { ...rest, ...common, fields } as Field<Expr>
  }
  if (field.type === 'computed') {
    return {
      ...rest,
      ...common,
      compute: expressionAt(field.compute, `${pointer}/compute`, place),
    } as Field<Expr>
  }
  const required =
    typeof field.required === 'string'
      ? expressionAt(field.required, `${pointer}/required`, place)
      : field.required
  return { ...rest, ...common, ...(required !== undefined && { required }) } as Field<Expr>
}

function compileRule(rule: Rule<string>, pointer: string, place: Place): Rule<Expr> {
  return { ...rule, assert: expressionAt(rule.assert, `${pointer}/assert`, place, { cautious: true }) }
}

function checkTarget(rule: Rule<string>, pointer: string, place: Place): void {
  if (rule.at === undefined) return
  const node = resolveName(place.root, rule.at.split('.'))
  if (node && node.kind !== 'part' && !node.inRepeat) return
  const message = `“at” phải là một trường có thật, không nằm trong nhóm lặp; không có “${rule.at}”.`
  place.report(pointerTo(pointer, 'at'), 'unknown_name', message)
}

/** Compiles one expression and looks up every name it uses; null stands for one that is wrong. */
function expressionAt(text: string, pointer: string, place: Place, options?: { cautious: boolean }): Expr {
  try {
    const expr = compileExpression(text, options)
    for (const use of nameUses(expr)) {
      if (isKnown(use.path, place) || (use.orElse && isKnown(use.orElse, place))) continue
      place.report(pointer, 'unknown_name', unknownName(use.orElse ?? use.path, place))
    }
    return expr
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    place.report(pointer, 'bad_expression', error.message)
    return NOTHING
  }
}

function isKnown(path: string[], place: Place): boolean {
  const [first = '', ...rest] = path
  if (first === 'today') return rest.length === 0
  if (first === 'row') return place.row !== undefined && resolveName(place.row, rest) !== undefined
  if (first === 'value') return place.own !== undefined && resolveName(place.own, rest) !== undefined
  return resolveName(place.root, path) !== undefined
}

function unknownName(path: string[], place: Place): string {
  const name = path.join('.')
  if (path[0] === 'row' && !place.row) return `“${name}”: “row” chỉ dùng được bên trong nhóm lặp.`
  if (path[0] === 'value' && !place.own)
    return `“${name}”: “value” chỉ dùng được trong quy tắc của một trường.`
  const last = path.at(-1) ?? ''
  if (place.row?.children.has(name))
    return `Không có trường “${name}”; trong nhóm lặp hãy viết “row.${name}”.`
  const similar = place.root.all.find((node) => node.path.at(-1) === last)
  return `Không có trường “${name}”${similar ? `; có phải “${similar.path.join('.')}”?` : '.'}`
}

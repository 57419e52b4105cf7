/** In which order the fields of a form can be decided: each after all that its `showIf` and `compute` need. */
import type { Expr } from '../expression.ts'
import type { CompiledForm, Field } from '../form/definition.ts'
import { isContainer } from '../form/definition.ts'
import { nameUses } from './names.ts'
import { type FormNode, resolveName } from './outline.ts'
import type { Report } from './problems.ts'

/** Places of sections and fields in an order that works; a circle is reported. */
export function evaluationOrder(root: FormNode, form: CompiledForm, report: Report): number[][] {
  const steps = allSteps(root, form)
  const byNode = new Map(steps.flatMap((step) => (step.node ? [[step.node, step] as const] : [])))
  const order: number[][] = []
  const done = new Set<Step>()
  const open: Step[] = []
  const visit = (step: Step): boolean => {
    if (done.has(step)) return true
    const start = open.indexOf(step)
    if (start >= 0) {
      reportCircle(open.slice(start), report)
      return false
    }
    open.push(step)
    const sound = needsOf(step, root, byNode, steps).every(visit)
    open.pop()
    if (!sound) return false
    done.add(step)
    order.push(step.place)
    return true
  }
  // one circle at a time: what hangs on it would only be told again
  steps.every(visit)
  return order
}

/** A section or a field to be decided. */
interface Step {
  place: number[]
  name: string
  pointer: string
  node?: FormNode
  row?: FormNode
  exprs: Expr[]
}

function allSteps(root: FormNode, form: CompiledForm): Step[] {
  const steps: Step[] = []
  const addField = (
    field: Field<Expr>,
    node: FormNode | undefined,
    pointer: string,
    row?: FormNode,
  ): void => {
    if (!node) return
    const exprs = [field.showIf, field.type === 'computed' ? field.compute : undefined]
    steps.push({
      place: node.place,
      name: node.path.join('.'),
      pointer,
      node,
      row,
      exprs: exprs.filter((e) => e !== undefined),
    })
    if (!isContainer(field)) return
    for (const [i, inner] of field.fields.entries()) {
      const inside = field.type === 'repeat' ? node : row
      addField(inner, node.children.get(inner.key), `${pointer}/fields/${i}`, inside)
    }
  }
  for (const [i, section] of form.sections.entries()) {
    const pointer = `/sections/${i}`
    steps.push({ place: [i], name: section.key, pointer, exprs: section.showIf ? [section.showIf] : [] })
    for (const [k, field] of section.fields.entries()) {
      addField(field, root.children.get(field.key), `${pointer}/fields/${k}`)
    }
  }
  return steps
}

/** Steps that must come first: the container or section, and whatever the expressions name, with all inside it. */
function needsOf(step: Step, root: FormNode, byNode: Map<FormNode, Step>, steps: Step[]): Step[] {
  const parent = step.node?.parent
  const needs: (Step | undefined)[] = []
  if (parent && parent !== root) needs.push(byNode.get(parent))
  else if (step.node) needs.push(steps.find((s) => s.place.length === 1 && s.place[0] === step.place[0]))
  for (const use of step.exprs.flatMap(nameUses)) {
    for (const path of [use.path, use.orElse]) {
      const named = path && nodeOf(path, root, step.row)
      if (named) needs.push(...withInner(named).map((node) => byNode.get(node)))
    }
  }
  return needs.filter((need) => need !== undefined)
}

function nodeOf(path: string[], root: FormNode, row: FormNode | undefined): FormNode | undefined {
  const node = path[0] === 'row' && row ? resolveName(row, path.slice(1)) : resolveName(root, path)
  return node?.kind === 'part' ? node.parent : node
}

function withInner(node: FormNode): FormNode[] {
  const inner = [...node.children.values()].filter((child) => child.kind !== 'part')
  return [node, ...inner.flatMap(withInner)]
}

function reportCircle(circle: Step[], report: Report): void {
  const names = [...circle, ...circle.slice(0, 1)].map((step) => step.name).join(' → ')
  const message = `Các phần tính toán và điều kiện phụ thuộc vòng tròn: ${names}.`
  report(circle[0]?.pointer ?? '', 'cycle', message)
}

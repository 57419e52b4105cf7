/** The tree of the fields of a form by name: what an expression can speak of. */
import type { Field, Section } from '../form/definition.ts'
import { isContainer } from '../form/definition.ts'
import { pointerTo, type Report } from './problems.ts'

export interface FormNode {
  kind: 'form' | 'group' | 'repeat' | 'leaf' | 'part'
  /** keys from the form down */
  path: string[]
  /** indices of section, field, inner field …: the place in `order` */
  place: number[]
  children: Map<string, FormNode>
  inRepeat: boolean
  parent?: FormNode
  /** in the root only: all fields, each after its container */
  all: FormNode[]
}

/** The outline of a form; duplicate keys and repeats within repeats are reported. */
export function outlineOf<E>(source: { sections: Section<E>[] }, report: Report): FormNode {
  const root: FormNode = { kind: 'form', path: [], place: [], children: new Map(), inRepeat: false, all: [] }
  const sectionKeys = new Set<string>()
  for (const [i, section] of source.sections.entries()) {
    const pointer = `/sections/${i}`
    if (sectionKeys.has(section.key)) {
      report(`${pointer}/key`, 'duplicate_key', `Phần “${section.key}” bị lặp khóa.`)
    }
    sectionKeys.add(section.key)
    addFields(section.fields, root, root, `${pointer}/fields`, [i], report)
  }
  if (root.all.length > MAX_FIELDS) report('', 'limits', `Biểu mẫu chỉ được có tối đa ${MAX_FIELDS} trường.`)
  return root
}

/** The node a path leads to, from a node down; undefined when there is none. */
export function resolveName(from: FormNode, path: string[]): FormNode | undefined {
  let node: FormNode | undefined = from
  for (const key of path) node = node?.children.get(key)
  return node
}

const MAX_FIELDS = 500
const MAX_DEPTH = 5

/** Members of the answers that are objects. */
const PARTS: Readonly<Record<string, string[]>> = {
  address: ['province', 'commune', 'old', 'text'],
  file: ['id', 'name', 'size', 'type'],
}

function addFields<E>(
  fields: Field<E>[],
  parent: FormNode,
  root: FormNode,
  pointer: string,
  place: number[],
  report: Report,
): void {
  for (const [i, field] of fields.entries()) {
    const here = pointerTo(pointer, i)
    const path = [...parent.path, field.key]
    if (parent.children.has(field.key)) {
      report(`${here}/key`, 'duplicate_key', `Trường “${path.join('.')}” bị lặp khóa.`)
      continue
    }
    const inRepeat = parent.inRepeat || parent.kind === 'repeat'
    if (field.type === 'repeat' && inRepeat) {
      report(`${here}/type`, 'nesting', 'Nhóm lặp không được nằm trong nhóm lặp khác.')
    }
    if (path.length > MAX_DEPTH) report(here, 'nesting', `Các nhóm lồng nhau tối đa ${MAX_DEPTH} lớp.`)
    const kind = isContainer(field) ? field.type : 'leaf'
    const node: FormNode = {
      kind,
      path,
      place: [...place, i],
      children: new Map(),
      inRepeat,
      parent,
      all: [],
    }
    parent.children.set(field.key, node)
    root.all.push(node)
    if (isContainer(field)) addFields(field.fields, node, root, `${here}/fields`, node.place, report)
    for (const part of PARTS[field.type] ?? []) {
      const partNode = {
        ...node,
        kind: 'part' as const,
        path: [...path, part],
        children: new Map(),
        parent: node,
      }
      node.children.set(part, partNode)
    }
  }
}

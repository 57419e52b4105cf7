import type { Field, FormSource, Section } from '@motcua/rules'

/** Where a section or a field stands: index of the section, then of the field in it, then inside groups. */
export type Place = readonly number[]
export type SourceField = Field<string>
export type SourceSection = Section<string>
export type SourceNode = SourceSection | SourceField

/** The section or field at a place; undefined when there is none. */
export function nodeAt(form: FormSource, place: Place): SourceNode | undefined {
  const [section, ...rest] = place
  let node: SourceNode | undefined = section === undefined ? undefined : form.sections[section]
  for (const index of rest) node = node && childrenOf(node)?.[index]
  return node
}

/** The fields inside a section, a group or a repeat; null for what holds none. */
export function childrenOf(node: SourceNode): SourceField[] | null {
  return 'fields' in node ? node.fields : null
}

/** JSON pointer of a place in the source. */
export const pointerOf = ([section, ...rest]: Place): string =>
  `/sections/${section}${rest.map((index) => `/fields/${index}`).join('')}`

/** The place that a JSON pointer leads to or into; null when it leads to none. */
export function placeOf(pointer: string): Place | null {
  const found = /^\/sections\/(\d+)((?:\/fields\/\d+)*)/.exec(pointer)
  if (!found) return null
  return [Number(found[1]), ...[...found[2]!.matchAll(/\d+/g)].map(Number)]
}

/** Everything in the order of the page, with its place. */
export function walk(form: FormSource): { node: SourceNode; place: Place }[] {
  const inside = (node: SourceNode, place: Place): { node: SourceNode; place: Place }[] => [
    { node, place },
    ...(childrenOf(node) ?? []).flatMap((child, i) => inside(child, [...place, i])),
  ]
  return form.sections.flatMap((section, i) => inside(section, [i]))
}

/** The form with another node at a place. */
export function replaceAt(form: FormSource, place: Place, next: SourceNode): FormSource {
  return editList(form, place, (list, index) => list.with(index, next))
}

/** The form without the node at a place. */
export function removeAt(form: FormSource, place: Place): FormSource {
  return editList(form, place, (list, index) => list.toSpliced(index, 1))
}

/** The form with a node put before the one at a place; at the end when the index is the length of the list. */
export function insertAt(form: FormSource, place: Place, node: SourceNode): FormSource {
  return editList(form, place, (list, index) => list.toSpliced(index, 0, node))
}

/** What a move gives: the form, and where the node is now. */
export type Moved = { form: FormSource; place: Place }

/**
 * Moves a node one up or down among its neighbours. A field at the edge goes into the section before or behind.
 * Null when there is nowhere to go.
 */
export function nudge(form: FormSource, place: Place, by: -1 | 1): Moved | null {
  const node = nodeAt(form, place)
  const index = place.at(-1)
  if (!node || index === undefined) return null
  const parent = place.slice(0, -1)
  const list = parent.length === 0 ? form.sections : childrenOf(nodeAt(form, parent)!)!
  const to = index + by
  if (to >= 0 && to < list.length) return move(form, place, [...parent, by > 0 ? to + 1 : to])
  if (place.length === 1) return null
  if (parent.length > 1) {
    // Out of a group: before or behind it.
    const own = parent.at(-1)!
    return move(form, place, [...parent.slice(0, -1), by > 0 ? own + 1 : own])
  }
  const section = form.sections[place[0]! + by]
  if (!section) return null
  return move(form, place, [place[0]! + by, by > 0 ? 0 : section.fields.length])
}

/**
 * Takes the node at one place and puts it before what stands at the other, both as they are now. Null when it would
 * be put into itself, a field outside of sections, a section into one, or a repeat into a repeat.
 */
export function move(form: FormSource, from: Place, to: Place): Moved | null {
  const node = nodeAt(form, from)
  if (!node || (from.length === 1) !== (to.length === 1)) return null
  if (to.length > from.length && from.every((index, i) => to[i] === index)) return null
  if (isRepeat(node) && insideRepeat(form, to)) return null
  const place = afterRemoval(from, to)
  return { form: insertAt(removeAt(form, from), place, node), place }
}

/** A key for a new node that no other of its list has: `truong1`. */
export function freeKey(form: FormSource, base: string): string {
  const taken = new Set(walk(form).map(({ node }) => node.key))
  let number = 1
  while (taken.has(`${base}${number}`)) number++
  return `${base}${number}`
}

const isRepeat = (node: SourceNode): boolean =>
  'type' in node && (node.type === 'repeat' || (childrenOf(node) ?? []).some(isRepeat))

function insideRepeat(form: FormSource, to: Place): boolean {
  return to.slice(0, -1).some((_, i) => {
    const above = nodeAt(form, to.slice(0, i + 1))
    return above !== undefined && 'type' in above && above.type === 'repeat'
  })
}

/** Where `to` is when the node at `from` is gone: later neighbours of it have moved up. */
function afterRemoval(from: Place, to: Place): Place {
  const depth = from.length - 1
  const isBehind =
    to.length > depth &&
    from.slice(0, depth).every((index, i) => to[i] === index) &&
    from[depth]! < to[depth]!
  return isBehind ? to.with(depth, to[depth]! - 1) : to
}

type List = (list: readonly SourceNode[], index: number) => SourceNode[]

function editList(form: FormSource, place: Place, edit: List): FormSource {
  const [first, ...rest] = place as [number, ...number[]]
  if (rest.length === 0) return { ...form, sections: edit(form.sections, first) as SourceSection[] }
  const section = form.sections[first]!
  return { ...form, sections: form.sections.with(first, within(section, rest, edit) as SourceSection) }
}

function within(node: SourceNode, [first, ...rest]: number[], edit: List): SourceNode {
  const fields = childrenOf(node) ?? []
  const next =
    rest.length === 0
      ? edit(fields, first!)
      : fields.with(first!, within(fields[first!]!, rest, edit) as SourceField)
  return { ...node, fields: next as SourceField[] } as SourceNode
}

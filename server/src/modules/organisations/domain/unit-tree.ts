import { searchText, UNIT_KINDS, type UnitKind } from '@motcua/rules'
import type { CodeScheme } from './agency-code.ts'
import { type CivilDate, isValidOn, type Period } from './validity.ts'

export { UNIT_KINDS, type UnitKind }

export type UnitCode = Period & { scheme: CodeScheme; value: string }

export type UnitName = Period & { name: string; searchText: string }

/** An organisation as stored, with all names and codes it ever had. */
export type UnitRecord = Period & {
  id: string
  key: string | null
  kind: UnitKind
  parentId: string | null
  adminUnitId: string | null
  phone: string | null
  address: string | null
  isReceptionPoint: boolean
  canDecide: boolean
  names: readonly UnitName[]
  codes: readonly UnitCode[]
}

/** An organisation as it is on one day. */
export type Unit = Omit<UnitRecord, 'names'> & { name: string }

/** All organisations of one revision of the tables, ready for looking up. */
export type UnitTree = {
  revision: number
  byId: ReadonlyMap<string, UnitRecord>
  byRef: ReadonlyMap<string, readonly UnitRecord[]>
  children: ReadonlyMap<string, readonly string[]>
}

export function buildUnitTree(revision: number, records: readonly UnitRecord[]): UnitTree {
  const byId = new Map(records.map((r) => [r.id, r]))
  const byRef = new Map<string, UnitRecord[]>()
  const children = new Map<string, string[]>()
  for (const record of records) {
    const refs = new Set([record.key, ...record.codes.map((c) => c.value)].filter((r) => r !== null))
    for (const ref of refs) push(byRef, refKey(ref), record)
    if (record.parentId) push(children, record.parentId, record.id)
  }
  return { revision, byId, byRef, children }
}

/**
 * The unit named by an id, a code of any scheme or a short name, also when it is closed: old dossiers and
 * documents go on naming it. A code that was given to two units in turn means the one that holds it on `date`,
 * otherwise the one that held it last.
 */
export function findUnit(tree: UnitTree, ref: string, date: CivilDate): Unit | null {
  const key = refKey(ref)
  const found = tree.byId.get(key) ?? best(tree.byRef.get(key) ?? [], (r) => refRank(r, key, date))
  return found ? unitOn(found, date) : null
}

/** The unit with the name it has on the day; before its first name and after its last one, the nearest. */
export function unitOn(record: UnitRecord, date: CivilDate): Unit {
  const { names, ...rest } = record
  const name = names.find((n) => isValidOn(n, date)) ?? nearestName(names, date)
  return { ...rest, name: name?.name ?? '' }
}

/** How the API prints a unit wherever one is named: short name, else today's QĐ 20 code, else id. */
export function unitRef(unit: Pick<Unit, 'id' | 'key' | 'codes'>): string {
  const code = unit.codes.find((c) => c.scheme === 'QD20' && c.validTo === null)
  return unit.key ?? code?.value ?? unit.id
}

/** Ids of the units above, nearest first, without the unit itself. */
export function ancestorIds(tree: UnitTree, unitId: string): string[] {
  const ids: string[] = []
  for (let at = tree.byId.get(unitId)?.parentId; at; at = tree.byId.get(at)?.parentId) ids.push(at)
  return ids
}

/** Ids of the unit itself and of all units below it, closed ones too, parents before children. */
export function subtreeIds(tree: UnitTree, unitId: string): string[] {
  const ids = tree.byId.has(unitId) ? [unitId] : []
  for (let i = 0; i < ids.length; i++) ids.push(...(tree.children.get(ids[i]!) ?? []))
  return ids
}

export type UnitQuery = { q?: string; kind?: UnitKind; at: CivilDate; limit: number; after?: UnitCursor }

/** Place of a unit in a list: everything the order depends on. */
export type UnitCursor = { rank: number; sort: string; id: string }

/**
 * Units that exist on the day `at`, whose name then, code or short name contains the words of `q` (without
 * tones). Exact and leading matches come first, then by name.
 */
export function searchTree(tree: UnitTree, query: UnitQuery): { items: Unit[]; next: UnitCursor | null } {
  const wanted = searchText(query.q ?? '')
  const hits: { unit: Unit; at: UnitCursor }[] = []
  for (const record of tree.byId.values()) {
    if (!isValidOn(record, query.at) || (query.kind && record.kind !== query.kind)) continue
    const unit = unitOn(record, query.at)
    const sort = searchText(unit.name)
    const rank = matchRank(wanted, unit, sort)
    if (rank !== null) hits.push({ unit, at: { rank, sort, id: unit.id } })
  }
  hits.sort((a, b) => compareCursors(a.at, b.at))
  const after = query.after
  const rest = after ? hits.filter((hit) => compareCursors(hit.at, after) > 0) : hits
  const page = rest.slice(0, query.limit)
  return {
    items: page.map((hit) => hit.unit),
    next: rest.length > page.length ? (page.at(-1)?.at ?? null) : null,
  }
}

const refKey = (ref: string): string => ref.trim().toLowerCase()

function refRank(record: UnitRecord, key: string, date: CivilDate): string {
  if (record.key === key) return '9999-99-99 key'
  const code = best(
    record.codes.filter((c) => refKey(c.value) === key),
    (c) => codeRank(c, date),
  )
  return code ? codeRank(code, date) : ''
}

const codeRank = (code: UnitCode, date: CivilDate): string =>
  isValidOn(code, date) ? '9999-99-99' : (code.validTo ?? '')

function nearestName(names: readonly UnitName[], date: CivilDate): UnitName | undefined {
  const sorted = [...names].sort((a, b) => ((a.validFrom ?? '') < (b.validFrom ?? '') ? -1 : 1))
  return sorted.findLast((n) => (n.validFrom ?? '') <= date) ?? sorted[0]
}

function matchRank(wanted: string, unit: Unit, name: string): number | null {
  if (wanted === '') return 0
  const refs = [unit.key, ...unit.codes.map((c) => c.value.toLowerCase())]
  if (name === wanted || refs.includes(wanted)) return 0
  if (name.startsWith(wanted) || refs.some((ref) => ref?.startsWith(wanted))) return 1
  return wanted.split(' ').every((word) => name.includes(word)) ? 2 : null
}

function compareCursors(a: UnitCursor, b: UnitCursor): number {
  if (a.rank !== b.rank) return a.rank - b.rank
  if (a.sort !== b.sort) return a.sort < b.sort ? -1 : 1
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1
}

function best<T>(items: readonly T[], rank: (item: T) => string): T | undefined {
  return items.reduce<T | undefined>((top, item) => (top && rank(top) >= rank(item) ? top : item), undefined)
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

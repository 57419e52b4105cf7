import { addDays, searchText } from '@motcua/rules'
import { groupBy } from '../group-by.ts'
import { type AreaVersion, type Share, splitFullName } from './area.ts'
import type { MatchedRow } from './match.ts'
import type { ListedUnit } from './unit-files.ts'

export type ChangeKind = 'MERGE' | 'KIND'

/** One old unit's share in one new unit, by the keys of `versionKey`. */
export type ChangePart = Share & { from: string; to: string; note: string }

/** An act that ends old units and begins new ones on a day. */
export type AreaChange = {
  kind: ChangeKind
  effective: string
  legalBasis: string
  parts: ChangePart[]
}

export type AreaHistory = { versions: AreaVersion[]; changes: AreaChange[] }

/** Names one version of a unit for good: a code means one unit on one day only. */
export const versionKey = (version: Pick<AreaVersion, 'code' | 'validFrom'>): string =>
  `${version.code}@${version.validFrom ?? ''}`

const REFORM = {
  effective: '2025-07-01',
  // The table and the codes; the communes of each province have a resolution of the Standing Committee each.
  legalBasis: 'Nghị quyết 202/2025/QH15; Quyết định 19/2025/QĐ-TTg',
}

/** Provinces that became cities after the reform: the list of today shows their units under the new kind only. */
const LATER = [{ province: '75', effective: '2026-04-30', legalBasis: 'Nghị quyết 30/2026/QH16' }]

/**
 * All versions of all units and how the old became the new: three tiers until 30/6/2025, two from 1/7/2025, and
 * the changes of kind since. Where the conversion table names a new unit otherwise than today's list, its name is
 * that of 1/7/2025.
 */
export function buildHistory(
  former: readonly ListedUnit[],
  current: readonly ListedUnit[],
  matched: readonly MatchedRow[],
): AreaHistory {
  const oldNames = groupBy(matched, (m) => m.from.code)
  const newNames = groupBy(matched, (m) => m.to.code)
  const versions = former.map((unit) =>
    versionOf(unit, null, addDays(REFORM.effective, -1)!, null, {
      aliases: (oldNames.get(unit.code) ?? []).map((m) => m.row.oldName),
    }),
  )
  const changes: AreaChange[] = LATER.map(({ effective, legalBasis }) => ({
    kind: 'KIND',
    effective,
    legalBasis,
    parts: [],
  }))
  for (const unit of current) {
    const first =
      unit.level === 1 ? provinceNameIn2025(unit, matched) : newNames.get(unit.code)?.[0]?.row.newName
    const later = LATER.findIndex((l) => l.province === (unit.parentCode ?? unit.code))
    const was = first === undefined ? null : splitFullName(first)
    if (later === -1 || !was || searchText(was.fullName) === searchText(unit.fullName)) {
      const aliases = first === undefined || later !== -1 ? [] : [first]
      versions.push(versionOf(unit, REFORM.effective, null, REFORM.legalBasis, { aliases }))
      continue
    }
    const { effective, legalBasis } = LATER[later]!
    const before = { ...unit, ...was }
    const old = versionOf(before, REFORM.effective, addDays(effective, -1)!, REFORM.legalBasis, {})
    const now = versionOf(unit, effective, null, legalBasis, {})
    versions.push(old, now)
    changes[later]!.parts.push({
      from: versionKey(old),
      to: versionKey(now),
      share: 'WHOLE',
      people: 'WHOLE',
      note: `${old.fullName} thành ${now.fullName}`,
    })
  }
  return { versions, changes: [reform(matched, former), ...changes] }
}

function versionOf(
  unit: ListedUnit,
  validFrom: string | null,
  validTo: string | null,
  legalBasis: string | null,
  { aliases = [] }: { aliases?: readonly string[] },
): AreaVersion {
  const { code, level, kind, name, fullName, parentCode } = unit
  const known = searchText(fullName)
  const others = new Map(aliases.map((alias) => [searchText(alias), alias]))
  others.delete(known)
  return {
    code,
    level,
    kind,
    name,
    fullName,
    parentCode,
    validFrom,
    validTo,
    legalBasis,
    aliases: [...others.values()],
  }
}

/** The table writes the province beside each of its communes, with its name of July 2025. */
function provinceNameIn2025(unit: ListedUnit, matched: readonly MatchedRow[]): string | undefined {
  return matched.find((m) => m.row.province.code === unit.code)?.row.province.fullName
}

function reform(matched: readonly MatchedRow[], former: readonly ListedUnit[]): AreaChange {
  const oldKey = (code: string) => versionKey({ code, validFrom: null })
  const newKey = (code: string) => versionKey({ code, validFrom: REFORM.effective })
  const parts = new Map<string, ChangePart>()
  for (const { row, from, to } of matched) {
    const part = { from: oldKey(from.code), to: newKey(to.code), ...row.share, note: row.note }
    parts.set(`${part.from}>${part.to}`, part)
  }
  for (const part of provinceParts(matched, former, oldKey, newKey))
    parts.set(`${part.from}>${part.to}`, part)
  return { kind: 'MERGE', ...REFORM, parts: [...parts.values()] }
}

/** Which province the communes of an old province are in now; the table itself speaks of communes only. */
function provinceParts(
  matched: readonly MatchedRow[],
  former: readonly ListedUnit[],
  oldKey: (code: string) => string,
  newKey: (code: string) => string,
): ChangePart[] {
  const byCode = new Map(former.map((u) => [u.code, u]))
  const provinceOf = (unit: ListedUnit): ListedUnit => {
    const parent = unit.parentCode === null ? undefined : byCode.get(unit.parentCode)
    return parent ? provinceOf(parent) : unit
  }
  const targets = new Map<string, Set<string>>()
  for (const { from, to } of matched) {
    const old = provinceOf(from).code
    targets.set(old, (targets.get(old) ?? new Set()).add(to.parentCode ?? to.code))
  }
  return [...targets].flatMap(([old, news]) =>
    [...news].map((code): ChangePart => {
      const share = news.size === 1 ? 'WHOLE' : 'PART'
      return { from: oldKey(old), to: newKey(code), share, people: share, note: 'Theo các xã trực thuộc' }
    }),
  )
}

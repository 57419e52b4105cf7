import { searchText } from '@motcua/rules'
import { groupBy } from '../group-by.ts'
import type { ConversionRow } from './conversion-table.ts'
import type { Damage } from './json-records.ts'
import type { ListedUnit } from './unit-files.ts'

/** A row of the conversion table with the listed units it speaks of. */
export type MatchedRow = { row: ConversionRow; from: ListedUnit; to: ListedUnit }

export type Matching = {
  matched: MatchedRow[]
  /** Slips of the table that its own names put right. */
  corrected: Damage[]
  /** Rows about no unit of the old list (a stretch of sea shore), or that contradict another row. */
  notUnderstood: Damage[]
  /** Rows with codes that stand in neither list. */
  damages: Damage[]
}

/**
 * Finds the units of each row. Codes lead; where the name beside a code belongs to a neighbour (same district,
 * same province), the name is right: the table of July 2025 has three such slips and one commune with two codes.
 */
export function matchRows(
  rows: readonly ConversionRow[],
  former: readonly ListedUnit[],
  current: readonly ListedUnit[],
): Matching {
  const result: Matching = { matched: [], corrected: [], notUnderstood: [], damages: [] }
  const findOld = finder(former)
  const findNew = finder(current)
  for (const row of rows) {
    const { line } = row
    const to = findNew(row.newCode, row.newName, row.province.code)
    if (!to.unit) {
      result.damages.push({
        line,
        reason: `xã mới “${row.newName}” mã ${row.newCode} không có trong danh mục`,
      })
      continue
    }
    const from = findOldUnit(row, findOld)
    if (from.unit) result.matched.push({ row, from: from.unit, to: to.unit })
    else if (row.oldCode === null) {
      result.notUnderstood.push({ line, reason: `“${row.oldName}” không phải đơn vị hành chính cũ` })
    } else {
      result.damages.push({
        line,
        reason: `xã cũ “${row.oldName}” mã ${row.oldCode} không có trong danh mục`,
      })
    }
    for (const { note } of [to, from]) if (note) result.corrected.push({ line, reason: note })
  }
  result.notUnderstood.push(...contradictions(result.matched))
  return result
}

type Found = { unit: ListedUnit | null; note: string | null }

function findOldUnit(row: ConversionRow, find: ReturnType<typeof finder>): Found {
  if (row.oldCode !== null) return find(row.oldCode, row.oldName, row.oldDistrict?.code ?? '')
  // Island districts had no communes: the district itself became a special zone.
  const isDistrict = row.oldName === '' && row.oldDistrict
  return isDistrict
    ? find(row.oldDistrict!.code, row.oldDistrict!.fullName, row.oldProvinceCode ?? '')
    : { unit: null, note: null }
}

function finder(units: readonly ListedUnit[]) {
  const byCode = new Map(units.map((u) => [u.code, u]))
  // With tones: "Sa Pa" and "Sa Pả" were neighbours.
  const nameKey = (parentCode: string | null, name: string) => `${parentCode}/${name.toLocaleLowerCase('vi')}`
  const byName = new Map(units.map((u) => [nameKey(u.parentCode, u.fullName), u]))
  return (code: string, name: string, parentCode: string): Found => {
    const coded = byCode.get(code)
    if (coded && searchText(coded.fullName) === searchText(name)) return { unit: coded, note: null }
    const named = byName.get(nameKey(coded?.parentCode ?? parentCode, name))
    if (!named) return { unit: coded ?? null, note: null }
    return { unit: named, note: `“${name}” ghi mã ${code}, đúng ra là ${named.code}` }
  }
}

/** A commune that went wholly to one place cannot also have gone elsewhere. */
function contradictions(matched: readonly MatchedRow[]): Damage[] {
  const byOld = groupBy(matched, (m) => m.from)
  return [...byOld].flatMap(([from, group]) => {
    const whole = group.find((m) => m.row.share.share === 'WHOLE')
    if (!whole || group.length === 1) return []
    const reason = `“${from.fullName}” mã ${from.code} vừa nhập toàn bộ vừa có mặt ở dòng khác`
    return [{ line: whole.row.line, reason }]
  })
}

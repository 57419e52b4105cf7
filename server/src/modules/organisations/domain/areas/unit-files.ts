import { type AreaKind, type AreaLevel, CODE_FORM, splitFullName } from './area.ts'
import { BROKEN_BYTES, type Damage, type JsonRecord, readJsonRecords } from './json-records.ts'

/** A unit as it stands in one of the two lists. */
export type ListedUnit = {
  line: number
  level: AreaLevel
  code: string
  kind: AreaKind
  name: string
  fullName: string
  parentCode: string | null
}

export type UnitList = { units: ListedUnit[]; damages: Damage[] }

/** The two tiers of today: objects with `Type` province or ward, `Code`, `FullName`, `ProvinceCode`. */
export function readCurrentUnits(text: string): UnitList {
  return readList(text, ({ Type, ProvinceCode }) => {
    if (Type === 'province') return { level: 1, parentCode: null }
    return Type === 'ward' ? { level: 3, parentCode: ProvinceCode } : null
  })
}

/** The three tiers until 30/6/2025: `Code`, `FullName`, and `ProvinceCode` or `DistrictCode` of the parent. */
export function readFormerUnits(text: string): UnitList {
  return readList(text, ({ DistrictCode, ProvinceCode }) => {
    if (DistrictCode !== undefined) return { level: 3, parentCode: DistrictCode }
    return ProvinceCode === undefined
      ? { level: 1, parentCode: null }
      : { level: 2, parentCode: ProvinceCode }
  })
}

type Place = { level: AreaLevel; parentCode: unknown }

function readList(text: string, placeOf: (fields: JsonRecord['fields']) => Place | null): UnitList {
  const { records, damages } = readJsonRecords(text)
  const units: ListedUnit[] = []
  const seen = new Set<string>()
  for (const record of records) {
    const unit = readUnit(record, placeOf(record.fields))
    const problem = typeof unit === 'string' ? unit : seen.has(unit.code) ? `mã ${unit.code} bị trùng` : null
    if (problem) damages.push({ line: record.line, reason: problem })
    else if (typeof unit !== 'string') {
      seen.add(unit.code)
      units.push(unit)
    }
  }
  const kept = dropOrphans(units, damages)
  return { units: kept, damages: damages.sort((a, b) => a.line - b.line) }
}

function readUnit({ line, fields }: JsonRecord, place: Place | null): ListedUnit | string {
  if (!place) return 'không rõ là tỉnh hay xã'
  const { level, parentCode } = place
  const { Code: code, FullName: fullName } = fields
  if (typeof code !== 'string' || !CODE_FORM[level].test(code)) return `mã “${String(code)}” không đúng dạng`
  if (parentCode !== null && typeof parentCode !== 'string') return `đơn vị mã ${code} thiếu mã cấp trên`
  const named = typeof fullName === 'string' ? splitFullName(fullName) : null
  if (!named)
    return `tên “${String(fullName)}” của đơn vị mã ${code} không bắt đầu bằng loại đơn vị hành chính`
  if (named.fullName.includes(BROKEN_BYTES)) return `tên của đơn vị mã ${code} không phải UTF-8`
  return { line, level, code, parentCode, ...named }
}

/** Leaves out units whose parent is not in the list, and then those below them. */
function dropOrphans(units: readonly ListedUnit[], damages: Damage[]): ListedUnit[] {
  const codes = new Set(units.map((u) => u.code))
  const kept = units.filter((u) => u.parentCode === null || codes.has(u.parentCode))
  if (kept.length === units.length) return kept
  for (const { line, code, parentCode } of units.filter((u) => !kept.includes(u))) {
    damages.push({ line, reason: `đơn vị mã ${code} thuộc cấp trên mã ${parentCode} không đọc được` })
  }
  return dropOrphans(kept, damages)
}

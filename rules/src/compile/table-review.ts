/**
 * Overlaps, gaps and unused rows of a decision table. The literals of a column cut its values into regions on
 * which every test is constant; one value of each region stands for it, so the answers are exact.
 */
import type { CompiledTable, HitPolicy } from '../table/definition.ts'
import { fits, wordsOf } from '../table/run.ts'
import { literalsOf } from './literals.ts'
import type { Problem } from './problems.ts'
import { OTHER_TEXT, regionsOf } from './regions.ts'

interface Column {
  regions: unknown[]
  /** for each row: which regions fit */
  fit: boolean[][]
}

/**
 * What is wrong with the rows taken together: overlaps under UNIQUE (problems), combinations that no row fits and
 * rows that never count (warnings). A missing answer is not a gap.
 */
export function reviewTable(table: CompiledTable): Problem[] {
  const columns = table.inputs.map((_, k) => columnOf(table, k))
  const all = table.rows.map((_, i) => i)
  return [
    ...(table.hit === 'UNIQUE' ? overlaps(table, columns) : []),
    ...unusedRows(table.hit, columns, all),
    ...(table.hit === 'COLLECT' ? [] : gaps(table, columns, all)),
  ]
}

function columnOf(table: CompiledTable, k: number): Column {
  const regions = valuesOf(table, k)
  const fit = table.rows.map((row) => regions.map((value) => fits(row.when[k] ?? null, value)))
  return { regions, fit }
}

function valuesOf(table: CompiledTable, k: number): unknown[] {
  const input = table.inputs[k]
  const literals = table.rows.flatMap((row) => (row.when[k]?.tests ?? []).flatMap(literalsOf))
  const known = [...new Set(literals.filter((v) => v !== null && v !== undefined))]
  const regions = regionsOf(input?.type ?? 'text', known, input)
  return literals.includes(null) ? [...regions, null] : regions
}

function overlaps(table: CompiledTable, columns: Column[]): Problem[] {
  const problems: Problem[] = []
  for (let j = 1; j < table.rows.length; j++) {
    for (let i = 0; i < j; i++) {
      const both = columns.map((c) => c.regions.findIndex((_, r) => c.fit[i]?.[r] && c.fit[j]?.[r]))
      if (both.includes(-1)) continue
      const where = describe(table, columns, both)
      const message = `Dòng ${i + 1} và dòng ${j + 1} cùng đúng${where}; bảng UNIQUE chỉ được có một dòng đúng.`
      problems.push({ pointer: `/rows/${j}`, code: 'overlap', message })
    }
  }
  return problems
}

function unusedRows(hit: HitPolicy, columns: Column[], all: number[]): Problem[] {
  return all.flatMap((j): Problem[] => {
    const empty = columns.some((c) => !c.fit[j]?.includes(true))
    const before = all.slice(0, j)
    const hidden = hit === 'FIRST' && !empty && uncovered(columns, before, j) === null
    if (!empty && !hidden) return []
    const why = empty ? 'không giá trị nào làm nó đúng' : 'các dòng trên đã lấy hết'
    const message = `Dòng ${j + 1} không bao giờ được dùng: ${why}.`
    return [{ pointer: `/rows/${j}`, code: 'unused_row', message, warning: true }]
  })
}

function gaps(table: CompiledTable, columns: Column[], all: number[]): Problem[] {
  const gap = uncovered(columns, all)
  if (gap === null) return []
  const message = `Không dòng nào đúng${describe(table, columns, gap)}; cán bộ sẽ phải tự xác định.`
  return [{ pointer: '/rows', code: 'gap', message, warning: true }]
}

/**
 * A combination of regions that none of the rows fits, as one region for each column; null when there is none.
 * @param within only combinations that this row fits
 */
function uncovered(columns: Column[], rows: number[], within?: number): number[] | null {
  const covered = new Set<string>()
  const search = (k: number, left: number[]): number[] | null => {
    if (left.length === 0) return restOf(columns, k, within)
    const column = columns[k]
    if (!column) return null
    const key = `${k}:${left.join()}`
    if (covered.has(key)) return null
    for (const [r, value] of column.regions.entries()) {
      if (within === undefined ? value === null : !column.fit[within]?.[r]) continue
      const found = search(
        k + 1,
        left.filter((i) => column.fit[i]?.[r]),
      )
      if (found) return [r, ...found]
    }
    covered.add(key)
    return null
  }
  return search(0, rows)
}

/** Any region of each column that is left; null when a column has none. */
function restOf(columns: Column[], from: number, within: number | undefined): number[] | null {
  const rest = columns
    .slice(from)
    .map((c) => c.regions.findIndex((v, r) => (within === undefined ? v !== null : c.fit[within]?.[r])))
  return rest.includes(-1) ? null : rest
}

function describe(table: CompiledTable, columns: Column[], place: number[]): string {
  const parts = place.flatMap((r, k) => {
    const [input, column] = [table.inputs[k], columns[k]]
    if (!input || !column || column.regions.length < 2) return []
    const value = column.regions[r]
    return [`${input.label.vi} là ${value === OTHER_TEXT ? 'giá trị khác' : wordsOf(input, value)}`]
  })
  return parts.length === 0 ? '' : ` khi ${parts.join(', ')}`
}

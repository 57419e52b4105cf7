/** Runs a compiled decision table: what it gives, and why in plain words. The same on server and browser. */

import { formatDate } from '../dates.ts'
import { evaluate, type Names } from '../expression.ts'
import { formatNumber } from '../money.ts'
import type { Cell, CompiledTable, TableInput } from './definition.ts'

export interface MatchedRow {
  /** number of the row, from 1 */
  row: number
  reason: { vi: string; en?: string }
  /** the inputs the row asks for, in words: "Khu vực: Phường" */
  because: string[]
  /** what the row gives: the value of its expression, or its keys */
  output: unknown
}

export interface Decision {
  /** the rows that count, after the hit policy */
  matched: MatchedRow[]
  /** labels of inputs that are not answered; told when no row fits */
  missing: string[]
}

/** Decides a table over named values. Never throws; no row fits when a needed answer is missing. */
export function decide(table: CompiledTable, names: Names): Decision {
  const values = table.inputs.map((input) => evaluate(input.feel, names))
  const matched: MatchedRow[] = []
  for (const [i, row] of table.rows.entries()) {
    if (!row.when.every((cell, k) => fits(cell, values[k]))) continue
    const because = row.when.flatMap((cell, k) => {
      const input = table.inputs[k]
      return cell === null || !input ? [] : [`${input.label.vi}: ${wordsOf(input, values[k])}`]
    })
    const output = Array.isArray(row.then) ? row.then : evaluate(row.then, names)
    matched.push({ row: i + 1, reason: row.reason, because, output })
    if (table.hit !== 'COLLECT') break
  }
  const missing = table.inputs.filter((_, k) => values[k] === null).map((input) => input.label.vi)
  return { matched, missing: matched.length > 0 ? [] : missing }
}

/** Whether one value fits one cell; what is missing fits only `-` and `null`. */
export function fits(cell: Cell, value: unknown): boolean {
  if (cell === null) return true
  const tested = evaluate({ op: 'in', value: { op: 'name', name: 'v' }, tests: cell.tests }, { v: value })
  return cell.not ? value !== null && tested === false : tested === true
}

/** A value as people read it: the words of its choice, "có" and "không", a date of ours, a number. */
export function wordsOf(input: Pick<TableInput<unknown>, 'values' | 'type'>, value: unknown): string {
  if (value === null || value === undefined) return 'chưa trả lời'
  if (typeof value === 'boolean') return value ? 'có' : 'không'
  if (typeof value === 'number') return formatNumber(value)
  if (typeof value !== 'string') return 'nhiều giá trị'
  const choice = input.values?.find((v) => v.value === value)
  return choice?.label.vi ?? (input.type === 'date' ? formatDate(value) : value)
}

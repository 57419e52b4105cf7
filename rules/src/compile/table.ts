/** Publication of a decision table: every problem told at once, or the compiled table. */
import { isCivilDate } from '../dates.ts'
import type { Expr, InTest } from '../expression.ts'
import type { Cell, CompiledTable, InputType, TableInput, TableSource } from '../table/definition.ts'
import { compileExpression, ExpressionError } from './expression.ts'
import { literal, literalsOf } from './literals.ts'
import { NOTHING, type Problem, pointerTo, type Report } from './problems.ts'
import { reviewTable } from './table-review.ts'

/** What a form knows about the answer behind an input: its type and values. */
export type InputFacts = Pick<TableInput<unknown>, 'type' | 'values' | 'min' | 'max'>

/**
 * Compiles a table. Cells are tests on literals only, so that overlaps, gaps and unused rows are decided exactly.
 * @param factsOf what is known of a plain input such as `thuaDat.khuVuc`, from the form
 * @returns the table, and problems with pointers into the source; those with `warning` do not hinder publication
 */
export function compileTable(
  source: TableSource,
  factsOf: (path: string) => InputFacts | undefined = () => undefined,
): { table: CompiledTable; problems: Problem[] } {
  const problems: Problem[] = []
  const report: Report = (pointer, code, message) => problems.push({ pointer, code, message })
  const inputs = source.inputs.map((input, i) => {
    const text = input.feel.trim()
    const facts = /^[\w.]+$/.test(text) ? factsOf(text) : undefined
    return { ...facts, ...input, feel: expressionAt(text, `/inputs/${i}/feel`, report), text }
  })
  const rows = source.rows.map((row, i) => {
    const pointer = `/rows/${i}`
    if (row.when.length !== inputs.length) {
      const message = `Dòng ${i + 1} có ${row.when.length} ô điều kiện, bảng có ${inputs.length} cột.`
      report(`${pointer}/when`, 'shape', message)
    }
    const when = row.when.map((text, k) => cellAt(text, `${pointer}/when/${k}`, report))
    const then = Array.isArray(row.then) ? row.then : expressionAt(row.then, `${pointer}/then`, report)
    return { when, then, reason: row.reason }
  })
  const table: CompiledTable = { hit: source.hit, inputs, rows }
  if (problems.length === 0) checkTypes(table, source, report)
  if (problems.length === 0) problems.push(...reviewTable(table))
  return { table, problems }
}

function cellAt(text: string, pointer: string, report: Report): Cell {
  const trimmed = text.trim()
  if (trimmed === '-') return null
  const negated = /^not\s*\(([\s\S]*)\)$/.exec(trimmed)
  const tests = testsOf(negated?.[1] ?? trimmed, pointer, report)
  if (tests.every((test) => literalsOf(test).every((literal) => literal !== undefined))) {
    return { tests: tests.map(plain), ...(negated && { not: true as const }), text: trimmed }
  }
  const message = `Ô “${trimmed}” chỉ được so với giá trị viết thẳng: số, "chữ", true, false, date("2026-01-05"), null.`
  report(pointer, 'bad_expression', message)
  return null
}

/** The tests of a cell, read as the right side of FEEL's `in`; the first keeps a single test from being an operand. */
function testsOf(text: string, pointer: string, report: Report): InTest[] {
  try {
    const expr = compileExpression(`o in (null, ${text})`)
    if (expr.op === 'in' && expr.value.op === 'name') return expr.tests.slice(1)
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
  }
  report(
    pointer,
    'bad_expression',
    `Ô “${text}” không phải là một phép thử, ví dụ: "xa", "phuong"; <= 3; [3..10]; -.`,
  )
  return []
}

function expressionAt(text: string, pointer: string, report: Report): Expr {
  try {
    return compileExpression(text)
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    report(pointer, 'bad_expression', error.message)
    return NOTHING
  }
}

/** The test with its literals as plain values: nothing is left to be called when it runs. */
function plain(test: InTest): InTest {
  const value = (expr: Expr): Expr => ({ op: 'value', value: literal(expr) ?? null })
  if (test.is === 'range') return { ...test, low: value(test.low), high: value(test.high) }
  return { is: test.is, value: value(test.value) }
}

const TYPE_WORDS: Record<InputType, string> = {
  text: 'chữ',
  integer: 'số nguyên',
  number: 'số',
  boolean: 'true hoặc false',
  date: 'ngày date("…")',
}

/** Every literal of a column must be of the type of its input; the type is that of the first when nobody told. */
function checkTypes(table: CompiledTable, source: TableSource, report: Report): void {
  for (const [k, input] of table.inputs.entries()) {
    for (const [i, row] of table.rows.entries()) {
      const cell = row.when[k]
      for (const test of cell?.tests ?? []) {
        for (const value of literalsOf(test)) {
          if (value === null || value === undefined) continue
          input.type ??= typeOf(value)
          if (isOf(input.type, value) && (input.type !== 'text' || test.is === '=' || test.is === '!='))
            continue
          const message = `Ô “${cell?.text}” không hợp với cột “${input.label.vi}”: cột này là ${TYPE_WORDS[input.type]}.`
          report(pointerTo(`/rows/${i}/when`, k), 'bad_type', message)
        }
      }
    }
    const unknown = source.inputs[k]?.values === undefined && input.values ? unknownValues(table, k) : []
    for (const { row, value } of unknown) {
      const known = input.values?.map((v) => v.value).join(', ')
      const message = `“${value}” không có trong các lựa chọn của “${input.label.vi}”: ${known}.`
      report(pointerTo(`/rows/${row}/when`, k), 'bad_type', message)
    }
  }
}

function unknownValues(table: CompiledTable, k: number): { row: number; value: string }[] {
  const known = table.inputs[k]?.values?.map((v) => v.value) ?? []
  return table.rows.flatMap((row, i) =>
    (row.when[k]?.tests ?? [])
      .flatMap(literalsOf)
      .filter((value) => typeof value === 'string' && !known.includes(value))
      .map((value) => ({ row: i, value: String(value) })),
  )
}

function typeOf(value: string | number | boolean): InputType {
  if (typeof value === 'number') return 'number'
  if (typeof value === 'boolean') return 'boolean'
  return isCivilDate(value) ? 'date' : 'text'
}

function isOf(type: InputType, value: string | number | boolean): boolean {
  if (type === 'integer' || type === 'number') return typeof value === 'number'
  if (type === 'boolean') return typeof value === 'boolean'
  return type === 'date' ? isCivilDate(value) : typeof value === 'string'
}

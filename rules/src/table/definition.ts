/**
 * Decision tables as data, after DMN: inputs are FEEL expressions, cells are unary tests on literals, outputs FEEL
 * expressions or lists of keys. `E` is what an expression is: FEEL text in a source, an `Expr` tree when compiled.
 */
import type { Expr, InTest } from '../expression.ts'

/**
 * UNIQUE: at most one row fits (publication refuses overlaps). FIRST: the first that fits. COLLECT: all that fit;
 * numbers are added up.
 */
export type HitPolicy = 'UNIQUE' | 'FIRST' | 'COLLECT'

export type InputType = 'text' | 'integer' | 'number' | 'boolean' | 'date'

export interface TableInput<E> {
  feel: E
  /** what people call it: "Khu vực" */
  label: { vi: string; en?: string }
  /** taken from the form, or from the tests, when absent */
  type?: InputType
  /** every value there can be, with its words; taken from the choices of the form when absent */
  values?: { value: string; label: { vi: string; en?: string } }[]
  /** least and greatest number there can be */
  min?: number
  max?: number
}

export interface TableRow<T, E> {
  /** one test for each input: `-`, `"a", "b"`, `not("a")`, `<= 2`, `[3..10]`, `true`, `null` */
  when: T[]
  /** the amount (FEEL over all names), or keys of papers */
  then: E | string[]
  /** one sentence: why, with its legal basis */
  reason: { vi: string; en?: string }
}

export interface TableSource {
  hit: HitPolicy
  inputs: TableInput<string>[]
  rows: TableRow<string, string>[]
}

/** A compiled cell: null fits everything. */
export type Cell = { tests: InTest[]; not?: true; text: string } | null

export interface CompiledTable {
  hit: HitPolicy
  inputs: (Omit<TableInput<Expr>, 'feel'> & { feel: Expr; text: string })[]
  rows: TableRow<Cell, Expr>[]
}

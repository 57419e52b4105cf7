import { KEPT_FIELDS, type KeptField, type NationalProcedure } from './national.ts'
import { type NationalRow, parseRow, rowProblem } from './row.ts'

/** A line of the import file, counted from 1; `row` is its JSON, `fault` why it could not be read. */
export type ImportRow = { line: number; row: unknown; fault?: string }

export type LineProblem = { line: number; message: string }

/** A code that came again: the first line with it is imported, the later one is not. */
export type Duplicate = { line: number; code: string; firstLine: number; same: boolean }

export type ParsedImport = {
  read: number
  procedures: NationalProcedure[]
  problems: LineProblem[]
  duplicates: Duplicate[]
}

/** Parses every line; never throws. `onProgress` is called with the number of lines done. */
export function parseImport(rows: readonly ImportRow[], onProgress?: (done: number) => void): ParsedImport {
  const parsed: ParsedImport = { read: 0, procedures: [], problems: [], duplicates: [] }
  const firstLines = new Map<string, { line: number; text: string }>()
  rows.forEach(({ line, row, fault }, i) => {
    onProgress?.(i)
    parsed.read += 1
    const problem = fault ?? rowProblem(row)
    if (problem !== null) {
      parsed.problems.push({ line, message: problem })
      return
    }
    const procedure = parseRow(row as NationalRow)
    const text = JSON.stringify(procedure)
    const first = firstLines.get(procedure.code)
    if (first) {
      const duplicate = { line, code: procedure.code, firstLine: first.line, same: first.text === text }
      parsed.duplicates.push(duplicate)
      return
    }
    firstLines.set(procedure.code, { line, text })
    parsed.procedures.push(procedure)
  })
  return parsed
}

/** How many procedures have at least one channel, limit, sure fee, paper, legal basis, result. */
export type ParsedCounts = {
  channels: number
  limits: number
  fees: number
  papers: number
  legalBases: number
  results: number
}

export function countParsed(procedures: readonly NationalProcedure[]): ParsedCounts {
  const count = (has: (p: NationalProcedure) => boolean) => procedures.filter(has).length
  return {
    channels: count((p) => p.channels.length > 0),
    limits: count((p) => p.channels.some((c) => c.limit !== null || c.statedLimits.length > 0)),
    fees: count((p) => p.channels.some((c) => c.fees.some((f) => f.amount !== null))),
    papers: count((p) => p.papers.length > 0),
    legalBases: count((p) => p.legalBases.length > 0),
    results: count((p) => p.results.length > 0),
  }
}

/** Procedures that keep some text of a field as it stood, by field. */
export function countKept(procedures: readonly NationalProcedure[]): Record<KeptField, number> {
  const counts = KEPT_FIELDS.map((field) => [field, procedures.filter((p) => p.kept[field]).length])
  return Object.fromEntries(counts) as Record<KeptField, number>
}

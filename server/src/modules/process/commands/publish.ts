import { createHash } from 'node:crypto'
import type { Ctx } from '../../../platform/ctx.ts'
import { AppError, unprocessable } from '../../../platform/errors.ts'
import { ROLES, unitByRef } from '../../organisations/index.ts'
import { about } from '../domain/describe.ts'
import type { FieldTypes } from '../domain/expression-types.ts'
import { type Finding, type ProcessGraph, userNodes } from '../domain/graph.ts'
import { importProcess } from '../domain/import.ts'
import { type GoldenCase, simulate } from '../domain/simulate.ts'
import { insertVersion, lockVersion, type Version } from '../store/runs.ts'

export type Publication = {
  /** Names the process through its versions, e.g. the code of its procedure. */
  key: string
  /** A BPMN 2.0 file. */
  xml: string
  /** Working hours that the law allows, when known. */
  legalHours?: number
  /** The same for each case of the procedure, under its key. */
  caseHours?: Readonly<Record<string, number>>
  /** Types of all data that conditions may ask for, when known; see `fieldTypesOf`. */
  fields?: FieldTypes
  /** Cases that the process must play as expected. */
  cases?: readonly GoldenCase[]
}

/** `graph` is null when the file cannot be compiled; it may be there beside problems of units and cases. */
export type ProcessReview = {
  graph: ProcessGraph | null
  problems: Finding[]
  warnings: Finding[]
  /** Ids of the steps that no case went through. */
  untried: string[]
}

/**
 * All that publication checks of a process file, without keeping anything: roles must be known ones, named units must
 * exist, no run may stick, and the cases must play as expected.
 */
export async function reviewProcess(ctx: Ctx, input: Omit<Publication, 'key'>): Promise<ProcessReview> {
  const { xml, legalHours, caseHours, fields, cases = [] } = input
  const context = { roles: ROLES, legalHours, caseHours, fields, strict: true }
  const { graph, problems, warnings } = await importProcess(xml, context)
  if (!graph) return { graph, problems, warnings, untried: [] }
  const played = simulate(graph, cases)
  const refused = [...(await unknownUnits(ctx, graph)), ...played.problems]
  return { graph, problems: refused, warnings, untried: played.untried }
}

/**
 * Checks a process file and keeps it for ever as the next version of its key; the same file again is the same
 * version.
 * @param review what `reviewProcess` said of the same input a moment ago
 * @throws 422 `process.refused` with all problems in `details`
 */
export async function publishProcess(
  ctx: Ctx,
  input: Publication,
  review?: ProcessReview,
): Promise<Version & { warnings: Finding[] }> {
  const { graph, problems, warnings } = review ?? (await reviewProcess(ctx, input))
  if (!graph || problems.length > 0) {
    const [first] = problems
    const more = problems.length > 1 ? ` (và ${problems.length - 1} lỗi khác)` : ''
    throw unprocessable(
      'process.refused',
      `Quy trình không dùng được: ${first?.message ?? ''}${more}`,
      problems,
    )
  }
  const { key, xml } = input
  const sha256 = createHash('sha256').update(xml).digest('hex')
  const { same, last } = await lockVersion(ctx, key, sha256)
  if (same) return { ...same, warnings }
  const version = { id: ctx.newId(), version: last + 1 }
  insertVersion(ctx, { ...version, key, xml, graph, sha256 })
  return { ...version, warnings }
}

async function unknownUnits(ctx: Ctx, graph: ProcessGraph): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const node of userNodes(graph)) {
    const { unit } = node.step
    if (['competent', 'receiving', 'return'].includes(unit)) continue
    try {
      await unitByRef(ctx, unit)
    } catch (error) {
      if (!(error instanceof AppError) || error.status !== 404) throw error
      findings.push(about(node, 'process.unknown_unit', `không có đơn vị “${unit}”.`))
    }
  }
  return findings
}

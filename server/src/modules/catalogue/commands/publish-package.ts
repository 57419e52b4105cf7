import type { Ctx } from '../../../platform/ctx.ts'
import { unprocessable } from '../../../platform/errors.ts'
import { formVersion, publishForm } from '../../forms/index.ts'
import {
  type FieldTypes,
  type Finding,
  fieldTypesOf,
  processGraph,
  publishProcess,
  readCases,
  ScriptError,
  userNodes,
} from '../../process/index.ts'
import { type Gap, staffGaps } from '../domain/staff.ts'
import type { PackageFolder } from '../package-folder.ts'
import { checkPackage, type Published, publishProcedure } from './publish-procedure.ts'
import { staffOf } from './staff-of.ts'

export type PackagePublished = Published & {
  processWarnings: Finding[]
  /** Steps that nobody can do in a unit; the procedure is not published for the competent ones among these units. */
  gaps: Gap[]
}

/**
 * Publishes a procedure with its form and its process, all or nothing. The process is checked against the fields of
 * the form, the limit of every case, its golden cases, and the people who hold its roles.
 * @throws 422 `procedure.bad_package`, `form.refused`, `process.refused`, `procedure.unstaffed` with all problems
 */
export async function publishPackage(ctx: Ctx, pkg: PackageFolder): Promise<PackagePublished> {
  const form = pkg.form === null ? null : await publishForm(ctx, pkg.form)
  const compiled = form && (await formVersion(ctx, form.id))
  const { procedure } = checkPackage(pkg.procedure, compiled)
  const versions = { formVersionId: form?.id ?? null, processVersionId: null }
  if (pkg.process === null) {
    return { ...(await publishProcedure(ctx, pkg.procedure, versions)), processWarnings: [], gaps: [] }
  }
  const process = await publishProcess(ctx, {
    key: procedure.code,
    xml: pkg.process,
    caseHours: Object.fromEntries(
      procedure.cases.flatMap((c) => (c.limit ? [[c.key, legalHours(c.limit)]] : [])),
    ),
    fields: { ...(compiled && fieldTypesOf(compiled)), ...KNOWN },
    cases: casesOf(pkg.cases),
  })
  const steps = userNodes(await processGraph(ctx, process.id))
  const { refused, gaps, unstaffed } = staffGaps(steps, await staffOf(ctx, procedure, steps))
  if (refused.length > 0) {
    throw unprocessable(
      'procedure.unstaffed',
      `Chưa công bố được: ${refused[0]}${refused.length > 1 ? ` (và ${refused.length - 1} chỗ khác)` : ''}`,
      refused.map((message) => ({ message })),
    )
  }
  const published = await publishProcedure(ctx, pkg.procedure, {
    ...versions,
    processVersionId: process.id,
    unstaffed,
  })
  return { ...published, processWarnings: process.warnings, gaps }
}

/** Working hours of a limit: a working day has eight (domain.md 1.4.1); of calendar days five in seven are worked. */
export function legalHours(limit: { value: number; unit: string }): number {
  switch (limit.unit) {
    case 'workingHours':
      return limit.value
    case 'days':
      return Math.floor((limit.value * 5) / 7) * 8
    case 'months':
      return Math.floor((limit.value * 30 * 5) / 7) * 8
    default:
      return limit.value * 8
  }
}

/** What a dossier tells its process beside the answers. */
const KNOWN: FieldTypes = { caseKey: 'text', channel: 'text' }

function casesOf(value: unknown) {
  try {
    return value === null ? [] : readCases(value)
  } catch (error) {
    if (!(error instanceof ScriptError)) throw error
    throw unprocessable('procedure.bad_package', `cases.json: ${error.message}`)
  }
}

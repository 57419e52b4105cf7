import { createHash } from 'node:crypto'
import type { Ctx } from '../../../platform/ctx.ts'
import type { Content } from '../domain/content.ts'
import { describeChanges } from '../domain/diff.ts'
import { nationalText } from '../domain/digest.ts'
import {
  countKept,
  countParsed,
  type Duplicate,
  type ImportRow,
  type LineProblem,
  type ParsedCounts,
  parseImport,
} from '../domain/import.ts'
import type { KeptField, NationalProcedure } from '../domain/national.ts'
import { listedFields } from '../domain/row-of-list.ts'
import { contentView } from '../domain/view.ts'
import {
  forgetCurrent,
  type KnownProcedure,
  knownProcedures,
  type StoredVersion,
  storedVersions,
} from '../queries.ts'
import {
  insertVersions,
  lockCatalogue,
  type ProcedureRow,
  saveProcedures,
  type VersionRow,
} from '../store.ts'

export type ImportReport = {
  read: number
  new: number
  changed: number
  unchanged: number
  /** Codes of the changed procedures. */
  changedCodes: string[]
  parsed: ParsedCounts
  /** Procedures that keep text of a field as it stood, by field. */
  kept: Record<KeptField, number>
  demo: string[]
  duplicates: Duplicate[]
  problems: LineProblem[]
}

export type ImportOptions = {
  /** Called for every line that cannot be imported; throwing from it stops the import before anything is written. */
  onProblem?: (problem: LineProblem) => void
  onProgress?: (done: number, total: number) => void
}

/**
 * Imports the national catalogue in a few statements. Rows that read the same as before change nothing; others
 * get a new version with a readable diff. What the province configured is kept in the new version.
 * @returns what was done; lines with problems are left out and listed
 */
export async function importProcedures(
  ctx: Ctx,
  rows: readonly ImportRow[],
  options: ImportOptions = {},
): Promise<ImportReport> {
  const parsed = parseImport(rows, (done) => options.onProgress?.(done, rows.length))
  for (const problem of parsed.problems) options.onProblem?.(problem)
  await lockCatalogue(ctx)
  const { procedures } = parsed
  const known = await knownProcedures(
    ctx,
    procedures.map((p) => p.code),
  )
  const items = procedures.map((national) => ({
    national,
    sha: sha256(nationalText(national)),
    before: known.get(national.code),
  }))
  const fresh = items.filter((item) => !item.before)
  const changed = items.filter((item) => item.before && item.before.nationalSha !== item.sha)
  const same = items.filter((item) => item.before && item.before.nationalSha === item.sha)
  const stored = await storedVersions(
    ctx,
    changed.map((item) => item.before?.currentVersionId ?? ''),
  )
  const writes = [
    ...fresh.map((item) => firstVersion(ctx, item.national, item.sha)),
    ...changed.map((item) => nextVersion(ctx, item.national, item.sha, item.before, stored)),
  ]
  await insertVersions(
    ctx,
    writes.map((w) => w.version),
  )
  // Rows that stayed the same are written too, so that better search words reach them.
  const refreshed = same.flatMap((item) => refreshedRow(item.national, item.sha, item.before))
  await saveProcedures(ctx, [...writes.map((w) => w.procedure), ...refreshed])
  const changedCodes = changed.map((item) => item.national.code)
  const counts = { new: fresh.length, changed: changed.length, unchanged: same.length }
  ctx.about('catalogue', counts)
  if (fresh.length + changed.length > 0) {
    forgetCurrent(ctx)
    ctx.emit({ type: 'catalogue.imported', subject: 'catalogue', data: { ...counts, changedCodes } })
  }
  return {
    read: parsed.read,
    ...counts,
    changedCodes,
    parsed: countParsed(procedures),
    kept: countKept(procedures),
    demo: procedures.filter((p) => p.demo).map((p) => p.code),
    duplicates: parsed.duplicates,
    problems: parsed.problems,
  }
}

type Write = { procedure: ProcedureRow; version: VersionRow }

function firstVersion(ctx: Ctx, national: NationalProcedure, sha: string): Write {
  const content: Content = { national, configured: null }
  const ids = { id: ctx.newId(), versionId: ctx.newId(), code: national.code }
  return {
    procedure: procedureRow(ids, content, sha),
    version: {
      ...versionRow(ids, content),
      version: 1,
      validFrom: null,
      formVersionId: null,
      processVersionId: null,
      changes: null,
    },
  }
}

function nextVersion(
  ctx: Ctx,
  national: NationalProcedure,
  sha: string,
  before: KnownProcedure | undefined,
  stored: ReadonlyMap<string, StoredVersion>,
): Write {
  const last = before && stored.get(before.currentVersionId)
  if (!before || !last) throw new Error(`procedure ${national.code} has no current version`)
  const content: Content = { national, configured: last.content.configured }
  const ids = { id: before.id, versionId: ctx.newId(), code: before.code }
  const { validFrom, formVersionId, processVersionId } = last
  return {
    procedure: procedureRow(ids, content, sha),
    version: {
      ...versionRow(ids, content),
      version: last.version + 1,
      validFrom,
      formVersionId,
      processVersionId,
      changes: describeChanges(contentView(last.content), contentView(content)),
    },
  }
}

function refreshedRow(
  national: NationalProcedure,
  sha: string,
  before: KnownProcedure | undefined,
): ProcedureRow[] {
  if (!before || before.configured) return []
  const ids = { id: before.id, versionId: before.currentVersionId, code: before.code }
  return [procedureRow(ids, { national, configured: null }, sha)]
}

type Ids = { id: string; versionId: string; code: string }

function procedureRow(ids: Ids, content: Content, nationalSha: string): ProcedureRow {
  const view = contentView(content)
  return {
    id: ids.id,
    code: ids.code,
    nationalCode: view.nationalCode,
    currentVersionId: ids.versionId,
    nationalSha,
    ...listedFields(content, view),
  }
}

function versionRow(ids: Ids, content: Content) {
  const view = contentView(content)
  return {
    id: ids.versionId,
    procedureId: ids.id,
    name: view.name,
    source: 'national' as const,
    content,
    contentSha: sha256(JSON.stringify(content)),
    configured: view.configured,
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

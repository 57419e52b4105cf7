import type { Ctx } from '../../platform/ctx.ts'
import type { ConfiguredProcedure } from './domain/content.ts'
import type { Change } from './domain/diff.ts'
import { describeChanges } from './domain/diff.ts'
import { type PackageDraft, packageOf } from './domain/source.ts'
import { contentView } from './domain/view.ts'
import { knownByCode, knownProcedures, type StoredVersion, storedVersions } from './queries.ts'

/** A procedure as it stands, to write its next version from. */
export type Editable = {
  code: string
  versionId: string
  version: number
  /** False: known from the national catalogue only. */
  configured: boolean
  package: PackageDraft
  /** Golden cases of its process. */
  cases: unknown[]
  formVersionId: string | null
  processVersionId: string | null
  competence: ConfiguredProcedure['competence'] | null
}

/** The current version of a procedure, by its local or national code, with its sources; null when there is none. */
export async function editableProcedure(ctx: Ctx, code: string): Promise<Editable | null> {
  const known = await knownByCode(ctx, code)
  const stored = known && (await storedVersions(ctx, [known.currentVersionId])).get(known.currentVersionId)
  if (!known || !stored) return null
  const { content, version, formVersionId, processVersionId } = stored
  return {
    code: known.code,
    versionId: stored.id,
    version,
    configured: content.configured !== null,
    package: packageOf(content, known.code),
    cases: content.configured?.source?.cases ?? [],
    formVersionId,
    processVersionId,
    competence: content.configured?.competence ?? null,
  }
}

/** What a publication would change against the current version, in Vietnamese; all of it when it is the first. */
export async function publicationChanges(ctx: Ctx, next: ConfiguredProcedure): Promise<Change[]> {
  const last = await currentStored(ctx, next.nationalCode ?? next.code.slice(0, 8))
  const national = last?.content.national ?? null
  const before = last ? contentView(last.content) : contentView({ national: null, configured: null })
  return describeChanges(before, contentView({ national, configured: next }))
}

async function currentStored(ctx: Ctx, nationalCode: string): Promise<StoredVersion | undefined> {
  const known = (await knownProcedures(ctx, [nationalCode])).get(nationalCode)
  return known && (await storedVersions(ctx, [known.currentVersionId])).get(known.currentVersionId)
}

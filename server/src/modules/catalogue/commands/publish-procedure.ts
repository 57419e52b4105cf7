import { createHash } from 'node:crypto'
import type { CompiledForm } from '@motcua/rules'
import { Value } from 'typebox/value'
import type { Ctx } from '../../../platform/ctx.ts'
import { unprocessable } from '../../../platform/errors.ts'
import { formVersion } from '../../forms/index.ts'
import type { GoldenCase } from '../../process/index.ts'
import { ProcedurePackage } from '../contract.ts'
import { type Configured, configureProcedure, type PackageProblem } from '../domain/configure.ts'
import type { ConfiguredProcedure, Content } from '../domain/content.ts'
import { describeChanges } from '../domain/diff.ts'
import { listedFields } from '../domain/row-of-list.ts'
import { sayFindings } from '../domain/schema-words.ts'
import { contentView } from '../domain/view.ts'
import { forgetCurrent, knownProcedures, type StoredVersion, storedVersions } from '../queries.ts'
import { insertVersions, lockCatalogue, saveProcedures } from '../store.ts'

/** `warnings` are worth mending and hinder nothing: gaps and unused rows of tables, texts without English. */
export type Published = {
  versionId: string
  version: number
  changed: boolean
  warnings: PackageProblem[]
}

/**
 * Publishes a procedure as the province configures it: checks the package, compiles its rules and makes a new
 * current version that keeps what the national catalogue says. The same package with the same form and process
 * again changes nothing.
 * @throws 422 `procedure.bad_package` with every problem and its JSON pointer
 */
export async function publishProcedure(
  ctx: Ctx,
  input: unknown,
  {
    formVersionId,
    processVersionId,
    unstaffed = [],
    cases = [],
  }: {
    formVersionId: string | null
    processVersionId: string | null
    /** Ids of the units for which it is not published: a step of its process has nobody there. */
    unstaffed?: readonly string[]
    /** Golden cases of the process, kept to be edited into the next version. */
    cases?: readonly GoldenCase[]
  },
): Promise<Published> {
  const form = formVersionId === null ? null : await formVersion(ctx, formVersionId)
  const { procedure, warnings } = checkPackage(input, form)
  const source = { package: sourceOf(input), cases: [...cases] }
  const configured = { ...procedure, ...(unstaffed.length > 0 && { unstaffed: [...unstaffed] }), source }
  await lockCatalogue(ctx)
  const nationalCode = configured.nationalCode ?? configured.code.slice(0, 8)
  const before = (await knownProcedures(ctx, [nationalCode])).get(nationalCode)
  const last = before && (await storedVersions(ctx, [before.currentVersionId])).get(before.currentVersionId)
  const content: Content = { national: last?.content.national ?? null, configured }
  const contentSha = createHash('sha256').update(JSON.stringify(content)).digest('hex')
  if (last && isSame(last, contentSha, formVersionId, processVersionId)) {
    ctx.about(last.id, { changed: false })
    return { versionId: last.id, version: last.version, changed: false, warnings }
  }
  const view = contentView(content)
  const procedureId = before?.id ?? ctx.newId()
  const versionId = ctx.newId()
  const version = (last?.version ?? 0) + 1
  await insertVersions(ctx, [
    {
      id: versionId,
      procedureId,
      version,
      name: view.name,
      source: 'province',
      content,
      contentSha,
      validFrom: configured.validFrom,
      formVersionId,
      processVersionId,
      configured: true,
      changes: last ? describeChanges(contentView(last.content), view) : null,
    },
  ])
  const identity = { id: procedureId, code: configured.code, nationalCode, currentVersionId: versionId }
  await saveProcedures(ctx, [
    { ...identity, nationalSha: before?.nationalSha ?? null, ...listedFields(content, view) },
  ])
  forgetCurrent(ctx)
  ctx.about(versionId, { code: configured.code, version })
  ctx.emit({
    type: 'procedure.published',
    subject: procedureId,
    data: { code: configured.code, versionId, version },
  })
  return { versionId, version, changed: true, warnings }
}

function isSame(last: StoredVersion, sha: string, formId: string | null, processId: string | null): boolean {
  return last.contentSha === sha && last.formVersionId === formId && last.processVersionId === processId
}

/** What publication would say of a package with this form: problems and warnings with JSON pointers. */
export function reviewPackage(
  input: unknown,
  form: CompiledForm,
): { problems: PackageProblem[]; warnings: PackageProblem[] } {
  const result = readPackage(input, form)
  return { problems: result.ok ? [] : result.problems, warnings: result.warnings }
}

/**
 * The package compiled, with its warnings.
 * @param form the form it will use; null leaves the names of answers unchecked
 * @throws 422 `procedure.bad_package` with every problem and its JSON pointer
 */
export function checkPackage(
  input: unknown,
  form: CompiledForm | null,
): { procedure: ConfiguredProcedure; warnings: PackageProblem[] } {
  const result = readPackage(input, form)
  if (!result.ok) throw badPackage(result.problems)
  return result
}

/** The package as it was written, to be edited into the next; it has passed the schema. */
function sourceOf(input: unknown): ProcedurePackage {
  return Value.Clone(input) as ProcedurePackage
}

/** The package compiled, or its problems. @param form null leaves the names of answers unchecked */
export function readPackage(input: unknown, form: CompiledForm | null): Configured {
  const filled = Value.Default(ProcedurePackage, Value.Clone(input))
  if (Value.Check(ProcedurePackage, filled)) return configureProcedure(filled, form)
  return { ok: false, problems: sayFindings([...Value.Errors(ProcedurePackage, filled)]), warnings: [] }
}

/** 422 `procedure.bad_package` with these problems. */
export function badPackage(problems: readonly PackageProblem[]) {
  const [first] = problems
  const where = first ? ` (${first.pointer || '/'}: ${first.message})` : ''
  return unprocessable(
    'procedure.bad_package',
    `Gói thủ tục có ${problems.length} chỗ cần sửa${where}.`,
    problems,
  )
}

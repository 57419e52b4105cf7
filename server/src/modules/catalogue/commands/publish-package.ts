import type { Ctx } from '../../../platform/ctx.ts'
import { unprocessable } from '../../../platform/errors.ts'
import { publishForm } from '../../forms/index.ts'
import { type Finding, publishProcess } from '../../process/index.ts'
import type { Gap } from '../domain/staff.ts'
import type { PackageFolder } from '../package-folder.ts'
import { badPackage, type Published, publishProcedure } from './publish-procedure.ts'
import { type PublicationPart, type PublicationReview, reviewPublication } from './review-publication.ts'

export type PackagePublished = Published & {
  processWarnings: Finding[]
  /** Steps that nobody can do in a unit; the procedure is not published for the competent ones among these units. */
  gaps: Gap[]
}

/**
 * Publishes a procedure with its form and its process, all or nothing. The process is checked against the fields of
 * the form, the limit of every case, its golden cases, and the people who hold its roles.
 * @param reviewed what `reviewPublication` said of the same package a moment ago
 * @throws 422 `procedure.bad_package`, `form.refused`, `process.refused`, `procedure.unstaffed` with all problems
 */
export async function publishPackage(
  ctx: Ctx,
  pkg: PackageFolder,
  reviewed?: PublicationReview,
): Promise<PackagePublished> {
  const form = pkg.form === null ? null : await publishForm(ctx, pkg.form)
  const review = reviewed ?? (await reviewPublication(ctx, pkg))
  const { procedure, process, cases } = review
  const wrong = problemsOf(review, 'procedure')
  if (!procedure || wrong.length > 0) throw badPackage(wrong)
  const [badCases] = problemsOf(review, 'cases').filter(({ code }) => code === 'procedure.bad_cases')
  if (badCases) throw unprocessable('procedure.bad_package', badCases.message)
  const published = { formVersionId: form?.id ?? null, processVersionId: null, cases }
  if (!process || pkg.process === null) {
    return { ...(await publishProcedure(ctx, pkg.procedure, published)), processWarnings: [], gaps: [] }
  }
  const input = { key: procedure.code, xml: pkg.process }
  const { id: processVersionId, warnings: processWarnings } = await publishProcess(ctx, input, process)
  const refused = problemsOf(review, 'staff').map(({ message }) => ({ message }))
  const [first] = refused
  if (first) {
    const more = refused.length > 1 ? ` (và ${refused.length - 1} chỗ khác)` : ''
    throw unprocessable('procedure.unstaffed', `Chưa công bố được: ${first.message}${more}`, refused)
  }
  const { unstaffed, gaps } = review
  const made = await publishProcedure(ctx, pkg.procedure, { ...published, processVersionId, unstaffed })
  return { ...made, processWarnings, gaps }
}

function problemsOf({ problems }: PublicationReview, part: PublicationPart) {
  return problems
    .filter((problem) => problem.part === part)
    .map(({ code, pointer = '', message }) => ({ code, pointer, message }))
}

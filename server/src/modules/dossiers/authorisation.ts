import type { Ctx } from '../../platform/ctx.ts'
import { unprocessable } from '../../platform/errors.ts'
import { mandateFor } from '../identity/index.ts'
import type { SubmitDossier } from './contract/submission.ts'
import type { Dossier } from './store/dossier.ts'

type Filing = {
  procedureCode: string
  applicantIndex: string
  /** Whether somebody files online, in his own account, for another person. */
  forAnother: boolean
}

/**
 * By what right somebody files for another: a mandate kept here, or what he says himself, for the desk to look at.
 * @throws 422 `dossier.authorisation_needed` when it is not said, or the paper of the authorisation is missing;
 *   403 `mandate.not_valid`
 */
export async function readAuthorisation(
  ctx: Ctx,
  given: SubmitDossier['authorisation'],
  { procedureCode, applicantIndex, forAnother }: Filing,
): Promise<Dossier['authorisation']> {
  if (given?.mandate !== undefined) {
    const { mandate, ...rest } = given
    const { relation, paperNeeded } = await mandateFor(ctx, mandate, {
      numberIndex: applicantIndex,
      procedureCode,
    })
    if (paperNeeded && given.fileId === undefined)
      refuse('/authorisation/fileId', 'Hãy kèm văn bản uỷ quyền, vì uỷ quyền này do bạn tự khai.')
    return { ...rest, mandate, relation }
  }
  if (given?.relation !== undefined) return { ...given, relation: given.relation }
  if (given !== undefined || forAnother)
    refuse(
      '/authorisation/relation',
      'Hồ sơ này nộp thay người khác: hãy cho biết quan hệ với chủ hồ sơ, hoặc chọn một uỷ quyền đã có.',
    )
  return null
}

function refuse(pointer: string, message: string): never {
  throw unprocessable('dossier.authorisation_needed', message, [{ pointer, code: 'required', message }])
}

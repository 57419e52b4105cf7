import { randomInt } from 'node:crypto'
import { cleanLine } from '@motcua/rules'
import type { Actor } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/ctx.ts'
import { forbidden, unprocessable } from '../../../platform/errors.ts'
import { newDataKey } from '../../../platform/keys/index.ts'
import { caseFor, currentProcedure, type ProcedureVersion } from '../../catalogue/index.ts'
import { formVersion } from '../../forms/index.ts'
import { type Unit, unitByRef } from '../../organisations/index.ts'
import { checkForm, originsFrom } from '../answers.ts'
import { readApplicant, searchKeys } from '../applicant.ts'
import { readAuthorisation } from '../authorisation.ts'
import type { SubmitDossier } from '../contract/submission.ts'
import { civilDay, queuesOf, STATUS, submissionNumber } from '../domain.ts'
import { checkFiles, feesOf, readPapers, refuseMissing } from '../papers.ts'
import { idNumberIndex } from '../person-index.ts'
import { mayReceive } from '../policy.ts'
import type { WholeDossier } from '../queries/dossiers.ts'
import { insertAct, insertPapers } from '../store/acts.ts'
import {
  type Dossier,
  insertDossier,
  insertQueues,
  nextSubmissionSequence,
  UNTOUCHED,
  widenScope,
} from '../store/dossier.ts'
import { deleteDraft } from '../store/drafts.ts'

/**
 * Files a dossier: by the applicant online, or by a reception officer at the desk or from the post. No clock
 * runs yet; it starts with the acceptance.
 * @throws 422 with the fields that are wrong; nothing is kept then
 */
export async function submitDossier(ctx: Ctx, input: SubmitDossier): Promise<WholeDossier> {
  const procedure = await findProcedure(ctx, input)
  const [receiving, competent, returning] = await findUnits(ctx, input, procedure)
  checkSubmitter(ctx.actor, input, receiving)
  const applicant = readApplicant(input.applicant)
  const answers = await checkAnswers(ctx, procedure, input.answers)
  const origins = await originsFrom(ctx, procedure, input, { cleaned: answers, written: input.answers })
  const caseKey = findCase(procedure, input.caseKey, answers)
  const papers = readPapers(procedure, caseKey, answers, input.papers ?? [])
  if (input.channel === 'online') refuseMissing(procedure, caseKey, answers, papers)
  await checkFiles(ctx, [...papers.map((p) => p.fileId), input.authorisation?.fileId ?? null])

  const applicantIndex = idNumberIndex(ctx.keys, applicant.idNumber)
  const authorisation = await readAuthorisation(ctx, input.authorisation, {
    procedureCode: procedure.code,
    applicantIndex,
    forAnother: isForAnother(ctx.actor, { channel: input.channel, applicantIndex }),
  })

  const now = ctx.now()
  const fees = feesOf(procedure, caseKey, answers, papers)
  const key = await newDataKey(ctx, ctx.newId())
  const draft: Omit<Dossier, 'counted'> = {
    id: key.id,
    key,
    submissionNumber: submissionNumber(civilDay(now), await nextSubmissionSequence(ctx)),
    code: null,
    parentId: null,
    parentToken: null,
    parentStep: null,
    status: STATUS.submitted,
    procedureVersionId: procedure.id,
    procedureCode: procedure.code,
    procedureName: procedure.name,
    abstract: abstractFrom(input),
    receivedAt: null,
    caseKey,
    channel: input.channel,
    receivingUnitId: receiving.id,
    competentUnitId: competent.id,
    returnUnitId: returning.id,
    submittedBy: ctx.actor.id,
    applicantIndex,
    applicantName: applicant.name,
    applicant,
    authorisation,
    answers,
    origins,
    delivery: input.delivery ?? { method: 'counter' },
    fees,
    trackingSecret: newTrackingSecret(),
    submittedAt: now,
    ...UNTOUCHED,
    paymentState: fees.some((f) => f.amount !== 0) ? 'unpaid' : 'none',
  }
  const dossier = insertDossier(ctx, draft, searchKeys(draft))
  const stored = insertPapers(ctx, dossier.id, papers)
  insertAct(ctx, {
    dossierId: dossier.id,
    key,
    kind: 'submitted',
    unitId: input.channel === 'online' ? null : receiving.id,
    data: { channel: input.channel, filedForAnother: isForAnother(ctx.actor, dossier) },
    statusBefore: null,
    statusAfter: dossier.status,
  })
  widenScope(ctx, dossier, [receiving.id, competent.id, returning.id])
  insertQueues(ctx, dossier, queuesOf(dossier, []))
  if (input.draftId) deleteDraft(ctx, input.draftId)
  ctx.emit({
    type: 'dossier.submitted',
    subject: dossier.id,
    data: { procedureCode: dossier.procedureCode, channel: dossier.channel },
  })
  ctx.about(dossier.id)
  return { dossier, papers: stored, supplement: null, results: [], relatives: [] }
}

/** Whether somebody files in his own account for another person. At the desk the officer always does. */
export const isForAnother = (actor: Actor, d: Pick<Dossier, 'applicantIndex' | 'channel'>): boolean =>
  d.channel === 'online' && actor.idNumberIndex !== d.applicantIndex

function abstractFrom({ channel, abstract }: SubmitDossier): string | null {
  if (abstract === undefined) return null
  if (channel !== 'online') return cleanLine(abstract) || null
  const message = 'Trích yếu do nơi tiếp nhận ghi; khi nộp trực tuyến hãy bỏ trường này.'
  throw unprocessable('dossier.abstract_refused', message, [
    { pointer: '/abstract', code: 'refused', message },
  ])
}

/** @throws 404; 422 `procedure.not_configured`, `procedure.channel_refused` */
export async function findProcedure(
  ctx: Ctx,
  input: Pick<SubmitDossier, 'procedureCode' | 'channel'>,
): Promise<ProcedureVersion> {
  const procedure = await currentProcedure(ctx, input.procedureCode)
  if (!procedure.configured) {
    throw unprocessable(
      'procedure.not_configured',
      `Thủ tục ${procedure.code} chưa được cấu hình để nộp trên hệ thống này; hãy nộp trực tiếp tại cơ quan giải quyết.`,
    )
  }
  if (!procedure.channels.some((c) => c.channel === input.channel)) {
    throw unprocessable('procedure.channel_refused', 'Thủ tục này không nhận hồ sơ theo cách nộp đã chọn.', [
      {
        pointer: '/channel',
        code: 'refused',
        message: 'Thủ tục này không nhận hồ sơ theo cách nộp đã chọn.',
      },
    ])
  }
  return procedure
}

/** The three organisations of a dossier: who receives, who decides, who gives back (NĐ 118/2025 art. 14). */
async function findUnits(
  ctx: Ctx,
  input: SubmitDossier,
  procedure: ProcedureVersion,
): Promise<[Unit, Unit, Unit]> {
  const receiving = await unitByRef(ctx, input.receivingUnit)
  if (!receiving.isReceptionPoint)
    refuseUnit('/receivingUnit', `${receiving.name} không phải nơi tiếp nhận hồ sơ.`)
  const competent = await findCompetent(ctx, input, procedure, receiving)
  const returning = input.delivery?.unit ? await unitByRef(ctx, input.delivery.unit) : receiving
  if (!returning.isReceptionPoint)
    refuseUnit('/delivery/unit', `${returning.name} không phải nơi trả kết quả.`)
  return [receiving, competent, returning]
}

/** @throws 422 `dossier.unit_refused` when the unit may not decide this procedure */
export async function findCompetent(
  ctx: Ctx,
  input: Pick<SubmitDossier, 'competentUnit'>,
  procedure: ProcedureVersion,
  receiving: Unit,
): Promise<Unit> {
  const fixed = procedure.competence?.units ?? []
  const named = input.competentUnit ?? (fixed.length === 1 ? fixed[0] : undefined)
  const unit = named ? await unitByRef(ctx, named) : receiving
  const allowed = fixed.length > 0 ? await Promise.all(fixed.map((ref) => unitByRef(ctx, ref))) : null
  const kind = procedure.competence?.unitKind
  const isCompetent = allowed
    ? allowed.some((u) => u.id === unit.id)
    : unit.canDecide && (!kind || unit.kind === kind)
  if (isCompetent) {
    if (procedure.unstaffed.includes(unit.id)) {
      refuseUnit(
        '/competentUnit',
        `${unit.name} chưa phân công đủ người cho quy trình của thủ tục này; hãy nộp trực tiếp tại đó.`,
      )
    }
    if (unit.id !== receiving.id && !procedure.crossBoundary) {
      refuseUnit('/receivingUnit', `Thủ tục này chỉ nhận tại ${unit.name}.`)
    }
    return unit
  }
  return refuseUnit(
    '/competentUnit',
    named
      ? `${unit.name} không có thẩm quyền giải quyết thủ tục này.`
      : 'Hãy cho biết cơ quan giải quyết (competentUnit), vì nơi tiếp nhận không có thẩm quyền giải quyết thủ tục này.',
  )
}

function refuseUnit(pointer: string, message: string): never {
  throw unprocessable('dossier.unit_refused', message, [{ pointer, code: 'refused', message }])
}

function checkSubmitter(
  actor: Actor,
  { channel, procedureCode }: Pick<SubmitDossier, 'channel' | 'procedureCode'>,
  receiving: Unit,
): void {
  if (channel === 'online') {
    if (actor.kind === 'citizen' || actor.kind === 'business') return
    throw forbidden(
      'Cán bộ nhận hồ sơ tại quầy hoặc qua bưu chính (channel là desk hoặc post), không nộp trực tuyến thay dân.',
    )
  }
  if (mayReceive(actor, receiving.id, procedureCode)) return
  throw forbidden(
    `Chỉ cán bộ tiếp nhận của ${receiving.name} được nhận hồ sơ tại quầy hoặc qua bưu chính ở đó.`,
  )
}

/** The answers as the form of the procedure cleans them. @throws 422 `form.invalid` */
export async function checkAnswers(ctx: Ctx, procedure: ProcedureVersion, answers: Record<string, unknown>) {
  if (!procedure.formVersionId) return {}
  const form = await formVersion(ctx, procedure.formVersionId)
  return checkForm(ctx, form, answers)
}

/** @throws 422 `dossier.unknown_case` naming the cases */
export function findCase(
  procedure: ProcedureVersion,
  wanted: string | undefined,
  answers: Record<string, unknown>,
): string {
  const found = caseFor(procedure, wanted ?? null, answers)
  if (found) return found.key
  const keys = procedure.cases.map((c) => `${c.key} (${c.name.vi})`).join('; ')
  throw unprocessable('dossier.unknown_case', `Hãy chọn trường hợp (caseKey) của thủ tục: ${keys}.`, [
    { pointer: '/caseKey', code: 'choice', message: `Các trường hợp: ${keys}.` },
  ])
}

// Without letters and digits that look alike on paper: 30 symbols, 8 of them, 39 bits.
const SECRET_LETTERS = 'ABCDEFGHJKMNPQRTUVWXYZ23456789'

/** The secret of a receipt. */
export const newTrackingSecret = (): string =>
  Array.from({ length: 8 }, () => SECRET_LETTERS[randomInt(SECRET_LETTERS.length)]).join('')

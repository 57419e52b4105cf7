import type { Ctx } from '../../../platform/ctx.ts'
import { unprocessable } from '../../../platform/errors.ts'
import { procedureVersion } from '../../catalogue/index.ts'
import { autoCloseAt } from '../../deadlines/index.ts'
import { formVersion } from '../../forms/index.ts'
import { cancelProcess, openTasks } from '../../process/index.ts'
import { carryOrigins } from '../answer-origins.ts'
import { checkForm, originsFrom } from '../answers.ts'
import type { Supplement, SupplementRequest } from '../contract/acts.ts'
import { STATUS } from '../domain.ts'
import { checkFiles, feesOf, readPapers } from '../papers.ts'
import { insertPapers, insertSupplementRequest, markSupplemented, replacePapers } from '../store/acts.ts'
import { type Dossier, lockDossier } from '../store/dossier.ts'
import { inOrder, lockFor, moveClock, moveDossier } from './move.ts'
import { resumeSteps, silenceSteps, watchAdvance } from './watch.ts'

/** Name of the job that closes a dossier whose supplement never came. */
export const AUTO_CLOSE_JOB = 'dossiers.auto_close'
export const autoCloseKey = (dossierId: string): string => `dossiers.auto_close:${dossierId}`

/**
 * Asks the applicant, once, for everything that is missing (form 02); the clock pauses, and the dossier closes
 * by itself when nothing comes within 15 working days.
 * @throws 422 `dossier.supplement_twice`: NĐ 118/2025 art. 11 allows one request only
 */
export async function requestSupplement(ctx: Ctx, id: string, input: SupplementRequest): Promise<Dossier> {
  const d = await lockFor(ctx, id, 'supplement-requests', refuseSecondRequest)
  const items = (input.items ?? []).map((item) =>
    typeof item === 'string' ? { key: null, text: item } : { key: item.key ?? null, text: item.text },
  )
  const replyBy = await autoCloseAt(ctx, d.receivingUnitId, ctx.now())
  insertSupplementRequest(ctx, {
    dossierId: id,
    key: d.key,
    replyBy,
    asked: {
      reason: input.reason,
      items: items.length > 0 ? items : [{ key: null, text: input.reason }],
    },
    beforeAcceptance: d.acceptedAt === null,
  })
  const pause = { kind: 'PAUSE', reason: 'SUPPLEMENT' } as const
  const [due, open] = await inOrder(moveClock(ctx, d, pause), openTasks(ctx, [id]))
  silenceSteps(ctx, open)
  ctx.schedule({ name: AUTO_CLOSE_JOB, payload: { dossierId: id }, at: replyBy, key: autoCloseKey(id) })
  const supplement = { requestedAt: ctx.now(), receivedAt: null, beforeAcceptance: d.acceptedAt === null }
  return moveDossier(
    ctx,
    { ...d, supplement },
    {
      kind: 'supplementRequested',
      to: STATUS.supplement,
      reason: input.reason,
      data: { replyBy: replyBy.toISOString() },
      sealed: { items },
      changes: due,
    },
    open,
  )
}

/**
 * Takes in what the applicant added. After acceptance the clock runs again, from zero or onwards as the
 * procedure says; before it the dossier goes back to reception.
 */
export async function supplementDossier(ctx: Ctx, id: string, input: Supplement): Promise<Dossier> {
  const d = await lockFor(ctx, id, 'supplements')
  const procedure = await procedureVersion(ctx, d.procedureVersionId)
  const answers = await newAnswers(ctx, input, procedure.formVersionId, d)
  const carried = carryOrigins(d.origins, d.answers, answers, ctx.now().toISOString())
  const written = { cleaned: answers, written: input.answers ?? answers }
  const origins = await originsFrom(ctx, procedure, input, written, carried)
  const papers = readPapers(procedure, d.caseKey, answers, input.papers ?? [])
  await checkFiles(
    ctx,
    papers.map((p) => p.fileId),
  )
  replacePapers(
    ctx,
    id,
    papers.map((p) => p.key),
  )
  insertPapers(ctx, id, papers)
  markSupplemented(ctx, id)
  ctx.unschedule(autoCloseKey(id))
  const kind = procedure.clock.mode === 'RESTART' ? 'RESTART' : 'RESUME'
  const due = await moveClock(ctx, d, { kind, reason: 'SUPPLEMENT_RECEIVED' })
  if (d.supplement) await resumeSteps(ctx, id, d.supplement.requestedAt)
  const fees = input.answers ? feesOf(procedure, d.caseKey, answers, papers) : d.fees
  const supplemented = { ...d, supplement: { ...d.supplement!, receivedAt: ctx.now() } }
  return moveDossier(ctx, supplemented, {
    kind: 'supplemented',
    to: statusAfterSupplement(d),
    reason: input.note ?? null,
    data: {
      papers: papers.map((p) => p.key),
      answersChanged: input.answers !== undefined,
    },
    sealed: beforeOf(d, input, origins),
    changes: { ...due, answers, origins, fees },
  })
}

/** What the job does when the time to supplement has run out (NĐ 297/2025 art. 6.4a). */
export async function closeUnsupplemented(ctx: Ctx, id: string): Promise<Dossier | null> {
  const found = await lockDossier(ctx, id)
  if (!found) return null
  const d = found.dossier
  if (d.status !== STATUS.supplement || d.supplement?.receivedAt) return null
  ctx.about(id)
  return endEarly(ctx, d, {
    kind: 'autoClosed',
    to: STATUS.stopped,
    reason: 'Quá 15 ngày làm việc người nộp không bổ sung hồ sơ',
  })
}

const END_REASONS = { withdrawn: 'WITHDRAWN', stopped: 'STOPPED', autoClosed: 'AUTO_CLOSED' } as const

/** Ends a dossier before its result: its process and its clock end with it. */
export async function endEarly(
  ctx: Ctx,
  d: Dossier,
  end: {
    kind: keyof typeof END_REASONS
    to: typeof STATUS.withdrawn | typeof STATUS.stopped
    reason: string | null
  },
): Promise<Dossier> {
  const cancelled = d.acceptedAt ? await cancelProcess(ctx, d.id) : null
  if (cancelled) watchAdvance(ctx, cancelled)
  const due = await moveClock(ctx, d, { kind: 'END', reason: END_REASONS[end.kind] })
  ctx.unschedule(autoCloseKey(d.id))
  return moveDossier(ctx, d, { ...end, changes: { ...due, closedAt: ctx.now(), finishedAt: ctx.now() } })
}

function refuseSecondRequest({ supplement }: Dossier): void {
  if (!supplement) return
  throw unprocessable(
    'dossier.supplement_twice',
    'Hồ sơ này đã được yêu cầu bổ sung một lần; pháp luật chỉ cho yêu cầu bổ sung một lần.',
  )
}

/** What it replaces is kept, because the form may be filled in anew and nothing of a dossier may be lost. */
function beforeOf(d: Dossier, input: Supplement, origins: Dossier['origins']) {
  if (!input.answers && origins === d.origins) return undefined
  const { answers, fees } = d
  return {
    before: { ...(input.answers && { answers, fees }), ...(origins !== d.origins && { origins: d.origins }) },
  }
}

function statusAfterSupplement(d: Dossier) {
  if (d.acceptedAt === null) return STATUS.supplement
  return d.processing ? STATUS.processing : STATUS.accepted
}

async function newAnswers(ctx: Ctx, input: Supplement, formVersionId: string | null, d: Dossier) {
  if (!input.answers || !formVersionId) return d.answers
  return checkForm(ctx, await formVersion(ctx, formVersionId), input.answers)
}

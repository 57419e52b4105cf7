import type { Ctx } from '../../platform/ctx.ts'
import { conflict, notFound } from '../../platform/errors.ts'
import type { JobHandler } from '../../platform/jobs.ts'
import { calendarOf } from './calendars.ts'
import { type OnSilence, opinionDueAt, saySilence, silentFrom } from './domain/consultation.ts'
import { checkLimit, type Limit } from './domain/limit.ts'
import { sayMoment } from './domain/moment.ts'
import { type Consultation, lockConsultation } from './queries.ts'
import { insertConsultation, updateConsultation } from './store.ts'

export type StartConsultation = {
  subjectId: string
  /** The unit that is asked; its working time counts. */
  unitId: string
  limit: Limit
  onSilence: OnSilence
  legalBasis?: string | null
}

/**
 * Asks a unit for its opinion now and plans what happens when it stays silent. Whether the dossier's own clock goes on is
 * said by its events. A date told to the unit stays, whatever becomes of the calendar.
 * @throws 400 of `checkLimit`; 409 `consultation.open` when this unit is being asked about this subject
 */
export async function startConsultation(ctx: Ctx, input: StartConsultation): Promise<Consultation> {
  const { subjectId, unitId, onSilence, legalBasis = null } = input
  const limit = checkLimit(input.limit)
  const dueAt = opinionDueAt(await calendarOf(ctx, unitId), limit, ctx.now())
  const consultation: Consultation = {
    id: ctx.newId(),
    ...{ subjectId, unitId, limit, onSilence, legalBasis, dueAt },
    askedBy: ctx.actor.id,
    askedAt: ctx.now(),
    state: 'open',
    overdueAt: null,
    closedBy: null,
    closedAt: null,
    consents: null,
    note: null,
  }
  if (!(await insertConsultation(ctx, consultation))) {
    throw conflict('consultation.open', 'Đơn vị này đang được lấy ý kiến về hồ sơ này, chưa trả lời.')
  }
  ctx.schedule({
    name: END_JOB,
    payload: { id: consultation.id },
    at: silentFrom(dueAt),
    key: keyOf(consultation.id),
  })
  return consultation
}

/**
 * Records the answer of the unit.
 * @param answer `consents` false is a refusal; `note` are its words
 * @throws 404 `consultation.not_found`; 409 `consultation.closed`, also when silence has become consent
 */
export async function answerConsultation(
  ctx: Ctx,
  id: string,
  answer: { consents: boolean; note: string },
): Promise<Consultation> {
  const before = await lockOpen(ctx, id)
  if (before.onSilence === 'CONSENT' && ctx.now() >= silentFrom(before.dueAt)) {
    throw conflict('consultation.closed', saySilence(before.limit, before.dueAt, before.legalBasis))
  }
  return close(ctx, before, { state: 'answered', ...answer }, 'deadlines.consultation_answered')
}

/**
 * Takes the question back: no answer is needed any more.
 * @throws 404 `consultation.not_found`; 409 `consultation.closed`
 */
export async function withdrawConsultation(ctx: Ctx, id: string, note: string): Promise<Consultation> {
  const before = await lockOpen(ctx, id)
  return close(ctx, before, { state: 'withdrawn', consents: null, note }, 'deadlines.consultation_withdrawn')
}

type ConsultationEvent =
  | 'deadlines.consultation_answered'
  | 'deadlines.consultation_late'
  | 'deadlines.consultation_withdrawn'
  | 'deadlines.consented_by_silence'

const END_JOB = 'deadlines.end_consultation'
const keyOf = (id: string) => `deadlines.consultation:${id}`

export const consultationJobs: Record<string, JobHandler> = {
  [END_JOB]: (ctx, payload) => endUnanswered(ctx, payload.id as string),
}

/** The limit is over. A job that runs twice, or after an answer, finds nothing to do. */
async function endUnanswered(ctx: Ctx, id: string): Promise<void> {
  const before = await lockConsultation(ctx, id)
  ctx.about(before?.subjectId ?? id, { consultationId: id })
  if (before?.state !== 'open' || before.overdueAt || ctx.now() < silentFrom(before.dueAt)) return
  if (before.onSilence === 'CONSENT') {
    const note = saySilence(before.limit, before.dueAt, before.legalBasis)
    close(ctx, before, { state: 'silent', consents: true, note }, 'deadlines.consented_by_silence')
    return
  }
  updateConsultation(ctx, { ...before, overdueAt: ctx.now() })
  tell(ctx, before, 'deadlines.consultation_late')
}

async function lockOpen(ctx: Ctx, id: string): Promise<Consultation> {
  const found = await lockConsultation(ctx, id)
  if (!found) throw notFound('consultation.not_found', 'Không có lần lấy ý kiến này.')
  ctx.about(found.subjectId, { consultationId: id })
  if (found.state === 'open') return found
  throw conflict(
    'consultation.closed',
    found.state === 'silent'
      ? found.note!
      : `Lần lấy ý kiến này đã kết thúc lúc ${sayMoment(found.closedAt!)}.`,
  )
}

function close(
  ctx: Ctx,
  before: Consultation,
  end: Pick<Consultation, 'state' | 'consents' | 'note'>,
  type: ConsultationEvent,
): Consultation {
  const after = { ...before, ...end, closedBy: ctx.actor.id, closedAt: ctx.now() }
  updateConsultation(ctx, after)
  if (end.state !== 'silent') ctx.unschedule(keyOf(before.id))
  tell(ctx, after, type)
  return after
}

function tell(
  ctx: Ctx,
  { id, subjectId, unitId, dueAt, consents }: Consultation,
  type: ConsultationEvent,
): void {
  const data = { consultationId: id, unitId, dueAt: dueAt.toISOString(), consents }
  ctx.emit({ type, subject: subjectId, data })
}

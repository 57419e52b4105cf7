import { vietnamDate } from '@motcua/rules'
import type { Ctx } from '../../../platform/ctx.ts'
import { conflict, notFound } from '../../../platform/errors.ts'
import type { Of } from '../../../platform/http/schema.ts'
import { stepDueAt } from '../../deadlines/index.ts'
import {
  type Advance,
  assignTask,
  claimTask,
  completeTask,
  deliverMessage,
  fireTimer,
  type ProcessPorts,
  readStepAnswers,
  stepAnswersInWords,
  type Task,
  taskById,
} from '../../process/index.ts'
import type { PaymentConfirmation } from '../contract/acts.ts'
import type { TaskCompletion } from '../contract/tasks.ts'
import { STATUS, STATUS_NAMES } from '../domain.ts'
import { checkFiles } from '../papers.ts'
import { dossierNotFound, maySee, refuseOwnInterest } from '../policy.ts'
import { insertAct } from '../store/acts.ts'
import { type Dossier, lockDossier, lockDossierOfTask } from '../store/dossier.ts'
import { finishDossier, PROCESSING } from './endings.ts'
import { inOrder, lockFor, moveClock, moveDossier, placeInQueues, settledValue } from './move.ts'
import { callServices, dropMessages, watchAdvance } from './watch.ts'

/** Name of the job of a process timer. */
export const TIMER_JOB = 'dossiers.timer'

/** Name of the message that tells a process that the applicant has paid. */
export const PAID_MESSAGE = 'nghiaVuTaiChinhHoanThanh'

/** What the process needs from outside: step deadlines in working time, and the job of its timers. */
export const processPorts = (ctx: Ctx): ProcessPorts => ({
  stepDueAt: (unitId, from, hours) => stepDueAt(ctx, unitId, from, hours),
  timerJob: TIMER_JOB,
  answersOf: async (dossierId) => {
    const found = await lockDossier(ctx, dossierId)
    return found ? processVars(found.dossier) : {}
  },
})

/** What the expressions of a process may ask for: the answers, the case and the channel. */
export const processVars = (d: Dossier): Record<string, unknown> => ({
  ...d.answers,
  caseKey: d.caseKey,
  channel: d.channel,
})

/** Takes a task on oneself. */
export async function claimStep(ctx: Ctx, taskId: string): Promise<Dossier> {
  const [{ d }] = await inOrder(lockTask(ctx, taskId), claimTask(ctx, taskId))
  ctx.emit({ type: 'dossier.claimed', subject: d.id, data: { taskId } })
  await placeInQueues(ctx, d)
  return d
}

/** A head gives a task to an officer of the unit. */
export async function assignStep(
  ctx: Ctx,
  taskId: string,
  accountId: string,
  note?: string,
): Promise<Dossier> {
  const [{ d, task }] = await inOrder(lockTask(ctx, taskId), assignTask(ctx, taskId, accountId))
  insertAct(ctx, {
    dossierId: d.id,
    key: d.key,
    kind: 'assigned',
    unitId: task.unitId,
    reason: note ?? null,
    data: { step: task.node, name: task.name, assigneeId: accountId },
    statusBefore: d.status,
    statusAfter: d.status,
  })
  ctx.emit({ type: 'dossier.assigned', subject: d.id, data: { taskId, assigneeId: accountId } })
  await placeInQueues(ctx, d)
  return d
}

/**
 * Completes a task; the process goes on, and the status and the clock of the dossier with it.
 * @throws 409 when the dossier waits for the applicant, or somebody else was first
 */
export async function completeStep(
  ctx: Ctx,
  taskId: string,
  input: Of<typeof TaskCompletion>,
): Promise<Dossier> {
  return (await completeAndTell(ctx, taskId, input)).dossier
}

/** As `completeStep`, with what the process did. */
export async function completeAndTell(
  ctx: Ctx,
  taskId: string,
  input: Of<typeof TaskCompletion>,
): Promise<{ dossier: Dossier; advance: Advance }> {
  // Both travel together; the dossier is asked first, because it decides whether the actor may know the task.
  const [locked, completing] = await Promise.allSettled([
    lockTask(ctx, taskId),
    // The note is kept, sealed, in the history of the dossier only.
    completeTask(
      ctx,
      taskId,
      { outcome: input.outcome, answers: input.answers, data: input.data },
      processPorts(ctx),
    ),
  ])
  const { d, task } = settledValue(locked)
  if (d.status === STATUS.supplement) {
    throw conflict(
      'dossier.waiting',
      `Hồ sơ đang “${STATUS_NAMES[d.status].vi}”; chờ người nộp bổ sung rồi làm tiếp.`,
    )
  }
  const advance = settledValue(completing)
  const outcome = advance.completed?.outcome ?? null
  const answers = answersOf(task, input.answers, vietnamDate(ctx.now()))
  insertAct(ctx, {
    dossierId: d.id,
    key: d.key,
    kind: 'stepCompleted',
    unitId: task.unitId,
    reason: input.note ?? null,
    data: { step: task.node, name: task.name, outcome, outcomeName: outcomeName(task, outcome) },
    ...(answers.length > 0 && { sealed: { answers } }),
    statusBefore: d.status,
    statusAfter: d.status,
  })
  ctx.emit({ type: 'dossier.stepCompleted', subject: d.id, data: { taskId, step: task.node } })
  const started = d.status === STATUS.accepted ? await moveDossier(ctx, d, PROCESSING, advance.open) : d
  return { dossier: await follow(ctx, started, advance), advance }
}

/** The applicant has met the financial obligation: the waiting step ends and the clock goes on (domain.md 1.4.4). */
export async function confirmPayment(
  ctx: Ctx,
  id: string,
  input: Of<typeof PaymentConfirmation>,
): Promise<Dossier> {
  const d = await lockFor(ctx, id, 'payment-confirmations')
  await checkFiles(ctx, [input.fileId ?? null])
  const advance = await deliverMessage(ctx, id, PAID_MESSAGE, {}, processPorts(ctx))
  insertAct(ctx, {
    dossierId: id,
    key: d.key,
    kind: 'paymentConfirmed',
    reason: input.note ?? null,
    data: { receiptNumber: input.receiptNumber ?? null, fileId: input.fileId ?? null },
    statusBefore: d.status,
    statusAfter: d.status,
  })
  return follow(ctx, d, advance)
}

/** What the job of a process timer does. */
export async function ringTimer(ctx: Ctx, dossierId: string, timerId: string): Promise<Dossier | null> {
  const found = await lockDossier(ctx, dossierId)
  if (!found) return null
  ctx.about(dossierId)
  const advance = await fireTimer(ctx, timerId, processPorts(ctx))
  return advance ? follow(ctx, found.dossier, advance) : null
}

/** Brings status and clock of the dossier to where its process now stands. */
export async function follow(ctx: Ctx, d: Dossier, advance: Advance): Promise<Dossier> {
  watchAdvance(ctx, advance)
  callServices(ctx, d.id, advance)
  const waits = advance.open.some((t) => t.clock === 'pause')
  if (waits && d.status === STATUS.processing) {
    const due = await moveClock(ctx, d, { kind: 'PAUSE', reason: 'FINANCIAL' })
    return moveDossier(ctx, d, { kind: 'paymentRequested', to: STATUS.payment, changes: due }, advance.open)
  }
  if (!waits && d.status === STATUS.payment) {
    const due = await moveClock(ctx, d, { kind: 'RESUME', reason: 'PAID' })
    const resumed = await moveDossier(
      ctx,
      d,
      { kind: 'paymentMet', to: STATUS.processing, changes: due },
      advance.open,
    )
    return advance.ended ? endOf(ctx, resumed, advance) : resumed
  }
  if (advance.ended) return endOf(ctx, d, advance)
  await placeInQueues(ctx, d, advance.open)
  return d
}

const endOf = (ctx: Ctx, d: Dossier, { failure }: Advance): Promise<Dossier> =>
  failure === null ? endProcess(ctx, d) : failProcess(ctx, d, failure)

/**
 * The process has ended by an error that none of its events waits for. The dossier stands where results are recorded:
 * the agency records a refusal, or the head stops it.
 */
export async function failProcess(ctx: Ctx, d: Dossier, error: string): Promise<Dossier> {
  const failed = { kind: 'processFailed', data: { error }, changes: { processEnded: true } }
  // Only what is being dealt with can get a result; waiting for money is over with the process.
  const running = d.status === STATUS.payment ? ({ ...failed, to: STATUS.processing } as const) : failed
  await dropMessages(ctx, d.id)
  const ended = await moveDossier(ctx, d, running, [])
  return ended.resultAt ? finishDossier(ctx, ended) : ended
}

async function endProcess(ctx: Ctx, d: Dossier): Promise<Dossier> {
  const ended = await moveDossier(ctx, d, { kind: 'processEnded', changes: { processEnded: true } }, [])
  return ended.resultAt ? finishDossier(ctx, ended) : ended
}

/** The dossier is locked before the task, always in this order, so that two commands cannot block each other. */
export async function lockTask(ctx: Ctx, taskId: string): Promise<{ d: Dossier; task: Task }> {
  const [locked, task] = await Promise.all([lockDossierOfTask(ctx, taskId), taskById(ctx, taskId)])
  const found = locked ?? (task && (await lockDossier(ctx, task.subjectId)))
  if (!found || !task) throw notFound('task.not_found', 'Không có việc này hoặc bạn không được xem.')
  if (!maySee(ctx.actor, found.dossier, found.places)) throw dossierNotFound()
  refuseOwnInterest(ctx.actor, found.dossier)
  ctx.about(found.dossier.id)
  return { d: found.dossier, task }
}

/** What was asked at the step, and what was answered, in words. */
const answersOf = (task: Task, given: unknown, today: string): [string, string][] =>
  stepAnswersInWords(task.form, readStepAnswers(task.form, given, today), today)

const outcomeName = (task: Task, outcome: string | null): string | null =>
  task.outcomes.find((o) => o.key === outcome)?.name ?? outcome

import type { Ctx } from '../../../platform/ctx.ts'
import { AppError } from '../../../platform/errors.ts'
import { newDataKey } from '../../../platform/keys/index.ts'
import { caseFor, currentProcedure, type ProcedureVersion } from '../../catalogue/index.ts'
import {
  answerConsultation,
  consultationsOf,
  type Limit,
  startClock,
  startConsultation,
} from '../../deadlines/index.ts'
import { unitByRef } from '../../organisations/index.ts'
import { cancelProcess, deliverMessage, failTask, startProcess } from '../../process/index.ts'
import { searchKeys } from '../applicant.ts'
import { civilDay, queuesOf, STATUS, submissionNumber } from '../domain.ts'
import { currentPapers, insertAct, insertPapers, insertResult } from '../store/acts.ts'
import { childOutcome, openChildren } from '../store/children.ts'
import {
  type Dossier,
  insertDossier,
  insertQueues,
  lockDossier,
  nextSubmissionSequence,
  UNTOUCHED,
  widenScope,
} from '../store/dossier.ts'
import { finishDossier } from './endings.ts'
import { dueOf, moveDossier } from './move.ts'
import { drawCode } from './reception.ts'
import { failProcess, follow, processPorts, processVars } from './steps.ts'
import { newTrackingSecret } from './submit.ts'
import { endEarly } from './supplement.ts'
import { callServices, type UnitCall, watchAdvance } from './watch.ts'

/**
 * Opens a sub-dossier in the unit that a step of the parent asks: with its own number, clock and process, the papers
 * carried along (the same files), and seen by the units of both. Without a procedure of its own it is a consultation:
 * the unit records its answer as a result, and silence is consent where the step says so.
 * @returns null when the parent has ended meanwhile
 */
export async function openChild(ctx: Ctx, parentId: string, call: UnitCall): Promise<Dossier | null> {
  const locked = await lockDossier(ctx, parentId)
  if (!locked || isOver(locked.dossier)) return null
  const { dossier: parent, places } = locked
  ctx.about(parentId, { step: call.step })
  const unit = await unitByRef(ctx, call.unit)
  const procedure = call.process === null ? null : await currentProcedure(ctx, call.process)
  const chosen = procedure && (caseFor(procedure, null, parent.answers) ?? procedure.cases[0] ?? null)
  const key = await newDataKey(ctx, ctx.newId())
  const now = ctx.now()
  const draft: Omit<Dossier, 'counted'> = {
    ...parent,
    id: key.id,
    key,
    parentId,
    parentToken: call.token,
    parentStep: call.step,
    submissionNumber: submissionNumber(civilDay(now), await nextSubmissionSequence(ctx)),
    code: null,
    status: STATUS.submitted,
    ...(procedure && {
      procedureVersionId: procedure.id,
      procedureCode: procedure.code,
      procedureName: procedure.name,
      caseKey: chosen?.key ?? parent.caseKey,
    }),
    abstract: call.name,
    receivedAt: null,
    receivingUnitId: unit.id,
    competentUnitId: unit.id,
    returnUnitId: parent.competentUnitId,
    // The parent collects what there is to pay: counted once.
    fees: [],
    paymentState: 'none',
    trackingSecret: newTrackingSecret(),
    submittedAt: now,
    ...UNTOUCHED,
  }
  const child = insertDossier(ctx, draft, searchKeys(draft))
  const papers = await currentPapers(ctx, parentId)
  insertPapers(
    ctx,
    child.id,
    papers.map(({ key: paper, name, fileId, originals, copies }) => ({
      key: paper,
      name,
      fileId,
      originals,
      copies,
    })),
  )
  insertAct(ctx, {
    dossierId: child.id,
    key,
    kind: 'childOpened',
    unitId: parent.competentUnitId,
    data: { parent: parent.code, step: call.step, name: call.name },
    statusBefore: null,
    statusAfter: child.status,
  })
  widenScope(ctx, child, [unit.id, ...places.units])
  insertQueues(ctx, child, queuesOf(child, []))
  const opened = await acceptChild(ctx, child, procedure, call)
  noteOnParent(ctx, parent, 'unitAsked', { child: opened.code, childId: opened.id, name: call.name }, unit.id)
  return opened
}

/** Its clock and process begin at once: what another agency hands over is complete by definition. */
async function acceptChild(
  ctx: Ctx,
  child: Dossier,
  procedure: ProcedureVersion | null,
  call: UnitCall,
): Promise<Dossier> {
  const { id: subjectId, competentUnitId: unitId } = child
  const ownLimit = procedure?.cases.find((c) => c.key === child.caseKey)?.limit ?? null
  const limit: Limit | null = call.hours === null ? ownLimit : { value: call.hours, unit: 'workingHours' }
  const mode = procedure?.clock.mode ?? 'RESUME'
  const due = limit
    ? dueOf(await startClock(ctx, { subjectId, unitId, limit, mode, reason: 'ACCEPTED' }))
    : { dueAt: null, firstDueAt: null }
  if (!procedure && limit) {
    await startConsultation(ctx, { subjectId, unitId, limit, onSilence: call.silence ? 'CONSENT' : 'WAIT' })
  }
  const versionId = procedure?.processVersionId ?? null
  const started =
    versionId &&
    (await startProcess(
      ctx,
      {
        versionId,
        subjectId,
        procedure: child.procedureCode,
        vars: processVars(child),
        units: { competent: unitId, receiving: unitId, return: child.returnUnitId },
      },
      processPorts(ctx),
    ))
  if (started) {
    watchAdvance(ctx, started)
    callServices(ctx, subjectId, started)
  }
  const code = await drawCode(ctx, unitId)
  const changes = { code, acceptedAt: ctx.now(), ...due, processEnded: !started }
  const data = { code, dueAt: due.dueAt?.toISOString() ?? null }
  return moveDossier(ctx, child, { kind: 'accepted', to: STATUS.accepted, unitId, data, changes })
}

/**
 * Carries the end of a sub-dossier to its parent: the waiting call goes on with the result, or fails when the unit
 * refused, stopped or the dossier was withdrawn. A failure that no event of the process waits for ends the process.
 */
export async function answerParent(ctx: Ctx, childId: string): Promise<void> {
  const child = (await lockDossier(ctx, childId))?.dossier
  if (!child?.parentId) return
  ctx.about(child.parentId, { child: child.code })
  const outcome = await childOutcome(ctx, childId)
  if (child.status === STATUS.finished) await closeFinished(ctx, child, outcome)
  const parent = (await lockDossier(ctx, child.parentId))?.dossier
  if (!parent || isOver(parent)) return
  const how = child.status === STATUS.finished ? (outcome ?? 'granted') : HOW_ENDED[child.status]!
  const said = { child: child.code, childId, step: child.parentStep, how }
  noteOnParent(ctx, parent, 'unitAnswered', said, child.competentUnitId)
  if (child.parentToken === null) return
  const data = { [`ketQua_${child.parentStep}`]: how }
  const advance = await bring(ctx, parent.id, child.parentToken, how, data)
  if (advance === 'gone') return
  if (advance !== 'uncaught') {
    await follow(ctx, parent, advance)
    return
  }
  const cancelled = await cancelProcess(ctx, parent.id)
  if (cancelled) {
    watchAdvance(ctx, cancelled)
    callServices(ctx, parent.id, cancelled)
  }
  await failProcess(ctx, parent, how)
}

/** A granted result, or a refused one that no error event waits for, is an answer; anything else is a failure. */
async function bring(ctx: Ctx, parentId: string, token: string, how: string, data: Record<string, string>) {
  const tell = () => deliverMessage(ctx, parentId, `called.${token}`, data, processPorts(ctx))
  try {
    if (how === 'granted') return await tell()
    return await failTask(ctx, parentId, { token, error: how, data }, processPorts(ctx))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'process.uncaught_error') return how === 'refused' ? await tell() : 'uncaught'
    // The call was taken away meanwhile, by a time limit or another event.
    if (['process.not_open', 'process.unexpected_message'].includes(error.code)) return 'gone'
    throw error
  }
}

/** The result goes to the parent's agency, not over a counter. */
async function closeFinished(ctx: Ctx, child: Dossier, outcome: string | null): Promise<void> {
  const asked = await consultationsOf(ctx, [child.id])
  for (const { id, state } of asked) {
    if (state !== 'open') continue
    await answerConsultation(ctx, id, { consents: outcome !== 'refused', note: child.code ?? '' })
  }
  const changes = { closedAt: ctx.now(), deliveryState: 'delivered' }
  await moveDossier(ctx, child, { kind: 'handedOver', to: STATUS.handedOver, changes }, [])
}

/** Silence has become consent: the consultation is answered in the name of the law. */
export async function consentBySilence(ctx: Ctx, childId: string, note: string): Promise<void> {
  const child = (await lockDossier(ctx, childId))?.dossier
  if (!child?.parentId || isOver(child) || child.resultAt) return
  ctx.about(childId)
  insertResult(ctx, {
    dossierId: childId,
    outcome: 'granted',
    code: null,
    name: 'Không có ý kiến, coi như đồng ý',
    number: null,
    signedOn: null,
    fileId: null,
  })
  const changes = { resultAt: ctx.now() }
  const recorded = await moveDossier(ctx, child, { kind: 'consentedBySilence', reason: note, changes })
  await finishDossier(ctx, recorded)
}

/**
 * Ends the open sub-dossiers of a parent with a reason.
 * @param tokens only those of these calls; all when left out
 */
export async function endChildren(
  ctx: Ctx,
  parentId: string,
  reason: string,
  tokens?: readonly string[],
): Promise<void> {
  for (const { id, parentToken } of await openChildren(ctx, parentId)) {
    if (tokens && (parentToken === null || !tokens.includes(parentToken))) continue
    const child = (await lockDossier(ctx, id))?.dossier
    if (child && !isOver(child)) await endEarly(ctx, child, { kind: 'stopped', to: STATUS.stopped, reason })
  }
  ctx.about(parentId)
}

const HOW_ENDED: Partial<Record<Dossier['status'], string>> = {
  [STATUS.refused]: 'refused',
  [STATUS.withdrawn]: 'withdrawn',
  [STATUS.stopped]: 'stopped',
}

const OVER: readonly Dossier['status'][] = [
  STATUS.refused,
  STATUS.withdrawn,
  STATUS.stopped,
  STATUS.finished,
  STATUS.handedOver,
]
const isOver = (d: Dossier): boolean => OVER.includes(d.status)

function noteOnParent(
  ctx: Ctx,
  parent: Dossier,
  kind: string,
  data: Record<string, unknown>,
  unitId: string,
): void {
  insertAct(ctx, {
    dossierId: parent.id,
    key: parent.key,
    kind,
    unitId,
    data,
    statusBefore: parent.status,
    statusAfter: parent.status,
  })
}

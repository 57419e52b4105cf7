import type { Ctx } from '../../../../platform/ctx.ts'
import { newDataKey } from '../../../../platform/keys/index.ts'
import { caseFor, currentProcedure, type ProcedureVersion } from '../../../catalogue/index.ts'
import { type Limit, startClock, startConsultation } from '../../../deadlines/index.ts'
import { isStillAsked, startProcess } from '../../../process/index.ts'
import { searchKeys } from '../../applicant.ts'
import { civilDay, queuesOf, STATUS, submissionNumber } from '../../domain.ts'
import { currentPapers, insertAct, insertPapers } from '../../store/acts.ts'
import {
  type Dossier,
  insertDossier,
  insertQueues,
  lockDossier,
  nextSubmissionSequence,
  UNTOUCHED,
  widenScope,
} from '../../store/dossier.ts'
import { dueOf, moveDossier } from '../move.ts'
import { drawCode } from '../reception.ts'
import { processPorts, processVars } from '../steps.ts'
import { newTrackingSecret } from '../submit.ts'
import { callServices, type UnitCall, watchAdvance } from '../watch.ts'
import { answersForChild } from './answers.ts'
import { isOver, noteOnParent } from './parent.ts'
import { unitFor } from './unit.ts'

/**
 * Opens a sub-dossier in the unit that a step of the parent asks: with its own number, clock and process, the answers
 * that its form takes (`answersForChild`), the papers carried along (the same files), and seen by the units of both.
 * Without a procedure of its own it is a consultation: the unit records its answer as a result, and silence is consent
 * where the step says so.
 * @returns null when the parent has ended meanwhile, or its process does not ask any more
 */
export async function openChild(ctx: Ctx, parentId: string, call: UnitCall): Promise<Dossier | null> {
  const locked = await lockDossier(ctx, parentId)
  if (!locked || isOver(locked.dossier)) return null
  const { dossier: parent, places } = locked
  ctx.about(parentId, { step: call.step })
  // A correction may have begun the process anew since it asked.
  const { instanceId, token } = call
  if (instanceId !== undefined && !(await isStillAsked(ctx, { instanceId, token }))) return null
  const procedure = call.process === null ? null : await currentProcedure(ctx, call.process)
  const unit = await unitFor(ctx, parent, call.unit, procedure)
  const { answers, origins, missing } = await answersForChild(ctx, parent, call, procedure)
  const chosen = procedure && (caseFor(procedure, null, answers) ?? procedure.cases[0] ?? null)
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
    answers,
    origins,
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
    data: { parent: parent.code, step: call.step, name: call.name, missingAnswers: missing },
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

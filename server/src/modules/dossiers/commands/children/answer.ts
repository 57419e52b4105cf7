import type { Ctx } from '../../../../platform/ctx.ts'
import { AppError } from '../../../../platform/errors.ts'
import { answerConsultation, consultationsOf } from '../../../deadlines/index.ts'
import { cancelProcess, deliverMessage, failTask } from '../../../process/index.ts'
import { STATUS } from '../../domain.ts'
import { insertResult } from '../../store/acts.ts'
import { childOutcome } from '../../store/children.ts'
import { type Dossier, lockDossier } from '../../store/dossier.ts'
import { finishDossier } from '../endings.ts'
import { moveDossier } from '../move.ts'
import { failProcess, follow, processPorts } from '../steps.ts'
import { callServices, watchAdvance } from '../watch.ts'
import { isOver, noteOnParent } from './parent.ts'

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

const HOW_ENDED: Partial<Record<Dossier['status'], string>> = {
  [STATUS.refused]: 'refused',
  [STATUS.withdrawn]: 'withdrawn',
  [STATUS.stopped]: 'stopped',
}

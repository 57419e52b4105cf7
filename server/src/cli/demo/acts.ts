import { addWorkingMinutes, STANDARD_CALENDAR } from '../../modules/deadlines/index.ts'
import {
  acceptDossier,
  apologise,
  assignStep,
  claimStep,
  completeStep,
  confirmPayment,
  type Dossier,
  handOver,
  recordResult,
  refuseDossier,
  requestSupplement,
  stopDossier,
  supplementDossier,
  transferPapers,
  withdrawDossier,
} from '../../modules/dossiers/index.ts'
import { accountByUsername } from '../../modules/identity/index.ts'
import { openTasks, type Task } from '../../modules/process/index.ts'
import { ANONYMOUS, SYSTEM } from '../../platform/actor.ts'
import { type Ctx, inTx, readCtx } from '../../platform/ctx.ts'
import type { Act, Story } from './history.ts'
import { ratingOf } from './rating.ts'
import type { Stage } from './stage.ts'

/** A dossier of the demo and where its story stands. */
export type Played = { story: Story; dossier: Dossier }

type Doing = { by: string; action: string; run: (ctx: Ctx, id: string) => Promise<Dossier> }

/**
 * Does one act of a story through the command that serves the web.
 * @returns the dossier after it; as it was when the law refuses the act, as the story says it does
 */
export async function doAct(stage: Stage, played: Played, act: Act): Promise<Dossier> {
  if (act.do === 'rate') return sayRating(stage, played, act)
  const { by, action, run } = await doingOf(stage, played, act)
  const actor = await stage.actor(act.as ?? by)
  const { id } = played.dossier
  if (act.refused === undefined) return inTx(stage.root, actor, action, (ctx) => run(ctx, id))
  const code = await inTx(stage.root, actor, action, (ctx) => run(ctx, id)).then(
    () => 'nothing',
    (error: { code?: string }) => error.code,
  )
  if (code === act.refused) return played.dossier
  throw new Error(`${act.do} should be refused with ${act.refused}, got ${code}`)
}

async function doingOf(stage: Stage, played: Played, act: Act): Promise<Doing> {
  const { story, dossier } = played
  const reception = `tiepnhan.${story.receiving}`
  const competent = await stage.unitKey(dossier.competentUnitId)
  const applicant = story.channel === 'online' ? submitterOf(story) : reception
  const reason = act.reason ?? ''
  const noted = act.note === undefined ? {} : { note: act.note }
  switch (act.do) {
    case 'accept':
      return doing(reception, 'dossiers.accept', (ctx, id) => acceptDossier(ctx, id, noted))
    case 'refuse':
      return doing(reception, 'dossiers.refuse', (ctx, id) => refuseDossier(ctx, id, { reason }))
    case 'requestSupplement': {
      const by = dossier.acceptedAt ? `chuyenvien.${competent}` : reception
      const input = { reason, ...(act.items ? { items: act.items } : {}) }
      return doing(by, 'dossiers.request_supplement', (ctx, id) => requestSupplement(ctx, id, input))
    }
    case 'supplement': {
      const papers = (act.papers ?? []).map((key) => ({ key, originals: 1 }))
      const input = { ...noted, papers }
      return doing(applicant, 'dossiers.supplement', (ctx, id) => supplementDossier(ctx, id, input))
    }
    case 'withdraw':
      return doing(applicant, 'dossiers.withdraw', (ctx, id) => withdrawDossier(ctx, id, { reason }))
    case 'stop':
      return doing(reception, 'dossiers.stop', (ctx, id) => stopDossier(ctx, id, { reason }))
    case 'apologise': {
      const newDue = laterDue(dossier, act.days ?? 1)
      const by = `truongphong.${competent}`
      return doing(by, 'dossiers.apologise', (ctx, id) => apologise(ctx, id, { reason, newDue }))
    }
    case 'confirmPayment': {
      const input = { ...noted, ...(act.number ? { receiptNumber: act.number } : {}) }
      const by = `tiepnhan.${competent}`
      return doing(by, 'dossiers.confirm_payment', (ctx, id) => confirmPayment(ctx, id, input))
    }
    case 'transfer': {
      const { state = 'sent', parcelNumber } = act
      const input = { state, ...noted, ...(parcelNumber ? { parcelNumber } : {}) }
      const by = state === 'received' ? `tiepnhan.${competent}` : reception
      return doing(by, 'dossiers.transfer', (ctx, id) => transferPapers(ctx, id, input))
    }
    case 'recordResult': {
      const input = {
        ...noted,
        outcome: act.outcome ?? 'granted',
        ...(act.number ? { number: act.number } : {}),
      }
      return doing(`vanthu.${competent}`, 'dossiers.record_result', (ctx, id) => recordResult(ctx, id, input))
    }
    case 'handOver': {
      const by = `tiepnhan.${await stage.unitKey(dossier.returnUnitId)}`
      const input = { ...noted, ...(act.method ? { method: act.method } : {}) }
      return doing(by, 'dossiers.hand_over', (ctx, id) => handOver(ctx, id, input))
    }
    case 'claim': {
      const task = await findTask(stage, dossier, act)
      return doing(await officerFor(stage, task), 'tasks.claim', (ctx) => claimStep(ctx, task.id))
    }
    case 'assign': {
      const task = await findTask(stage, dossier, act)
      const unit = await stage.unitKey(task.unitId)
      const assignee = await accountByUsername(readCtx(stage.root, SYSTEM), `${task.roles[0]}.${unit}`)
      const by = `truongphong.${unit}`
      return doing(by, 'tasks.assign', (ctx) => assignStep(ctx, task.id, assignee!.id, act.note))
    }
    default:
      throw new Error(`no act ${act.do}`)
  }
}

async function sayRating(stage: Stage, { story, dossier }: Played, act: Act): Promise<Dossier> {
  const [information, simplicity, attitude, punctuality, result] = act.scores!
  const said = {
    information,
    simplicity,
    attitude,
    punctuality,
    result,
    ...(act.note && { remark: act.note }),
  }
  const { isOwn, run } = await ratingOf(stage.root, dossier, said)
  await inTx(stage.root, isOwn ? await stage.actor(submitterOf(story)) : ANONYMOUS, 'feedback.rate', run)
  return dossier
}

/** Completes an open step, with its usual outcome or the one named, by an officer who may. */
export async function doStep(stage: Stage, task: Task, act: Act, outcome?: string): Promise<Dossier> {
  const actor = await stage.actor(await officerFor(stage, task, act.staffOf))
  const input = outcome === undefined ? {} : { outcome }
  return inTx(stage.root, actor, 'tasks.complete', (ctx) => completeStep(ctx, task.id, input))
}

/** User name of who files the dossier of a story. */
export function submitterOf(story: Story): string {
  if (story.channel !== 'online') return story.by ?? `tiepnhan.${story.receiving}`
  return story.by ?? story.people['nguoidan1'] ?? 'nguoidan1'
}

/** The open steps of a dossier, in order of opening. */
export const openSteps = (stage: Stage, dossier: Dossier): Promise<Task[]> =>
  openTasks(readCtx(stage.root, SYSTEM), [dossier.id])

const doing = (by: string, action: string, run: Doing['run']): Doing => ({ by, action, run })

async function findTask(stage: Stage, dossier: Dossier, act: Act): Promise<Task> {
  const task = (await openSteps(stage, dossier)).find((t) => t.node === act.step)
  if (!task) throw new Error(`step ${act.step} is not open`)
  return task
}

/** Whoever holds the step, or the officer of its first role in its unit (or posted there from another). */
async function officerFor(stage: Stage, task: Task, staffOf?: string): Promise<string> {
  return `${task.roles[0]}.${staffOf ?? (await stage.unitKey(task.unitId))}`
}

function laterDue(dossier: Dossier, days: number): string {
  if (!dossier.dueAt) throw new Error('an apology needs a due date')
  return addWorkingMinutes(STANDARD_CALENDAR, dossier.dueAt, days * 480).toISOString()
}

import type { Ctx } from '../../../platform/ctx.ts'
import { applyClockEvent, type ClockView } from '../../deadlines/index.ts'
import { requireStepUp } from '../../identity/index.ts'
import { openTasks, type Task } from '../../process/index.ts'
import { assertMove, queuesOf, STATUS, type Status } from '../domain.ts'
import { type Act, authorise, dossierNotFound, maySee } from '../policy.ts'
import { insertAct } from '../store/acts.ts'
import {
  type Dossier,
  type DossierChanges,
  lockDossier,
  saveDossier,
  saveQueues,
  widenScope,
} from '../store/dossier.ts'

/** What a person does to his own dossier only after he has proven anew who he is. */
const NEEDS_STEP_UP: readonly Act[] = ['withdrawal']

/**
 * Reads and locks the dossier of a command and lets the actor pass.
 * @param refuse throws when the dossier has a reason against the act that says more than its status does; told only
 *   to who may see it
 * @throws 404, 403 or 409 as `authorise` does; 403 `identity.step_up_needed`
 */
export async function lockFor(
  ctx: Ctx,
  id: string,
  act: Act,
  refuse: (d: Dossier) => void = () => {},
): Promise<Dossier> {
  const found = await lockDossier(ctx, id)
  if (!found || !maySee(ctx.actor, found.dossier, found.places)) throw dossierNotFound()
  refuse(found.dossier)
  const grant = authorise(ctx.actor, act, found.dossier, found.places)
  if (grant === 'own' && NEEDS_STEP_UP.includes(act)) requireStepUp(ctx)
  ctx.about(id, { grant })
  return found.dossier
}

/**
 * Two reads or locks that travel together, in this order. When both are refused the first says why: it decides whether
 * the actor may know of the second.
 */
export async function inOrder<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  const [a, b] = await Promise.allSettled([first, second])
  return [settledValue(a), settledValue(b)]
}

/** @throws what the promise was refused with */
export function settledValue<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === 'rejected') throw settled.reason
  return settled.value
}

export type Move = {
  /** Name of the act in the history, in the past: `accepted`. */
  kind: string
  to?: Status
  changes?: Omit<DossierChanges, 'status'>
  reason?: string | null
  data?: Record<string, unknown>
  /** Data of the act that are kept sealed. */
  sealed?: Record<string, unknown>
  /** The unit in whose name the act is done. */
  unitId?: string | null
  /** What the event says beside the status; no personal data. */
  told?: Record<string, unknown>
}

/**
 * Makes one move of a dossier: its row, a row of its history, an event and the queues it now stands in.
 * @param open its open tasks, when the command knows them already
 * @throws 409 `dossier.bad_transition` when the national table does not know the move
 */
export async function moveDossier(
  ctx: Ctx,
  d: Dossier,
  move: Move,
  open?: readonly Task[],
): Promise<Dossier> {
  const to = move.to ?? d.status
  if (to !== d.status) assertMove(d.status, to)
  const next = saveDossier(ctx, d, { ...move.changes, status: to })
  insertAct(ctx, {
    dossierId: d.id,
    key: d.key,
    kind: move.kind,
    unitId: move.unitId ?? actingUnit(ctx, d),
    reason: move.reason ?? null,
    data: move.data ?? {},
    sealed: move.sealed,
    statusBefore: d.status,
    statusAfter: to,
  })
  ctx.emit({ type: `dossier.${move.kind}`, subject: d.id, data: { status: to, ...move.told } })
  if (d.parentId !== null && to !== d.status && ENDS.includes(to)) {
    ctx.emit({ type: 'dossier.childEnded', subject: d.id, data: { parentId: d.parentId, status: to } })
  }
  await placeInQueues(ctx, next, open)
  return next
}

/** With these a sub-dossier has its answer for the parent. */
const ENDS: readonly Status[] = [STATUS.refused, STATUS.withdrawn, STATUS.stopped, STATUS.finished]

/** Writes the queues anew and lets the units of open steps see the dossier. */
export async function placeInQueues(ctx: Ctx, d: Dossier, open?: readonly Task[]): Promise<void> {
  const tasks = open ?? (d.acceptedAt ? await openTasks(ctx, [d.id]) : [])
  const steps = tasks.map((t) => ({
    step: t.node,
    unitId: t.unitId,
    roles: t.roles,
    assigneeId: t.assigneeId,
    waiting: t.clock === 'pause',
  }))
  saveQueues(ctx, d, queuesOf(d, steps))
  if (steps.length > 0) {
    widenScope(
      ctx,
      d,
      steps.map((s) => s.unitId),
    )
  }
}

/** Records an event of the legal clock and takes over the due date; a dossier without a limit has no clock. */
export async function moveClock(
  ctx: Ctx,
  d: Dossier,
  event: Parameters<typeof applyClockEvent>[2],
): Promise<Pick<Dossier, 'dueAt' | 'firstDueAt'>> {
  if (d.dueAt === null) return { dueAt: null, firstDueAt: null }
  return dueOf(await applyClockEvent(ctx, d.id, event))
}

export const dueOf = (clock: ClockView): Pick<Dossier, 'dueAt' | 'firstDueAt'> => ({
  dueAt: clock.dueAt,
  firstDueAt: clock.firstDueAt,
})

/** The unit of the dossier in which the actor holds a role, for the history. */
function actingUnit(ctx: Ctx, d: Dossier): string | null {
  const units = [d.competentUnitId, d.receivingUnitId, d.returnUnitId]
  return units.find((u) => ctx.actor.roles.some((g) => g.unitId === u)) ?? ctx.actor.roles[0]?.unitId ?? null
}

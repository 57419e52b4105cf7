import { type Decide, decider } from '../../platform/access/decide.ts'
import type { Actor } from '../../platform/actor.ts'
import { isOpen, type TaskFacts } from './domain/task.ts'

/** Roles that share out the work of their unit. */
const ASSIGNERS = ['truongphong', 'lanhdao']

/** Roles that do steps which name none: neither auditors nor administrators. */
const WORKERS = ['tiepnhan', 'chuyenvien', 'vanthu', ...ASSIGNERS]

/** Acts on a task, named as screens know them. */
export const TASK_ACTS = ['claim', 'complete', 'assign', 'release'] as const
export type TaskAct = (typeof TASK_ACTS)[number]

const ITS_ROLES = {
  roles: (t: TaskFacts) => (t.roles.length > 0 ? t.roles : WORKERS),
  units: ['unitId'],
  atStep: true,
} as const
const HEADS = { roles: ASSIGNERS, units: ['unitId'], atStep: true } as const

const isInOthersHands = (t: TaskFacts, { id, kind }: Actor): boolean =>
  t.assigneeId !== null && t.assigneeId !== id && kind !== 'system'

/**
 * Decides about an act on a task. Whether its subject is the actor's own affair is for the caller to say, who knows
 * the subject.
 */
export const decideTask: Decide<TaskAct, TaskFacts> = decider({
  rules: {
    claim: { officers: [ITS_ROLES], when: (t, actor) => isOpen(t) && !isInOthersHands(t, actor) },
    complete: { officers: [ITS_ROLES], when: (t, actor) => isOpen(t) && !isInOthersHands(t, actor) },
    assign: { holder: true, officers: [HEADS], when: isOpen },
    release: { holder: true, officers: [HEADS], when: (t) => isOpen(t) && t.assigneeId !== null },
  },
  isOwn: () => false,
  isHolder: (actor, t) => t.assigneeId === actor.id,
  system: true,
  procedureOf: (t) => t.procedure,
  stepsAt: (t) => [t.node],
})

/** Whether the actor has the right to the act on this task, in whatever state it is. */
export const mayEverDo = (actor: Actor, act: TaskAct, task: TaskFacts): boolean =>
  decideTask(actor, act, task).verdict !== 'never'

/** What the actor may do with the task now. Taking again what one has is no offer. */
export const actsOn = (actor: Actor, task: TaskFacts): TaskAct[] =>
  TASK_ACTS.filter(
    (act) =>
      decideTask(actor, act, task).verdict === 'allow' && (act !== 'claim' || task.assigneeId === null),
  )

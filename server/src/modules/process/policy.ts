import type { Actor, Grant } from '../../platform/actor.ts'
import { isOpen, type Task } from './domain/task.ts'

/** Roles that share out the work of their unit. */
const ASSIGNERS = ['truongphong', 'lanhdao']

/** Acts on a task, named as screens know them. */
export type TaskAct = 'claim' | 'complete' | 'assign' | 'release'

/** Whether the actor holds one of the roles of the task in its unit, for its procedure. */
export function mayWorkOn(actor: Pick<Actor, 'kind' | 'roles'>, task: Task): boolean {
  if (actor.kind === 'system') return true
  return actor.roles.some(
    (grant) => fits(grant, task) && (task.roles.length === 0 || task.roles.includes(grant.role)),
  )
}

/** Whether the actor may give the task to somebody: the heads of its unit, and whoever holds the task. */
export function mayAssign(actor: Pick<Actor, 'kind' | 'id' | 'roles'>, task: Task): boolean {
  if (actor.kind === 'system' || task.assigneeId === actor.id) return true
  return actor.roles.some((grant) => fits(grant, task) && ASSIGNERS.includes(grant.role))
}

/** What the actor may do with the task now. */
export function actsOn(actor: Actor, task: Task): TaskAct[] {
  if (!isOpen(task)) return []
  const free = task.assigneeId === null
  const own = task.assigneeId === actor.id
  const works = mayWorkOn(actor, task)
  return [
    ...(works && free ? (['claim'] as const) : []),
    ...(works && (free || own) ? (['complete'] as const) : []),
    ...(mayAssign(actor, task) ? (['assign'] as const) : []),
    ...(mayAssign(actor, task) && !free ? (['release'] as const) : []),
  ]
}

/** A grant limited to some procedures fits only tasks that are known to belong to one of them. */
function fits(grant: Grant, task: Task): boolean {
  if (grant.unitId !== task.unitId) return false
  return !grant.procedures || (task.procedure !== null && grant.procedures.includes(task.procedure))
}

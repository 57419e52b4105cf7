import type { Outcome, UserNode } from './graph.ts'

/** A step of a running process that a person does or did. Open while neither completed nor cancelled. */
export type Task = {
  id: string
  instanceId: string
  /** What the process is about: the dossier. */
  subjectId: string
  /** Code of the procedure, when the caller named one at the start. */
  procedure: string | null
  /** Number within its process: tasks in the order of opening. */
  seq: number
  /** Id of the step in the BPMN file. */
  node: string
  name: string
  unitId: string
  /** Keys of the roles that may do it; empty: everybody who holds a role in the unit. */
  roles: string[]
  /** Never empty; the first is the usual one. */
  outcomes: Outcome[]
  /** As of the step, see `StepSettings`. */
  form: string | null
  /** Working hours. */
  hours: number | null
  counted: boolean
  /** `pause`: the clock of the dossier stands while the task is open. */
  clock: 'run' | 'pause'
  /** National status code of the dossier while the task is open. */
  nationalStatus: number | null
  openedAt: Date
  dueAt: Date | null
  assigneeId: string | null
  claimedAt: Date | null
  completedAt: Date | null
  completedBy: string | null
  outcome: string | null
  note: string | null
  /** When it was taken away by an event or with its process. */
  cancelledAt: Date | null
  /** Token of the sub-process or the repeated task that it belongs to. */
  parent: string | null
  /** For one of several tasks of a repeated step: its place, from 0, and what it is for. */
  itemIndex: number | null
  item: unknown
}

/** What decides about acts on a task. */
export type TaskFacts = Pick<
  Task,
  'procedure' | 'node' | 'unitId' | 'roles' | 'assigneeId' | 'completedAt' | 'cancelledAt'
>

/** The units behind the symbolic names of a process file, as ids. */
export type ProcessUnits = { competent: string; receiving: string; return: string }

export function isOpen(task: Pick<Task, 'completedAt' | 'cancelledAt'>): boolean {
  return task.completedAt === null && task.cancelledAt === null
}

/** The id of a unit named symbolically; null when the name is that of a particular unit. */
export function symbolicUnit(units: ProcessUnits, name: string): string | null {
  return Object.hasOwn(units, name) ? units[name as keyof ProcessUnits] : null
}

/** A task as it opens, before anybody has taken it. */
export function openedTask(
  node: UserNode,
  known: Pick<
    Task,
    | 'id'
    | 'instanceId'
    | 'subjectId'
    | 'procedure'
    | 'seq'
    | 'unitId'
    | 'openedAt'
    | 'dueAt'
    | 'parent'
    | 'itemIndex'
    | 'item'
  >,
): Task {
  const { roles, outcomes, form, hours, counted, clock, status } = node.step
  return {
    ...known,
    node: node.id,
    name: node.name?.replace(/\s+/g, ' ').trim() || node.id,
    roles,
    outcomes,
    form,
    hours,
    counted,
    clock,
    nationalStatus: status,
    assigneeId: null,
    claimedAt: null,
    completedAt: null,
    completedBy: null,
    outcome: null,
    note: null,
    cancelledAt: null,
  }
}

import type { Ctx } from '../../platform/ctx.ts'
import { accountsByIds } from '../identity/index.ts'
import { unitsByIds } from '../organisations/index.ts'
import { isOpen, processGraph, processXml, type Standing, type Task, userNodes } from '../process/index.ts'
import type { StandingView } from './contract/tasks.ts'

type Step = StandingView['steps'][number]

const iso = (at: Date | null): string | null => at?.toISOString() ?? null

/**
 * A process as it was drawn, with where it stands, and the same as a list: what was done, what is open, then what no
 * run has come to yet.
 * @param tasks every task the dossier ever had, in order of opening
 */
export async function presentStanding(
  ctx: Ctx,
  standing: Standing,
  tasks: readonly Task[],
): Promise<StandingView> {
  const [xml, graph, units, accounts] = await Promise.all([
    processXml(ctx, standing.versionId),
    processGraph(ctx, standing.versionId),
    unitsByIds(
      ctx,
      tasks.map((t) => t.unitId),
    ),
    accountsByIds(
      ctx,
      tasks.flatMap((t) => t.completedBy ?? t.assigneeId ?? []),
    ),
  ])
  const nameOf = (id: string | null) => (id && accounts.get(id)?.name) ?? null
  const taken = tasks.map(
    (t): Step => ({
      node: t.node,
      name: t.name,
      state: stateOf(t),
      unitName: units.get(t.unitId)?.name ?? null,
      roles: t.roles,
      hours: t.hours,
      openedAt: t.openedAt.toISOString(),
      dueAt: iso(t.dueAt),
      closedAt: iso(t.completedAt ?? t.cancelledAt),
      holderName: nameOf(t.completedBy ?? t.assigneeId),
      outcomeName: t.outcomes.find(({ key }) => key === t.outcome)?.name ?? null,
    }),
  )
  const met = new Set(tasks.map((t) => t.node))
  const ahead = userNodes(graph)
    .filter(({ id }) => !met.has(id))
    .map(
      ({ id, name, step }): Step => ({
        node: id,
        name: name?.replace(/\s+/g, ' ').trim() || id,
        state: 'ahead',
        unitName: null,
        roles: step.roles,
        hours: step.hours,
        openedAt: null,
        dueAt: null,
        closedAt: null,
        holderName: null,
        outcomeName: null,
      }),
    )
  const open = tasks.filter(isOpen).map((t) => t.node)
  const done = tasks.filter((t) => t.completedAt !== null).map((t) => t.node)
  return {
    xml,
    ended: standing.ended,
    current: [...new Set([...open, ...standing.waiting])],
    done: [...new Set(done)],
    steps: standing.ended ? taken : [...taken, ...ahead],
  }
}

function stateOf(task: Task): string {
  if (isOpen(task)) return 'open'
  return task.completedAt === null ? 'cancelled' : 'done'
}

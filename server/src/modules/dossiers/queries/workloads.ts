import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'
import { civilDay } from '../domain.ts'

export type Workload = {
  unitId: string
  accountId: string | null
  open: number
  dueToday: number
  late: number
}

/** Open steps that an account holds in a unit and a role lets it do, and those of late dossiers among them. */
export async function heldIn(
  ctx: Ctx,
  held: { accountId: string; unitId: string; role: string },
): Promise<{ open: number; late: number }> {
  const { rows } = await sql<{ open: number; late: number }>`select count(*)::int as open,
      count(*) filter (where due_at < ${ctx.now()})::int as late
    from (select distinct e.dossier_id, e.step, e.due_at from dossiers.queue_entry e
           where e.queue = 'task' and e.assignee_id = ${held.accountId} and e.unit_id = ${held.unitId}
             and e.role = ${held.role}) step`.execute(ctx.db)
  return rows[0]!
}

/**
 * Open steps of units by who holds them, null for what nobody has taken; those with most late work first. A step counts
 * once, however many roles may do it. Late and due today by the due date of the dossier, as in the queues.
 */
export async function workloadsOf(ctx: Ctx, unitIds: readonly string[]): Promise<Workload[]> {
  const tomorrow = new Date(`${civilDay(new Date(ctx.now().getTime() + 86_400_000))}T00:00:00+07:00`)
  const { rows } =
    await sql<Workload>`select unit_id as "unitId", assignee_id as "accountId", count(*)::int as open,
      count(*) filter (where due_at >= ${ctx.now()} and due_at < ${tomorrow})::int as "dueToday",
      count(*) filter (where due_at < ${ctx.now()})::int as late
    from (select distinct e.unit_id, e.assignee_id, e.dossier_id, e.step, e.due_at from dossiers.queue_entry e
           where e.queue = 'task' and e.unit_id = any(${[...unitIds]}::uuid[])) step
   group by unit_id, assignee_id
   order by late desc, open desc, unit_id, assignee_id nulls first`.execute(ctx.db)
  return rows
}

import { sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/ctx.ts'
import { badRequest } from '../../../platform/errors.ts'
import { fromTimeCursor, toCursor } from '../../../platform/http/cursor.ts'
import type { QueueView } from '../contract/tasks.ts'
import { civilDay } from '../domain.ts'
import { DOSSIER_COLUMNS, type DossierRecord, type DossierSummary, toSummary } from '../store/dossier.ts'
import { grantsOf } from './dossiers.ts'

/** The queues of an officer's screen, in the order of the day's work. `tasks` (mine and free) is for /tasks. */
export const QUEUES = [
  { key: 'intake', name: 'Chờ tiếp nhận' },
  { key: 'mine', name: 'Việc của tôi' },
  { key: 'unit', name: 'Việc của đơn vị chưa có người nhận' },
  { key: 'due-today', name: 'Đến hạn hôm nay' },
  { key: 'late', name: 'Quá hạn' },
  { key: 'waiting-citizen', name: 'Chờ người nộp bổ sung' },
  { key: 'waiting-payment', name: 'Chờ nghĩa vụ tài chính' },
  { key: 'waiting-unit', name: 'Chờ đơn vị khác' },
  { key: 'to-record', name: 'Chờ ghi kết quả' },
  { key: 'to-hand-over', name: 'Chờ trả kết quả' },
] as const

type QueueName = (typeof QUEUES)[number]['key'] | 'tasks'

/** How many dossiers stand in each queue of the actor: one pass over the rows that the lists read. */
export async function countQueues(ctx: Ctx): Promise<QueueView[]> {
  const held = QUEUES.filter(({ key }) => key !== 'mine')
  const counts = held.map(
    ({ key }) =>
      sql`count(distinct e.dossier_id) filter (where ${conditionOf(ctx, key)})::int as ${sql.id(key)}`,
  )
  const { rows } = await sql<Record<string, number>>`select ${sql.join(counts)},
      (select count(distinct e.dossier_id)::int from ${mine(ctx.actor)} and ${conditionOf(ctx, 'mine')}) as mine
    from ${heldBy(ctx.actor)}`.execute(ctx.db)
  return QUEUES.map((queue) => ({ ...queue, count: rows[0]![queue.key]! }))
}

/** One page of a queue: what is due first, or has waited longest, comes first. */
export async function listQueue(
  ctx: Ctx,
  queue: string,
  page: { limit: number; after?: string },
): Promise<{ items: DossierSummary[]; next: string | null }> {
  const name = queue as QueueName
  if (name !== 'tasks' && !QUEUES.some((q) => q.key === name)) {
    throw badRequest(
      'queue.unknown',
      `Không có hàng đợi “${queue}”; các hàng đợi: ${QUEUES.map((q) => q.key).join(', ')}.`,
    )
  }
  const after = fromTimeCursor(page.after)
  const { rows } = await sql<DossierRecord & { sortAt: Date }>`with entry as (
      select e.dossier_id, min(e.sort_at) as sort_at from ${entriesOf(ctx, name)}
       group by e.dossier_id
      having (${after?.at ?? null}::timestamptz is null
          or (min(e.sort_at), e.dossier_id) > (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
       order by 2, 1 limit ${page.limit + 1}
    )
    select ${DOSSIER_COLUMNS}, entry.sort_at as "sortAt"
      from entry join dossiers.dossier d on d.id = entry.dossier_id
      left join dossiers.supplement_request s on s.dossier_id = d.id
     order by entry.sort_at, d.id`.execute(ctx.db)
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  const items = shown.map(({ sortAt: _, ...record }) => toSummary(record))
  return {
    items,
    next: last && rows.length > page.limit ? toCursor([last.sortAt.toISOString(), last.id]) : null,
  }
}

/** The rows of a queue the actor may work on, as `… e where …`. */
const entriesOf = (ctx: Ctx, queue: QueueName) =>
  queue === 'mine'
    ? sql`${mine(ctx.actor)} and ${conditionOf(ctx, queue)}`
    : sql`${heldBy(ctx.actor)} where ${conditionOf(ctx, queue)}`

/** What makes a row belong to a queue. The list and the count both read exactly this. */
function conditionOf(ctx: Ctx, queue: QueueName) {
  switch (queue) {
    case 'mine':
      return sql`e.queue = 'task'`
    case 'unit':
      return sql`e.queue = 'task' and e.assignee_id is null`
    case 'tasks':
      return sql`e.queue = 'task' and (e.assignee_id is null or e.assignee_id = ${ctx.actor.id})`
    case 'late':
      return sql`e.queue = 'task' and e.due_at < ${ctx.now()}`
    case 'due-today': {
      const tomorrow = new Date(`${civilDay(new Date(ctx.now().getTime() + 86_400_000))}T00:00:00+07:00`)
      return sql`e.queue = 'task' and e.due_at >= ${ctx.now()} and e.due_at < ${tomorrow}`
    }
    default:
      return sql`e.queue = ${queue}`
  }
}

/** Rows for the roles the actor holds, found by unit and role through the index. */
const heldBy = (actor: Actor) => sql`${grantsOf(actor)}
  join dossiers.queue_entry e on e.unit_id = g.unit_id and e.role = g.role
    and (g.procedures is null or e.procedure_code = any(g.procedures))`

const mine = (actor: Actor) => sql`dossiers.queue_entry e where e.assignee_id = ${actor.id}`

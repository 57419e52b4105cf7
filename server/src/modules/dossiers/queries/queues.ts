import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/ctx.ts'
import { badRequest } from '../../../platform/errors.ts'
import { fromTimeCursor, toCursor } from '../../../platform/http/cursor.ts'
import type { QueueView } from '../contract/tasks.ts'
import { civilDay } from '../domain.ts'
import { LISTED_COLUMNS, type ListedDossier } from '../store/dossier.ts'
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

type QueueKey = (typeof QUEUES)[number]['key']
type QueueName = QueueKey | 'tasks'

/**
 * How many dossiers stand in each queue of the actor, and how many of them came since he last looked (none before his
 * first look): one pass over the rows that the lists read.
 */
export async function countQueues(ctx: Ctx): Promise<QueueView[]> {
  const held = QUEUES.filter(({ key }) => key !== 'mine')
  const stands = held.flatMap(({ key }) => [
    sql`bool_or(${conditionOf(ctx, key)}) as ${sql.id(key)}`,
    sql`bool_or(${conditionOf(ctx, key)} and ${isNew(ctx, key)}) as ${sql.id(`new-${key}`)}`,
  ])
  const counts = held.flatMap(({ key }) =>
    [key, `new-${key}`].map((name) => sql`count(*) filter (where d.${sql.id(name)})::int as ${sql.id(name)}`),
  )
  const [{ rows }, looks] = await Promise.all([
    sql<Record<string, number>>`select ${sql.join(counts)}, own.*
      from (select ${sql.join(stands)} from ${heldBy(ctx.actor)} group by e.dossier_id) d
      right join (select count(distinct e.dossier_id)::int as mine,
          count(distinct e.dossier_id) filter (where ${isNew(ctx, 'mine')})::int as "new-mine"
        from ${mine(ctx.actor)} and ${conditionOf(ctx, 'mine')}) own on true
      group by own.mine, own."new-mine"`.execute(ctx.db),
    looksOf(ctx),
  ])
  return QUEUES.map((queue) => ({
    ...queue,
    count: rows[0]![queue.key]!,
    newCount: rows[0]![`new-${queue.key}`]!,
    lookedAt: looks.get(queue.key)?.toISOString() ?? null,
  }))
}

async function looksOf(ctx: Ctx): Promise<Map<string, Date>> {
  const { rows } = await sql<{ queue: string; lookedAt: Date }>`select queue, looked_at as "lookedAt"
    from dossiers.queue_look where account_id = ${ctx.actor.id}`.execute(ctx.db)
  return new Map(rows.map((row) => [row.queue, row.lookedAt]))
}

/** The queue of this key. @throws 400 `queue.unknown` */
export function knownQueue(key: string): QueueKey {
  const found = QUEUES.find((q) => q.key === key)
  if (found) return found.key
  throw badRequest(
    'queue.unknown',
    `Không có hàng đợi “${key}”; các hàng đợi: ${QUEUES.map((q) => q.key).join(', ')}.`,
  )
}

/** A dossier in a queue, with the moment since when it stands there. */
export type QueuedDossier = ListedDossier & { enteredAt: Date }

/** One page of a queue: what is due first, or has waited longest, comes first. */
export async function listQueue(
  ctx: Ctx,
  queue: string,
  page: { limit: number; after?: string },
): Promise<{ items: QueuedDossier[]; next: string | null }> {
  const name = queue === 'tasks' ? queue : knownQueue(queue)
  const after = fromTimeCursor(page.after)
  const { rows } = await sql<ListedDossier & { sortAt: Date; enteredAt: Date }>`with entry as (
      select e.sort_at, e.dossier_id, min(e.entered) as entered from ${entriesOf(ctx, name, after, page.limit + 1)}
       group by 1, 2 order by 1, 2 limit ${page.limit + 1}
    )
    select ${LISTED_COLUMNS}, entry.sort_at as "sortAt", entry.entered as "enteredAt"
      from entry join dossiers.dossier d on d.id = entry.dossier_id
     order by entry.sort_at, d.id`.execute(ctx.db)
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  return {
    items: shown.map(({ sortAt: _, ...item }) => item),
    next: last && rows.length > page.limit ? toCursor([last.sortAt.toISOString(), last.id]) : null,
  }
}

/**
 * The first rows of a queue the actor may work on, as `… e`. From each grant only as many are read, in the order of
 * the index, as a page can show, so a long queue costs what a short one does. All rows of a dossier in one queue have
 * the same `sort_at` (`queuesOf`).
 */
function entriesOf(ctx: Ctx, queue: QueueName, after: { at: Date; id: string } | null, limit: number) {
  const start = after ? sql`(${after.at}::timestamptz, ${after.id}::uuid)` : START
  const first = (
    rows: RawBuilder<unknown>,
  ) => sql`(select e.sort_at, e.dossier_id, min(${enteredOf(ctx, queue)}) as entered
      from ${rows} and ${conditionOf(ctx, queue)} and (e.sort_at, e.dossier_id) > ${start}
    group by e.sort_at, e.dossier_id order by e.sort_at, e.dossier_id limit ${limit}) e`
  if (queue === 'mine') return first(mine(ctx.actor))
  return sql`${grantsOf(ctx.actor)} cross join lateral ${first(UNDER_GRANT)}`
}

/** Before every place of a queue. */
const START = sql`('-infinity'::timestamptz, '00000000-0000-0000-0000-000000000000'::uuid)`

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

/** Since when a row belongs to a queue: what is late has been since it was due, what is due today since midnight. */
function enteredOf(ctx: Ctx, queue: QueueName) {
  if (queue === 'late') return sql`greatest(e.entered_at, e.due_at)`
  if (queue === 'due-today')
    return sql`greatest(e.entered_at, ${new Date(`${civilDay(ctx.now())}T00:00:00+07:00`)})`
  return sql`e.entered_at`
}

const isNew = (ctx: Ctx, queue: QueueKey) => sql`${enteredOf(ctx, queue)} > (select l.looked_at
  from dossiers.queue_look l where l.account_id = ${ctx.actor.id} and l.queue = ${queue})`

/** The rows of one grant `g`, found by unit and role through the index, as `… e where …`. */
const UNDER_GRANT = sql`dossiers.queue_entry e where e.unit_id = g.unit_id and e.role = g.role
  and (g.procedures is null or e.procedure_code = any(g.procedures)) and (g.steps is null or e.step = any(g.steps))`

/** Rows for the roles the actor holds. `offset 0` keeps the planner from reading the rows of everybody instead. */
const heldBy = (actor: Actor) => sql`${grantsOf(actor)}
  cross join lateral (select e.* from ${UNDER_GRANT} offset 0) e`

const mine = (actor: Actor) => sql`dossiers.queue_entry e where e.assignee_id = ${actor.id}`

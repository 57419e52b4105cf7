import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'
import { notFound } from '../../../platform/errors.ts'
import { fromIdCursor, toCursor } from '../../../platform/http/cursor.ts'
import type { BatchAct } from '../domain/batches.ts'
import { BATCH_COLUMNS, type Batch, type ItemState } from '../store/batches.ts'

export type BatchCounts = Record<ItemState | 'undone', number>
export type CountedBatch = Batch & { counts: BatchCounts }

export type ItemRow = {
  id: string
  state: ItemState
  code: string | null
  sentence: string | null
  undo: string | null
  undoSentence: string | null
}

const COUNTED = sql`${BATCH_COLUMNS}, (select jsonb_build_object(
    'waiting', count(*) filter (where i.state = 'waiting'), 'done', count(*) filter (where i.state = 'done'),
    'refused', count(*) filter (where i.state = 'refused'),
    'cancelled', count(*) filter (where i.state = 'cancelled'),
    'undone', count(*) filter (where i.undo_state = 'undone'))
  from dossiers.batch_item i where i.batch_id = b.id) as counts`

/** The actor's own batches, newest first. @param act only those of this act */
export async function batchesOf(
  ctx: Ctx,
  page: { limit: number; after?: string },
  act: BatchAct | null = null,
): Promise<{ items: CountedBatch[]; next: string | null }> {
  const after = fromIdCursor(page.after)
  const { rows } = await sql<CountedBatch>`select ${COUNTED} from dossiers.batch b
    where b.account_id = ${ctx.actor.id} and (${act}::text is null or b.act = ${act})
      and (${after}::uuid is null or b.id < ${after}::uuid)
    order by b.id desc limit ${page.limit + 1}`.execute(ctx.db)
  const items = rows.slice(0, page.limit)
  return { items, next: rows.length > page.limit ? toCursor([items.at(-1)!.id]) : null }
}

/** A batch of the actor's own with its items in order. @throws 404 */
export async function batchById(ctx: Ctx, id: string): Promise<{ batch: CountedBatch; items: ItemRow[] }> {
  const [batches, items] = await Promise.all([
    sql<CountedBatch>`select ${COUNTED} from dossiers.batch b
      where b.id = ${id} and b.account_id = ${ctx.actor.id}`.execute(ctx.db),
    sql<ItemRow>`select i.target_id as id, i.state, i.code, i.sentence, i.undo_state as undo,
        i.undo_sentence as "undoSentence"
      from dossiers.batch_item i where i.batch_id = ${id} order by i.seq`.execute(ctx.db),
  ])
  const batch = batches.rows[0]
  if (!batch) throw batchNotFound()
  return { batch, items: items.rows }
}

export const batchNotFound = () => notFound('batch.not_found', 'Không có loạt việc này.')

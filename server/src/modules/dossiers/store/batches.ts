import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'
import type { BatchAct, BatchState } from '../domain/batches.ts'

/** What the act needs: whom to give to, how a step ends, or which version to move to and why. */
export type BatchInput = {
  account?: string
  outcome?: string
  toVersionId?: string
  reason?: string
  /** Ids of steps that have another id in the new version, by the old one. */
  names?: Record<string, string>
}

/** `seen`: what the orderer had looked at; null when it does not matter. */
export type BatchItem = { id: string; seen: string | null }

export type Batch = {
  id: string
  accountId: string
  act: BatchAct
  input: BatchInput
  state: BatchState
  createdAt: Date
  runAt: Date
  endedAt: Date | null
}

export type ItemState = 'waiting' | 'done' | 'refused' | 'cancelled'

export const BATCH_COLUMNS = sql`b.id, b.account_id as "accountId", b.act, b.input, b.state,
  b.created_at as "createdAt", b.run_at as "runAt", b.ended_at as "endedAt"`

export function insertBatch(ctx: Ctx, b: Batch, items: readonly BatchItem[]): void {
  ctx.later(sql`insert into dossiers.batch (id, account_id, act, input, state, created_at, run_at)
    values (${b.id}, ${b.accountId}, ${b.act}, ${JSON.stringify(b.input)}, ${b.state}, ${b.createdAt}, ${b.runAt})`)
  const ids = items.map((item) => item.id)
  const seen = items.map((item) => item.seen)
  ctx.later(sql`insert into dossiers.batch_item (batch_id, seq, target_id, seen, state)
    select ${b.id}::uuid, i.seq, i.id, i.seen, 'waiting'
      from unnest(${ids}::uuid[], ${seen}::text[]) with ordinality as i(id, seen, seq)`)
}

/** Locked until the command ends, so that only one works on it. */
export async function lockBatch(ctx: Ctx, id: string): Promise<Batch | null> {
  const { rows } = await sql<Batch>`select ${BATCH_COLUMNS} from dossiers.batch b where b.id = ${id}
    for update`.execute(ctx.db)
  return rows[0] ?? null
}

export type NextItem = { seq: number; targetId: string; seen: string | null; undo: unknown; left: number }

/** The next item to try, and how many there are. */
export async function nextItem(ctx: Ctx, batchId: string): Promise<NextItem | null> {
  const { rows } =
    await sql<NextItem>`select seq, target_id as "targetId", seen, undo, (count(*) over ())::int as left
    from dossiers.batch_item where batch_id = ${batchId} and state = 'waiting' order by seq limit 1`.execute(
      ctx.db,
    )
  return rows[0] ?? null
}

/** The next item to take back: the last done first. */
export async function nextUndo(ctx: Ctx, batchId: string): Promise<NextItem | null> {
  const { rows } =
    await sql<NextItem>`select seq, target_id as "targetId", seen, undo, (count(*) over ())::int as left
    from dossiers.batch_item where batch_id = ${batchId} and undo_state = 'waiting'
    order by seq desc limit 1`.execute(ctx.db)
  return rows[0] ?? null
}

export type Tried = { state: 'done' | 'refused'; code?: string; sentence?: string; undo?: unknown }

export function saveItem(ctx: Ctx, batchId: string, seq: number, tried: Tried): void {
  ctx.later(sql`update dossiers.batch_item set state = ${tried.state}, code = ${tried.code ?? null},
      sentence = ${tried.sentence ?? null}, tried_at = ${ctx.now()},
      undo = ${tried.undo === undefined ? null : JSON.stringify(tried.undo)}
    where batch_id = ${batchId} and seq = ${seq}`)
}

export function saveUndo(
  ctx: Ctx,
  batchId: string,
  seq: number,
  tried: { state: 'undone' | 'refused'; code?: string; sentence?: string },
): void {
  ctx.later(sql`update dossiers.batch_item set undo_state = ${tried.state}, undo_code = ${tried.code ?? null},
      undo_sentence = ${tried.sentence ?? null}
    where batch_id = ${batchId} and seq = ${seq}`)
}

export function saveBatchState(ctx: Ctx, b: Batch, state: BatchState): void {
  const ended = b.endedAt ?? (state === 'running' ? null : ctx.now())
  ctx.later(sql`update dossiers.batch set state = ${state}, ended_at = ${ended},
      undone_at = ${state === 'undone' ? ctx.now() : null}
    where id = ${b.id}`)
}

export function cancelItems(ctx: Ctx, batchId: string): void {
  ctx.later(
    sql`update dossiers.batch_item set state = 'cancelled' where batch_id = ${batchId} and state = 'waiting'`,
  )
}

export function markForUndo(ctx: Ctx, batchId: string): void {
  ctx.later(
    sql`update dossiers.batch_item set undo_state = 'waiting' where batch_id = ${batchId} and state = 'done'`,
  )
}

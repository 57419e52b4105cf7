import type { Ctx } from '../../../platform/ctx.ts'
import { AppError, conflict } from '../../../platform/errors.ts'
import { actorById } from '../../identity/index.ts'
import type { BatchOrder, BatchPreview, NewBatch } from '../contract/batches.ts'
import { batchActs, checkOrder, UNDO_NOTES } from '../domain/batches.ts'
import { batchById, batchNotFound } from '../queries/batches.ts'
import {
  type Batch,
  type BatchInput,
  type BatchItem,
  cancelItems,
  insertBatch,
  lockBatch,
  markForUndo,
  nextItem,
  nextUndo,
  saveBatchState,
  saveItem,
  saveUndo,
} from '../store/batches.ts'
import { doItem, type Undo, undoItem } from './batch-item.ts'

/** Name of the job that does the next item of a batch, or takes the next one back. */
export const BATCH_JOB = 'dossiers.batch'
const jobKey = (id: string): string => `${BATCH_JOB}:${id}`

/**
 * Tells of every item whether it would pass now, by doing it and taking it back.
 * @throws 400 `batch.bad_order`
 */
export async function previewBatch(ctx: Ctx, order: BatchOrder): Promise<BatchPreview> {
  checkOrder(order)
  const items: BatchPreview['items'] = []
  for (const id of order.ids) items.push(await previewItem(ctx, order, id))
  ctx.about('batch', { act: order.act, items: items.length })
  const passes = items.filter((item) => item.passes).length
  return { passes, refused: items.length - passes, undoNote: UNDO_NOTES[order.act], items }
}

async function previewItem(ctx: Ctx, order: BatchOrder, id: string): Promise<BatchPreview['items'][number]> {
  try {
    const item = { targetId: id, seen: null }
    const { undo } = await ctx.rehearse((part) => doItem(part, order.act, inputOf(order), item))
    const why = undo.kind === 'none' ? undo.why : null
    return { id, passes: true, code: null, sentence: null, undoable: why === null, undoSentence: why }
  } catch (error) {
    const { code, message } = refusalOf(error)
    return { id, passes: false, code, sentence: message, undoable: false, undoSentence: null }
  }
}

/**
 * Orders an act on many items. They are done one by one as a job, after the time in which all can be cancelled.
 * @throws 400 `batch.bad_order`
 */
export function startBatch(ctx: Ctx, order: NewBatch): Batch {
  checkOrder(order)
  const items = order.ids.map((id) => ({ id, seen: null }))
  return orderBatch(ctx, {
    act: order.act,
    input: inputOf(order),
    items,
    waitSeconds: order.waitSeconds ?? 10,
  })
}

/** Keeps an order that has been checked, and plans its job. */
export function orderBatch(
  ctx: Ctx,
  order: Pick<Batch, 'act' | 'input'> & { items: readonly BatchItem[]; waitSeconds: number },
): Batch {
  const now = ctx.now()
  const batch: Batch = {
    id: ctx.newId(),
    accountId: ctx.actor.id,
    act: order.act,
    input: order.input,
    state: 'waiting',
    createdAt: now,
    runAt: new Date(now.getTime() + order.waitSeconds * 1000),
    endedAt: null,
  }
  insertBatch(ctx, batch, order.items)
  plan(ctx, batch.id, batch.runAt)
  ctx.about(batch.id, { act: batch.act, items: order.items.length })
  return batch
}

/** Stops a batch: what was not tried yet is not done. @throws 404; 409 `batch.over` */
export async function cancelBatch(ctx: Ctx, id: string): Promise<void> {
  const batch = await lockOwn(ctx, id)
  if (batch.state !== 'waiting' && batch.state !== 'running') {
    throw conflict('batch.over', 'Loạt việc này đã làm xong nên không huỷ được nữa.')
  }
  cancelItems(ctx, id)
  saveBatchState(ctx, batch, 'cancelled')
  ctx.unschedule(jobKey(id))
}

/** Takes back what can be taken back of a batch that ran, one by one as a job. @throws 404; 409 `batch.no_undo` */
export async function undoBatch(ctx: Ctx, id: string): Promise<void> {
  const batch = await lockOwn(ctx, id)
  const { counts } = (await batchById(ctx, id)).batch
  if (!batchActs({ ...batch, done: counts.done }, ctx.now()).includes('undo')) {
    throw conflict(
      'batch.no_undo',
      batch.act === 'accept'
        ? UNDO_NOTES.accept
        : `Chỉ lấy lại được một lần, khi có việc đã làm. ${UNDO_NOTES[batch.act]}`,
    )
  }
  markForUndo(ctx, id)
  saveBatchState(ctx, batch, 'undoing')
  plan(ctx, id, ctx.now())
}

/**
 * Does the next item, or takes the next one back, in the name of the officer who ordered it and with the rights he has
 * now; then plans itself for the one after. The outcome is written with the act, so that a job that was killed or runs
 * twice does no item twice. A fault that is no refusal is thrown: the job is tried again.
 */
export async function runBatch(ctx: Ctx, id: string): Promise<void> {
  const batch = await lockBatch(ctx, id)
  if (batch?.state === 'waiting' || batch?.state === 'running') await runNext(ctx, batch)
  else if (batch?.state === 'undoing') await undoNext(ctx, batch)
}

async function runNext(ctx: Ctx, batch: Batch): Promise<void> {
  const item = await nextItem(ctx, batch.id)
  if (item) {
    try {
      const done = await asOwner(ctx, batch, (officer) => doItem(officer, batch.act, batch.input, item))
      saveItem(ctx, batch.id, item.seq, { state: 'done', ...done })
    } catch (error) {
      const { code, message } = refusalOf(error)
      saveItem(ctx, batch.id, item.seq, { state: 'refused', code, sentence: message })
    }
  }
  const isOver = !item || item.left === 1
  if (isOver || batch.state === 'waiting') saveBatchState(ctx, batch, isOver ? 'done' : 'running')
  if (!isOver) plan(ctx, batch.id, ctx.now())
}

async function undoNext(ctx: Ctx, batch: Batch): Promise<void> {
  const item = await nextUndo(ctx, batch.id)
  if (item) {
    try {
      await asOwner(ctx, batch, (officer) => undoItem(officer, item.targetId, item.undo as Undo))
      saveUndo(ctx, batch.id, item.seq, { state: 'undone' })
    } catch (error) {
      const { code, message } = refusalOf(error)
      saveUndo(ctx, batch.id, item.seq, { state: 'refused', code, sentence: message })
    }
  }
  if (!item || item.left === 1) saveBatchState(ctx, batch, 'undone')
  else plan(ctx, batch.id, ctx.now())
}

/** A part of the job in the name of the officer as he is now. */
async function asOwner<T>(ctx: Ctx, batch: Batch, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  const actor = await actorById(ctx, batch.accountId)
  if (!actor) throw conflict('batch.account_closed', 'Tài khoản của người ra lệnh đã đóng nên không làm nữa.')
  return ctx.as(actor, (officer) => officer.attempt(work))
}

async function lockOwn(ctx: Ctx, id: string): Promise<Batch> {
  const batch = await lockBatch(ctx, id)
  if (batch?.accountId !== ctx.actor.id) throw batchNotFound()
  ctx.about(id)
  return batch
}

const plan = (ctx: Ctx, batchId: string, at: Date): void =>
  ctx.schedule({ name: BATCH_JOB, payload: { batchId }, at, key: jobKey(batchId) })

const inputOf = ({ account, outcome }: BatchInput): BatchInput => ({
  ...(account !== undefined && { account }),
  ...(outcome !== undefined && { outcome }),
})

/** A refusal is an outcome; anything else is a fault. */
export function refusalOf(error: unknown): AppError {
  if (error instanceof AppError && error.status < 500) return error
  throw error
}

import { badRequest } from '../../../platform/errors.ts'

export type BatchAct = 'accept' | 'assign' | 'complete' | 'migrate'
export type BatchState = 'waiting' | 'running' | 'done' | 'cancelled' | 'undoing' | 'undone'

const MINUTE = 60_000

/** How long after its end a batch can be taken back, in milliseconds; a wrong version shows on the next working day. */
const UNDO_MS: Record<BatchAct, number> = {
  accept: 0,
  assign: 10 * MINUTE,
  complete: 10 * MINUTE,
  migrate: 24 * 60 * MINUTE,
}

/** What can be taken back of an act, in a sentence. */
export const UNDO_NOTES: Record<BatchAct, string> = {
  accept: 'Tiếp nhận đã cấp mã hồ sơ nên không lấy lại được; chỉ huỷ được trước khi bắt đầu làm.',
  assign: 'Trong 10 phút lấy lại được những việc chưa giao lại cho người khác và chưa làm.',
  complete: 'Trong 10 phút lấy lại được những bước mà bước sau chưa có người nhận.',
  migrate: 'Trong 24 giờ đưa lại về phiên bản cũ được những hồ sơ chưa làm tiếp.',
}

/** The permission that the act needs when it is done alone. */
export const BATCH_PERMISSIONS = {
  accept: 'dossiers.accept',
  assign: 'tasks.assign',
  complete: 'tasks.complete',
  migrate: 'dossiers.migrate',
} as const

/** @throws 400 `batch.bad_order` for what the act lacks or has no use for, and for an item named twice */
export function checkOrder(order: {
  act: BatchAct
  ids: readonly string[]
  account?: string
  outcome?: string
}): void {
  const wrong = (pointer: string, message: string) =>
    badRequest('batch.bad_order', message, [{ pointer, code: 'invalid', message }])
  if (order.act === 'assign' && order.account === undefined)
    throw wrong('/account', 'Hãy cho biết giao việc cho ai (account).')
  if (order.act !== 'assign' && order.account !== undefined)
    throw wrong('/account', 'Chỉ phân công (assign) mới có người được giao (account).')
  if (order.act !== 'complete' && order.outcome !== undefined)
    throw wrong('/outcome', 'Chỉ hoàn thành bước (complete) mới có kết quả (outcome).')
  if (new Set(order.ids).size < order.ids.length)
    throw wrong('/ids', 'Có mục được chọn hai lần; mỗi hồ sơ hoặc việc chỉ chọn một lần.')
}

type Facts = { act: BatchAct; state: BatchState; endedAt: Date | null; done: number }

export const undoUntil = (b: Pick<Facts, 'act' | 'endedAt'>): Date | null =>
  b.act === 'accept' || !b.endedAt ? null : new Date(b.endedAt.getTime() + UNDO_MS[b.act])

/** What may be done with a batch now, as the last part of the address. */
export function batchActs(b: Facts, now: Date): ('cancellation' | 'undo')[] {
  if (b.state === 'waiting' || b.state === 'running') return ['cancellation']
  const until = undoUntil(b)
  const isOver = b.state === 'done' || b.state === 'cancelled'
  return isOver && until && now <= until && b.done > 0 ? ['undo'] : []
}

import { api } from '../../lib/api.ts'
import { answerOf } from '../../lib/problem.ts'
import type { Batch, QueueRow, Task } from '../../lib/types.ts'

/** What an officer wants to do with many dossiers at once. */
export type Order =
  | { act: 'accept'; dossiers: readonly QueueRow[] }
  | { act: 'assign' | 'complete'; dossiers: readonly QueueRow[]; tasks: readonly Task[] }

/** What he has still to say: to whom, or with which outcome. */
export type Choice = { account?: string; outcome?: string }

export const TITLES: Record<Order['act'], string> = {
  accept: 'Tiếp nhận nhiều hồ sơ',
  assign: 'Phân công nhiều việc',
  complete: 'Hoàn thành bước của nhiều hồ sơ',
}

/** Seconds in which the whole batch can still be called off. */
const WAIT = 5

const bodyOf = (order: Order, choice: Choice) => ({
  act: order.act,
  ids: order.act === 'accept' ? order.dossiers.map((d) => d.id) : order.tasks.map((t) => t.id),
  ...choice,
})

export const previewOrder = (order: Order, choice: Choice) =>
  answerOf(api.POST('/api/v1/batches/preview', { body: bodyOf(order, choice) }))

/** @param only ids that the preview let pass */
export const sendOrder = (order: Order, choice: Choice, only: readonly string[]) =>
  answerOf(
    api.POST('/api/v1/batches', { body: { ...bodyOf(order, choice), ids: [...only], waitSeconds: WAIT } }),
  )

export const batchOf = (id: string): Promise<Batch> =>
  answerOf(api.GET('/api/v1/batches/{id}', { params: { path: { id } } }))

export const cancelBatch = (id: string): Promise<Batch> =>
  answerOf(api.POST('/api/v1/batches/{id}/cancellation', { params: { path: { id } } }))

export const undoBatch = (id: string): Promise<Batch> =>
  answerOf(api.POST('/api/v1/batches/{id}/undo', { params: { path: { id } } }))

/** The dossier behind an item of a batch, as people call it. */
export function labelOf(order: Order, id: string): string {
  const dossierId = order.act === 'accept' ? id : order.tasks.find((t) => t.id === id)?.dossierId
  const row = order.dossiers.find((d) => d.id === dossierId)
  return row ? `${row.code ?? row.submissionNumber} · ${row.applicantName}` : id
}

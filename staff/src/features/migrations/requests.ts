import { queryOptions } from '@tanstack/react-query'
import type { paths } from '../../../../contract/api.d.ts'
import { api } from '../../lib/api.ts'
import { answerOf } from '../../lib/problem.ts'

type Get<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer T } } } }
}
  ? T
  : never

export type ProcedureBehind = Get<'/api/v1/migrations/procedures'>[number]
export type MigrationRow = Get<'/api/v1/migrations'>['items'][number]
export type Migration = Get<'/api/v1/migrations/{id}'>
export type Preview =
  paths['/api/v1/migrations/preview']['post']['responses']['200']['content']['application/json']
export type PreviewItem = Preview['items'][number]

/** Steps that go by another key in the new version: the old key and the new one. */
export type StepNames = Record<string, string>

export const proceduresQuery = queryOptions({
  queryKey: ['migrations', 'procedures'],
  queryFn: () => answerOf(api.GET('/api/v1/migrations/procedures')),
})

export const ordersQuery = queryOptions({
  queryKey: ['migrations', 'orders'],
  queryFn: () => answerOf(api.GET('/api/v1/migrations', { params: { query: { limit: 50 } } })),
})

/** Looks at all dossiers that may be moved; nothing is kept of it, and it is never read by itself again. */
export const previewQuery = (toVersionId: string, names: StepNames) =>
  queryOptions({
    queryKey: ['migrations', 'preview', toVersionId, names],
    queryFn: () => answerOf(api.POST('/api/v1/migrations/preview', { body: { toVersionId, names } })),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })

export const orderQuery = (id: string) =>
  queryOptions({
    queryKey: ['migrations', 'order', id],
    queryFn: () => answerOf(api.GET('/api/v1/migrations/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (isMoving(state.data?.state) ? 700 : false),
  })

type Wish = { toVersionId: string; names: StepNames; reason: string; items: { id: string; seen: string }[] }

export const startMigration = (body: Wish) => answerOf(api.POST('/api/v1/migrations', { body }))

export const undoMigration = (id: string) =>
  answerOf(api.POST('/api/v1/migrations/{id}/undo', { params: { path: { id } } }))

/** Whether the job is still at it. */
export const isMoving = (state: string | undefined): boolean =>
  state === 'waiting' || state === 'running' || state === 'undoing'

const STATES: Record<string, string> = {
  waiting: 'Sắp chuyển',
  running: 'Đang chuyển',
  done: 'Đã chuyển xong',
  cancelled: 'Đã dừng',
  undoing: 'Đang đưa về phiên bản cũ',
  undone: 'Đã đưa về phiên bản cũ những hồ sơ đưa về được',
}

export const stateName = (state: string): string => STATES[state] ?? state

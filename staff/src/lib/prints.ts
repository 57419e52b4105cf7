import { queryOptions } from '@tanstack/react-query'
import type { paths } from '../../../contract/api.d.ts'
import { api } from './api.ts'
import { answerOf } from './problem.ts'

export type PrintRun =
  paths['/api/v1/slips/prints/{id}']['get']['responses']['200']['content']['application/json']
export type PrintOrder = paths['/api/v1/slips/prints']['post']['requestBody']['content']['application/json']

/** The kinds of papers that the officer's roles may issue. */
export const printKindsQuery = queryOptions({
  queryKey: ['print-kinds'],
  queryFn: () => answerOf(api.GET('/api/v1/slips/prints/kinds')),
  staleTime: 600_000,
})

/** Makes one file of one kind of paper of dossiers, in this order; what was not issued yet is issued. */
export const startPrint = (order: PrintOrder): Promise<PrintRun> =>
  answerOf(api.POST('/api/v1/slips/prints', { body: order }))

export const printRunOf = (id: string): Promise<PrintRun> =>
  answerOf(api.GET('/api/v1/slips/prints/{id}', { params: { path: { id } } }))

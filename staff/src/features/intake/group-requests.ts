import type { paths } from '../../../../contract/api.d.ts'
import { api } from '../../lib/api.ts'
import { answerOf } from '../../lib/problem.ts'

export type Group =
  paths['/api/v1/desk/groups/{id}']['get']['responses']['200']['content']['application/json']

export type PrintRun =
  paths['/api/v1/slips/prints/{id}']['get']['responses']['200']['content']['application/json']

export const templateAddress = (unit: string, procedure: string): string =>
  `/api/v1/desk/groups/template?${new URLSearchParams({ unit, procedure })}`

export const checkGroup = (body: { unit: string; procedureCode: string; fileId: string }): Promise<Group> =>
  answerOf(api.POST('/api/v1/desk/groups', { body: { ...body, papersComplete: true } }))

export const startGroup = (id: string) =>
  answerOf(api.POST('/api/v1/desk/groups/{id}/start', { params: { path: { id } } }))

export const groupOf = (id: string): Promise<Group> =>
  answerOf(api.GET('/api/v1/desk/groups/{id}', { params: { path: { id } } }))

export type PrintOrder = paths['/api/v1/slips/prints']['post']['requestBody']['content']['application/json']

/** Makes one file of one kind of paper of dossiers, in this order; what was not issued yet is issued. */
export const startPrint = (order: PrintOrder): Promise<PrintRun> =>
  answerOf(api.POST('/api/v1/slips/prints', { body: order }))

export const printRunOf = (id: string): Promise<PrintRun> =>
  answerOf(api.GET('/api/v1/slips/prints/{id}', { params: { path: { id } } }))

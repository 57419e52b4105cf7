import type { paths } from '../../../../contract/api.d.ts'
import { api } from '../../lib/api.ts'
import { answerOf } from '../../lib/problem.ts'

export type Group =
  paths['/api/v1/desk/groups/{id}']['get']['responses']['200']['content']['application/json']

export const templateAddress = (unit: string, procedure: string): string =>
  `/api/v1/desk/groups/template?${new URLSearchParams({ unit, procedure })}`

export const checkGroup = (body: { unit: string; procedureCode: string; fileId: string }): Promise<Group> =>
  answerOf(api.POST('/api/v1/desk/groups', { body: { ...body, papersComplete: true } }))

export const startGroup = (id: string) =>
  answerOf(api.POST('/api/v1/desk/groups/{id}/start', { params: { path: { id } } }))

export const groupOf = (id: string): Promise<Group> =>
  answerOf(api.GET('/api/v1/desk/groups/{id}', { params: { path: { id } } }))

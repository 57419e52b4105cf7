import type { paths } from '../../../contract/api.d.ts'

type Json<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer T } } } }
}
  ? T
  : never

/** What the API answers, under the words of the glossary. */
export type QueueRow = Json<'/api/v1/dossiers'>['items'][number]
export type Queue = Json<'/api/v1/queues'>[number]
export type Dossier = Json<'/api/v1/dossiers/{id}'>
export type Task = Json<'/api/v1/tasks'>['items'][number]
export type Clock = Json<'/api/v1/dossiers/{id}/clock'>
export type Act = Json<'/api/v1/dossiers/{id}/timeline'>['items'][number]
export type Standing = Json<'/api/v1/dossiers/{id}/process'>
export type Slips = Json<'/api/v1/dossiers/{id}/slips'>
export type Colleague = Json<'/api/v1/units/{ref}/colleagues'>[number]
export type OwnDelegation = Json<'/api/v1/delegations'>[number]
export type Batch = Json<'/api/v1/batches/{id}'>
export type Workload = Json<'/api/v1/workloads'>[number]
export type Figures = Json<'/api/v1/figures'>
export type UnitRatings = Json<'/api/v1/ratings/summary'>['units'][number]
export type Procedure = Json<'/api/v1/procedures/{code}'>
export type Notice = Json<'/api/v1/notices'>['items'][number]
export type SavedFilter = Json<'/api/v1/saved-filters'>['items'][number]
export type Unit = Json<'/api/v1/units'>['items'][number]
export type UnitDetail = Json<'/api/v1/units/{ref}'>
export type OfficerAccount = Json<'/api/v1/officers'>['items'][number]
export type SpecialDay = Json<'/api/v1/special-days'>['items'][number]
export type WorkWeek = Json<'/api/v1/weeks'>['items'][number]
export type DayConsequence = Json<'/api/v1/special-days/{id}/removal'>

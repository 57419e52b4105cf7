import type { paths } from '../../../../contract/api.d.ts'

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer T } } } }
}
  ? T
  : never

/** What the API of administration answers. */
export type Unit = Answer<'/api/v1/units'>['items'][number]
export type UnitDetail = Answer<'/api/v1/units/{ref}'>
export type OfficerAccount = Answer<'/api/v1/officers'>['items'][number]
export type SpecialDay = Answer<'/api/v1/special-days'>['items'][number]
export type WorkWeek = Answer<'/api/v1/weeks'>['items'][number]
export type DayConsequence = Answer<'/api/v1/special-days/{id}/removal'>

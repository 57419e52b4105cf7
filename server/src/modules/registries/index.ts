import { defineModule } from '../../platform/module.ts'

export { openRegistries } from './adapter/shared-data.ts'
export type { CompanyRecord, Found, PersonQuery, PersonRecord, Problem, Registries } from './domain.ts'
export { PROBLEM_TEXTS } from './domain.ts'
export { lookUpCompany, lookUpPerson } from './look-up.ts'

export const registries = defineModule({ name: 'registries' })

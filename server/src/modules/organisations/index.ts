import { defineModule } from '../../platform/module.ts'

export const organisations = defineModule({ name: 'organisations' })

export * from './commands/staff.ts'
export * from './commands/units.ts'
export { type CodeScheme, checkAgencyCode } from './domain/agency-code.ts'
export { type Appointment, type Delegation, ROLE_NAMES, ROLES, type Role } from './domain/staffing.ts'
export { UNIT_KINDS, type Unit, type UnitCode, type UnitKind, unitRef } from './domain/unit-tree.ts'
export {
  searchUnits,
  unitAncestors,
  unitByRef,
  unitSubtree,
  unitsByIds,
  unitsByRefs,
} from './lookup.ts'
export { holdersOf, rolesOf } from './queries/staff.ts'

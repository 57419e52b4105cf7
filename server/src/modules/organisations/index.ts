import { defineModule } from '../../platform/module.ts'
import { routes } from './routes/index.ts'

export const organisations = defineModule({
  name: 'organisations',
  permissions: {
    'units.manage': ['role:quantri'],
    'units.appoint': ['role:quantri'],
    'delegations.make': ['kind:officer'],
  },
  routes,
})

export { addressLookup, runOptions } from './addresses.ts'
export { administered, administers } from './administration.ts'
export { type AreaOrigin, currentOf } from './areas.ts'
export { type AreasWritten, importAreas } from './commands/areas.ts'
export * from './commands/staff.ts'
export * from './commands/units.ts'
export { type CodeScheme, checkAgencyCode } from './domain/agency-code.ts'
export { type AreaVersion, splitFullName } from './domain/areas/area.ts'
export { type AreaHistory, versionKey } from './domain/areas/history.ts'
export { type AreaFiles, type AreaReading, readAreaFiles } from './domain/areas/import.ts'
export {
  type Appointment,
  type Delegation,
  ROLE_NAMES,
  ROLES,
  type Role,
  type RoleRow,
  rolesAt,
  toGrant,
} from './domain/staffing.ts'
export { UNIT_KINDS, type Unit, type UnitCode, type UnitKind, unitRef } from './domain/unit-tree.ts'
export {
  agencyOf,
  grantsOfAccount,
  openUnits,
  searchUnits,
  unitAncestors,
  unitByRef,
  unitSubtree,
  unitsByIds,
  unitsByRefs,
  withReach,
} from './lookup.ts'
export { type Area, type CurrentArea, findAreas } from './queries/areas.ts'
export {
  appointmentsIn,
  delegationsOf,
  grantsOver,
  type HeldGrant,
  holdersOf,
  rolesOf,
} from './queries/staff.ts'

import { defineModule } from '../../platform/module.ts'
import { routes } from './routes.ts'
import { sealAccounts } from './store/accounts.ts'

export { actorById, actorOf, authenticate } from './actor.ts'
export { createAccount, createSystemToken } from './commands.ts'
export type { AccountKind, NewAccount } from './contract.ts'
export { makeMandate, mandateFor, noteRepresentative } from './mandates/commands.ts'
export { hashPassword } from './password.ts'
export { type Account, accountByUsername, accountsByIds, personalOf } from './queries.ts'
export { NATIONAL_CALLBACK, requireStepUp } from './step-up.ts'

export const identity = defineModule({
  name: 'identity',
  permissions: {
    'accounts.manage': ['role:quantri'],
    'units.colleagues': ['kind:officer'],
    'identity.mandates': ['kind:citizen', 'kind:business'],
  },
  routes,
  sealExisting: sealAccounts,
})

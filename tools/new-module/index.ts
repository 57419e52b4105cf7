import { defineModule } from '../../platform/module.ts'
import { routes } from './routes.ts'

export { create__Thing__ } from './commands.ts'
export type { __Thing__View, New__Thing__ } from './contract.ts'

export const __face__ = defineModule({
  name: '__module__',
  permissions: { '__module__.create': ['kind:citizen', 'kind:business', 'kind:officer'] },
  routes,
})

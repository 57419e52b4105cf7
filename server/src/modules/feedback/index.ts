import { defineModule } from '../../platform/module.ts'
import { PERMISSIONS } from './permissions.ts'
import { routes } from './routes.ts'

export { rate, rateOwn } from './commands.ts'
export type { NewRating } from './contract.ts'

export const feedback = defineModule({ name: 'feedback', permissions: PERMISSIONS, routes })

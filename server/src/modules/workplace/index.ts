import { defineModule } from '../../platform/module.ts'
import { PERMISSIONS } from './permissions.ts'
import { routes } from './routes/index.ts'

export const workplace = defineModule({ name: 'workplace', permissions: PERMISSIONS, routes })

import { defineModule } from '../../platform/module.ts'
import { PERMISSIONS } from './permissions.ts'
import { routes } from './routes/index.ts'

export const desk = defineModule({ name: 'desk', permissions: PERMISSIONS, routes })

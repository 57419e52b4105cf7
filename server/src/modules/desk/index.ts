import { defineModule } from '../../platform/module.ts'
import { PERMISSIONS } from './permissions.ts'

export { saveQuickFill } from './store/quick-fills.ts'

import { routes } from './routes/index.ts'

export const desk = defineModule({ name: 'desk', permissions: PERMISSIONS, routes })

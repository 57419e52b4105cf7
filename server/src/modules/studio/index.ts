import { defineModule } from '../../platform/module.ts'
import { routes } from './routes.ts'

export const studio = defineModule({
  name: 'studio',
  permissions: { 'catalogue.author': ['role:quantri'], 'catalogue.publish': ['role:quantri'] },
  routes,
})

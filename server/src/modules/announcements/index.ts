import { defineModule } from '../../platform/module.ts'
import { routes } from './routes.ts'

export const announcements = defineModule({
  name: 'announcements',
  permissions: { 'announcements.publish': ['role:quantri'] },
  routes,
})

import { defineModule } from '../../platform/module.ts'
import { routes } from './routes.ts'

export const fees = defineModule({
  name: 'fees',
  permissions: {
    'fees.read_books': ['role:tiepnhan', 'role:quantri'],
    'fees.manage_books': ['role:quantri'],
  },
  routes,
})

export { type DrawnReceipt, drawReceipt, openBook } from './commands.ts'

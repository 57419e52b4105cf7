import { defineModule } from '../../platform/module.ts'
import { PRINT_JOB, runPrint } from './commands/print.ts'
import { routes } from './routes/index.ts'

const OFFICERS = [
  'role:tiepnhan',
  'role:chuyenvien',
  'role:truongphong',
  'role:lanhdao',
  'role:vanthu',
] as const

export const slips = defineModule({
  name: 'slips',
  permissions: {
    'slips.read': ['kind:citizen', 'kind:business', ...OFFICERS, 'role:kiemtra'],
    'slips.issue': OFFICERS,
    'slips.register': ['role:tiepnhan', 'role:truongphong', 'role:lanhdao', 'role:vanthu'],
  },
  routes,
  jobs: {
    [PRINT_JOB]: (ctx, payload) => runPrint(ctx, String(payload['runId'])),
  },
})

export { issueSlip } from './commands/issue.ts'
export { SlipView } from './contract.ts'
export { presentSlip } from './present.ts'
export { lastSlip } from './queries.ts'

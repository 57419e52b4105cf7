import type { JobHandler } from '../../platform/jobs.ts'
import { defineModule } from '../../platform/module.ts'
import { GROUP_JOB, runGroup } from './commands/groups.ts'
import { PERMISSIONS } from './permissions.ts'

export { saveQuickFill } from './store/quick-fills.ts'

import { routes } from './routes/index.ts'

const jobs: Record<string, JobHandler> = {
  [GROUP_JOB]: (ctx, payload) => runGroup(ctx, String(payload['groupId'])),
}

export const desk = defineModule({ name: 'desk', permissions: PERMISSIONS, routes, jobs })

import { defineModule } from '../../platform/module.ts'
import { subscribers } from './events.ts'
import { jobs } from './jobs.ts'
import { isFileOfVisibleDossier } from './queries/dossiers.ts'
import { examineDossiers } from './queries/examine.ts'
import { routes } from './routes/index.ts'
import { sealDossiers } from './store/seal-existing.ts'

export { correctDossier } from './commands/correct.ts'
export {
  apologise,
  handOver,
  recordResult,
  stopDossier,
  transferPapers,
  withdrawDossier,
} from './commands/endings.ts'
export { acceptDossier, refuseDossier } from './commands/reception.ts'
export { assignStep, claimStep, completeStep, confirmPayment } from './commands/steps.ts'
export { submitDossier } from './commands/submit.ts'
export { requestSupplement, supplementDossier } from './commands/supplement.ts'
export { SubmitDossier } from './contract/submission.ts'
export { STATUS, STATUS_NAMES, type Status } from './domain.ts'
export { countByStatus } from './queries/counts.ts'
export { journalOf } from './queries/journal.ts'
export type { Dossier } from './store/dossier.ts'

const HANDLERS = ['role:chuyenvien', 'role:truongphong', 'role:lanhdao', 'role:vanthu'] as const
const OFFICERS = ['role:tiepnhan', ...HANDLERS] as const
const APPLICANTS = ['kind:citizen', 'kind:business'] as const

export const dossiers = defineModule({
  name: 'dossiers',
  permissions: {
    'dossiers.submit': [...APPLICANTS, 'role:tiepnhan'],
    'dossiers.read': [...APPLICANTS, ...OFFICERS, 'role:kiemtra'],
    'dossiers.queues': [...OFFICERS, 'role:kiemtra'],
    'dossiers.accept': ['role:tiepnhan'],
    'dossiers.refuse': ['role:tiepnhan'],
    'dossiers.request_supplement': ['role:tiepnhan', 'role:chuyenvien', 'role:truongphong', 'role:lanhdao'],
    'dossiers.supplement': [...APPLICANTS, 'role:tiepnhan'],
    'dossiers.withdraw': [...APPLICANTS, 'role:tiepnhan'],
    'dossiers.stop': ['role:tiepnhan', 'role:truongphong', 'role:lanhdao'],
    'dossiers.apologise': ['role:truongphong', 'role:lanhdao'],
    'dossiers.confirm_payment': ['role:tiepnhan', 'role:chuyenvien'],
    'dossiers.transfer': ['role:tiepnhan'],
    'dossiers.record_result': OFFICERS,
    'dossiers.hand_over': ['role:tiepnhan'],
    'dossiers.correct': ['role:tiepnhan', 'role:truongphong', 'role:lanhdao'],
    'tasks.claim': OFFICERS,
    'tasks.assign': ['role:truongphong', 'role:lanhdao'],
    'tasks.complete': OFFICERS,
  },
  routes,
  jobs,
  subscribers,
  mayReadFile: isFileOfVisibleDossier,
  examine: examineDossiers,
  sealExisting: sealDossiers,
})

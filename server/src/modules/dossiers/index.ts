import { defineModule } from '../../platform/module.ts'
import { subscribers } from './events.ts'
import { jobs } from './jobs.ts'
import { PERMISSIONS } from './permissions.ts'
import { isFileOfVisibleDossier } from './queries/dossiers.ts'
import { examineDossiers } from './queries/examine.ts'
import { routes } from './routes/index.ts'
import { sealDossiers } from './store/seal-existing.ts'

export { noteAccess, noteList } from './access-log.ts'
export { correctDossier } from './commands/correct.ts'
export {
  apologise,
  handOver,
  recordResult,
  stopDossier,
  transferPapers,
  withdrawDossier,
} from './commands/endings.ts'
export { collectFee } from './commands/fees.ts'
export { acceptDossier, refuseDossier } from './commands/reception.ts'
export { assignStep, claimStep, completeStep, confirmPayment } from './commands/steps.ts'
export { submitDossier } from './commands/submit.ts'
export { requestSupplement, supplementDossier } from './commands/supplement.ts'
export { FeeCollection } from './contract/acts.ts'
export { DossierView } from './contract/dossier.ts'
export { SubmitDossier } from './contract/submission.ts'
export { abstractOf, STATUS, STATUS_NAMES, type Status } from './domain.ts'
export { checkFiles } from './papers.ts'
export {
  type Act,
  decideAct,
  hasRoleFor,
  isApplicant,
  mayEver,
  mayReceive,
  notAtYourDesk,
} from './policy.ts'
export { presentDossier } from './present.ts'
export { countByStatus } from './queries/counts.ts'
export { type ActRow, actsOf, openSubDossiers, type WholeDossier, wholeDossier } from './queries/dossiers.ts'
export { frequentProcedures } from './queries/frequent.ts'
export { journalOf } from './queries/journal.ts'
export { recallPerson } from './queries/recall.ts'
export { receiptsOf } from './queries/receipts.ts'
export { receivedBy } from './queries/register.ts'
export { unitsSeeing } from './queries/scopes.ts'
export type { Dossier } from './store/dossier.ts'
export { recountFigures } from './store/figures.ts'
export type { HandoverProof } from './store/handover-proof.ts'
export { dossierByReceipt } from './tracked.ts'

export const dossiers = defineModule({
  name: 'dossiers',
  permissions: PERMISSIONS,
  routes,
  jobs,
  subscribers,
  mayReadFile: isFileOfVisibleDossier,
  examine: examineDossiers,
  sealExisting: sealDossiers,
})

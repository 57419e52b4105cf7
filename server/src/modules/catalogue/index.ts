import { defineModule } from '../../platform/module.ts'
import { routes } from './routes.ts'

export { type ImportOptions, type ImportReport, importProcedures } from './commands/import-procedures.ts'
export { type PackagePublished, publishPackage } from './commands/publish-package.ts'
export { type Published, publishProcedure, reviewPackage } from './commands/publish-procedure.ts'
export {
  type PublicationFinding,
  type PublicationPart,
  type PublicationReview,
  reviewPublication,
} from './commands/review-publication.ts'
export { competentUnits } from './commands/staff-of.ts'
export { ProcedurePackage } from './contract.ts'
export {
  type Answers,
  assess,
  caseFor,
  type DueFee,
  exampleFor,
  feesFor,
  type GivenPaper,
  papersFor,
  type RequiredPaper,
  type TraceRow,
} from './domain/evaluate.ts'
export type { ImportRow, LineProblem } from './domain/import.ts'
export { legalHours } from './domain/legal-hours.ts'
export { rowProblem } from './domain/row.ts'
export type { PackageDraft } from './domain/source.ts'
export { limitWords } from './domain/words.ts'
export { type Editable, editableProcedure, publicationChanges } from './editing.ts'
export { type PackageFolder, readPackageFolder } from './package-folder.ts'
export {
  currentProcedure,
  type DeskProcedure,
  deskProcedures,
  type ProcedureVersion,
  procedureVersion,
  searchProcedures,
} from './queries.ts'

export const catalogue = defineModule({ name: 'catalogue', routes })

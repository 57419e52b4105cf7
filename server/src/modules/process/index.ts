import { defineModule } from '../../platform/module.ts'
import { forgetAnswers } from './store/forget-answers.ts'

export const process = defineModule({ name: 'process', sealExisting: forgetAnswers })

export type { Address, Advance, ProcessPorts } from './commands/advance.ts'
export { assignTask, claimTask, postponeTask } from './commands/assignment.ts'
export {
  type MigratedProcess,
  type MigrationChoice,
  migrateInstances,
  previewMigration,
  undoMigration,
} from './commands/migrate.ts'
export { type ProcessReview, type Publication, publishProcess, reviewProcess } from './commands/publish.ts'
export {
  type Completion,
  cancelProcess,
  completeTask,
  deliverMessage,
  failTask,
  fireTimer,
  type Start,
  startProcess,
} from './commands/run.ts'
export {
  type CompletionMark,
  markCompletion,
  releaseTask,
  undoAssignment,
  undoCompletion,
} from './commands/step-back.ts'
export type { CheckContext, CheckResult } from './domain/checks.ts'
export { checkProcess } from './domain/checks.ts'
export { describeProcessChanges } from './domain/diff.ts'
export { addDuration, parseDuration } from './domain/duration.ts'
export { type FieldTypes, fieldTypesOf, type ValueType } from './domain/expression-types.ts'
export type { Finding, Mapping, Outcome, ProcessGraph, StepSettings, UserNode } from './domain/graph.ts'
export { userNodes } from './domain/graph.ts'
export { hoursOf, type UsualPath } from './domain/hours.ts'
export { type ImportResult, importProcess } from './domain/import.ts'
export { ProcessError } from './domain/interpreter.ts'
export { type MigrationPlan, planMigration } from './domain/migration.ts'
export { readScript, runScript, ScriptError, type ScriptResult, type ScriptStep } from './domain/script.ts'
export { type GoldenCase, readCases, type Simulation, simulate } from './domain/simulate.ts'
export { readStepAnswers, stepAnswersInWords } from './domain/step-form.ts'
export { isOpen, type ProcessUnits, type Task } from './domain/task.ts'
export { type TracedCase, type TraceFrame, traceCase } from './domain/trace.ts'
export { decodeXml, MAX_XML_BYTES } from './domain/xml.ts'
export { actsOn, decideTask, TASK_ACTS, type TaskAct } from './policy.ts'
export {
  isStillAsked,
  openTasks,
  processGraph,
  processXml,
  type ShownTask,
  type Standing,
  shownTasks,
  standingOf,
  taskById,
  tasksOf,
} from './queries.ts'

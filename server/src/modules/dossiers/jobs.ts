import type { JobHandler } from '../../platform/jobs.ts'
import { BATCH_JOB, runBatch } from './commands/batches.ts'
import { ringTimer, TIMER_JOB } from './commands/steps.ts'
import { AUTO_CLOSE_JOB, closeUnsupplemented } from './commands/supplement.ts'
import { FOLD_JOB, foldFigures } from './store/figures.ts'

/** Reactions to time. Each looks at the state first, so running late or twice changes nothing more. */
export const jobs: Record<string, JobHandler> = {
  [AUTO_CLOSE_JOB]: async (ctx, payload) => {
    await closeUnsupplemented(ctx, String(payload['dossierId']))
  },
  [FOLD_JOB]: foldFigures,
  [BATCH_JOB]: (ctx, payload) => runBatch(ctx, String(payload['batchId'])),
  [TIMER_JOB]: async (ctx, payload) => {
    await ringTimer(ctx, String(payload['subjectId']), String(payload['timerId']))
  },
}

import { SYSTEM } from '../../../platform/actor.ts'
import { type Ctx, inTx, readCtx } from '../../../platform/ctx.ts'
import { newId } from '../../../platform/id.ts'
import { defineModule } from '../../../platform/module.ts'
import { type TestRoot, testRoot } from '../../../platform/testing/test-root.ts'
import { createUnit, organisations } from '../../organisations/index.ts'
import { completeTask, fireTimer, openTasks, type ProcessPorts, process, startProcess } from '../index.ts'

export const ports: ProcessPorts = {
  // Every hour of work is an hour: the calendar is not this module's business.
  stepDueAt: async (_, from, hours) => new Date(from.getTime() + hours * 3_600_000),
  timerJob: 'test.timer',
}

const caller = defineModule({
  name: 'test',
  jobs: {
    'test.timer': async (ctx, payload) => {
      await fireTimer(ctx, String(payload['timerId']), ports)
    },
  },
})

/** A database with one unit, for tests in which it does not matter who acts. */
export async function openOffice() {
  const fresh = await testRoot([organisations, process])
  const root: TestRoot = { ...fresh, modules: [...fresh.modules, caller] }
  const act = <T>(work: (ctx: Ctx) => Promise<T>) => inTx(root, SYSTEM, 'process.test', work)
  const { id } = await act((ctx) =>
    createUnit(ctx, { key: 'tinh', name: 'Tỉnh', kind: 'province', validFrom: '2025-07-01' }),
  )
  const units = { competent: id, receiving: id, return: id }
  const tasks = (subjectId: string) => openTasks(readCtx(root, SYSTEM), [subjectId])
  return {
    root,
    act,
    tasks,
    start: async (versionId: string, vars = {}): Promise<string> => {
      const subjectId = newId()
      await act((ctx) => startProcess(ctx, { versionId, subjectId, units, vars }, ports))
      return subjectId
    },
    /** Completes the task of a subject that has been open longest. */
    complete: async (subjectId: string, outcome?: string) => {
      const [task] = await tasks(subjectId)
      return act((ctx) => completeTask(ctx, task!.id, { outcome }, ports))
    },
  }
}

export type Office = Awaited<ReturnType<typeof openOffice>>

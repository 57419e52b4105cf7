import { Type } from 'typebox'
import type { Actor } from '../../../platform/actor.ts'
import { type Ctx, type Root, readCtx } from '../../../platform/ctx.ts'
import { runCommand } from '../../../platform/http/command.ts'
import { Closed, Page, PageQuery, Uuid } from '../../../platform/http/schema.ts'
import { actsOn, shownTasks } from '../../process/index.ts'
import { noteAccess } from '../access-log.ts'
import { releaseStep } from '../commands/batch-item.ts'
import { inOrder } from '../commands/move.ts'
import { assignStep, claimStep, completeStep } from '../commands/steps.ts'
import { DossierView } from '../contract/dossier.ts'
import { TaskAssignment, TaskCompletion, TaskView } from '../contract/tasks.ts'
import type { DossierFacts } from '../domain.ts'
import { isApplicant } from '../policy.ts'
import { presentDossier, presentTasks } from '../present.ts'
import { partsOf, visibleCodes, type WholeDossier, wholeDossier, withParts } from '../queries/dossiers.ts'
import { listQueue } from '../queries/queues.ts'
import { type Dossier, dossierOfTask } from '../store/dossier.ts'
import { type App, Id } from './app.ts'

const tags = ['Bước xử lý']

export function registerTasks(app: App, root: Root): void {
  app.get(
    '/tasks',
    {
      config: { allow: 'dossiers.read' },
      schema: {
        operationId: 'listTasks',
        tags,
        summary: 'Việc đang mở: của một hồ sơ, hoặc của tôi và vai trò của tôi',
        querystring: Closed({ dossier: Type.Optional(Uuid()), ...PageQuery }),
        response: { 200: Page(TaskView) },
      },
    },
    async (req) => {
      const ctx = readCtx(root, req.actor)
      const { dossier, limit = 20, after } = req.query
      if (dossier) {
        const whole = await wholeDossier(ctx, dossier)
        await noteAccess(ctx, whole.dossier, 'tasks')
        const own = ownOf(ctx.actor, [whole.dossier])
        const tasks = await shownTasks(ctx, [dossier])
        const codes = await visibleCodes(ctx, [dossier])
        return { items: await presentTasks(ctx, tasks, codes, own), next: null }
      }
      const page = await listQueue(ctx, 'tasks', { limit, after })
      const codes = new Map(page.items.map((d) => [d.id, d.code]))
      const tasks = await shownTasks(ctx, [...codes.keys()])
      const own = ownOf(ctx.actor, page.items)
      const workable = tasks.filter((t) => !own.has(t.subjectId) && actsOn(ctx.actor, t).includes('complete'))
      return { items: await presentTasks(ctx, workable, codes, own), next: page.next }
    },
  )

  app.post(
    '/tasks/:id/claim',
    {
      config: { allow: 'tasks.claim' },
      schema: {
        operationId: 'claimTask',
        tags,
        summary: 'Nhận việc',
        params: Id,
        response: { 200: DossierView },
      },
    },
    (req, reply) =>
      runCommand(root, req, reply, 200, async (ctx) => {
        const whole = await readWith(ctx, req.params.id, claimStep(ctx, req.params.id))
        return presentDossier(ctx, whole)
      }),
  )

  app.post(
    '/tasks/:id/release',
    {
      config: { allow: 'tasks.release' },
      schema: {
        operationId: 'releaseTask',
        tags,
        summary: 'Trả lại việc đã nhận hoặc được giao, để người khác nhận',
        params: Id,
        response: { 200: DossierView },
      },
    },
    (req, reply) =>
      runCommand(root, req, reply, 200, async (ctx) => {
        const whole = await readWith(ctx, req.params.id, releaseStep(ctx, req.params.id))
        return presentDossier(ctx, whole)
      }),
  )

  app.post(
    '/tasks/:id/assignment',
    {
      config: { allow: 'tasks.assign' },
      schema: {
        operationId: 'assignTask',
        tags,
        summary: 'Phân công việc cho một cán bộ',
        params: Id,
        body: TaskAssignment,
        response: { 200: DossierView },
      },
    },
    (req, reply) =>
      runCommand(root, req, reply, 200, async (ctx) => {
        const assigning = assignStep(ctx, req.params.id, req.body.account, req.body.note)
        return presentDossier(ctx, await readWith(ctx, req.params.id, assigning))
      }),
  )

  app.post(
    '/tasks/:id/completion',
    {
      config: { allow: 'tasks.complete' },
      schema: {
        operationId: 'completeTask',
        tags,
        summary: 'Hoàn thành việc với một kết quả',
        params: Id,
        body: TaskCompletion,
        response: { 200: DossierView },
      },
    },
    (req, reply) =>
      runCommand(root, req, reply, 200, async (ctx) => {
        const completing = completeStep(ctx, req.params.id, req.body)
        return presentDossier(ctx, await readWith(ctx, req.params.id, completing))
      }),
  )
}

/** The dossier as an act on its step leaves it; its parts stay as they are and come along with the lock. */
async function readWith(ctx: Ctx, taskId: string, act: Promise<Dossier>): Promise<WholeDossier> {
  return withParts(...(await inOrder(act, partsOf(ctx, dossierOfTask(taskId)))))
}

const ownOf = (
  actor: Actor,
  dossiers: readonly Pick<DossierFacts, 'id' | 'submittedBy' | 'applicantIndex'>[],
): Set<string> => new Set(dossiers.filter((d) => isApplicant(actor, d)).map((d) => d.id))

import { Type } from 'typebox'
import type { Actor } from '../../../platform/actor.ts'
import { type Root, readCtx } from '../../../platform/ctx.ts'
import { notFound } from '../../../platform/errors.ts'
import { appointmentToEnd } from '../../organisations/index.ts'
import { standingOf, tasksOf } from '../../process/index.ts'
import { noteAccess } from '../access-log.ts'
import { HeldSteps, StandingView, WorkloadView } from '../contract/tasks.ts'
import { presentWorkloads } from '../present.ts'
import { presentStanding } from '../present-standing.ts'
import { wholeDossier } from '../queries/dossiers.ts'
import { heldIn, workloadsOf } from '../queries/workloads.ts'
import { type App, Id } from './app.ts'

/** Roles that look at the work of others. */
const LEADING = ['truongphong', 'lanhdao', 'kiemtra']

export function registerSupervision(app: App, root: Root): void {
  app.get(
    '/dossiers/:id/process',
    {
      config: { allow: 'dossiers.process' },
      schema: {
        operationId: 'getStanding',
        tags: ['Hồ sơ'],
        summary: 'Quy trình của hồ sơ: hình vẽ (BPMN), đang ở bước nào, các bước đã qua và chưa tới',
        params: Id,
        response: { 200: StandingView },
      },
    },
    async (req) => {
      const ctx = readCtx(root, req.actor)
      const { dossier } = await wholeDossier(ctx, req.params.id)
      await noteAccess(ctx, dossier, 'process')
      const [standing, tasks] = await Promise.all([standingOf(ctx, dossier.id), tasksOf(ctx, dossier.id)])
      if (!standing) throw notFound('dossier.no_process', 'Hồ sơ này chưa chạy quy trình nào.')
      return presentStanding(ctx, standing, tasks)
    },
  )

  app.get(
    '/workloads',
    {
      config: { allow: 'dossiers.workloads' },
      schema: {
        operationId: 'listWorkloads',
        tags: ['Bước xử lý'],
        summary: 'Ai đang giữ bao nhiêu việc ở các đơn vị mình phụ trách, bao nhiêu quá hạn',
        response: { 200: Type.Array(WorkloadView) },
      },
    },
    async (req) => {
      const ctx = readCtx(root, req.actor)
      return presentWorkloads(ctx, await workloadsOf(ctx, unitsLedBy(req.actor)))
    },
  )

  app.get(
    '/appointments/:id/held-steps',
    {
      config: { allow: 'units.appoint' },
      schema: {
        operationId: 'countHeldSteps',
        tags: ['Bước xử lý'],
        summary:
          'Kết thúc phân công này thì bao nhiêu việc đang giữ phải giao cho người khác; không kết thúc gì',
        params: Id,
        response: { 200: HeldSteps },
      },
    },
    async (req) => {
      const ctx = readCtx(root, req.actor)
      return heldIn(ctx, await appointmentToEnd(ctx, req.params.id))
    },
  )
}

const unitsLedBy = (actor: Actor): string[] => [
  ...new Set(actor.roles.filter((g) => LEADING.includes(g.role)).map((g) => g.unitId)),
]

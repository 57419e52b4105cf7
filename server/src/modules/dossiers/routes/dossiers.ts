import { Type } from 'typebox'
import type { Actor } from '../../../platform/actor.ts'
import { type Root, readCtx, reportCtx } from '../../../platform/ctx.ts'
import { runCommand } from '../../../platform/http/command.ts'
import { Closed, Moment, Nullable, Page, PageQuery } from '../../../platform/http/schema.ts'
import { clockOf } from '../../deadlines/index.ts'
import { noteAccess, noteList } from '../access-log.ts'
import { submitDossier } from '../commands/submit.ts'
import { ActView } from '../contract/acts.ts'
import { DossierRow, DossierView } from '../contract/dossier.ts'
import { ListFilter } from '../contract/list.ts'
import { SubmitDossier } from '../contract/submission.ts'
import { QueueKey, QueueLook, QueueView } from '../contract/tasks.ts'
import { presentActs, presentDossier, presentQueue, presentRows } from '../present.ts'
import { actsOf, listDossiers, wholeDossier } from '../queries/dossiers.ts'
import { dossierAt } from '../queries/past.ts'
import { countQueues, knownQueue, listQueue } from '../queries/queues.ts'
import { saveLook } from '../store/queue-looks.ts'
import { type App, Id } from './app.ts'

const tags = ['Hồ sơ']

const ListQuery = Closed({
  ...ListFilter,
  ...PageQuery,
})

const ClockView = Type.Object(
  {
    state: Type.String({ description: 'not_started, running, paused, ended' }),
    dueAt: Nullable(Moment()),
    firstDueAt: Nullable(Moment()),
    ledger: Type.Array(
      Type.Object({
        at: Moment(),
        kind: Type.String(),
        reason: Type.String(),
        due: Nullable(Moment()),
        note: Type.String({ description: 'Vì sao có ngày này, bằng lời' }),
      }),
    ),
  },
  { title: 'Clock' },
)

/** What an officer searches may be seconds old; a person sees his own as they are. */
const searchCtx = (root: Root, actor: Actor) =>
  actor.kind === 'officer' ? reportCtx(root, actor) : readCtx(root, actor)

export function registerDossiers(app: App, root: Root): void {
  app.post(
    '/dossiers',
    {
      config: { allow: 'dossiers.submit' },
      schema: {
        operationId: 'submitDossier',
        tags,
        summary: 'Nộp hồ sơ trực tuyến, hoặc nhận hồ sơ tại quầy, qua bưu chính',
        body: SubmitDossier,
        response: { 201: DossierView },
      },
    },
    (req, reply) =>
      runCommand(root, req, reply, 201, async (ctx) =>
        presentDossier(ctx, await submitDossier(ctx, req.body)),
      ),
  )

  app.get(
    '/dossiers',
    {
      config: { allow: 'dossiers.read' },
      schema: {
        operationId: 'listDossiers',
        tags,
        summary: 'Danh sách hồ sơ được xem; theo hàng đợi hoặc tìm kiếm',
        querystring: ListQuery,
        response: { 200: Page(DossierRow) },
      },
    },
    async (req) => {
      const ctx = readCtx(root, req.actor)
      const { queue, limit = 20, ...filter } = req.query
      if (queue) {
        const page = await listQueue(ctx, queue, { limit, after: filter.after })
        const [items] = await Promise.all([presentQueue(ctx, page.items), noteList(ctx, queue, page.items)])
        return { items, next: page.next }
      }
      const page = await listDossiers(searchCtx(root, req.actor), { ...filter, limit })
      await noteList(ctx, 'search', page.items)
      return { items: await presentRows(ctx, page.items), next: page.next }
    },
  )

  app.get(
    '/queues',
    {
      config: { allow: 'dossiers.queues' },
      schema: {
        operationId: 'listQueues',
        tags,
        summary: 'Các hàng đợi của cán bộ, với số hồ sơ',
        response: { 200: Type.Array(QueueView) },
      },
    },
    (req) => countQueues(readCtx(root, req.actor)),
  )

  app.post(
    '/queues/:key/look',
    {
      config: { allow: 'dossiers.queues' },
      schema: {
        operationId: 'lookAtQueue',
        tags,
        summary: 'Đã xem hàng đợi: những gì vào sau lúc này là mới',
        params: QueueKey,
        response: { 200: QueueLook },
      },
    },
    (req, reply) =>
      runCommand(root, req, reply, 200, async (ctx) => {
        saveLook(ctx, knownQueue(req.params.key))
        return { lookedAt: ctx.now().toISOString() }
      }),
  )

  app.get(
    '/dossiers/:id',
    {
      config: { allow: 'dossiers.read' },
      schema: {
        operationId: 'getDossier',
        tags,
        summary: 'Một hồ sơ, hiện nay hoặc như tại một thời điểm đã qua',
        params: Id,
        querystring: Closed({
          at: Type.Optional(Moment({ description: 'Xem hồ sơ như tại thời điểm này' })),
        }),
        response: { 200: DossierView },
      },
    },
    async (req) => {
      const ctx = readCtx(root, req.actor)
      const whole = await wholeDossier(ctx, req.params.id)
      await noteAccess(ctx, whole.dossier, 'dossier')
      if (req.query.at === undefined) return presentDossier(ctx, whole)
      const past = await dossierAt(ctx, whole, new Date(req.query.at))
      return { ...(await presentDossier(ctx, past)), can: [] }
    },
  )

  app.get(
    '/dossiers/:id/timeline',
    {
      config: { allow: 'dossiers.read' },
      schema: {
        operationId: 'getTimeline',
        tags,
        summary: 'Quá trình giải quyết: ai làm gì, khi nào, vì sao',
        params: Id,
        response: { 200: Type.Object({ items: Type.Array(ActView) }) },
      },
    },
    async (req) => {
      const ctx = readCtx(root, req.actor)
      const { dossier } = await wholeDossier(ctx, req.params.id)
      await noteAccess(ctx, dossier, 'timeline')
      return { items: await presentActs(ctx, dossier, await actsOf(ctx, dossier)) }
    },
  )

  app.get(
    '/dossiers/:id/clock',
    {
      config: { allow: 'dossiers.read' },
      schema: {
        operationId: 'getClock',
        tags,
        summary: 'Đồng hồ pháp lý: thời hạn và lý do của từng ngày hẹn',
        params: Id,
        response: { 200: ClockView },
      },
    },
    async (req) => {
      const ctx = readCtx(root, req.actor)
      const { dossier } = await wholeDossier(ctx, req.params.id)
      await noteAccess(ctx, dossier, 'clock')
      const clock = dossier.acceptedAt && dossier.dueAt ? await clockOf(ctx, dossier.id) : null
      if (!clock) return { state: 'not_started', dueAt: null, firstDueAt: null, ledger: [] }
      return {
        state: clock.state,
        dueAt: clock.dueAt.toISOString(),
        firstDueAt: clock.firstDueAt.toISOString(),
        ledger: clock.ledger.map((e) => ({
          at: e.at.toISOString(),
          kind: e.kind,
          reason: e.reason,
          due: e.due?.toISOString() ?? null,
          note: e.note,
        })),
      }
    },
  )
}

import { type Root, readCtx } from '../../../platform/ctx.ts'
import { runCommand } from '../../../platform/http/command.ts'
import { Closed, Page, PageQuery } from '../../../platform/http/schema.ts'
import { cancelBatch, previewBatch, startBatch, undoBatch } from '../commands/batches.ts'
import { BatchOrder, BatchPreview, BatchRow, BatchView, NewBatch } from '../contract/batches.ts'
import { batchActs, undoUntil } from '../domain/batches.ts'
import { batchById, batchesOf, type CountedBatch } from '../queries/batches.ts'
import { type App, Id } from './app.ts'

const tags = ['Việc hàng loạt']
const config = { allow: 'batches.run' }

export function registerBatches(app: App, root: Root): void {
  app.post(
    '/batches/preview',
    {
      config,
      schema: {
        operationId: 'previewBatch',
        tags,
        summary: 'Xem trước: từng hồ sơ có làm được không, vì sao, có lấy lại được không',
        body: BatchOrder,
        response: { 200: BatchPreview },
      },
    },
    (req, reply) => runCommand(root, req, reply, 200, (ctx) => previewBatch(ctx, req.body)),
  )

  app.post(
    '/batches',
    {
      config,
      schema: {
        operationId: 'startBatch',
        tags,
        summary: 'Tiếp nhận, phân công hoặc hoàn thành bước cho tới 500 hồ sơ, làm dần từng hồ sơ',
        body: NewBatch,
        response: { 202: BatchRow },
      },
    },
    (req, reply) =>
      runCommand(root, req, reply, 202, async (ctx) => {
        const batch = startBatch(ctx, req.body)
        const counts = { waiting: req.body.ids.length, done: 0, refused: 0, cancelled: 0, undone: 0 }
        return present({ ...batch, counts }, ctx.now())
      }),
  )

  app.get(
    '/batches',
    {
      config,
      schema: {
        operationId: 'listBatches',
        tags,
        summary: 'Các loạt việc của tôi',
        querystring: Closed(PageQuery),
        response: { 200: Page(BatchRow) },
      },
    },
    async (req) => {
      const ctx = readCtx(root, req.actor)
      const page = await batchesOf(ctx, { ...req.query, limit: req.query.limit ?? 20 })
      return { ...page, items: page.items.map((batch) => present(batch, ctx.now())) }
    },
  )

  app.get(
    '/batches/:id',
    {
      config,
      schema: {
        operationId: 'getBatch',
        tags,
        summary: 'Một loạt việc: đã làm đến đâu, kết quả từng hồ sơ',
        params: Id,
        response: { 200: BatchView },
      },
    },
    async (req) => {
      const ctx = readCtx(root, req.actor)
      const { batch, items } = await batchById(ctx, req.params.id)
      return { ...present(batch, ctx.now()), items }
    },
  )

  const acts = [
    ['cancellation', 'cancelBatch', 'Huỷ loạt việc: những gì chưa làm thì không làm nữa', cancelBatch],
    ['undo', 'undoBatch', 'Lấy lại những gì lấy lại được của loạt việc, trong 10 phút', undoBatch],
  ] as const
  for (const [act, operationId, summary, run] of acts) {
    app.post(
      `/batches/:id/${act}`,
      { config, schema: { operationId, tags, summary, params: Id, response: { 200: BatchView } } },
      (req, reply) =>
        runCommand(root, req, reply, 200, async (ctx) => {
          await run(ctx, req.params.id)
          const { batch, items } = await batchById(ctx, req.params.id)
          return { ...present(batch, ctx.now()), items }
        }),
    )
  }
}

const present = (b: CountedBatch, now: Date): BatchRow => ({
  ...{ id: b.id, act: b.act, state: b.state, counts: b.counts },
  createdAt: b.createdAt.toISOString(),
  runAt: b.runAt.toISOString(),
  endedAt: b.endedAt?.toISOString() ?? null,
  undoUntil: undoUntil(b)?.toISOString() ?? null,
  can: batchActs({ ...b, done: b.counts.done }, now),
})

import { Type } from 'typebox'
import type { Actor } from '../../../platform/actor.ts'
import { type Ctx, type Root, readCtx } from '../../../platform/ctx.ts'
import { runCommand } from '../../../platform/http/command.ts'
import { Closed, Page, PageQuery } from '../../../platform/http/schema.ts'
import { procedureVersion } from '../../catalogue/index.ts'
import { unitSubtree } from '../../organisations/index.ts'
import {
  migrationNotFound,
  previewMigration,
  proceduresBehind,
  startMigration,
  undoMigrationOrder,
} from '../commands/migrations.ts'
import {
  MigrationPreview,
  MigrationRow,
  MigrationView,
  NewMigration,
  PreviewOrder,
  ProcedureBehind,
} from '../contract/migrations.ts'
import { batchActs, undoUntil } from '../domain/batches.ts'
import { batchById, batchesOf, type CountedBatch } from '../queries/batches.ts'
import { codesOf } from '../queries/migrations.ts'
import { type App, Id } from './app.ts'

const tags = ['Chuyển phiên bản quy trình']
const config = { allow: 'dossiers.migrate' }

export function registerMigrations(app: App, root: Root): void {
  const preHandler = async (req: { actor: Actor }) => {
    req.actor = await reachBelow(root, req.actor)
  }

  app.post(
    '/migrations/preview',
    {
      config,
      preHandler,
      schema: {
        operationId: 'previewMigration',
        tags,
        summary:
          'Xem trước từng hồ sơ đang chạy: sẽ sang bước nào, hạn trước và sau, hoặc vì sao không chuyển được',
        body: PreviewOrder,
        response: { 200: MigrationPreview },
      },
    },
    (req, reply) => runCommand(root, req, reply, 200, (ctx) => previewMigration(ctx, req.body)),
  )

  app.post(
    '/migrations',
    {
      config,
      preHandler,
      schema: {
        operationId: 'startMigration',
        tags,
        summary: 'Chuyển các hồ sơ đang chạy sang phiên bản khác của quy trình, làm dần từng hồ sơ',
        body: NewMigration,
        response: { 202: MigrationView },
      },
    },
    (req, reply) =>
      runCommand(root, req, reply, 202, async (ctx) =>
        present(ctx, (await startMigration(ctx, req.body)).id),
      ),
  )

  app.get(
    '/migrations',
    {
      config,
      preHandler,
      schema: {
        operationId: 'listMigrations',
        tags,
        summary: 'Các lần chuyển phiên bản do tôi ra lệnh, mới nhất trước',
        querystring: Closed(PageQuery),
        response: { 200: Page(MigrationRow) },
      },
    },
    async (req) => {
      const ctx = readCtx(root, req.actor)
      const page = await batchesOf(ctx, { ...req.query, limit: req.query.limit ?? 20 }, 'migrate')
      return { ...page, items: await Promise.all(page.items.map((batch) => presentRow(ctx, batch))) }
    },
  )

  app.get(
    '/migrations/procedures',
    {
      config,
      preHandler,
      schema: {
        operationId: 'listProceduresBehind',
        tags,
        summary: 'Thủ tục có hồ sơ đang chạy phiên bản khác với phiên bản đang dùng',
        response: { 200: Type.Array(ProcedureBehind) },
      },
    },
    (req) => proceduresBehind(readCtx(root, req.actor)),
  )

  app.get(
    '/migrations/:id',
    {
      config,
      preHandler,
      schema: {
        operationId: 'getMigration',
        tags,
        summary: 'Một lần chuyển phiên bản: đã làm đến đâu, kết quả từng hồ sơ',
        params: Id,
        response: { 200: MigrationView },
      },
    },
    (req) => present(readCtx(root, req.actor), req.params.id),
  )

  app.post(
    '/migrations/:id/undo',
    {
      config,
      preHandler,
      schema: {
        operationId: 'undoMigration',
        tags,
        summary: 'Đưa về phiên bản cũ những hồ sơ chưa làm tiếp, trong 24 giờ',
        params: Id,
        response: { 200: MigrationView },
      },
    },
    (req, reply) =>
      runCommand(root, req, reply, 200, async (ctx) => {
        await undoMigrationOrder(ctx, req.params.id)
        return present(ctx, req.params.id)
      }),
  )
}

/** An administrator moves dossiers of the units below his too: for these routes he is shown them. */
async function reachBelow(root: Root, actor: Actor): Promise<Actor> {
  const ctx = readCtx(root, actor)
  const roles = actor.roles.map(async (grant) => {
    if (grant.role !== 'quantri') return [grant]
    const units = await unitSubtree(ctx, grant.unitId)
    return units.map((unitId) => ({ ...grant, unitId, inherited: unitId !== grant.unitId }))
  })
  return { ...actor, roles: (await Promise.all(roles)).flat() }
}

async function present(ctx: Ctx, id: string): Promise<MigrationView> {
  const { batch, items } = await batchById(ctx, id)
  if (batch.act !== 'migrate') throw migrationNotFound()
  const [row, codes] = await Promise.all([
    presentRow(ctx, batch),
    codesOf(
      ctx,
      items.map((item) => item.id),
    ),
  ])
  return { ...row, items: items.map((item) => ({ ...item, dossierCode: codes.get(item.id) ?? null })) }
}

async function presentRow(ctx: Ctx, batch: CountedBatch): Promise<MigrationRow> {
  const { toVersionId, reason } = batch.input
  const { code, name, version } = await procedureVersion(ctx, toVersionId!)
  return {
    ...{ id: batch.id, state: batch.state, counts: batch.counts, reason: reason!, version },
    ...{ procedureCode: code, procedureName: name },
    createdAt: batch.createdAt.toISOString(),
    endedAt: batch.endedAt?.toISOString() ?? null,
    undoUntil: undoUntil(batch)?.toISOString() ?? null,
    can: batchActs({ ...batch, done: batch.counts.done }, ctx.now()).filter((act) => act === 'undo'),
  }
}

import type { Ctx } from '../../../platform/ctx.ts'
import { notFound } from '../../../platform/errors.ts'
import { procedureVersion } from '../../catalogue/index.ts'
import { unitRef, unitsByIds } from '../../organisations/index.ts'
import { openTasks, processGraph, userNodes } from '../../process/index.ts'
import type { MigrationPreview, NewMigration, PreviewOrder, ProcedureBehind } from '../contract/migrations.ts'
import { checkOrder, UNDO_NOTES } from '../domain/batches.ts'
import { unitsToMigrate, unitsWithMigrations } from '../policy.ts'
import { codesOf, dossiersBehind, dossiersToMigrate } from '../queries/migrations.ts'
import { type Batch, lockBatch } from '../store/batches.ts'
import { orderBatch, refusalOf, undoBatch } from './batches.ts'
import { type Moved, moveToVersion, targetVersion } from './migrate.ts'

/** As many as one order may hold. */
const MOST = 500

type Item = MigrationPreview['items'][number]

/**
 * Tells of each running dossier where it would go in another version, by moving it and taking it back: nothing is kept.
 * Without `ids`, of all that the actor may move.
 * @throws 404 `procedure.not_found`; 422 `migration.no_process`
 */
export async function previewMigration(ctx: Ctx, order: PreviewOrder): Promise<MigrationPreview> {
  const to = await targetVersion(ctx, order.toVersionId)
  const { ids, total } = order.ids
    ? { ids: order.ids, total: order.ids.length }
    : await dossiersToMigrate(ctx, to, unitsToMigrate(ctx.actor, to.code), MOST)
  checkOrder({ act: 'migrate', ids })
  const codes = await codesOf(ctx, ids)
  const choice = { toVersionId: to.id, reason: null, names: order.names }
  const items: Item[] = []
  for (const id of ids) {
    const found = { id, dossierCode: codes.get(id) ?? null }
    try {
      const moved = await ctx.rehearse((part) => moveToVersion(part, id, choice, null))
      items.push({ ...found, ...(await presentMove(ctx, moved)) })
    } catch (error) {
      const { code, message } = refusalOf(error)
      items.push({ ...found, ...NOWHERE, code, sentence: message })
    }
  }
  ctx.about(to.id, { items: items.length })
  const passes = items.filter((item) => item.passes).length
  const { code: procedureCode, version } = to
  const counts = { passes, refused: items.length - passes, left: total - items.length }
  const names = await stepNames(ctx, to.processVersionId, [...codes.keys()])
  return { procedureCode, version, ...counts, undoNote: UNDO_NOTES.migrate, ...names, items }
}

/** Steps of the new version, and open steps of these dossiers that it lacks. */
async function stepNames(ctx: Ctx, processVersionId: string, ids: readonly string[]) {
  const [graph, open] = await Promise.all([processGraph(ctx, processVersionId), openTasks(ctx, ids)])
  const offered = userNodes(graph).map(({ id: key, name }) => ({ key, name: name ?? key }))
  const known = new Set(offered.map(({ key }) => key))
  const lacking = new Map(open.filter(({ node }) => !known.has(node)).map(({ node, name }) => [node, name]))
  return { offered, lacking: [...lacking].map(([key, name]) => ({ key, name })) }
}

const NOWHERE = { passes: false, seen: null, status: null, dueAt: null, steps: [] }

async function presentMove(ctx: Ctx, { dossier, seen, steps, sentence }: Moved) {
  const units = await unitsByIds(
    ctx,
    steps.map((step) => step.unitId),
  )
  return {
    ...{ passes: true, code: null, sentence, seen, status: dossier.status },
    dueAt: dossier.dueAt?.toISOString() ?? null,
    steps: steps.map((step) => {
      const unit = units.get(step.unitId)
      return {
        from: step.from,
        fromName: step.nameBefore,
        to: step.to,
        toName: step.name,
        unit: unit ? unitRef(unit) : step.unitId,
        dueBefore: step.dueBefore?.toISOString() ?? null,
        dueAfter: step.dueAfter?.toISOString() ?? null,
      }
    }),
  }
}

/** Procedures of which dossiers that the actor may move run on another version than the current one. */
export async function proceduresBehind(ctx: Ctx): Promise<ProcedureBehind[]> {
  const rows = await dossiersBehind(ctx, unitsWithMigrations(ctx.actor))
  const counts = new Map<string, number>()
  for (const { code, unitId, toVersionId, dossiers } of rows)
    if (unitsToMigrate(ctx.actor, code).includes(unitId))
      counts.set(toVersionId, (counts.get(toVersionId) ?? 0) + dossiers)
  return Promise.all(
    [...counts].map(async ([toVersionId, dossiers]) => {
      const { code, name, version } = await procedureVersion(ctx, toVersionId)
      return { procedureCode: code, procedureName: name, toVersionId, version, dossiers }
    }),
  )
}

/**
 * Orders to move dossiers to another version, one by one as a job. What has changed since it was looked at stays.
 * @throws 400 `batch.bad_order`; 404 `procedure.not_found`; 422 `migration.no_process`
 */
export async function startMigration(ctx: Ctx, order: NewMigration): Promise<Batch> {
  const { toVersionId, reason, names, items } = order
  checkOrder({ act: 'migrate', ids: items.map((item) => item.id) })
  await targetVersion(ctx, toVersionId)
  const input = { toVersionId, reason, ...(names && { names }) }
  return orderBatch(ctx, { act: 'migrate', input, items, waitSeconds: 0 })
}

/** Takes back, one by one as a job, what has not gone on since. @throws 404; 409 `batch.no_undo` */
export async function undoMigrationOrder(ctx: Ctx, id: string): Promise<void> {
  const batch = await lockBatch(ctx, id)
  if (batch?.act !== 'migrate') throw migrationNotFound()
  await undoBatch(ctx, id)
}

export const migrationNotFound = () =>
  notFound('migration.not_found', 'Không có lần chuyển phiên bản này, hoặc không phải do bạn ra lệnh.')

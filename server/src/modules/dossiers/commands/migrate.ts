import type { Ctx } from '../../../platform/ctx.ts'
import { conflict, forbidden, unprocessable } from '../../../platform/errors.ts'
import { type ProcedureVersion, procedureVersion } from '../../catalogue/index.ts'
import { sayMoment } from '../../deadlines/index.ts'
import { type MigratedProcess, migrateInstances, openTasks, undoMigration } from '../../process/index.ts'
import { checkMove, sayMove, seenOf } from '../domain/migrations.ts'
import { STATUS } from '../domain.ts'
import { dossierNotFound, isApplicant, mayMigrate, maySee, ownInterest } from '../policy.ts'
import { runningOf } from '../queries/migrations.ts'
import { type Dossier, lockDossier } from '../store/dossier.ts'
import { moveDossier } from './move.ts'
import { processPorts } from './steps.ts'
import { watchAgain } from './watch.ts'

export type VersionChoice = {
  toVersionId: string
  reason: string | null
  names: Record<string, string> | undefined
}

/** What is kept of a move so that it can be taken back while nothing has happened since. */
export type MoveMark = { migrationId: string; version: number }

export type Moved = {
  dossier: Dossier
  seen: string
  steps: MigratedProcess['tasks']
  sentence: string
  mark: MoveMark
}

/**
 * A version that running dossiers can be moved to.
 * @throws 404 `procedure.not_found`; 422 `migration.no_process`
 */
export async function targetVersion(
  ctx: Ctx,
  versionId: string,
): Promise<ProcedureVersion & { processVersionId: string }> {
  const version = await procedureVersion(ctx, versionId)
  const { processVersionId } = version
  if (processVersionId) return { ...version, processVersionId }
  throw unprocessable(
    'migration.no_process',
    `Phiên bản ${version.version} của thủ tục ${version.code} không có quy trình nội bộ để chuyển hồ sơ sang.`,
  )
}

/**
 * Moves the process of a dossier to that of another version of its procedure. The dossier keeps the version it was filed
 * under, its due date and all that was done; open steps keep their holders and get the deadlines of the new version.
 * @param seen what the preview said of it; null: as it is now
 * @throws 404, 403 of `lockToMigrate`; 409 `migration.not_running`, `migration.changed`, `migration.same_version`;
 *   422 `migration.other_procedure`, `migration.no_process` and those of `checkMove`
 */
export async function moveToVersion(
  ctx: Ctx,
  id: string,
  { toVersionId, reason, names }: VersionChoice,
  seen: string | null,
): Promise<Moved> {
  const d = await lockToMigrate(ctx, id)
  const to = await targetVersion(ctx, toVersionId)
  const filedUnder = await procedureVersion(ctx, d.procedureVersionId)
  if (filedUnder.procedureId !== to.procedureId) {
    throw unprocessable(
      'migration.other_procedure',
      `Phiên bản này là của thủ tục ${to.code}, không phải của thủ tục ${d.procedureCode} trong hồ sơ.`,
    )
  }
  const running = await runningOf(ctx, id)
  if (!running) {
    throw conflict('migration.not_running', 'Hồ sơ không có quy trình đang chạy nên không có gì để chuyển.')
  }
  const now = seenOf(d.version, running.revision)
  if (seen !== null && seen !== now) {
    throw conflict(
      'migration.changed',
      'Hồ sơ đã thay đổi từ lúc xem trước nên chưa chuyển; hãy xem trước lại rồi chuyển.',
    )
  }
  if (running.versionId === to.processVersionId) {
    throw conflict('migration.same_version', `Hồ sơ đang chạy quy trình của phiên bản ${to.version} rồi.`)
  }
  const { migrationId, processes } = await migrateInstances(
    ctx,
    running.versionId,
    to.processVersionId,
    processPorts(ctx),
    { only: [id], ...(names && { names }) },
  )
  const [move] = processes
  checkMove(d.dueAt, move!, sayMoment)
  const steps = move!.tasks
  const dossier = await afterMove(ctx, d, {
    kind: 'migrated',
    reason,
    data: {
      version: to.version,
      steps: steps.map(({ nameBefore, name }) => ({ from: nameBefore, to: name })),
    },
  })
  const sentence = sayMove(to.version, d.dueAt, steps, sayMoment)
  return { dossier, seen: now, steps, sentence, mark: { migrationId, version: dossier.version } }
}

/**
 * Takes a move back: the process stands in its old version as it stood.
 * @throws 404, 403 of `lockToMigrate`; 409 `migration.gone_on` when anything has happened to the dossier since
 */
export async function undoMove(ctx: Ctx, id: string, { migrationId, version }: MoveMark): Promise<void> {
  const d = await lockToMigrate(ctx, id)
  if (d.version !== version) throw goneOn()
  const { kept } = await undoMigration(ctx, migrationId, processPorts(ctx))
  if (kept.length > 0) throw goneOn()
  await afterMove(ctx, d, { kind: 'migrationUndone' })
}

const goneOn = () =>
  conflict(
    'migration.gone_on',
    'Hồ sơ đã được làm tiếp ở phiên bản mới nên không đưa lại về phiên bản cũ được nữa.',
  )

/** Leaves the act, and brings alarms and queues to the steps as they now are. */
async function afterMove(ctx: Ctx, d: Dossier, act: Parameters<typeof moveDossier>[2]): Promise<Dossier> {
  const open = await openTasks(ctx, [d.id])
  // While the applicant is waited for no step can be late; his answer sets the alarms again.
  if (d.status !== STATUS.supplement) watchAgain(ctx, open)
  return moveDossier(ctx, d, act, open)
}

/** @throws 404 `dossier.not_found`; 403 `forbidden`, `dossier.own_interest` */
async function lockToMigrate(ctx: Ctx, id: string): Promise<Dossier> {
  const found = await lockDossier(ctx, id)
  if (!found) throw dossierNotFound()
  const { dossier: d, places } = found
  if (!mayMigrate(ctx.actor, d)) {
    if (!maySee(ctx.actor, d, places)) throw dossierNotFound()
    if (isApplicant(ctx.actor, d)) throw ownInterest()
    throw forbidden(
      'Chỉ lãnh đạo cơ quan giải quyết hoặc người quản trị của cơ quan đó được chuyển phiên bản.',
    )
  }
  ctx.about(id)
  return d
}

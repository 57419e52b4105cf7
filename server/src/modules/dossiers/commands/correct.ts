import { cleanLine } from '@motcua/rules'
import type { Ctx } from '../../../platform/ctx.ts'
import { forbidden, stale, unprocessable } from '../../../platform/errors.ts'
import { calendarOf, correctClock, startClock, workingMinutesBetween } from '../../deadlines/index.ts'
import { type Advance, cancelProcess, startProcess } from '../../process/index.ts'
import { carryOrigins } from '../answer-origins.ts'
import { readApplicant, searchKeys } from '../applicant.ts'
import { describeChanges } from '../changes.ts'
import type { Correction } from '../contract/corrections.ts'
import { type Correctable, checkCorrection } from '../domain/corrections.ts'
import { idNumberIndex } from '../person-index.ts'
import { actsFor, correctsAsHead } from '../policy.ts'
import { runningOf } from '../queries/migrations.ts'
import { currentPapers } from '../store/acts.ts'
import { saveCorrected } from '../store/corrections.ts'
import { type Dossier, widenScope } from '../store/dossier.ts'
import { lastIssue } from '../store/receipts.ts'
import { dueOf, lockFor, moveDossier } from './move.ts'
import { issueReceipt } from './receipts.ts'
import { type Refitted, refit, writePapers } from './refit.ts'
import { follow, processPorts, processVars } from './steps.ts'
import { callServices, dropMessages, watchAdvance } from './watch.ts'

/**
 * Puts right what the desk got wrong. The dossier keeps its code and all that was there; a new receipt says what
 * changed. Another procedure, case or competent unit begins the process anew; the clock counts as though all had been
 * right from the receipt on.
 * @throws 412 `dossier.stale`; 422 `correction.nothing`, `correction.no_limit`; those of `checkCorrection` and `refit`
 */
export async function correctDossier(ctx: Ctx, id: string, input: Correction): Promise<Dossier> {
  const d = await lockFor(ctx, id, 'corrections')
  if (input.version !== d.version) {
    throw stale('dossier.stale', 'Hồ sơ đã thay đổi từ lúc bạn mở; hãy tải lại rồi sửa.', {
      version: d.version,
    })
  }
  const papers = await currentPapers(ctx, id)
  const right = await refit(ctx, d, papers, input)
  const wished = rightDossier(ctx, d, right, input)
  const fields = changedFields(d, wished)
  if (fields.length === 0) {
    throw unprocessable('correction.nothing', 'Không có gì khác với hồ sơ đang lưu để sửa.')
  }
  checkCorrection(d, {
    fields,
    by: correctsAsHead(ctx.actor, d) ? 'head' : 'desk',
    workedSince: await workedSince(ctx, d),
    receivedAt: fields.includes('receivedAt') ? wished.receivedAt : null,
    now: ctx.now(),
  })
  if (!actsFor(ctx.actor, { ...d, procedureCode: wished.procedureCode }).includes('corrections')) {
    throw forbidden('Bạn không được giao thủ tục đúng; hãy nhờ người được giao thủ tục đó sửa.')
  }

  const due = await rightClock(ctx, d, wished, right, input.reason)
  const restarted = restarts(d, fields) ? await restartProcess(ctx, d, wished, right) : null
  saveCorrected(ctx, wished, searchOf(wished))
  writePapers(ctx, id, right.papers)
  widenScope(ctx, d, [wished.competentUnitId])
  const changes = await describeChanges(ctx, d, { ...wished, ...due })
  const issue = d.acceptedAt ? (await lastIssue(ctx, id)) + 1 : null
  const next = await moveDossier(
    ctx,
    wished,
    {
      kind: 'corrected',
      reason: input.reason,
      data: {
        fields,
        receipt: issue,
        droppedAnswers: right.droppedAnswers,
        droppedPapers: right.papers.dropped.map((p) => p.key),
        missingPapers: right.missing,
        stepsEnded: restarted?.ended ?? [],
      },
      sealed: { changes, before: beforeOf(d, wished) },
      changes: {
        ...due,
        answers: wished.answers,
        origins: wished.origins,
        fees: wished.fees,
        ...(restarted && { processEnded: restarted.started === null }),
      },
      told: { fields, receipt: issue },
    },
    restarted ? (restarted.started?.open ?? []) : undefined,
  )
  if (issue !== null) {
    issueReceipt(ctx, next, { issue, papers: right.papers.all, reason: input.reason, changes })
  }
  return restarted?.started ? follow(ctx, next, restarted.started) : next
}

function rightDossier(ctx: Ctx, d: Dossier, right: Refitted, input: Correction): Dossier {
  const applicant = input.applicant ? readApplicant({ ...d.applicant, ...input.applicant }) : d.applicant
  const { abstract } = input
  const { answers = d.answers } = right.changes
  return {
    ...d,
    ...right.changes,
    origins: carryOrigins(d.origins, d.answers, answers, ctx.now().toISOString()),
    abstract: abstract === undefined ? d.abstract : (abstract && cleanLine(abstract)) || null,
    applicant,
    applicantName: applicant.name,
    applicantIndex: idNumberIndex(ctx.keys, applicant.idNumber),
    receivedAt: input.receivedAt === undefined ? d.receivedAt : new Date(input.receivedAt),
  }
}

function changedFields(a: Dossier, b: Dossier): Correctable[] {
  const differs: Record<Correctable, boolean> = {
    abstract: a.abstract !== b.abstract,
    applicant: Object.keys(APPLICANT).some(
      (key) => a.applicant[key as 'name'] !== b.applicant[key as 'name'],
    ),
    receivedAt: receivedAt(a) !== receivedAt(b),
    caseKey: a.caseKey !== b.caseKey,
    procedure: a.procedureCode !== b.procedureCode,
    competentUnit: a.competentUnitId !== b.competentUnitId,
  }
  return (Object.keys(differs) as Correctable[]).filter((field) => differs[field])
}

const APPLICANT = { name: 1, idNumber: 1, phone: 1, email: 1, address: 1 }

/** Milliseconds; a dossier that is not accepted has none. */
const receivedAt = (d: Dossier): number | undefined => (d.receivedAt ?? d.acceptedAt)?.getTime()

/** What the correction replaces, so that the dossier can be shown as it stood before. */
function beforeOf(d: Dossier, next: Dossier): Record<string, unknown> {
  const keys = [
    'abstract',
    'receivedAt',
    'caseKey',
    'procedureVersionId',
    'procedureCode',
    'procedureName',
    'competentUnitId',
    'answers',
    'origins',
    'fees',
    'applicant',
  ] as const
  return Object.fromEntries(keys.filter((key) => d[key] !== next[key]).map((key) => [key, d[key]]))
}

async function workedSince(ctx: Ctx, d: Dossier): Promise<number> {
  if (!d.acceptedAt) return 0
  return workingMinutesBetween(await calendarOf(ctx, d.receivingUnitId), d.acceptedAt, ctx.now())
}

/** The clock of an accepted dossier, counted from the right moment by the right limit. */
async function rightClock(
  ctx: Ctx,
  d: Dossier,
  next: Dossier,
  { procedure }: Refitted,
  reason: string,
): Promise<Pick<Dossier, 'dueAt' | 'firstDueAt'>> {
  const moves =
    receivedAt(d) !== receivedAt(next) ||
    d.caseKey !== next.caseKey ||
    d.procedureVersionId !== next.procedureVersionId ||
    d.competentUnitId !== next.competentUnitId
  if (!d.acceptedAt || !moves) return { dueAt: d.dueAt, firstDueAt: d.firstDueAt }
  const limit = procedure.cases.find((c) => c.key === next.caseKey)?.limit ?? null
  if (!limit && d.dueAt === null) return { dueAt: null, firstDueAt: null }
  if (!limit) {
    throw unprocessable(
      'correction.no_limit',
      'Thủ tục hoặc trường hợp đúng chưa có thời hạn giải quyết nên chưa sửa sang được.',
    )
  }
  const rules = {
    subjectId: d.id,
    unitId: next.competentUnitId,
    limit,
    mode: procedure.clock.mode,
    from: next.receivedAt ?? d.acceptedAt,
  }
  return dueOf(
    d.dueAt === null
      ? await startClock(ctx, { ...rules, reason: 'ACCEPTED' })
      : await correctClock(ctx, { ...rules, cause: reason }),
  )
}

const restarts = (d: Dossier, fields: readonly Correctable[]): boolean =>
  d.acceptedAt !== null && fields.some((f) => f === 'procedure' || f === 'caseKey' || f === 'competentUnit')

/** Ends the process of the wrong facts and begins that of the right ones; `started` is null without a process. */
async function restartProcess(
  ctx: Ctx,
  before: Dossier,
  d: Dossier,
  { procedure }: Refitted,
): Promise<{ ended: string[]; started: Advance | null }> {
  // A dossier that was moved to another version begins that one anew.
  const isSame = before.procedureVersionId === d.procedureVersionId
  const running = isSame ? await runningOf(ctx, d.id) : null
  const versionId = running?.versionId ?? procedure.processVersionId
  const cancelled = await cancelProcess(ctx, d.id)
  if (cancelled) {
    watchAdvance(ctx, cancelled)
    // What other units were asked for the wrong facts is not needed any more.
    callServices(ctx, d.id, cancelled)
    await dropMessages(ctx, d.id)
  }
  const ended = cancelled?.interrupted.map((task) => task.name) ?? []
  if (!versionId) return { ended, started: null }
  const started = await startProcess(
    ctx,
    {
      versionId,
      subjectId: d.id,
      procedure: d.procedureCode,
      vars: processVars(d),
      units: { competent: d.competentUnitId, receiving: d.receivingUnitId, return: d.returnUnitId },
    },
    processPorts(ctx),
  )
  return { ended, started }
}

const searchOf = (d: Dossier): string => searchKeys(d) + (d.code ? ` ${d.code.toLowerCase()}` : '')

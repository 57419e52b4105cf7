import type { Ctx } from '../../../platform/ctx.ts'
import { procedureVersion } from '../../catalogue/index.ts'
import { startClock } from '../../deadlines/index.ts'
import { agencyOf } from '../../organisations/index.ts'
import { startProcess, type Task } from '../../process/index.ts'
import { civilDay, dossierCode, STATUS } from '../domain.ts'
import { refuseMissingKeys } from '../papers.ts'
import { currentPapers } from '../store/acts.ts'
import { type Dossier, drawCodeNumber } from '../store/dossier.ts'
import { dueOf, inOrder, lockFor, moveDossier } from './move.ts'
import { issueReceipt } from './receipts.ts'
import { processPorts, processVars } from './steps.ts'
import { callServices, watchAdvance } from './watch.ts'

/**
 * Accepts a complete dossier: it gets its code, the legal clock starts, and its process begins (form 01).
 * @param input `carriedDue`: for a dossier taken over from another system, the date that was promised there; no route
 *   gives it
 * @throws 422 `dossier.papers_missing` when required papers are not there
 */
export async function acceptDossier(
  ctx: Ctx,
  id: string,
  input: { note?: string; carriedDue?: Date },
): Promise<Dossier> {
  const [d, papers] = await inOrder(lockFor(ctx, id, 'acceptance'), currentPapers(ctx, id))
  const procedure = await procedureVersion(ctx, d.procedureVersionId)
  refuseMissingKeys(
    procedure,
    d.caseKey,
    d.answers,
    papers.map((p) => p.key),
  )
  const limit = procedure.cases.find((c) => c.key === d.caseKey)?.limit ?? null
  const clock = limit
    ? await startClock(ctx, {
        subjectId: d.id,
        unitId: d.competentUnitId,
        limit,
        mode: procedure.clock.mode,
        reason: 'ACCEPTED',
        ...(input.carriedDue && { carriedDue: input.carriedDue }),
      })
    : null
  const due = clock ? dueOf(clock) : { dueAt: null, firstDueAt: null }
  let open: readonly Task[] = []
  if (procedure.processVersionId) {
    const started = await startProcess(
      ctx,
      {
        versionId: procedure.processVersionId,
        subjectId: d.id,
        procedure: d.procedureCode,
        vars: processVars(d),
        units: { competent: d.competentUnitId, receiving: d.receivingUnitId, return: d.returnUnitId },
      },
      processPorts(ctx),
    )
    watchAdvance(ctx, started)
    callServices(ctx, d.id, started)
    open = started.open
  }
  // The counter's row is locked from here to the commit: drawn as late as possible.
  const code = await drawCode(ctx, d.competentUnitId)
  const accepted = await moveDossier(
    ctx,
    d,
    {
      kind: 'accepted',
      to: STATUS.accepted,
      unitId: d.receivingUnitId,
      reason: input.note ?? null,
      data: { code, dueAt: due.dueAt?.toISOString() ?? null },
      changes: { code, acceptedAt: ctx.now(), ...due, processEnded: procedure.processVersionId === null },
    },
    open,
  )
  issueReceipt(ctx, accepted, { issue: 1, papers, reason: null, changes: [] })
  return accepted
}

/** Refuses a dossier at reception with a reason (form 03). */
export async function refuseDossier(ctx: Ctx, id: string, input: { reason: string }): Promise<Dossier> {
  const d = await lockFor(ctx, id, 'refusal')
  return moveDossier(ctx, d, {
    kind: 'refused',
    to: STATUS.refused,
    unitId: d.receivingUnitId,
    reason: input.reason,
    changes: { closedAt: ctx.now() },
  })
}

/** Draws the next code of an agency today. */
export async function drawCode(ctx: Ctx, competentUnitId: string): Promise<string> {
  const day = civilDay(ctx.now())
  // Divisions without a code of their own count on in the series of the agency above them.
  const agency = await agencyOf(ctx, competentUnitId)
  return dossierCode(agency.code, day, await drawCodeNumber(ctx, agency.unitId, day))
}

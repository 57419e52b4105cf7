import type { Ctx } from '../../../platform/ctx.ts'
import { unprocessable } from '../../../platform/errors.ts'
import type { Of } from '../../../platform/http/schema.ts'
import { procedureVersion } from '../../catalogue/index.ts'
import { openTasks } from '../../process/index.ts'
import type { Apology, Handover, Result, Transfer } from '../contract/acts.ts'
import { STATUS } from '../domain.ts'
import { checkFiles } from '../papers.ts'
import { insertResult } from '../store/acts.ts'
import type { Dossier } from '../store/dossier.ts'
import { type HandoverProof, insertHandoverProof } from '../store/handover-proof.ts'
import { inOrder, lockFor, moveClock, moveDossier } from './move.ts'
import { endEarly } from './supplement.ts'

/** The applicant takes the dossier back while there is no result (TT 03/2025 art. 7). */
export async function withdrawDossier(ctx: Ctx, id: string, input: { reason?: string }): Promise<Dossier> {
  const d = await lockFor(ctx, id, 'withdrawal')
  return endEarly(ctx, d, { kind: 'withdrawn', to: STATUS.withdrawn, reason: input.reason ?? null })
}

/** The centre stops the dossier (form 05); only while there is no result. */
export async function stopDossier(ctx: Ctx, id: string, input: { reason: string }): Promise<Dossier> {
  const d = await lockFor(ctx, id, 'stop')
  return endEarly(ctx, d, { kind: 'stopped', to: STATUS.stopped, reason: input.reason })
}

/**
 * Apologises for a delay and sets one new date (form 04). Statistics go on counting against the first date.
 * @throws 422 `clock.apology_twice` and others of the clock
 */
export async function apologise(ctx: Ctx, id: string, input: Of<typeof Apology>): Promise<Dossier> {
  const d = await lockFor(ctx, id, 'apologies')
  const newDue = new Date(input.newDue)
  const apology = { kind: 'APOLOGY', reason: input.reason, newDue } as const
  const [due, open] = await inOrder(moveClock(ctx, d, apology), openTasks(ctx, [id]))
  const data = { promised: d.dueAt?.toISOString() ?? null, newDue: newDue.toISOString() }
  return moveDossier(ctx, d, { kind: 'apologised', reason: input.reason, data, changes: due }, open)
}

/** Records where the papers of a cross-boundary dossier are on their way between centres. */
export async function transferPapers(ctx: Ctx, id: string, input: Of<typeof Transfer>): Promise<Dossier> {
  const d = await lockFor(ctx, id, 'transfers')
  const data = { state: input.state, parcelNumber: input.parcelNumber ?? null }
  const changes = { transferState: input.state }
  return moveDossier(ctx, d, { kind: 'transferred', reason: input.note ?? null, data, changes })
}

/**
 * Records the result. When the process has run to its end this ends the clock (status 9); otherwise the end of
 * the process will.
 */
export async function recordResult(ctx: Ctx, id: string, input: Of<typeof Result>): Promise<Dossier> {
  const d = await lockFor(ctx, id, 'results')
  const procedure = await procedureVersion(ctx, d.procedureVersionId)
  const expected = input.code ? procedure.results.find((r) => r.code === input.code) : procedure.results[0]
  if (input.code && !expected) {
    const codes = procedure.results.map((r) => r.code).join(', ')
    throw unprocessable(
      'dossier.unknown_result',
      `Thủ tục này không có kết quả mã ${input.code}; các mã có: ${codes}.`,
    )
  }
  await checkFiles(ctx, [input.fileId ?? null])
  const outcome = input.outcome ?? 'granted'
  const result = {
    dossierId: id,
    outcome,
    code: outcome === 'granted' ? expected?.code || null : null,
    name: input.name ?? (outcome === 'granted' ? expected?.name : undefined) ?? 'Văn bản từ chối giải quyết',
    number: input.number ?? null,
    signedOn: input.signedOn ?? null,
    fileId: input.fileId ?? null,
  }
  insertResult(ctx, result)
  const recorded = await moveDossier(ctx, d, {
    kind: 'resultRecorded',
    reason: input.note ?? null,
    data: { outcome, code: result.code, number: result.number },
    changes: { resultAt: ctx.now() },
  })
  return recorded.processEnded ? finishDossier(ctx, recorded) : recorded
}

/** The result lies at the centre: processing is over and the clock stops (domain.md 1.2, step 11). */
export async function finishDossier(ctx: Ctx, d: Dossier): Promise<Dossier> {
  // The national table has no move from 2 to 9: a process without steps passes through 4.
  const processing = d.status === STATUS.accepted ? await moveDossier(ctx, d, PROCESSING, []) : d
  const due = await moveClock(ctx, processing, { kind: 'END', reason: 'RESULT_AT_CENTRE' })
  const changes = { ...due, finishedAt: ctx.now() }
  return moveDossier(ctx, processing, { kind: 'finished', to: STATUS.finished, changes }, [])
}

export const PROCESSING = {
  kind: 'processing',
  to: STATUS.processing,
  changes: { processing: true },
} as const

/**
 * Gives the result to the applicant.
 * @param proof what the desk keeps of it; no route but the desk's gives it
 */
export async function handOver(
  ctx: Ctx,
  id: string,
  input: Of<typeof Handover>,
  proof?: HandoverProof,
): Promise<Dossier> {
  const d = await lockFor(ctx, id, 'handover')
  const method = input.method ?? d.delivery.method
  if (proof) insertHandoverProof(ctx, id, proof)
  return moveDossier(ctx, d, {
    kind: 'handedOver',
    to: STATUS.handedOver,
    reason: input.note ?? null,
    data: {
      method,
      receiverName: input.receiverName ?? d.applicant.name,
      ...(proof && { identity: proof.identity, proof: proof.kind, proofSha256: proof.sha256 }),
    },
    sealed: input.receiverIdNumber === undefined ? undefined : { receiverIdNumber: input.receiverIdNumber },
    changes: { closedAt: ctx.now(), deliveryState: 'delivered' },
  })
}

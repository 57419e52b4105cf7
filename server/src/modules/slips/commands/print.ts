import { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { SYSTEM } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/ctx.ts'
import { AppError, badRequest } from '../../../platform/errors.ts'
import { receiveFile, recordFile } from '../../files/index.ts'
import { actorById } from '../../identity/index.ts'
import { type DossierSheet, type Paper, SHEETS, type Sheet } from '../domain/sheet.ts'
import { lastSlip, type Slip, slipsOfRun } from '../queries.ts'
import { rendererOf } from '../renderer-of.ts'
import { endPrintRun, insertPrintRun, lockPrintRun, type PrintRun, saveItem, waitingItems } from '../store.ts'
import { toSheet } from '../to-sheet.ts'
import { issueSlip } from './issue.ts'

/** Name of the job that issues the next papers of a print run, and at its end makes the one file. */
export const PRINT_JOB = 'slips.print'

/** Papers that one turn of the job issues: some 200 ms. */
const TURN = 20

/**
 * Orders one kind of paper of many dossiers: those that were not issued yet are issued, and all are put in one file, by
 * a job.
 * @throws 400 `print.twice`
 */
export function startPrint(
  ctx: Ctx,
  order: { kind: DossierSheet; paper?: Paper; dossiers: readonly string[] },
): PrintRun {
  if (new Set(order.dossiers).size < order.dossiers.length) {
    throw badRequest('print.twice', 'Có hồ sơ được chọn hai lần; hãy bỏ bớt.')
  }
  const run: PrintRun = {
    id: ctx.newId(),
    accountId: ctx.actor.id,
    kind: order.kind,
    paper: order.paper ?? 'A4',
    state: 'running',
    createdAt: ctx.now(),
    endedAt: null,
    fileId: null,
  }
  insertPrintRun(ctx, run, order.dossiers)
  plan(ctx, run.id)
  ctx.about(run.id, { kind: run.kind, dossiers: order.dossiers.length })
  return run
}

/**
 * One turn of a run, in the name of the officer who ordered it and with the rights he has now. A refusal is the outcome
 * of its dossier; a fault is thrown, and the turn is tried again.
 */
export async function runPrint(ctx: Ctx, id: string): Promise<void> {
  const run = await lockPrintRun(ctx, id)
  if (run?.state !== 'running') return
  const items = await waitingItems(ctx, id, TURN)
  const actor = await actorById(ctx, run.accountId)
  if (!actor) {
    for (const { seq } of items) saveItem(ctx, id, seq, ACCOUNT_GONE)
    return items.length === TURN ? plan(ctx, id) : endPrintRun(ctx, id, null)
  }
  await ctx.as(actor, async (officer) => {
    for (const { seq, dossierId } of items) saveItem(ctx, id, seq, await printOne(officer, run, dossierId))
  })
  if (items.length === TURN) plan(ctx, id)
  else endPrintRun(ctx, id, await ctx.as(actor, (officer) => makeFile(officer, run)))
  ctx.about(id, { items: items.length })
}

async function printOne(ctx: Ctx, run: PrintRun, dossierId: string) {
  try {
    // Issued before: the same paper is printed, it is not issued again.
    const known = await lastSlip(ctx, dossierId, run.kind)
    const slip =
      known ?? (await ctx.attempt((part) => issueSlip(part, dossierId, run.kind, { paper: run.paper })))
    return { slipId: slip.id }
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error
    return { code: error.code, sentence: error.message }
  }
}

/** All papers of the run in one file, read through the run; null when there is none. */
async function makeFile(ctx: Ctx, run: PrintRun): Promise<string | null> {
  const slips = await slipsOfRun(ctx, run.id)
  if (slips.length === 0) return null
  const renderer = await rendererOf(ctx)
  const sheets: Sheet[] = []
  for (const slip of slips) {
    // A QR code takes a millisecond: between two of them others are answered.
    if (sheets.length % 20 === 19) await setImmediate()
    sheets.push(sheetOf(slip, run.paper))
  }
  const title = `${SHEETS[run.kind].name} (${slips.length})`
  const pdf = await renderer.renderAside({
    title,
    author: slips[0]!.content.head.above,
    at: ctx.now(),
    sheets,
  })
  const received = await receiveFile(ctx.files, { name: `in-${run.kind}.pdf`, content: Readable.from([pdf]) })
  await recordFile({ ...ctx, actor: SYSTEM }, received)
  return received.id
}

const sheetOf = ({ kind, content, template, reason, issue, replaced, changes }: Slip, paper: Paper): Sheet =>
  toSheet({
    ...{ kind, paper, content, template, preview: false },
    reissue: reason === null ? null : { issue, reason, replaced, changes },
  })

const ACCOUNT_GONE = {
  code: 'print.account_gone',
  sentence: 'Tài khoản của người yêu cầu in đã đóng nên không in nữa.',
}

const plan = (ctx: Ctx, runId: string): void =>
  ctx.schedule({ name: PRINT_JOB, payload: { runId }, at: ctx.now(), key: `${PRINT_JOB}:${runId}` })

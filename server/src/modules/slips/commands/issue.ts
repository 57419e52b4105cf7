import { Readable } from 'node:stream'
import { vietnamDate } from '@motcua/rules'
import { SYSTEM } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/ctx.ts'
import { unprocessable } from '../../../platform/errors.ts'
import { mayEver, receiptsOf, type WholeDossier, wholeDossier } from '../../dossiers/index.ts'
import { receiveFile, recordFile } from '../../files/index.ts'
import { changesOf, ROW_NAMES } from '../domain/changes.ts'
import { type DossierFacts, dossierSheet, ISSUERS, refuseTooEarly } from '../domain/dossier-sheets.ts'
import {
  type DossierSheet,
  type Paper,
  type Reissue,
  SHEETS,
  type SheetContent,
  type SheetKind,
} from '../domain/sheet.ts'
import { numberOf, shortDay } from '../domain/words.ts'
import { factsOf } from '../facts.ts'
import { refuseStranger } from '../policy.ts'
import { lastSlip, type Slip } from '../queries.ts'
import { rendererOf } from '../renderer-of.ts'
import { drawNumber, insertSlip, nextIssue } from '../store.ts'
import { toSheet } from '../to-sheet.ts'

export type IssueInput = { paper?: Paper; reason?: string }

/**
 * Issues a paper of a dossier and keeps it as issued; issued before, it is issued again and says why and what changed.
 * @throws 404, 403; 409 `slip.too_early`; 422 `slip.reason_missing`
 */
export async function issueSlip(
  ctx: Ctx,
  dossierId: string,
  kind: DossierSheet,
  input: IssueInput,
): Promise<Slip> {
  const { whole, facts } = await readForIssue(ctx, dossierId, kind)
  const issue = await nextIssue(ctx, dossierId, kind)
  const before = issue === 1 ? null : await lastSlip(ctx, dossierId, kind)
  const reason = before && (await reasonOf(ctx, whole, before, input.reason))
  const unitId = whole.dossier[`${ISSUERS[kind]}UnitId`]
  const content = dossierSheet(kind, facts, await issueFacts(ctx, kind, dossierId, unitId, before))
  const changes = before ? changesOf(before.content, content, ROW_NAMES[kind] ?? '') : []
  const slip = await keepSlip(ctx, {
    dossierId,
    unitId,
    kind,
    paper: input.paper ?? before?.paper ?? 'A4',
    content,
    reissue: before && { issue, reason: reason!, replaced: shortDay(before.issuedAt), changes },
  })
  ctx.emit({ type: 'slip.issued', subject: slip.id, data: { dossierId, kind, issue } })
  return slip
}

/** A paper as it would be issued now, marked as a preview and kept nowhere. @throws as `issueSlip`, without 422 */
export async function previewSlip(
  ctx: Ctx,
  dossierId: string,
  kind: DossierSheet,
  paper: Paper,
): Promise<{ pdf: Buffer; whole: WholeDossier }> {
  const { whole, facts } = await readForIssue(ctx, dossierId, kind)
  const { symbol, name } = SHEETS[kind]
  const content = dossierSheet(kind, facts, {
    number: symbol ? `…/${symbol}` : '',
    book: vietnamDate(ctx.now()).slice(0, 4),
    line: '',
    at: ctx.now(),
    officer: ctx.actor.name,
    publicUrl: ctx.publicUrl,
  })
  const renderer = await rendererOf(ctx)
  const sheet = toSheet({
    kind,
    paper,
    content,
    template: renderer.templateOf(kind),
    reissue: null,
    preview: true,
  })
  const pdf = renderer.render({ title: name, author: content.head.above, at: ctx.now(), sheets: [sheet] })
  return { pdf, whole }
}

/** Which papers of a dossier the actor may issue now. */
export async function issuableKinds(ctx: Ctx, whole: WholeDossier, kinds: readonly DossierSheet[]) {
  const facts = await factsOf(ctx, whole)
  return kinds.filter((kind) => mayIssue(ctx, whole, facts, kind))
}

/** Draws the sheet, keeps its bytes as a file, and keeps what it says beside. */
export async function keepSlip(
  ctx: Ctx,
  made: {
    dossierId: string | null
    unitId: string
    kind: SheetKind
    paper: Paper
    content: SheetContent
    reissue: Reissue | null
  },
): Promise<Slip> {
  const { kind, content, reissue } = made
  const renderer = await rendererOf(ctx)
  const template = renderer.templateOf(kind)
  const sheet = toSheet({ ...made, template, preview: false })
  const title = SHEETS[kind].name
  const pdf = renderer.render({ title, author: content.head.above, at: ctx.now(), sheets: [sheet] })
  // Saved inside the transaction, as only it knows the number. What a failure leaves in the store is sealed with a key
  // that nobody kept.
  const upload = { name: `${kind}-${reissue?.issue ?? 1}.pdf`, content: Readable.from([pdf]) }
  const received = await receiveFile(ctx.files, upload)
  // Nobody's own file: it is read through its dossier, also by the officer who issued it.
  await recordFile({ ...ctx, actor: SYSTEM }, received)
  const slip = {
    ...made,
    id: ctx.newId(),
    issue: reissue?.issue ?? 1,
    number: content.head.number,
    template,
    fileId: received.id,
    reason: reissue?.reason ?? null,
    changes: reissue?.changes ?? [],
    replaced: reissue?.replaced ?? '',
    sha256: received.sha256,
    size: received.size,
  }
  insertSlip(ctx, received.key, slip)
  ctx.about(slip.id, { kind, issue: slip.issue })
  return { ...slip, issuedAt: ctx.now(), issuedByName: ctx.actor.name }
}

async function readForIssue(ctx: Ctx, dossierId: string, kind: DossierSheet) {
  const whole = await wholeDossier(ctx, dossierId)
  refuseStranger(kind, (act) => mayEver(ctx.actor, act, whole.dossier))
  const facts = await factsOf(ctx, whole)
  refuseTooEarly(kind, facts)
  return { whole, facts }
}

function mayIssue(ctx: Ctx, whole: WholeDossier, facts: DossierFacts, kind: DossierSheet): boolean {
  try {
    refuseStranger(kind, (act) => mayEver(ctx.actor, act, whole.dossier))
    refuseTooEarly(kind, facts)
    return true
  } catch {
    return false
  }
}

/**
 * A re-issue says why. After a correction of the dossier the reason is that of the correction; a control slip goes on
 * with its dossier.
 */
async function reasonOf(
  ctx: Ctx,
  whole: WholeDossier,
  before: Slip,
  given: string | undefined,
): Promise<string> {
  const reason = given?.trim()
  if (reason) return reason
  if (before.kind === 'control') return 'Ghi thêm các lần giao, nhận hồ sơ'
  const corrected = CORRECTED.includes(before.kind)
    ? (await receiptsOf(ctx, whole.dossier)).at(-1)
    : undefined
  if (corrected?.reason && corrected.issuedAt > before.issuedAt) return corrected.reason
  throw unprocessable('slip.reason_missing', 'Giấy này đã cấp rồi; hãy ghi lý do cấp lại.')
}

/** Papers that say again what a correction of the dossier changed. */
const CORRECTED: readonly SheetKind[] = ['receipt', 'fee']

/** Number, book and line: a re-issue keeps them, and a control slip goes with the receipt of its dossier. */
async function issueFacts(
  ctx: Ctx,
  kind: DossierSheet,
  dossierId: string,
  unitId: string,
  before: Slip | null,
) {
  const { symbol } = SHEETS[kind]
  const book = vietnamDate(ctx.now()).slice(0, 4)
  const shared = { at: ctx.now(), officer: ctx.actor.name, publicUrl: ctx.publicUrl }
  if (before) {
    const { facts, head } = before.content
    return { ...shared, number: head.number, book: facts['book'] ?? book, line: facts['line'] ?? '' }
  }
  if (!symbol) {
    const receipt = await lastSlip(ctx, dossierId, 'receipt')
    const { book: itsBook = book, line = '' } = receipt?.content.facts ?? {}
    return { ...shared, number: '', book: itsBook, line }
  }
  const n = await drawNumber(ctx, unitId, Number(book), symbol)
  return { ...shared, number: numberOf(n, symbol), book, line: String(n) }
}

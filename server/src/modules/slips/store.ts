import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx.ts'
import { type DataKey, sealJson } from '../../platform/keys/index.ts'
import type { DossierSheet, Paper, SheetChange, SheetContent, SheetKind } from './domain/sheet.ts'

/** What is kept sealed of a paper: what it says, why it was issued again, and the digest of its bytes. */
export type SealedSlip = {
  content: SheetContent
  reason: string | null
  changes: readonly SheetChange[]
  /** Day of the issue that it took the place of, dd/MM/yyyy; '' for a first issue. */
  replaced: string
  sha256: string
  size: number
}

export type NewSlip = SealedSlip & {
  id: string
  dossierId: string | null
  unitId: string
  kind: SheetKind
  issue: number
  number: string
  paper: Paper
  template: string
  fileId: string
}

/** Keeps a paper as issued by the actor. @param key of its file: one key opens both, and its loss takes both */
export function insertSlip(ctx: Ctx, key: DataKey, slip: NewSlip): void {
  const { content, reason, changes, replaced, sha256, size, ...row } = slip
  const sealed: SealedSlip = { content, reason, changes, replaced, sha256, size }
  ctx.later(sql`insert into slips.slip (id, dossier_id, unit_id, kind, issue, number, paper, template, file_id,
      issued_at, issued_by, issued_by_name, sealed)
    values (${row.id}, ${row.dossierId}, ${row.unitId}, ${row.kind}, ${row.issue}, ${row.number}, ${row.paper},
      ${row.template}, ${row.fileId}, ${ctx.now()}, ${ctx.actor.id}, ${ctx.actor.name},
      ${sealJson(key, 'slips.slip', 'sealed', sealed, row.id)})`)
}

/** Draws the number of the next issue of a paper; its row stays locked until the end. */
export async function nextIssue(ctx: Ctx, dossierId: string, kind: DossierSheet): Promise<number> {
  const { rows } = await sql<{ last: number }>`insert into slips.issue_counter as c (dossier_id, kind, last)
    values (${dossierId}, ${kind}, 1)
    on conflict (dossier_id, kind) do update set last = c.last + 1 returning last`.execute(ctx.db)
  return rows[0]!.last
}

/** Draws the next number of a unit's year under a symbol; a failed issue gives it back. */
export async function drawNumber(ctx: Ctx, unitId: string, year: number, symbol: string): Promise<number> {
  const { rows } = await sql<{
    last: number
  }>`insert into slips.number_counter as c (unit_id, year, symbol, last)
    values (${unitId}, ${year}, ${symbol}, 1)
    on conflict (unit_id, year, symbol) do update set last = c.last + 1 returning last`.execute(ctx.db)
  return rows[0]!.last
}

export type PrintRun = {
  id: string
  accountId: string
  kind: DossierSheet
  paper: Paper
  state: 'running' | 'done'
  createdAt: Date
  endedAt: Date | null
  fileId: string | null
}

/** Adds a run with its dossiers in the order in which they are printed. */
export function insertPrintRun(ctx: Ctx, run: PrintRun, dossierIds: readonly string[]): void {
  ctx.later(sql`insert into slips.print_run (id, account_id, kind, paper, state, created_at)
    values (${run.id}, ${run.accountId}, ${run.kind}, ${run.paper}, ${run.state}, ${run.createdAt})`)
  ctx.later(sql`insert into slips.print_item (run_id, seq, dossier_id, state)
    select ${run.id}, i.seq, i.id, 'waiting' from unnest(${dossierIds}::uuid[]) with ordinality as i(id, seq)`)
}

/** Reads and locks a run; null when there is none. */
export async function lockPrintRun(ctx: Ctx, id: string): Promise<PrintRun | null> {
  const { rows } = await sql<PrintRun>`select id, account_id as "accountId", kind, paper, state,
      created_at as "createdAt", ended_at as "endedAt", file_id as "fileId"
    from slips.print_run where id = ${id} for update`.execute(ctx.db)
  return rows[0] ?? null
}

/** The next dossiers of a run that were not tried. */
export async function waitingItems(ctx: Ctx, runId: string, most: number) {
  const { rows } = await sql<{ seq: number; dossierId: string }>`select seq, dossier_id as "dossierId"
    from slips.print_item where run_id = ${runId} and state = 'waiting' order by seq limit ${most}`.execute(
    ctx.db,
  )
  return rows
}

export function saveItem(
  ctx: Ctx,
  runId: string,
  seq: number,
  outcome: { slipId: string } | { code: string; sentence: string },
): void {
  const isDone = 'slipId' in outcome
  ctx.later(sql`update slips.print_item set state = ${isDone ? 'done' : 'refused'},
      slip_id = ${isDone ? outcome.slipId : null}, code = ${isDone ? null : outcome.code},
      sentence = ${isDone ? null : outcome.sentence}
    where run_id = ${runId} and seq = ${seq}`)
}

export function endPrintRun(ctx: Ctx, id: string, fileId: string | null): void {
  ctx.later(sql`update slips.print_run set state = 'done', ended_at = ${ctx.now()}, file_id = ${fileId}
    where id = ${id}`)
}

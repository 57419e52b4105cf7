import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'
import { type DataKey, openJson, sealJson } from '../../../platform/keys/index.ts'
import type { Change, ReceiptView } from '../contract/corrections.ts'

/** What a receipt says, with units as ids. */
export type ReceiptFacts = ReceiptView['facts']

export type NewReceipt = {
  dossierId: string
  issue: number
  unitId: string
  reason: string | null
  changes: readonly Change[]
  facts: ReceiptFacts
}

/** Why a receipt was issued anew and what it changed: sealed, as it may tell numbers and addresses. */
export const sealReceipt = (
  key: DataKey,
  { dossierId, issue, reason, changes }: Omit<NewReceipt, 'unitId' | 'facts'>,
): Buffer => sealJson(key, TABLE, 'sealed', { reason, changes }, `${dossierId}|${issue}`)

/** Opens the sealed part of a receipt. */
export function openReceipt(
  key: DataKey,
  { sealed, ...row }: Omit<ReceiptRow, 'reason' | 'changes'> & { sealed: Buffer },
): ReceiptRow {
  const place = `${row.dossierId}|${row.issue}`
  return { ...row, ...openJson<Pick<ReceiptRow, 'reason' | 'changes'>>(key, TABLE, 'sealed', sealed, place) }
}

const TABLE = 'dossiers.receipt'

export type ReceiptRow = NewReceipt & { issuedAt: Date; issuedByName: string }

/** Adds a receipt; the dossier is locked, so its number is the next one. */
export function insertReceipt(ctx: Ctx, key: DataKey, r: NewReceipt): void {
  ctx.later(sql`insert into dossiers.receipt
      (dossier_id, issue, issued_at, issued_by, issued_by_name, unit_id, sealed, facts)
    values (${r.dossierId}, ${r.issue}, ${ctx.now()}, ${ctx.actor.id}, ${ctx.actor.name}, ${r.unitId},
      ${sealReceipt(key, r)}, ${JSON.stringify(r.facts)})`)
}

/** Number of the last receipt; 1 for a dossier accepted before receipts were kept. */
export async function lastIssue(ctx: Ctx, dossierId: string): Promise<number> {
  const { rows } = await sql<{ last: number }>`select coalesce(max(issue), 1) as last
    from dossiers.receipt where dossier_id = ${dossierId}`.execute(ctx.db)
  return rows[0]!.last
}

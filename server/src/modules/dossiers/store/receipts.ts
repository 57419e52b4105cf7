import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'
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

export type ReceiptRow = NewReceipt & { issuedAt: Date; issuedByName: string }

/** Adds a receipt; the dossier is locked, so its number is the next one. */
export function insertReceipt(ctx: Ctx, r: NewReceipt): void {
  ctx.later(sql`insert into dossiers.receipt
      (dossier_id, issue, issued_at, issued_by, issued_by_name, unit_id, reason, changes, facts)
    values (${r.dossierId}, ${r.issue}, ${ctx.now()}, ${ctx.actor.id}, ${ctx.actor.name}, ${r.unitId}, ${r.reason},
      ${JSON.stringify(r.changes)}, ${JSON.stringify(r.facts)})`)
}

/** Number of the last receipt; 1 for a dossier accepted before receipts were kept. */
export async function lastIssue(ctx: Ctx, dossierId: string): Promise<number> {
  const { rows } = await sql<{ last: number }>`select coalesce(max(issue), 1) as last
    from dossiers.receipt where dossier_id = ${dossierId}`.execute(ctx.db)
  return rows[0]!.last
}

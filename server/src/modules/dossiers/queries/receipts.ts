import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'
import type { Dossier } from '../store/dossier.ts'
import { openReceipt, type ReceiptRow } from '../store/receipts.ts'

type SealedReceipt = Omit<ReceiptRow, 'reason' | 'changes'> & { sealed: Buffer }

/** The receipts of a dossier in the order of their issue. */
export async function receiptsOf(ctx: Ctx, { id, key }: Pick<Dossier, 'id' | 'key'>): Promise<ReceiptRow[]> {
  const { rows } = await sql<SealedReceipt>`select dossier_id as "dossierId", issue, issued_at as "issuedAt",
      issued_by_name as "issuedByName", unit_id as "unitId", sealed, facts
    from dossiers.receipt where dossier_id = ${id} order by issue`.execute(ctx.db)
  return rows.map((row) => openReceipt(key, row))
}

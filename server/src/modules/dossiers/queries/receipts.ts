import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'
import type { ReceiptRow } from '../store/receipts.ts'

/** The receipts of a dossier in the order of their issue. */
export async function receiptsOf(ctx: Ctx, dossierId: string): Promise<ReceiptRow[]> {
  const { rows } = await sql<ReceiptRow>`select dossier_id as "dossierId", issue, issued_at as "issuedAt",
      issued_by_name as "issuedByName", unit_id as "unitId", reason, changes, facts
    from dossiers.receipt where dossier_id = ${dossierId} order by issue`.execute(ctx.db)
  return rows
}

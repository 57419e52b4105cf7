import type { Ctx } from '../../platform/ctx.ts'
import { unitRef, unitsByIds } from '../organisations/index.ts'
import type { ReceiptView } from './contract/corrections.ts'
import type { ReceiptRow } from './store/receipts.ts'

/** Receipts in the order of their issue, units by the names people know. */
export async function presentReceipts(ctx: Ctx, rows: readonly ReceiptRow[]): Promise<ReceiptView[]> {
  const units = await unitsByIds(
    ctx,
    rows.flatMap(({ unitId, facts: f }) => [unitId, f.receivingUnit, f.competentUnit, f.returnUnit]),
  )
  const ref = (id: string) => {
    const unit = units.get(id)
    return unit ? unitRef(unit) : id
  }
  return rows.map((r) => ({
    issue: r.issue,
    current: r === rows.at(-1),
    issuedAt: r.issuedAt.toISOString(),
    issuedBy: r.issuedByName,
    unit: ref(r.unitId),
    unitName: units.get(r.unitId)?.name ?? '',
    reason: r.reason,
    changes: [...r.changes],
    facts: {
      ...r.facts,
      receivingUnit: ref(r.facts.receivingUnit),
      competentUnit: ref(r.facts.competentUnit),
      returnUnit: ref(r.facts.returnUnit),
    },
  }))
}

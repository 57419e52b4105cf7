import type { Ctx } from '../../../platform/ctx.ts'
import type { Change } from '../contract/corrections.ts'
import { abstractOf } from '../domain.ts'
import type { NewPaper } from '../store/acts.ts'
import type { Dossier } from '../store/dossier.ts'
import { insertReceipt } from '../store/receipts.ts'

/**
 * Issues the receipt of an accepted dossier (form 01) with the facts as they now are; what is printed beside them (id
 * number, address, telephone) stays with the dossier.
 */
export function issueReceipt(
  ctx: Ctx,
  d: Dossier,
  input: { issue: number; papers: readonly NewPaper[]; reason: string | null; changes: readonly Change[] },
): void {
  const { papers, ...rest } = input
  insertReceipt(ctx, d.key, {
    ...rest,
    dossierId: d.id,
    unitId: d.receivingUnitId,
    facts: {
      code: d.code!,
      procedureCode: d.procedureCode,
      procedureName: d.procedureName,
      caseKey: d.caseKey,
      abstract: abstractOf(d.abstract, d.procedureName, d.applicant.name),
      applicantName: d.applicant.name,
      receivedAt: (d.receivedAt ?? d.acceptedAt)!.toISOString(),
      dueAt: d.dueAt?.toISOString() ?? null,
      receivingUnit: d.receivingUnitId,
      competentUnit: d.competentUnitId,
      returnUnit: d.returnUnitId,
      delivery: d.delivery.method,
      feeTotal: d.fees.reduce((sum, fee) => sum + (fee.amount ?? 0), 0),
      papers: papers.map(({ key, name, originals, copies, fileId }) => ({
        ...{ key, name, originals, copies },
        hasFile: fileId !== null,
      })),
    },
  })
}

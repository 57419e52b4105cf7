import type { Ctx } from '../../platform/ctx.ts'
import { unitRef, unitsByIds } from '../organisations/index.ts'
import type { PrintRunView, RegisterView, SlipView } from './contract.ts'
import { SHEETS } from './domain/sheet.ts'
import type { PrintItem, Slip } from './queries.ts'
import type { PrintRun } from './store.ts'

/** Papers as the API shows them; the last of each kind is the current one. */
export async function presentSlips(ctx: Ctx, slips: readonly Slip[]): Promise<SlipView[]> {
  const units = await unitsByIds(
    ctx,
    slips.map((slip) => slip.unitId),
  )
  return slips.map((slip) => {
    const unit = units.get(slip.unitId)
    return {
      id: slip.id,
      kind: slip.kind,
      name: SHEETS[slip.kind].name,
      number: slip.number,
      issue: slip.issue,
      current: slip === slips.findLast((other) => other.kind === slip.kind),
      paper: slip.paper,
      unit: unit ? unitRef(unit) : slip.unitId,
      unitName: unit?.name ?? '',
      issuedAt: slip.issuedAt.toISOString(),
      issuedBy: slip.issuedByName,
      reason: slip.reason,
      changes: [...slip.changes],
      template: slip.template,
      sha256: slip.sha256,
      size: slip.size,
      file: `/api/v1/slips/${slip.id}.pdf`,
    }
  })
}

export const presentSlip = async (ctx: Ctx, slip: Slip): Promise<SlipView> =>
  (await presentSlips(ctx, [slip]))[0]!

/** Registers as the API shows them, with their days and number of lines. */
export async function presentRegisters(ctx: Ctx, slips: readonly Slip[]): Promise<RegisterView[]> {
  const views = await presentSlips(ctx, slips)
  return views.map((view, i) => {
    const { from = '', to = '', total } = slips[i]!.content.facts
    return { ...view, from, to, total: Number(total) }
  })
}

/** A print run with what came of each dossier. */
export function presentRun(run: PrintRun, items: readonly PrintItem[]): PrintRunView {
  const count = (state: PrintItem['state']) => items.filter((item) => item.state === state).length
  return {
    id: run.id,
    kind: run.kind,
    paper: run.paper,
    state: run.state,
    createdAt: run.createdAt.toISOString(),
    endedAt: run.endedAt?.toISOString() ?? null,
    total: items.length,
    done: count('done'),
    refused: count('refused'),
    file: run.fileId && `/api/v1/slips/prints/${run.id}.pdf`,
    items: items.map(({ slipId, ...item }) => ({ ...item, slip: slipId })),
  }
}

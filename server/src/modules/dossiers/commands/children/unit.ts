import type { Ctx } from '../../../../platform/ctx.ts'
import { unprocessable } from '../../../../platform/errors.ts'
import type { ProcedureVersion } from '../../../catalogue/index.ts'
import { type Unit, unitByRef, unitsByRefs } from '../../../organisations/index.ts'
import type { Dossier } from '../../store/dossier.ts'

/**
 * The unit that is asked: the one named, by its key or code or by its part in the parent (`competent`, `receiving`,
 * `return`); else the one that decides the procedure for the area in which the parent is decided.
 * @throws 404 `unit.not_found`; 422 `dossier.no_unit` when no unit or several decide it there
 */
export async function unitFor(
  ctx: Ctx,
  parent: Dossier,
  named: string | null,
  procedure: ProcedureVersion | null,
): Promise<Unit> {
  const parts = {
    competent: parent.competentUnitId,
    receiving: parent.receivingUnitId,
    return: parent.returnUnitId,
  }
  if (named !== null) return unitByRef(ctx, parts[named as keyof typeof parts] ?? named)
  const deciding = await unitsByRefs(ctx, procedure?.competence?.units ?? [])
  const competent = await unitByRef(ctx, parent.competentUnitId)
  const near = deciding.filter(
    (unit) => unit.adminUnitId !== null && unit.adminUnitId === competent.adminUnitId,
  )
  const [unit, ...others] = deciding.length > 1 ? near : deciding
  if (unit && others.length === 0) return unit
  throw unprocessable(
    'dossier.no_unit',
    `Chưa rõ đơn vị nào giải quyết thủ tục ${procedure?.code ?? ''} cho địa bàn của ${competent.name}; hãy khai địa bàn của các đơn vị, hoặc ghi rõ motcua:unit trong quy trình.`,
  )
}

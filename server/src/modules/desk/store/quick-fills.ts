import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'
import type { QuickFill } from '../contract/intake.ts'

export async function quickFillsOf(ctx: Ctx, unitId: string, procedureCode: string): Promise<QuickFill[]> {
  const { rows } = await sql<QuickFill>`select id, name, answers from desk.quick_fill
    where unit_id = ${unitId} and procedure_code = ${procedureCode} order by created_at, id`.execute(ctx.db)
  return rows
}

/** Keeps answers under a name; the same name is kept anew. */
export async function saveQuickFill(
  ctx: Ctx,
  fill: { unitId: string; procedureCode: string; name: string; answers: unknown },
): Promise<QuickFill> {
  const { rows } = await sql<QuickFill>`insert into desk.quick_fill
      (id, unit_id, procedure_code, name, answers, created_at)
    values (${ctx.newId()}, ${fill.unitId}, ${fill.procedureCode}, ${fill.name}, ${JSON.stringify(fill.answers)},
      ${ctx.now()})
    on conflict on constraint quick_fill_name do update set answers = excluded.answers
    returning id, name, answers`.execute(ctx.db)
  return rows[0]!
}

/** The unit and procedure of a quick fill, which is then gone; null when there is none. */
export async function takeQuickFill(
  ctx: Ctx,
  id: string,
): Promise<{ unitId: string; procedureCode: string } | null> {
  const { rows } = await sql<{
    unitId: string
    procedureCode: string
  }>`delete from desk.quick_fill where id = ${id}
    returning unit_id as "unitId", procedure_code as "procedureCode"`.execute(ctx.db)
  return rows[0] ?? null
}

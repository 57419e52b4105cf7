import { cleanLine } from '@motcua/rules'
import type { Ctx } from '../../../platform/ctx.ts'
import { notFound, unprocessable } from '../../../platform/errors.ts'
import { currentProcedure } from '../../catalogue/index.ts'
import { mayReceive, notAtYourDesk } from '../../dossiers/index.ts'
import { formVersion } from '../../forms/index.ts'
import { unitByRef } from '../../organisations/index.ts'
import type { NewQuickFill, QuickFill } from '../contract/intake.ts'
import { sharedAnswers } from '../domain/shared-answers.ts'
import { quickFillsOf, saveQuickFill, takeQuickFill } from '../store/quick-fills.ts'

/** Nine have a number key. */
const MOST = 9

/** The quick fills of a unit for a procedure, in the order of their number keys. @throws 403, 404 */
export async function listQuickFills(ctx: Ctx, unit: string, code: string): Promise<QuickFill[]> {
  const unitId = await deskOf(ctx, unit, code)
  return quickFillsOf(ctx, unitId, code)
}

/**
 * Keeps answers of a form for the next people, without what is of one person.
 * @throws 403, 404; 422 `quick_fill.no_name`, `quick_fill.empty`, `quick_fill.too_many`
 */
export async function keepQuickFill(ctx: Ctx, input: NewQuickFill): Promise<QuickFill> {
  const { procedureCode } = input
  const unitId = await deskOf(ctx, input.unit, procedureCode)
  const { formVersionId } = await currentProcedure(ctx, procedureCode)
  const name = cleanLine(input.name)
  if (name === '') throw unprocessable('quick_fill.no_name', 'Hãy đặt tên cho mẫu điền nhanh.')
  const form = formVersionId ? await formVersion(ctx, formVersionId) : null
  const answers = form ? sharedAnswers(form, input.answers) : {}
  if (Object.keys(answers).length === 0) {
    throw unprocessable('quick_fill.empty', 'Chưa có câu trả lời nào dùng chung được cho người khác.')
  }
  const kept = await quickFillsOf(ctx, unitId, procedureCode)
  if (kept.length >= MOST && !kept.some((fill) => fill.name === name)) {
    throw unprocessable(
      'quick_fill.too_many',
      `Mỗi thủ tục có nhiều nhất ${MOST} mẫu điền nhanh; hãy xoá bớt.`,
    )
  }
  return saveQuickFill(ctx, { unitId, procedureCode, name, answers })
}

/** @throws 404 `quick_fill.not_found`; 403 */
export async function dropQuickFill(ctx: Ctx, id: string): Promise<void> {
  const taken = await takeQuickFill(ctx, id)
  if (!taken) throw notFound('quick_fill.not_found', 'Không có mẫu điền nhanh này.')
  if (!mayReceive(ctx.actor, taken.unitId, taken.procedureCode)) throw notAtYourDesk()
}

async function deskOf(ctx: Ctx, ref: string, code: string): Promise<string> {
  const unit = await unitByRef(ctx, ref)
  if (!mayReceive(ctx.actor, unit.id, code)) throw notAtYourDesk()
  return unit.id
}

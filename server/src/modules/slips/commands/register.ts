import type { Ctx } from '../../../platform/ctx.ts'
import { badRequest, unprocessable } from '../../../platform/errors.ts'
import { noteList, receivedBy, STATUS } from '../../dossiers/index.ts'
import { unitByRef } from '../../organisations/index.ts'
import { registerSheet } from '../domain/register-sheet.ts'
import { openUnitFacts } from '../facts.ts'
import { refuseOtherRegister } from '../policy.ts'
import { receiptNumbersOf, registersOf, type Slip } from '../queries.ts'
import { keepSlip } from './issue.ts'

/** Lines of one print; longer times are printed in parts. */
const MOST = 1000

/**
 * Issues the register of what a unit received (form 07) from one day to another, both included (YYYY-MM-DD).
 * @throws 403 when the actor does not keep it; 400 `register.bad_period`; 422 `register.too_long`
 */
export async function issueRegister(
  ctx: Ctx,
  input: { unit: string; from: string; to: string },
): Promise<Slip> {
  const unit = await unitByRef(ctx, input.unit)
  refuseOtherRegister(ctx.actor, unit.id)
  if (input.from > input.to) {
    throw badRequest('register.bad_period', 'Ngày cuối phải từ ngày đầu trở đi.')
  }
  const from = startOf(input.from)
  const until = new Date(startOf(input.to).getTime() + 86_400_000)
  const dossiers = await receivedBy(ctx, { unitId: unit.id, from, until }, MOST + 1)
  if (dossiers.length > MOST) {
    throw unprocessable(
      'register.too_long',
      `Trong thời gian này có hơn ${MOST} hồ sơ; hãy chọn khoảng ngày ngắn hơn rồi in từng phần.`,
    )
  }
  await noteList(ctx, 'register', dossiers)
  const receipts = await receiptNumbersOf(
    ctx,
    dossiers.map((d) => d.id),
  )
  const units = await openUnitFacts(ctx, [unit.id, ...dossiers.map((d) => d.competentUnitId)])
  const lines = dossiers.map((d) => ({
    code: d.code ?? d.submissionNumber,
    procedureName: d.procedureName,
    applicantName: d.applicant.name,
    address: d.applicant.address,
    phone: d.applicant.phone,
    competent: units.of(d.competentUnitId).name,
    receivedAt: d.receivedAt ?? d.acceptedAt,
    dueAt: d.dueAt,
    handedOverAt: d.status === STATUS.handedOver ? d.closedAt : null,
    delivery: d.delivery.method,
    receipt: receipts.get(d.id) ?? '',
  }))
  const content = registerSheet(units.of(unit.id), lines, {
    province: units.province,
    from: shown(input.from),
    to: shown(input.to),
    at: ctx.now(),
    officer: ctx.actor.name,
  })
  return keepSlip(ctx, {
    dossierId: null,
    unitId: unit.id,
    kind: 'register',
    paper: 'A4',
    content,
    reissue: null,
  })
}

/** The registers that were last printed of a unit. @throws 403 when the actor does not keep it */
export async function printedRegisters(ctx: Ctx, ref: string): Promise<Slip[]> {
  const unit = await unitByRef(ctx, ref)
  refuseOtherRegister(ctx.actor, unit.id)
  return registersOf(ctx, unit.id, SHOWN)
}

/** Registers that are listed. */
const SHOWN = 50

const startOf = (day: string): Date => new Date(`${day}T00:00:00+07:00`)

const shown = (day: string): string => day.split('-').reverse().join('/')

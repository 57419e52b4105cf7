import type { Ctx } from '../../platform/ctx.ts'
import { sayMoment } from '../deadlines/index.ts'
import { unitsByIds } from '../organisations/index.ts'
import type { Change } from './contract/corrections.ts'
import { masked } from './domain/corrections.ts'
import { abstractOf } from './domain.ts'
import type { Dossier } from './store/dossier.ts'

/** What differs between two states of a dossier, in words; numbers and addresses of people are masked. */
export async function describeChanges(ctx: Ctx, a: Dossier, b: Dossier): Promise<Change[]> {
  const units = await unitsByIds(ctx, [a.competentUnitId, b.competentUnitId])
  const say: [field: string, name: string, of: (d: Dossier) => string | null, mask?: boolean][] = [
    ['procedure', 'Thủ tục', (d) => `${d.procedureCode} ${d.procedureName}`],
    ['caseKey', 'Trường hợp', (d) => d.caseKey],
    ['competentUnit', 'Cơ quan giải quyết', (d) => units.get(d.competentUnitId)?.name ?? d.competentUnitId],
    ['abstract', 'Trích yếu', (d) => abstractOf(d.abstract, d.procedureName, d.applicant.name)],
    ['applicant.name', 'Tên chủ hồ sơ', (d) => d.applicant.name],
    ['applicant.idNumber', 'Số giấy tờ của chủ hồ sơ', (d) => d.applicant.idNumber, true],
    ['applicant.phone', 'Số điện thoại', (d) => d.applicant.phone, true],
    ['applicant.email', 'Thư điện tử', (d) => d.applicant.email, true],
    ['applicant.address', 'Địa chỉ', (d) => d.applicant.address, true],
    ['receivedAt', 'Thời điểm tiếp nhận', (d) => moment(d.receivedAt ?? d.acceptedAt)],
    ['dueAt', 'Ngày hẹn trả', (d) => moment(d.dueAt)],
    ['feeTotal', 'Phí, lệ phí', (d) => sayMoney(d.fees.reduce((sum, fee) => sum + (fee.amount ?? 0), 0))],
  ]
  return say
    .filter(([, , of]) => of(a) !== of(b))
    .map(([field, name, of, mask]) => ({
      ...{ field, name },
      before: mask ? masked(of(a)) : of(a),
      after: mask ? masked(of(b)) : of(b),
    }))
}

const moment = (at: Date | null): string | null => at && sayMoment(at)

const sayMoney = (amount: number): string => `${amount.toLocaleString('vi-VN')} đồng`

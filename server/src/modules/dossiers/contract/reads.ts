import { Type } from 'typebox'
import { Moment, Nullable, type Of } from '../../../platform/http/schema.ts'

export const ReadView = Type.Object(
  {
    at: Moment({ description: 'Lần xem đầu tiên trong giờ' }),
    lastAt: Moment({ description: 'Lần xem cuối cùng trong giờ' }),
    times: Type.Integer({ minimum: 1, description: 'Số lần xem trong giờ' }),
    what: Type.String({ description: 'dossier, timeline, receipts, reads, file' }),
    whatName: Type.String(),
    unit: Nullable(Type.String({ description: 'Đơn vị của người xem; null nếu không ghi lại' })),
    unitName: Nullable(Type.String()),
    role: Nullable(Type.String()),
    roleName: Nullable(Type.String()),
  },
  { title: 'Read' },
)

export type ReadView = Of<typeof ReadView>

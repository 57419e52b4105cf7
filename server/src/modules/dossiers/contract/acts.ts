import { Type } from 'typebox'
import { Closed, Moment, Nullable, type Of, Text, Uuid } from '../../../platform/http/schema.ts'
import { GivenMarks, GivenSources } from './sources.ts'
import { Delivery, PaperInput } from './submission.ts'

const Reason = (options: object = {}) => Type.String({ minLength: 1, maxLength: 2000, ...options })

export const Acceptance = Closed({ note: Type.Optional(Text(2000)) })
export const Refusal = Closed({ reason: Reason() })
export const SupplementRequest = Closed({
  reason: Reason(),
  items: Type.Optional(
    Type.Array(
      Type.Union([
        Type.String({ minLength: 1, maxLength: 1000 }),
        Closed({
          key: Type.Optional(Type.String({ maxLength: 300 })),
          text: Type.String({ minLength: 1, maxLength: 1000 }),
        }),
      ]),
      {
        maxItems: 50,
        description:
          'Giấy tờ, thông tin phải bổ sung; key là mã thành phần hồ sơ, hoặc JSON pointer của trường phải sửa (/con/hoTen), nếu có',
      },
    ),
  ),
})
export const Supplement = Closed({
  papers: Type.Optional(Type.Array(PaperInput, { maxItems: 100 })),
  answers: Type.Optional(Type.Record(Type.String(), Type.Unknown(), { description: 'Thay toàn bộ tờ khai' })),
  sources: Type.Optional(GivenSources),
  marks: Type.Optional(GivenMarks),
  note: Type.Optional(Text(2000)),
})
export const Withdrawal = Closed({ reason: Type.Optional(Text(2000)) })
export const Stop = Closed({ reason: Reason() })
export const Apology = Closed({ reason: Reason(), newDue: Moment({ description: 'Ngày hẹn mới' }) })
export const PaymentConfirmation = Closed({
  receiptNumber: Type.Optional(Text(100)),
  fileId: Type.Optional(Uuid()),
  note: Type.Optional(Text(2000)),
})
export const FeeCollection = Closed({
  amount: Type.Optional(
    Type.Integer({ minimum: 0, description: 'đồng; bỏ trống khi thu đúng số tiền của hồ sơ' }),
  ),
  method: Type.Optional(Type.Union([Type.Literal('cash'), Type.Literal('transfer'), Type.Literal('card')])),
  receiptNumber: Type.Optional(
    Text(100, {
      description: 'Số biên lai giấy đã xuất; bỏ trống: lấy số tiếp theo trong quyển biên lai của đơn vị',
    }),
  ),
  note: Type.Optional(Text(2000)),
})
export const Transfer = Closed({
  state: Type.Union([Type.Literal('sent'), Type.Literal('received'), Type.Literal('returned')]),
  parcelNumber: Type.Optional(Text(100)),
  note: Type.Optional(Text(2000)),
})
export const Result = Closed({
  outcome: Type.Optional(Type.Union([Type.Literal('granted'), Type.Literal('refused')])),
  code: Type.Optional(Type.String({ maxLength: 40, description: 'Mã kết quả KQ.Gxx.nnnnnn' })),
  name: Type.Optional(Text(500)),
  number: Type.Optional(Text(100)),
  signedOn: Type.Optional(Type.String({ format: 'date' })),
  fileId: Type.Optional(Uuid()),
  note: Type.Optional(Text(2000)),
})
export const Handover = Closed({
  receiverName: Type.Optional(Text(300)),
  receiverIdNumber: Type.Optional(Text(20)),
  method: Type.Optional(Delivery.properties.method),
  note: Type.Optional(Text(2000)),
})

export const ActView = Type.Object(
  {
    id: Type.String(),
    kind: Type.String(),
    name: Type.String(),
    at: Moment(),
    actorName: Type.String(),
    actorKind: Type.String(),
    lenderName: Nullable(
      Type.String({ description: 'Người đã uỷ quyền cho người thực hiện; chỉ nêu với cán bộ' }),
    ),
    unit: Nullable(Type.String()),
    unitName: Nullable(Type.String()),
    reason: Nullable(Type.String()),
    data: Type.Record(Type.String(), Type.Unknown()),
    statusBefore: Nullable(Type.Integer()),
    statusAfter: Type.Integer(),
  },
  { title: 'Act' },
)

export type ActView = Of<typeof ActView>
export type SupplementRequest = Of<typeof SupplementRequest>
export type Supplement = Of<typeof Supplement>

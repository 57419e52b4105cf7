import { Type } from 'typebox'
import { Closed, Moment, Nullable, type Of, Text, Uuid } from '../../../platform/http/schema.ts'

const Receiver = Closed({
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
  idNumber: Type.String({ minLength: 8, maxLength: 20, description: 'Số trên thẻ của người đến nhận' }),
  authorisation: Type.Optional(
    Closed({
      relation: Type.String({ minLength: 1, maxLength: 200 }),
      paper: Type.String({
        minLength: 1,
        maxLength: 200,
        description: 'Giấy uỷ quyền: số, ngày, nơi chứng thực',
      }),
    }),
  ),
})

const Proof = Type.Union([
  Closed({ kind: Type.Literal('signature'), fileId: Uuid({ description: 'Ảnh PNG chữ ký trên màn hình' }) }),
  Closed({ kind: Type.Literal('code'), code: Type.String({ pattern: '^\\d{6}$' }) }),
  Closed({
    kind: Type.Literal('paper'),
    fileId: Type.Optional(Uuid({ description: 'Bản chụp phiếu đã ký' })),
  }),
])

export const ProvenHandover = Closed({
  receiver: Receiver,
  proof: Proof,
  note: Type.Optional(Text(2000)),
})

export const SentCode = Type.Object(
  {
    phone: Type.String({ description: 'Số điện thoại đã che' }),
    expiresAt: Moment(),
    sendsLeft: Type.Integer(),
  },
  { title: 'SentCode' },
)

export const HandoverCheck = Type.Object(
  {
    dossierId: Type.String(),
    matches: Type.Boolean({ description: 'Số trên thẻ đúng là của chủ hồ sơ' }),
    applicantName: Type.String(),
    phone: Nullable(Type.String({ description: 'Số điện thoại nhận mã, đã che' })),
  },
  { title: 'HandoverCheck' },
)
export const CheckQuery = Closed({ idNumber: Receiver.properties.idNumber })

export type ProvenHandover = Of<typeof ProvenHandover>
export type SentCode = Of<typeof SentCode>
export type HandoverCheck = Of<typeof HandoverCheck>

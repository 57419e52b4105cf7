import { Type } from 'typebox'
import { Closed, Moment, Nullable, type Of, Text } from '../../../platform/http/schema.ts'
import { DossierView, FeeCollection, SubmitDossier } from '../../dossiers/index.ts'
import { SlipView } from '../../slips/index.ts'

const { channel: _, receivingUnit, draftId: __, ...submission } = SubmitDossier.properties

export const Intake = Closed({
  ...submission,
  unit: receivingUnit,
  channel: Type.Optional(Type.Union([Type.Literal('desk'), Type.Literal('post')], { default: 'desk' })),
  fee: Type.Optional(FeeCollection),
  note: Type.Optional(Text(2000)),
  paper: Type.Optional(Type.Union([Type.Literal('A4'), Type.Literal('A5')], { default: 'A5' })),
})

export const Received = Type.Object(
  {
    dossier: DossierView,
    receipt: Nullable(SlipView),
    receiptProblem: Nullable(
      Type.String({ description: 'Hồ sơ đã nhận nhưng giấy tiếp nhận chưa in được; vì sao' }),
    ),
  },
  { title: 'ReceivedDossier' },
)

const Address = Type.Object({
  province: Type.String(),
  commune: Type.Optional(Type.String()),
  old: Type.Optional(Type.String({ description: 'Tên đơn vị trước 01/7/2025 như ghi trên giấy' })),
  text: Type.Optional(Type.String()),
})

export const RecallQuery = Closed({
  unit: receivingUnit,
  idNumber: Type.String({ minLength: 9, maxLength: 20 }),
  procedureCode: Type.Optional(Type.String({ maxLength: 40 })),
  address: Type.Optional(
    Text(500, { description: 'Nơi thường trú như in trên thẻ, để đổi ra địa chỉ hiện nay' }),
  ),
})

export const Recall = Type.Object(
  {
    person: Nullable(
      Type.Object({
        name: Type.String(),
        phone: Nullable(Type.String()),
        email: Nullable(Type.String()),
        address: Nullable(Type.String()),
        from: Type.Object({ code: Type.String(), submittedAt: Moment() }),
      }),
    ),
    residence: Nullable(Address),
    dossiers: Type.Array(
      Type.Object({
        id: Type.String(),
        code: Type.String(),
        procedureName: Type.String(),
        statusName: Type.String(),
        submittedAt: Moment(),
        dueAt: Nullable(Moment()),
        toHandOver: Type.Boolean({ description: 'Đã có kết quả, đang chờ trả' }),
      }),
    ),
    papers: Type.Array(
      Type.Object({
        name: Type.String(),
        fileId: Type.String(),
        addedAt: Moment(),
        code: Type.String({ description: 'Hồ sơ mà giấy này được nộp kèm' }),
      }),
      {
        description: 'Giấy tờ có tệp đã nộp trước đây, mỗi loại bản mới nhất: để dùng lại, không đòi nộp lại',
      },
    ),
  },
  { title: 'Recall' },
)

export const DeskQuery = Closed({ unit: receivingUnit })
export const DeskProcedures = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        code: Type.String(),
        name: Type.String(),
        sector: Type.String(),
        keywords: Type.Array(Type.String()),
      }),
    ),
    frequent: Type.Array(Type.String(), { description: 'Mã các thủ tục hay nhận, nhiều nhất trước' }),
  },
  { title: 'DeskProcedures' },
)

export const QuickFill = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    answers: Type.Record(Type.String(), Type.Unknown()),
  },
  { title: 'QuickFill' },
)
export const QuickFillQuery = Closed({ unit: receivingUnit, procedure: Type.String({ maxLength: 40 }) })
export const NewQuickFill = Closed({
  unit: receivingUnit,
  procedureCode: Type.String({ minLength: 1, maxLength: 40 }),
  name: Type.String({ minLength: 1, maxLength: 80 }),
  answers: Type.Record(Type.String(), Type.Unknown(), {
    description: 'Câu trả lời dùng chung; những gì của một người được bỏ ra',
  }),
})

export type Intake = Of<typeof Intake>
export type RecallQuery = Of<typeof RecallQuery>
export type Recall = Of<typeof Recall>
export type NewQuickFill = Of<typeof NewQuickFill>
export type QuickFill = Of<typeof QuickFill>

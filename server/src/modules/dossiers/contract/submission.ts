import { Type } from 'typebox'
import { Closed, type Of, Text, Uuid } from '../../../platform/http/schema.ts'
import { GivenMarks, GivenSources } from './sources.ts'

export const UnitName = Type.String({
  minLength: 1,
  maxLength: 100,
  description: 'Mã định danh (id), mã số hoặc tên ngắn của đơn vị',
})

export const Applicant = Closed({
  name: Type.String({ minLength: 1, maxLength: 300 }),
  idNumber: Type.String({ minLength: 1, maxLength: 20 }),
  phone: Type.Optional(Text(20)),
  email: Type.Optional(Text(200)),
  address: Type.Optional(Text(500)),
})

export const PaperInput = Closed({
  key: Type.String({ minLength: 1, maxLength: 60 }),
  fileId: Type.Optional(Uuid()),
  originals: Type.Optional(Type.Integer({ minimum: 0, maximum: 999 })),
  copies: Type.Optional(Type.Integer({ minimum: 0, maximum: 999 })),
})

export const Delivery = Closed({
  method: Type.Union([Type.Literal('counter'), Type.Literal('post'), Type.Literal('electronic')]),
  unit: Type.Optional(UnitName),
  address: Type.Optional(Text(500)),
})

const Authorisation = Closed(
  {
    mandate: Type.Optional(
      Uuid({ description: 'Uỷ quyền đã có trên hệ thống (GET /me, actFor): quan hệ lấy theo đó' }),
    ),
    relation: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description: 'Quan hệ với chủ hồ sơ khi không nêu mandate: cha mẹ, người được uỷ quyền …',
      }),
    ),
    fileId: Type.Optional(Uuid({ description: 'Văn bản uỷ quyền' })),
    note: Type.Optional(Text(500)),
  },
  { description: 'Nộp thay người khác' },
)

/** Trích yếu. */
export const Abstract = Type.String({
  minLength: 1,
  maxLength: 500,
  description: 'Trích yếu do nơi tiếp nhận ghi; bỏ trống là tên thủ tục và chủ hồ sơ',
})

export const SubmitDossier = Closed({
  procedureCode: Type.String({ minLength: 1, maxLength: 40 }),
  caseKey: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
  channel: Type.Union([Type.Literal('online'), Type.Literal('desk'), Type.Literal('post')]),
  receivingUnit: UnitName,
  competentUnit: Type.Optional(UnitName),
  applicant: Applicant,
  authorisation: Type.Optional(Authorisation),
  answers: Type.Record(Type.String(), Type.Unknown()),
  sources: Type.Optional(GivenSources),
  marks: Type.Optional(GivenMarks),
  papers: Type.Optional(Type.Array(PaperInput, { maxItems: 100 })),
  delivery: Type.Optional(Delivery),
  abstract: Type.Optional(Abstract),
  draftId: Type.Optional(Uuid()),
})

export type SubmitDossier = Of<typeof SubmitDossier>
export type PaperInput = Of<typeof PaperInput>

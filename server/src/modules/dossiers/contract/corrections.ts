import { Type } from 'typebox'
import { Closed, Moment, Nullable, type Of, Text, Uuid } from '../../../platform/http/schema.ts'
import { Abstract, Applicant } from './submission.ts'

const OrNone = (text: ReturnType<typeof Text>) => Type.Optional(Nullable(text))

export const Correction = Closed({
  version: Type.Integer({
    minimum: 1,
    maximum: 2_000_000_000,
    description: 'Phiên bản hồ sơ mà người sửa đã xem; đã có người sửa trước thì trả 412',
  }),
  reason: Text(2000, { minLength: 1, description: 'Sai ở đâu, vì sao; in trên giấy tiếp nhận cấp lại' }),
  abstract: Type.Optional(Nullable(Abstract)),
  applicant: Type.Optional(
    Closed(
      {
        name: Type.Optional(Applicant.properties.name),
        idNumber: Type.Optional(Applicant.properties.idNumber),
        phone: OrNone(Text(20)),
        email: OrNone(Text(200)),
        address: OrNone(Text(500)),
      },
      { description: 'Chỉ những trường phải sửa; null là xoá' },
    ),
  ),
  receivedAt: Type.Optional(Moment({ description: 'Lúc thật sự nhận hồ sơ; thời hạn tính lại từ đó' })),
  caseKey: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
  procedureCode: Type.Optional(
    Type.String({ minLength: 1, maxLength: 40, description: 'Thủ tục đúng; quy trình chạy lại từ đầu' }),
  ),
  competentUnit: Type.Optional(
    Type.String({ minLength: 1, maxLength: 100, description: 'Mã định danh (id), mã số hoặc tên ngắn' }),
  ),
  answers: Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), {
      description: 'Phần tờ khai mà thủ tục, trường hợp đúng hỏi thêm; phần còn hợp được giữ lại',
    }),
  ),
  papers: Type.Optional(
    Type.Array(Closed({ id: Uuid(), key: Type.String({ minLength: 1, maxLength: 60 }) }), {
      maxItems: 100,
      description: 'Giấy tờ đã nộp là thành phần nào của thủ tục đúng; trùng mã và tên thì tự giữ lại',
    }),
  ),
})

const Change = Type.Object({
  field: Type.String(),
  name: Type.String(),
  before: Nullable(Type.String()),
  after: Nullable(Type.String()),
})

export const ReceiptView = Type.Object(
  {
    issue: Type.Integer({ description: 'Lần cấp, từ 1' }),
    current: Type.Boolean({ description: 'Bản cấp sau cùng, đang có giá trị' }),
    issuedAt: Moment(),
    issuedBy: Type.String(),
    unit: Type.String(),
    unitName: Type.String(),
    reason: Nullable(Type.String()),
    changes: Type.Array(Change, { description: 'So với bản cấp trước; thông tin cá nhân được che' }),
    facts: Type.Object({
      code: Type.String(),
      procedureCode: Type.String(),
      procedureName: Type.String(),
      caseKey: Type.String(),
      abstract: Type.String(),
      applicantName: Type.String(),
      receivedAt: Moment(),
      dueAt: Nullable(Moment()),
      receivingUnit: Type.String(),
      competentUnit: Type.String(),
      returnUnit: Type.String(),
      delivery: Type.String(),
      feeTotal: Type.Integer({ description: 'đồng' }),
      papers: Type.Array(
        Type.Object({
          key: Type.String(),
          name: Type.String(),
          originals: Type.Integer(),
          copies: Type.Integer(),
          hasFile: Type.Boolean(),
        }),
      ),
    }),
  },
  { title: 'Receipt' },
)

export type Correction = Of<typeof Correction>
export type ReceiptView = Of<typeof ReceiptView>
export type Change = Of<typeof Change>

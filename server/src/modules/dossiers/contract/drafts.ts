import { Type } from 'typebox'
import { Closed, Moment, type Of } from '../../../platform/http/schema.ts'

export const DraftView = Type.Object(
  {
    id: Type.String(),
    procedureCode: Type.String(),
    body: Type.Record(Type.String(), Type.Unknown()),
    version: Type.Integer(),
    replaced: Type.Array(
      Type.Object({
        id: Type.String(),
        pointer: Type.String(),
        value: Type.Unknown(),
        version: Type.Integer({ description: 'Phiên bản đã lưu giá trị này' }),
      }),
      {
        description:
          'Giá trị đã lưu ở thẻ hoặc máy khác, bị giá trị mới hơn thay; giữ lại để người khai quyết định',
      },
    ),
    savedAt: Moment(),
  },
  { title: 'Draft' },
)
export const NewDraft = Closed({
  procedureCode: Type.String({ minLength: 1, maxLength: 40 }),
  body: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
})
export const DraftChanges = Closed({
  changes: Type.Array(
    Closed({
      pointer: Type.String({
        minLength: 2,
        maxLength: 300,
        description: 'JSON pointer, vd. /answers/con/hoTen; dòng của nhóm lặp: /answers/con/@ma1/hoTen',
      }),
      value: Type.Optional(Type.Unknown({ description: 'Không có value: xoá' })),
      base: Type.Optional(
        Type.Integer({ minimum: 0, description: 'Phiên bản bản nháp mà người sửa đang thấy' }),
      ),
    }),
    { maxItems: 200 },
  ),
  dismiss: Type.Optional(
    Type.Array(Type.String({ maxLength: 60 }), {
      maxItems: 200,
      description: 'Mã trong replaced đã quyết định xong',
    }),
  ),
})

export type DraftView = Of<typeof DraftView>

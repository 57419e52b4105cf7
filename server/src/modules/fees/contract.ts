import { Type } from 'typebox'
import { Closed, Moment, type Of, Text, Uuid } from '../../platform/http/schema.ts'

const UnitRef = Type.String({ maxLength: 100, description: 'Đơn vị thu: tên ngắn, mã định danh hoặc id' })
const Count = (description: string) => Type.Integer({ minimum: 1, maximum: 9_999_999, description })

export const NewBook = Closed(
  {
    unit: UnitRef,
    form: Text(20, { description: 'Mẫu số của biên lai, ví dụ 01BLP2-001' }),
    series: Text(20, { description: 'Ký hiệu của biên lai, ví dụ AA-26T' }),
    taxCode: Text(20, { description: 'Mã số thuế của đơn vị thu' }),
    firstNumber: Type.Optional(Count('Số đầu của quyển; bỏ trống: 1')),
    lastNumber: Type.Optional(Count('Số cuối của quyển; bỏ trống: 9999999')),
  },
  { title: 'NewReceiptBook' },
)

export const BookView = Type.Object(
  {
    id: Type.String(),
    form: Type.String(),
    series: Type.String(),
    taxCode: Type.String(),
    firstNumber: Type.Integer(),
    lastNumber: Type.Integer(),
    nextNumber: Type.Integer({ description: 'Số sẽ cấp cho lần thu tới' }),
    left: Type.Integer({ description: 'Còn bao nhiêu số' }),
    state: Type.Union([Type.Literal('open'), Type.Literal('usedUp'), Type.Literal('closed')], {
      description: 'Còn số, đã dùng hết, đã đóng trước khi hết',
    }),
    openedAt: Moment(),
    can: Type.Array(Type.String(), { description: '`close`' }),
  },
  { title: 'ReceiptBook' },
)

export const BookList = Type.Object(
  {
    items: Type.Array(BookView),
    can: Type.Array(Type.String(), { description: '`open`: được mở quyển mới' }),
  },
  { title: 'ReceiptBookList' },
)

export const BookQuery = Closed({ unit: UnitRef })
export const BookParams = Closed({ id: Uuid() })

export type BookView = Of<typeof BookView>

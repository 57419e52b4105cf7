import { Type } from 'typebox'
import { Closed, Moment, type Of, Uuid } from '../../platform/http/schema.ts'

export const LiveQuery = Closed({
  seconds: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 600,
      default: 600,
      description: 'Luồng kết thúc sau ngần ấy giây để phiên và quyền được xem lại; trình duyệt tự nối lại',
    }),
  ),
})

export const SavedFilter = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    screen: Type.String({ description: 'Màn hình mà bộ lọc dùng cho' }),
    query: Type.Record(Type.String(), Type.String(), { description: 'Tham số của địa chỉ màn hình' }),
    createdAt: Moment(),
  },
  { title: 'SavedFilter' },
)
export const SavedFilters = Type.Object({ items: Type.Array(SavedFilter) })
export const NewFilter = Closed({
  name: Type.String({ minLength: 1, maxLength: 80 }),
  screen: Type.String({ minLength: 1, maxLength: 40 }),
  query: Type.Record(Type.String({ maxLength: 40 }), Type.String({ maxLength: 200 }), { maxProperties: 20 }),
})
export const FilterId = Closed({ id: Uuid() })

export type SavedFilter = Of<typeof SavedFilter>
export type NewFilter = Of<typeof NewFilter>

import { Type } from 'typebox'
import { Closed, Nullable, type Of } from '../../platform/http/schema.ts'

const Shifts = Type.Array(
  Type.Object({ from: Type.String({ description: '07:30' }), to: Type.String({ description: '11:30' }) }),
)

export const CalendarQuery = Closed({
  unit: Type.Optional(
    Type.String({
      maxLength: 100,
      description: 'Mã định danh, mã số hoặc tên ngắn; bỏ trống là lịch cả nước',
    }),
  ),
  year: Type.Optional(Type.Integer({ minimum: 2000, maximum: 2100, description: 'Mặc định là năm nay' })),
})

export const CalendarYear = Type.Object(
  {
    unit: Nullable(Type.Object({ id: Type.String(), code: Type.String(), name: Type.String() })),
    year: Type.Integer(),
    weeks: Type.Array(
      Type.Object({
        season: Type.String(),
        from: Nullable(Type.String()),
        to: Nullable(Type.String()),
        days: Type.Array(
          Type.Object({ weekday: Type.Integer({ description: '1 thứ Hai … 7 Chủ nhật' }), shifts: Shifts }),
        ),
      }),
      { description: 'Tuần làm việc trong năm; ngày thuộc nhiều tuần thì theo tuần đứng trước' },
    ),
    days: Type.Array(
      Type.Object({
        date: Type.String(),
        kind: Type.String({
          description: 'HOLIDAY, COMPENSATION, SWAPPED_OFF, WORKING_SWAP hoặc LOCAL_OFF',
        }),
        name: Type.String(),
        works: Type.Boolean(),
        shifts: Shifts,
        swappedWith: Nullable(Type.String()),
        legalBasis: Type.String(),
        provisional: Type.Boolean({ description: 'Dự kiến, chưa công bố' }),
      }),
      { description: 'Ngày nghỉ lễ, nghỉ bù, hoán đổi và ngày nghỉ riêng của đơn vị' },
    ),
  },
  { title: 'CalendarYear' },
)

export type CalendarYear = Of<typeof CalendarYear>

import { Type } from 'typebox'
import { Closed, Nullable, type Of, Text, Uuid } from '../../platform/http/schema.ts'

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

const CivilDate = (options: object = {}) => Text(10, { description: 'Như 2026-08-22', ...options })

const Kind = Type.Enum(['HOLIDAY', 'COMPENSATION', 'SWAPPED_OFF', 'WORKING_SWAP', 'LOCAL_OFF'], {
  description:
    'HOLIDAY nghỉ lễ, COMPENSATION nghỉ bù, SWAPPED_OFF nghỉ hoán đổi, WORKING_SWAP làm bù, LOCAL_OFF nghỉ riêng',
})

const UnitRef = (options: object = {}) =>
  Text(100, { description: 'Mã định danh, mã số hoặc tên ngắn của đơn vị', ...options })

export const SpecialDaysQuery = Closed({
  unit: UnitRef(),
  year: Type.Optional(Type.Integer({ minimum: 2000, maximum: 2100, description: 'Mặc định là năm nay' })),
})

const Time = () => Type.String({ pattern: '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$', description: '07:30' })

export const NewSpecialDay = Closed({
  unit: UnitRef(),
  date: CivilDate(),
  kind: Kind,
  name: Text(200, { minLength: 1, description: 'Vì sao, để in: “Kỷ niệm ngày thành lập”' }),
  legalBasis: Text(300, { minLength: 1, description: 'Văn bản quyết định' }),
  swappedWith: Type.Optional(CivilDate({ description: 'Ngày hoán đổi với ngày này' })),
  shifts: Type.Optional(
    Type.Array(Closed({ from: Time(), to: Time() }), {
      maxItems: 6,
      description: 'Giờ làm của riêng ngày này (nửa ngày); bỏ trống là cả ngày nghỉ hoặc cả ngày làm',
    }),
  ),
})

export const SpecialDayParams = Closed({ id: Uuid() })

export const SpecialDay = Type.Object(
  {
    id: Type.String(),
    scope: Type.String({ description: 'national, province hoặc unit' }),
    unit: Nullable(Type.Object({ id: Type.String(), code: Type.String(), name: Type.String() })),
    date: Type.String(),
    kind: Kind,
    name: Type.String(),
    legalBasis: Type.String(),
    swappedWith: Nullable(Type.String()),
    shifts: Nullable(Shifts),
    provisional: Type.Boolean(),
    can: Type.Array(Type.String(), { description: 'remove khi người xem được xoá ngày này' }),
  },
  { title: 'SpecialDay' },
)

export type SpecialDay = Of<typeof SpecialDay>

export const SpecialDays = Type.Object({ items: Type.Array(SpecialDay) }, { title: 'SpecialDays' })

export const DayConsequence = Type.Object(
  {
    clocks: Type.Integer({
      description: 'Hồ sơ đang giải quyết mà thời hạn đi qua ngày này, những ngày này',
    }),
    earlier: Type.Integer({ description: 'Số hồ sơ có hạn trả sớm lên' }),
    later: Type.Integer({ description: 'Số hồ sơ có hạn trả lùi lại, không muộn hơn hạn đã hẹn' }),
  },
  { title: 'DayConsequence' },
)

export type DayConsequence = Of<typeof DayConsequence>

export const WeeksQuery = Closed({ unit: UnitRef() })

const WeekDay = Closed({
  weekday: Type.Integer({ minimum: 1, maximum: 7, description: '1 thứ Hai … 7 Chủ nhật' }),
  shifts: Type.Array(Closed({ from: Time(), to: Time() }), { maxItems: 6 }),
})

export const NewWeek = Closed({
  unit: UnitRef(),
  season: Text(100, { minLength: 1, description: 'Tên để đọc: “Giờ mùa hè”' }),
  from: Nullable(CivilDate({ description: 'Ngày đầu; null: không giới hạn' })),
  to: Nullable(CivilDate({ description: 'Ngày cuối; null: không giới hạn' })),
  days: Type.Array(WeekDay, { minItems: 1, maxItems: 7, description: 'Ngày không kể tới là ngày nghỉ' }),
  legalBasis: Text(300, { minLength: 1, description: 'Văn bản quyết định' }),
})

export const WeekParams = Closed({ id: Uuid() })

export const WorkWeek = Type.Object(
  {
    id: Type.String(),
    unit: Type.Object({ id: Type.String(), code: Type.String(), name: Type.String() }),
    season: Type.String(),
    from: Nullable(Type.String()),
    to: Nullable(Type.String()),
    days: Type.Array(Type.Object({ weekday: Type.Integer(), shifts: Shifts })),
    legalBasis: Type.String(),
    can: Type.Array(Type.String(), { description: 'remove khi người xem được bỏ tuần này' }),
  },
  { title: 'WorkWeek' },
)

export type WorkWeek = Of<typeof WorkWeek>

export const WorkWeeks = Type.Object({ items: Type.Array(WorkWeek) }, { title: 'WorkWeeks' })

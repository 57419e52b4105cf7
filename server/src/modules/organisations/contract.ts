import { Type } from 'typebox'
import { Closed, Nullable, type Of, Page, PageQuery, Text, Uuid } from '../../platform/http/schema.ts'

const Day = (description: string) =>
  Type.String({ maxLength: 10, description: `${description} (YYYY-MM-DD)` })
const ROLE_KEYS = [
  'tiepnhan',
  'chuyenvien',
  'truongphong',
  'lanhdao',
  'vanthu',
  'quantri',
  'kiemtra',
] as const
const KINDS = ['province', 'centre', 'department', 'commune', 'division', 'land_office', 'other'] as const

const RoleKey = Type.Enum(ROLE_KEYS)
const Words = Type.Optional(Text(200, { description: 'Từ cần tìm, có dấu hoặc không dấu' }))

export const UnitsQuery = Closed({
  q: Words,
  at: Type.Optional(Day('Danh sách vào ngày này; mặc định hôm nay')),
  kind: Type.Optional(Type.Enum(KINDS)),
  type: Type.Optional(
    Type.Enum(['office', 'admin'], {
      default: 'office',
      description: 'office: cơ quan; admin: đơn vị hành chính (địa bàn)',
    }),
  ),
  ...PageQuery,
})
export type UnitsQuery = Of<typeof UnitsQuery>

const listed = {
  id: Uuid(),
  ref: Type.String({ description: 'Cách gọi ngắn nhất: tên ngắn, mã định danh hoặc id' }),
  code: Nullable(Type.String()),
  name: Type.String(),
  kind: Type.String(),
  parent: Nullable(Type.String()),
  validFrom: Nullable(Type.String()),
  validTo: Nullable(Type.String()),
}

/** An organisation, or with `type=admin` an administrative unit, which has no more than the first fields. */
export const UnitView = Type.Object({
  ...listed,
  key: Type.Optional(Nullable(Type.String())),
  phone: Type.Optional(Nullable(Type.String())),
  address: Type.Optional(Nullable(Type.String())),
  isReceptionPoint: Type.Optional(Type.Boolean()),
  canDecide: Type.Optional(Type.Boolean()),
})
export type UnitView = Of<typeof UnitView>
export const UnitPage = Page(UnitView)

export const UnitDetail = Type.Object({
  ...listed,
  key: Nullable(Type.String()),
  phone: Nullable(Type.String()),
  address: Nullable(Type.String()),
  isReceptionPoint: Type.Boolean(),
  canDecide: Type.Boolean(),
  codes: Type.Array(
    Type.Object({
      scheme: Type.Enum(['QD20', 'QCVN102', 'LOCAL']),
      value: Type.String(),
      validFrom: Nullable(Type.String()),
      validTo: Nullable(Type.String()),
    }),
  ),
  above: Type.Array(Type.Object({ ref: Type.String(), name: Type.String() }), {
    description: 'Các đơn vị cấp trên, gần nhất trước',
  }),
  can: Type.Array(Type.Enum(['manage', 'close']), { description: 'Người xem quản trị được đơn vị này' }),
})
export type UnitDetail = Of<typeof UnitDetail>

const Scheme = Type.Enum(['QD20', 'QCVN102', 'LOCAL'])
const LegalBasisText = Type.Optional(Text(300, { description: 'Văn bản quyết định' }))
const UnitRefText = (description: string) => Type.String({ maxLength: 100, description })

export const NewUnit = Closed({
  name: Text(300),
  kind: Type.Enum(KINDS),
  parent: UnitRefText('Đơn vị cấp trên: tên ngắn, mã định danh hoặc id'),
  key: Type.Optional(Text(40, { description: 'Tên ngắn không dấu, dùng trong địa chỉ' })),
  codes: Type.Optional(Type.Array(Closed({ scheme: Scheme, value: Text(60) }), { maxItems: 6 })),
  adminUnitCode: Type.Optional(Text(10, { description: 'Mã đơn vị hành chính mà cơ quan phục vụ' })),
  phone: Type.Optional(Text(60)),
  address: Type.Optional(Text(500)),
  isReceptionPoint: Type.Optional(Type.Boolean({ description: 'Có Bộ phận Một cửa' })),
  canDecide: Type.Optional(Type.Boolean({ description: 'Có thẩm quyền giải quyết thủ tục' })),
  validFrom: Type.Optional(Day('Ngày đầu; mặc định hôm nay')),
  legalBasis: LegalBasisText,
})

export const UnitChanges = Closed({
  phone: Type.Optional(Nullable(Text(60))),
  address: Type.Optional(Nullable(Text(500))),
  isReceptionPoint: Type.Optional(Type.Boolean()),
  canDecide: Type.Optional(Type.Boolean()),
})

export const NewName = Closed({
  name: Text(300),
  from: Day('Ngày đầu mang tên mới'),
  legalBasis: LegalBasisText,
})

export const NewCode = Closed({ scheme: Scheme, value: Text(60), from: Day('Ngày đầu mang mã mới') })

export const Closure = Closed({
  lastDay: Day('Ngày cuối hoạt động'),
  successors: Type.Optional(
    Type.Array(
      Closed({
        unit: UnitRefText('Đơn vị kế thừa'),
        scope: Text(300, { description: 'Kế thừa phần việc nào' }),
      }),
      { maxItems: 20 },
    ),
  ),
  legalBasis: LegalBasisText,
})

export const PositionBody = Closed({
  accountId: Uuid(),
  title: Text(200, { description: 'Chức vụ, ví dụ Phó Chủ tịch' }),
  validFrom: Type.Optional(Day('Ngày đầu; mặc định hôm nay')),
  validTo: Type.Optional(Nullable(Day('Ngày cuối'))),
})

export const UnitParams = Closed({ ref: Type.String({ maxLength: 100 }) })

export const AreasQuery = Closed({
  q: Words,
  parent: Type.Optional(Type.String({ maxLength: 5, description: 'Mã tỉnh (hoặc huyện, trước 1/7/2025)' })),
  at: Type.Optional(Day('Danh mục vào ngày này; mặc định hôm nay')),
  ...PageQuery,
})

export const AreaView = Type.Object({
  id: Uuid(),
  code: Type.String(),
  level: Type.Integer(),
  kind: Type.String(),
  name: Type.String(),
  fullName: Type.String(),
  parentCode: Nullable(Type.String()),
  place: Type.String({ description: 'Các cấp trên, ví dụ “Huyện Sông Hinh, Tỉnh Phú Yên”' }),
  validFrom: Nullable(Type.String()),
  validTo: Nullable(Type.String()),
})
export const AreaPage = Page(AreaView)

export const DayQuery = Closed({ at: Type.Optional(Day('Danh mục vào ngày này; mặc định hôm nay')) })
export const ProvinceParams = Closed({ code: Type.String({ pattern: '^\\d{2}$' }) })
export const AreaOptions = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        code: Type.String(),
        name: Type.String(),
        fullName: Type.String(),
        kind: Type.String(),
      }),
    ),
  },
  { title: 'AreaOptions' },
)

export const TodayParams = Closed({ code: Type.String({ maxLength: 200, description: 'Mã, tên hoặc id' }) })
export const TodayQuery = Closed({
  at: Type.Optional(Day('Ngày của câu trả lời; mặc định hôm nay')),
  on: Type.Optional(Day('Ngày của giấy tờ ghi tên đơn vị')),
})
export const TodayAnswer = Type.Object({
  items: Type.Array(
    Type.Object({
      unit: AreaView,
      current: Type.Array(
        Type.Object({
          area: AreaView,
          share: Type.Enum(['WHOLE', 'PART']),
          people: Type.Enum(['WHOLE', 'PART', 'NONE']),
          note: Type.String(),
        }),
      ),
    }),
  ),
})

const REACHES = ['self', 'subtree'] as const
const Some = (items: number, length: number, description: string) =>
  Type.Optional(Nullable(Type.Array(Type.String({ maxLength: length }), { maxItems: items, description })))

/** What a grant is limited to. */
const limits = {
  reach: Type.Optional(
    Type.Enum(REACHES, {
      description:
        'self: chỉ đơn vị này; subtree: cả các đơn vị trực thuộc. Bỏ trống: như thường lệ của vai trò (kiemtra, quantri là subtree), khi uỷ quyền thì như người uỷ quyền',
    }),
  ),
  procedures: Some(500, 50, 'Mã các thủ tục được giao; bỏ trống: tất cả'),
  steps: Some(100, 100, 'Mã các bước của quy trình được giao; bỏ trống: tất cả'),
}
const shownLimits = {
  reach: Type.Enum(REACHES),
  procedures: Nullable(Type.Array(Type.String())),
  steps: Nullable(Type.Array(Type.String())),
}

export const RoleList = Type.Object(
  { items: Type.Array(Type.Object({ key: RoleKey, name: Type.String() })) },
  { title: 'RoleList' },
)

export const AppointmentBody = Closed({
  accountId: Uuid(),
  role: RoleKey,
  ...limits,
  validFrom: Type.Optional(Day('Ngày đầu; mặc định hôm nay')),
  validTo: Type.Optional(Nullable(Day('Ngày cuối'))),
  legalBasis: Type.Optional(Text(300)),
})
export const AppointmentView = Type.Object({
  id: Uuid(),
  accountId: Uuid(),
  unit: Type.String(),
  role: RoleKey,
  ...shownLimits,
  validFrom: Nullable(Type.String()),
  validTo: Nullable(Type.String()),
})

export const EndQuery = Closed({
  lastDay: Type.Optional(Day('Ngày cuối còn hiệu lực; bỏ trống: kết thúc ngay')),
})
export const IdParams = Closed({ id: Uuid() })
export const Done = Type.Object({ id: Uuid() })

export const DelegationBody = Closed({
  fromAccountId: Type.Optional(Uuid({ description: 'Mặc định: người đang đăng nhập' })),
  toAccountId: Uuid(),
  unit: Type.String({ maxLength: 100 }),
  role: RoleKey,
  ...limits,
  validFrom: Day('Ngày đầu'),
  validTo: Day('Ngày cuối'),
  reason: Text(500),
})
export const DelegationView = Type.Object({
  id: Uuid(),
  fromAccountId: Uuid(),
  toAccountId: Uuid(),
  unit: Type.String(),
  role: RoleKey,
  ...shownLimits,
  validFrom: Type.String(),
  validTo: Type.String(),
})

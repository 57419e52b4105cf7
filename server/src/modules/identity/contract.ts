import { Type } from 'typebox'
import { Closed, Nullable, type Of, Page, PageQuery, Text, Uuid } from '../../platform/http/schema.ts'

export const SignIn = Closed({
  username: Type.String({ minLength: 1, maxLength: 100 }),
  password: Type.String({ minLength: 1, maxLength: 200 }),
})

export const ActorView = Type.Object(
  {
    id: Type.String(),
    kind: Type.String(),
    username: Type.String(),
    name: Type.String(),
    assurance: Nullable(
      Type.Integer({ description: 'Mức độ định danh của phiên: 1 hoặc 2; null khi không nối nơi định danh' }),
    ),
    unit: Nullable(Type.String({ description: 'Đơn vị chính của cán bộ' })),
    unitName: Nullable(Type.String()),
    roles: Type.Array(Type.String(), { description: 'Các vai trò đang có, kể cả được uỷ quyền' }),
    permissions: Type.Array(Type.String(), {
      description: 'Quyền đang có; được làm gì với một hồ sơ thì xem can của hồ sơ',
    }),
    grants: Type.Array(
      Type.Object({ role: Type.String(), unit: Type.String(), unitName: Type.String(), via: Type.String() }),
    ),
  },
  { title: 'Actor' },
)

export const SessionView = Type.Object(
  {
    token: Type.String({ description: 'Gửi lại trong Authorization: Bearer …; trình duyệt dùng cookie' }),
    expiresAt: Type.String({ format: 'date-time' }),
    actor: ActorView,
  },
  { title: 'Session' },
)

export const SessionOptions = Type.Object(
  {
    password: Type.Boolean(),
    national: Nullable(
      Type.String({
        description:
          'Địa chỉ để trình duyệt tới đăng nhập bằng tài khoản định danh; thêm ?returnTo= đường dẫn quay lại',
      }),
    ),
  },
  { title: 'SessionOptions' },
)

export const ColleagueView = Type.Object(
  {
    account: Type.String(),
    name: Type.String(),
    roles: Type.Array(Type.String()),
    title: Nullable(Type.String({ description: 'Chức vụ tại đơn vị' })),
  },
  { title: 'Colleague' },
)

export const OwnDelegationView = Type.Object(
  {
    id: Type.String(),
    fromAccount: Type.String(),
    fromName: Type.String(),
    toAccount: Type.String(),
    toName: Type.String(),
    unit: Type.String(),
    unitName: Type.String(),
    role: Type.String(),
    roleName: Type.String(),
    validFrom: Type.String(),
    validTo: Type.String(),
  },
  { title: 'OwnDelegation' },
)

export type OwnDelegationView = Of<typeof OwnDelegationView>
export type ColleagueView = Of<typeof ColleagueView>
export type SignIn = Of<typeof SignIn>
export type ActorView = Of<typeof ActorView>
export type AccountKind = 'citizen' | 'business' | 'officer' | 'partner'

export type NewAccount = {
  username: string
  kind: AccountKind
  name: string
  /** Null: the account cannot sign in with a password (a partner with a bearer token only). */
  password: string | null
} & Partial<Personal>

/** What is kept sealed of an account. */
export type Personal = {
  idNumber: string | null
  phone: string | null
  email: string | null
  address: string | null
}

export const OfficersQuery = Closed({
  unit: Type.Optional(Text(100, { description: 'Chỉ đơn vị này: tên ngắn, mã định danh hoặc id' })),
  below: Type.Optional(Type.Boolean({ default: false, description: 'Cả các đơn vị trực thuộc của nó' })),
  q: Type.Optional(Text(200, { description: 'Họ tên hoặc tên đăng nhập, có dấu hoặc không dấu' })),
  ...PageQuery,
})
export type OfficersQuery = Of<typeof OfficersQuery>

export const NewOfficer = Closed({
  unit: Text(100, { description: 'Đơn vị quản lý tài khoản' }),
  username: Text(100, { description: 'Chữ thường không dấu, chữ số, dấu chấm, gạch' }),
  name: Text(200, { description: 'Họ và tên' }),
  password: Type.Optional(Text(200, { description: 'Bỏ trống: hệ thống cấp và cho biết một lần' })),
})
export type NewOfficer = Of<typeof NewOfficer>

export const OfficerParams = Closed({ id: Uuid() })
export const OfficerName = Closed({ name: Text(200) })

const UnitName = Type.Object({ ref: Type.String(), name: Type.String() })

const officer = {
  id: Type.String(),
  username: Type.String(),
  name: Type.String(),
  unit: Nullable(UnitName),
  isLocked: Type.Boolean(),
  appointments: Type.Array(
    Type.Object({
      id: Type.String(),
      role: Type.String(),
      roleName: Type.String(),
      unit: UnitName,
      reach: Type.String(),
      validFrom: Nullable(Type.String()),
      validTo: Nullable(Type.String()),
    }),
    { description: 'Phân công đang và sẽ có hiệu lực' },
  ),
  can: Type.Array(Type.Enum(['rename', 'resetPassword', 'lock', 'unlock'])),
}

export const OfficerView = Type.Object(officer, { title: 'OfficerAccount' })
export type OfficerView = Of<typeof OfficerView>
export const OfficerPage = Page(OfficerView)
export const OfficerWithPassword = Type.Object(
  { ...officer, password: Nullable(Type.String({ description: 'Chỉ hiện lần này' })) },
  { title: 'OfficerWithPassword' },
)

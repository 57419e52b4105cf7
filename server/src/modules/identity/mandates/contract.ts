import { Type } from 'typebox'
import { Closed, Nullable, type Of, Text } from '../../../platform/http/schema.ts'
import { ActorView } from '../contract.ts'

const Day = (options: object = {}) => Type.String({ format: 'date', ...options })

const Named = {
  name: Type.String({ minLength: 1, maxLength: 300 }),
  idNumber: Type.String({ minLength: 1, maxLength: 20, description: 'Số định danh cá nhân hoặc mã số thuế' }),
}

const Limits = {
  procedures: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 40 }), {
      minItems: 1,
      maxItems: 50,
      description: 'Mã các thủ tục được làm thay; bỏ trống là mọi thủ tục',
    }),
  ),
  validTo: Type.Optional(Day({ description: 'Ngày cuối; bỏ trống là một năm' })),
}

/** One of three: for one's child, an authorisation one gives, an authorisation on paper that one has. */
export const NewMandate = Type.Union([
  Closed(
    {
      kind: Type.Literal('child'),
      principal: Closed({ ...Named, birthDate: Day(), address: Type.Optional(Text(500)) }),
    },
    { title: 'ForChild', description: 'Làm thay con chưa thành niên; hết hiệu lực khi con đủ 18 tuổi' },
  ),
  Closed(
    { kind: Type.Literal('authorised'), agent: Closed(Named), ...Limits },
    { title: 'AuthorisationGiven', description: 'Uỷ quyền cho người khác làm thay mình' },
  ),
  Closed(
    {
      kind: Type.Literal('authorised'),
      principal: Closed({ ...Named, phone: Type.Optional(Text(20)), address: Type.Optional(Text(500)) }),
      ...Limits,
    },
    {
      title: 'AuthorisationOnPaper',
      description: 'Có văn bản uỷ quyền: khi nộp hồ sơ phải kèm văn bản đó (authorisation.fileId)',
    },
  ),
])

const Person = Type.Object({
  name: Type.String(),
  idNumber: Type.String(),
  birthDate: Type.Optional(Type.String()),
  phone: Type.Optional(Type.String()),
  address: Type.Optional(Type.String()),
})

export const MandateView = Type.Object(
  {
    id: Type.String(),
    kind: Type.Union([Type.Literal('child'), Type.Literal('authorised'), Type.Literal('representative')]),
    kindName: Type.String({ description: 'Như ghi trong hồ sơ: Cha, mẹ của người chưa thành niên …' }),
    proof: Type.Union([Type.Literal('granted'), Type.Literal('register'), Type.Literal('declared')]),
    principal: Type.Object(Person.properties, { description: 'Người được làm thay: chủ hồ sơ' }),
    agent: Type.Object({ name: Type.String(), idNumber: Type.String() }, { description: 'Người làm thay' }),
    procedures: Nullable(Type.Array(Type.String())),
    validFrom: Day(),
    validTo: Nullable(Day()),
    paperNeeded: Type.Boolean({ description: 'Khi nộp hồ sơ phải kèm văn bản uỷ quyền' }),
    can: Type.Array(Type.String(), { description: '`end`: được chấm dứt' }),
  },
  { title: 'Mandate' },
)

export const Me = Type.Object(
  {
    ...ActorView.properties,
    idNumber: Nullable(Type.String()),
    phone: Nullable(Type.String()),
    email: Nullable(Type.String()),
    address: Nullable(Type.String()),
    actFor: Type.Array(MandateView, { description: 'Những người tôi được làm thay hôm nay' }),
    given: Type.Array(MandateView, { description: 'Những người được làm thay tôi hôm nay' }),
  },
  { title: 'Me' },
)

export type NewMandate = Of<typeof NewMandate>
export type MandateView = Of<typeof MandateView>
export type Me = Of<typeof Me>

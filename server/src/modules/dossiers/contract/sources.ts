import { Type } from 'typebox'
import { Closed, Moment } from '../../../platform/http/schema.ts'

/** Where a proposed answer comes from. */
export const Source = Type.Union([
  Closed({ kind: Type.Literal('account') }),
  Closed({
    kind: Type.Literal('dossier'),
    code: Type.String({ maxLength: 60, description: 'Mã hồ sơ, hoặc số biên nhận nộp khi chưa tiếp nhận' }),
    submittedAt: Moment(),
  }),
  Closed({ kind: Type.Literal('card') }),
  Closed({
    kind: Type.Union([Type.Literal('population'), Type.Literal('enterprises')]),
    askedAt: Moment(),
  }),
])

/** What the form says of an answer: its source as the server gave it, with the proof. */
const Claim = Closed({
  source: Type.Union([Source, Closed({ kind: Type.Literal('declared') })]),
  at: Moment(),
  proof: Type.Optional(Type.String({ maxLength: 100 })),
})

export const GivenSources = Type.Record(Type.String({ maxLength: 300 }), Claim, {
  maxProperties: 200,
  description:
    'Câu trả lời được điền sẵn: JSON pointer → source, at, proof như GET/POST prefill trả; đã sửa thì thành tự khai',
})

export const GivenMarks = Type.Record(
  Type.String({ maxLength: 300 }),
  Closed({
    right: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S', description: 'Đúng phải là' }),
  }),
  {
    maxProperties: 200,
    description: '“Thông tin này sai”: JSON pointer của câu trả lời được điền sẵn → điều đúng',
  },
)

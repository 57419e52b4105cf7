import { Type } from 'typebox'
import { Closed, Moment } from '../../../platform/http/schema.ts'

export const PrefillParams = Closed({ code: Type.String({ maxLength: 60 }) })

export const Prefill = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        pointer: Type.String({ description: 'JSON pointer vào câu trả lời' }),
        value: Type.Unknown(),
        source: Type.Union([
          Type.Object({ kind: Type.Literal('account') }),
          Type.Object({
            kind: Type.Literal('dossier'),
            code: Type.String({ description: 'Mã hồ sơ, hoặc số biên nhận nộp khi chưa tiếp nhận' }),
            submittedAt: Moment(),
          }),
        ]),
      }),
    ),
  },
  { title: 'Prefill' },
)

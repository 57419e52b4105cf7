import { Type } from 'typebox'
import { Closed, Moment, type Of } from '../../../platform/http/schema.ts'
import { Source } from './sources.ts'
import { UnitName } from './submission.ts'

export const PrefillParams = Closed({ code: Type.String({ maxLength: 60 }) })

export const Prefill = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        pointer: Type.String({ description: 'JSON pointer vào câu trả lời' }),
        value: Type.Unknown(),
        source: Source,
        at: Moment({ description: 'Lúc hệ thống đưa ra giá trị này' }),
        proof: Type.String({ description: 'Gửi lại cùng source và at trong sources khi nộp' }),
      }),
    ),
  },
  { title: 'Prefill' },
)

/** Whom the registers are asked about; officers name the unit of their desk. */
export const PrefillQuery = Closed({
  unit: Type.Optional(UnitName),
  cardQr: Type.Optional(
    Type.String({ minLength: 1, maxLength: 2000, description: 'Nội dung mã QR trên thẻ căn cước' }),
  ),
  person: Type.Optional(
    Closed({
      idNumber: Type.String({ minLength: 12, maxLength: 15 }),
      name: Type.String({ minLength: 1, maxLength: 300 }),
      birthDate: Type.String({ pattern: '^\\d{4}(-\\d{2}-\\d{2})?$', description: 'YYYY-MM-DD hoặc YYYY' }),
    }),
  ),
  taxCode: Type.Optional(Type.String({ minLength: 10, maxLength: 14 })),
})

export const RegisterPrefill = Type.Object(
  {
    ...Prefill.properties,
    problems: Type.Array(
      Type.Object({
        register: Type.Union([Type.Literal('population'), Type.Literal('enterprises')]),
        code: Type.String(),
        message: Type.String(),
      }),
      { description: 'Nguồn không trả lời được; hãy điền tay' },
    ),
  },
  { title: 'RegisterPrefill' },
)

export type PrefillQuery = Of<typeof PrefillQuery>
export type RegisterPrefill = Of<typeof RegisterPrefill>

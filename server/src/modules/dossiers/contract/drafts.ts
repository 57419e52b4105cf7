import { Type } from 'typebox'
import { Closed, Moment, type Of } from '../../../platform/http/schema.ts'

export const DraftView = Type.Object(
  {
    id: Type.String(),
    procedureCode: Type.String(),
    body: Type.Record(Type.String(), Type.Unknown()),
    version: Type.Integer(),
    savedAt: Moment(),
  },
  { title: 'Draft' },
)
export const NewDraft = Closed({
  procedureCode: Type.String({ minLength: 1, maxLength: 40 }),
  body: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
})
export const DraftChanges = Closed({
  changes: Type.Array(
    Closed({
      pointer: Type.String({
        minLength: 2,
        maxLength: 300,
        description: 'JSON pointer, vd. /answers/con/hoTen',
      }),
      value: Type.Optional(Type.Unknown({ description: 'Không có value: xoá' })),
    }),
    { minItems: 1, maxItems: 200 },
  ),
})

export type DraftView = Of<typeof DraftView>

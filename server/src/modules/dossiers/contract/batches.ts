import { Type } from 'typebox'
import { Closed, Moment, Nullable, type Of, Uuid } from '../../../platform/http/schema.ts'

const Act = Type.Union([Type.Literal('accept'), Type.Literal('assign'), Type.Literal('complete')])

const order = {
  act: Act,
  ids: Type.Array(Uuid(), {
    minItems: 1,
    maxItems: 500,
    description: 'Hồ sơ (accept) hoặc việc (assign, complete)',
  }),
  account: Type.Optional(Uuid({ description: 'assign: giao cho ai' })),
  outcome: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 60,
      description: 'complete: kết quả của bước; bỏ trống là thông thường',
    }),
  ),
}

export const BatchOrder = Closed(order)
export const NewBatch = Closed({
  ...order,
  waitSeconds: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 3600,
      default: 10,
      description: 'Chờ bấy lâu rồi mới làm, để còn huỷ được cả loạt',
    }),
  ),
})

export const BatchPreview = Type.Object(
  {
    passes: Type.Integer(),
    refused: Type.Integer(),
    undoNote: Type.String({ description: 'Có lấy lại được sau khi làm không' }),
    items: Type.Array(
      Type.Object({
        id: Type.String(),
        passes: Type.Boolean(),
        code: Nullable(Type.String()),
        sentence: Nullable(Type.String({ description: 'Vì sao không làm được' })),
        undoable: Type.Boolean(),
        undoSentence: Nullable(Type.String({ description: 'Vì sao làm rồi không lấy lại được' })),
      }),
    ),
  },
  { title: 'BatchPreview' },
)

export const BatchRow = Type.Object(
  {
    id: Type.String(),
    act: Type.String(),
    state: Type.String({ description: 'waiting, running, done, cancelled, undoing, undone' }),
    createdAt: Moment(),
    runAt: Moment({ description: 'Đến lúc này mới bắt đầu làm' }),
    endedAt: Nullable(Moment()),
    undoUntil: Nullable(Moment({ description: 'Lấy lại được đến lúc này' })),
    counts: Type.Object({
      waiting: Type.Integer(),
      done: Type.Integer(),
      refused: Type.Integer(),
      cancelled: Type.Integer(),
      undone: Type.Integer(),
    }),
    can: Type.Array(Type.String({ description: 'cancellation, undo' })),
  },
  { title: 'BatchRow' },
)

export const BatchView = Type.Object(
  {
    ...BatchRow.properties,
    items: Type.Array(
      Type.Object({
        id: Type.String(),
        state: Type.String({ description: 'waiting, done, refused, cancelled' }),
        code: Nullable(Type.String()),
        sentence: Nullable(Type.String()),
        undo: Nullable(Type.String({ description: 'waiting, undone, refused' })),
        undoSentence: Nullable(Type.String()),
      }),
    ),
  },
  { title: 'Batch' },
)

export type BatchOrder = Of<typeof BatchOrder>
export type NewBatch = Of<typeof NewBatch>
export type BatchPreview = Of<typeof BatchPreview>
export type BatchRow = Of<typeof BatchRow>
export type BatchView = Of<typeof BatchView>

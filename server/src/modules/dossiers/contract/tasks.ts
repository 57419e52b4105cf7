import { Type } from 'typebox'
import { Closed, Moment, Nullable, type Of, Text, Uuid } from '../../../platform/http/schema.ts'

export const TaskView = Type.Object(
  {
    id: Type.String(),
    dossierId: Type.String(),
    dossierCode: Nullable(Type.String()),
    step: Type.String({ description: 'Mã bước trong quy trình' }),
    name: Type.String(),
    unit: Type.String(),
    unitName: Type.String(),
    roles: Type.Array(Type.String()),
    outcomes: Type.Array(Type.String({ description: 'Kết quả chọn được; kết quả đầu là thông thường' })),
    outcomeNames: Type.Record(Type.String(), Type.String()),
    openedAt: Moment(),
    dueAt: Nullable(Moment()),
    assignee: Nullable(Type.String({ description: 'Tài khoản đang giữ việc' })),
    can: Type.Array(Type.String()),
  },
  { title: 'Task' },
)

export const TaskCompletion = Closed({
  outcome: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
  data: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  note: Type.Optional(Text(2000)),
})
export const TaskAssignment = Closed({ account: Uuid(), note: Type.Optional(Text(2000)) })

export const QueueView = Type.Object(
  {
    key: Type.String(),
    name: Type.String(),
    count: Type.Integer(),
    newCount: Type.Integer({ description: 'Số hồ sơ vào hàng đợi sau lần xem cuối của tôi' }),
    lookedAt: Nullable(Moment({ description: 'Lần cuối tôi xem hàng đợi này' })),
  },
  { title: 'Queue' },
)

export const QueueKey = Closed({ key: Type.String({ maxLength: 40 }) })
export const QueueLook = Type.Object({ lookedAt: Moment() }, { title: 'QueueLook' })

export type TaskView = Of<typeof TaskView>
export type QueueView = Of<typeof QueueView>

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
    form: Nullable(
      Type.String({
        description:
          'Câu hỏi cán bộ trả lời khi xong bước: `khoá:kiểu!:câu hỏi` cách nhau bằng dấu chấm phẩy, `!` khi bắt buộc; kiểu là text, multiline, number, date, boolean',
      }),
    ),
    openedAt: Moment(),
    dueAt: Nullable(Moment()),
    assignee: Nullable(Type.String({ description: 'Tài khoản đang giữ việc' })),
    assigneeName: Nullable(Type.String()),
    can: Type.Array(Type.String()),
  },
  { title: 'Task' },
)

export const TaskCompletion = Closed({
  outcome: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
  answers: Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), { description: 'Trả lời các câu hỏi của bước (`form`)' }),
  ),
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

export const WorkloadView = Type.Object(
  {
    unit: Type.String(),
    unitName: Type.String(),
    account: Nullable(Type.String({ description: 'Người đang giữ; null: chưa ai nhận' })),
    name: Nullable(Type.String()),
    open: Type.Integer({ description: 'Việc đang mở' }),
    dueToday: Type.Integer({ description: 'Hồ sơ đến hạn trong hôm nay' }),
    late: Type.Integer({ description: 'Hồ sơ đã quá hạn' }),
  },
  { title: 'Workload' },
)

export const HeldSteps = Type.Object(
  {
    open: Type.Integer({ description: 'Việc đang giữ theo vai trò này ở đơn vị này' }),
    late: Type.Integer({ description: 'Trong đó của hồ sơ đã quá hạn' }),
  },
  { title: 'HeldSteps' },
)

export const StepView = Type.Object({
  node: Type.String({ description: 'Mã bước trong quy trình' }),
  name: Type.String(),
  state: Type.String({ description: 'done, open, cancelled, ahead' }),
  unitName: Nullable(Type.String()),
  roles: Type.Array(Type.String()),
  hours: Nullable(Type.Number({ description: 'Giờ làm việc' })),
  openedAt: Nullable(Moment()),
  dueAt: Nullable(Moment()),
  closedAt: Nullable(Moment()),
  holderName: Nullable(Type.String({ description: 'Ai đang giữ, hoặc ai đã làm' })),
  outcomeName: Nullable(Type.String()),
})

export const StandingView = Type.Object(
  {
    xml: Type.String({ description: 'Tệp BPMN 2.0 của phiên bản quy trình; có thể không có hình' }),
    ended: Type.Boolean(),
    current: Type.Array(Type.String({ description: 'Mã phần tử đang có thẻ' })),
    done: Type.Array(Type.String({ description: 'Mã các bước đã qua' })),
    steps: Type.Array(StepView, { description: 'Bước đã qua, đang làm, rồi những bước chưa tới' }),
  },
  { title: 'Standing' },
)

export type TaskView = Of<typeof TaskView>
export type WorkloadView = Of<typeof WorkloadView>
export type StandingView = Of<typeof StandingView>
export type QueueView = Of<typeof QueueView>

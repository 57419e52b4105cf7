import { Type } from 'typebox'
import { Closed, Moment, Nullable, type Of, Text, Uuid } from '../../platform/http/schema.ts'

const UnitName = Type.String({
  minLength: 1,
  maxLength: 100,
  description: 'Mã định danh (id), mã số hoặc tên ngắn của đơn vị',
})

export const Applicant = Closed({
  name: Type.String({ minLength: 1, maxLength: 300 }),
  idNumber: Type.String({ minLength: 1, maxLength: 20 }),
  phone: Type.Optional(Text(20)),
  email: Type.Optional(Text(200)),
  address: Type.Optional(Text(500)),
})

export const PaperInput = Closed({
  key: Type.String({ minLength: 1, maxLength: 60 }),
  fileId: Type.Optional(Uuid()),
  originals: Type.Optional(Type.Integer({ minimum: 0, maximum: 999 })),
  copies: Type.Optional(Type.Integer({ minimum: 0, maximum: 999 })),
})

export const Delivery = Closed({
  method: Type.Union([Type.Literal('counter'), Type.Literal('post'), Type.Literal('electronic')]),
  unit: Type.Optional(UnitName),
  address: Type.Optional(Text(500)),
})

const Authorisation = Closed(
  {
    relation: Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'Quan hệ với chủ hồ sơ: cha mẹ, người được uỷ quyền …',
    }),
    fileId: Type.Optional(Uuid({ description: 'Văn bản uỷ quyền' })),
    note: Type.Optional(Text(500)),
  },
  { description: 'Nộp thay người khác' },
)

export const SubmitDossier = Closed({
  procedureCode: Type.String({ minLength: 1, maxLength: 40 }),
  caseKey: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
  channel: Type.Union([Type.Literal('online'), Type.Literal('desk'), Type.Literal('post')]),
  receivingUnit: UnitName,
  competentUnit: Type.Optional(UnitName),
  applicant: Applicant,
  authorisation: Type.Optional(Authorisation),
  answers: Type.Record(Type.String(), Type.Unknown()),
  papers: Type.Optional(Type.Array(PaperInput, { maxItems: 100 })),
  delivery: Type.Optional(Delivery),
  draftId: Type.Optional(Uuid()),
})

export const Fee = Type.Object({
  key: Type.String(),
  name: Type.String(),
  amount: Nullable(Type.Integer({ description: 'đồng; null khi cán bộ còn phải xác định' })),
  reason: Type.String(),
})

export const PaperView = Type.Object({
  id: Type.String(),
  key: Type.String(),
  name: Type.String(),
  fileId: Nullable(Type.String()),
  originals: Type.Integer(),
  copies: Type.Integer(),
  addedAt: Moment(),
  replacedAt: Nullable(Moment()),
})

const UnitView = Type.Object({ id: Type.String(), ref: Type.String(), name: Type.String() })

/** A row of a list. */
export const DossierRow = Type.Object(
  {
    id: Type.String(),
    submissionNumber: Type.String(),
    code: Nullable(Type.String()),
    status: Type.Integer({
      minimum: 1,
      maximum: 10,
      description: 'Mã trạng thái của Cổng Dịch vụ công quốc gia',
    }),
    statusName: Type.String(),
    procedureCode: Type.String(),
    procedureName: Type.String(),
    applicantName: Type.String(),
    channel: Type.String(),
    receivingUnit: Type.String(),
    competentUnit: Type.String(),
    submittedAt: Moment(),
    acceptedAt: Nullable(Moment()),
    dueAt: Nullable(Moment()),
    punctuality: Nullable(Type.String({ description: 'early, on_time, late; đang xử lý: in_time, late' })),
  },
  { title: 'DossierRow' },
)

export const DossierView = Type.Object(
  {
    ...DossierRow.properties,
    caseKey: Type.String(),
    returnUnit: Type.String(),
    units: Type.Object({ receiving: UnitView, competent: UnitView, return: UnitView }),
    crossBoundary: Type.Boolean({ description: 'Nơi tiếp nhận khác cơ quan giải quyết' }),
    applicant: Type.Object({
      name: Type.String(),
      idNumber: Type.String(),
      phone: Nullable(Type.String()),
      email: Nullable(Type.String()),
      address: Nullable(Type.String()),
    }),
    authorisation: Nullable(
      Type.Object({
        relation: Type.String(),
        fileId: Type.Optional(Type.String()),
        note: Type.Optional(Type.String()),
      }),
    ),
    filedForAnother: Type.Boolean(),
    answers: Type.Record(Type.String(), Type.Unknown()),
    papers: Type.Array(PaperView),
    fees: Type.Array(Fee),
    feeTotal: Type.Integer({ description: 'đồng' }),
    delivery: Type.Object({
      method: Type.String(),
      unit: Type.Optional(Type.String()),
      address: Type.Optional(Type.String()),
    }),
    firstDueAt: Nullable(Moment()),
    resultAt: Nullable(Moment()),
    finishedAt: Nullable(Moment()),
    closedAt: Nullable(Moment()),
    processEnded: Type.Boolean(),
    paymentState: Type.String(),
    deliveryState: Type.String(),
    syncState: Type.String(),
    transferState: Type.String(),
    supplement: Nullable(
      Type.Object({
        requestedAt: Moment(),
        replyBy: Moment(),
        receivedAt: Nullable(Moment()),
        reason: Type.String(),
        items: Type.Array(Type.Object({ key: Nullable(Type.String()), text: Type.String() })),
      }),
    ),
    results: Type.Array(
      Type.Object({
        id: Type.String(),
        outcome: Type.String(),
        code: Nullable(Type.String()),
        name: Type.String(),
        number: Nullable(Type.String()),
        signedOn: Nullable(Type.String()),
        fileId: Nullable(Type.String()),
      }),
    ),
    trackingSecret: Nullable(
      Type.String({ description: 'Mã tra cứu in trên giấy tiếp nhận; chỉ chủ hồ sơ và nơi tiếp nhận thấy' }),
    ),
    version: Type.Integer(),
    can: Type.Array(Type.String({ description: 'Việc được làm lúc này, là phần cuối của địa chỉ để gọi' })),
  },
  { title: 'Dossier' },
)

const Reason = (options: object = {}) => Type.String({ minLength: 1, maxLength: 2000, ...options })

export const Acceptance = Closed({ note: Type.Optional(Text(2000)) })
export const Refusal = Closed({ reason: Reason() })
export const SupplementRequest = Closed({
  reason: Reason(),
  items: Type.Optional(
    Type.Array(
      Type.Union([
        Type.String({ minLength: 1, maxLength: 1000 }),
        Closed({
          key: Type.Optional(Type.String({ maxLength: 60 })),
          text: Type.String({ minLength: 1, maxLength: 1000 }),
        }),
      ]),
      { maxItems: 50, description: 'Giấy tờ, thông tin phải bổ sung; key là mã thành phần hồ sơ nếu có' },
    ),
  ),
})
export const Supplement = Closed({
  papers: Type.Optional(Type.Array(PaperInput, { maxItems: 100 })),
  answers: Type.Optional(Type.Record(Type.String(), Type.Unknown(), { description: 'Thay toàn bộ tờ khai' })),
  note: Type.Optional(Text(2000)),
})
export const Withdrawal = Closed({ reason: Type.Optional(Text(2000)) })
export const Stop = Closed({ reason: Reason() })
export const Apology = Closed({ reason: Reason(), newDue: Moment({ description: 'Ngày hẹn mới' }) })
export const PaymentConfirmation = Closed({
  receiptNumber: Type.Optional(Text(100)),
  fileId: Type.Optional(Uuid()),
  note: Type.Optional(Text(2000)),
})
export const Transfer = Closed({
  state: Type.Union([Type.Literal('sent'), Type.Literal('received'), Type.Literal('returned')]),
  parcelNumber: Type.Optional(Text(100)),
  note: Type.Optional(Text(2000)),
})
export const Result = Closed({
  outcome: Type.Optional(Type.Union([Type.Literal('granted'), Type.Literal('refused')])),
  code: Type.Optional(Type.String({ maxLength: 40, description: 'Mã kết quả KQ.Gxx.nnnnnn' })),
  name: Type.Optional(Text(500)),
  number: Type.Optional(Text(100)),
  signedOn: Type.Optional(Type.String({ format: 'date' })),
  fileId: Type.Optional(Uuid()),
  note: Type.Optional(Text(2000)),
})
export const Handover = Closed({
  receiverName: Type.Optional(Text(300)),
  receiverIdNumber: Type.Optional(Text(20)),
  method: Type.Optional(Delivery.properties.method),
  note: Type.Optional(Text(2000)),
})

export const ActView = Type.Object(
  {
    id: Type.String(),
    kind: Type.String(),
    name: Type.String(),
    at: Moment(),
    actorName: Type.String(),
    actorKind: Type.String(),
    unit: Nullable(Type.String()),
    unitName: Nullable(Type.String()),
    reason: Nullable(Type.String()),
    data: Type.Record(Type.String(), Type.Unknown()),
    statusBefore: Nullable(Type.Integer()),
    statusAfter: Type.Integer(),
  },
  { title: 'Act' },
)

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
  { key: Type.String(), name: Type.String(), count: Type.Integer() },
  { title: 'Queue' },
)

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

export type SubmitDossier = Of<typeof SubmitDossier>
export type PaperInput = Of<typeof PaperInput>
export type DossierView = Of<typeof DossierView>
export type DossierListRow = Of<typeof DossierRow>
export type ActView = Of<typeof ActView>
export type TaskView = Of<typeof TaskView>
export type QueueView = Of<typeof QueueView>
export type DraftView = Of<typeof DraftView>
export type SupplementRequest = Of<typeof SupplementRequest>
export type Supplement = Of<typeof Supplement>
export type Fee = Of<typeof Fee>

import { Type } from 'typebox'
import { Moment, Nullable, type Of } from '../../../platform/http/schema.ts'
import { TaskView } from './tasks.ts'

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
    abstract: Type.String({ description: 'Trích yếu' }),
    applicantName: Type.String(),
    channel: Type.String(),
    receivingUnit: Type.String(),
    competentUnit: Type.String(),
    submittedAt: Moment(),
    acceptedAt: Nullable(Moment()),
    dueAt: Nullable(Moment()),
    punctuality: Nullable(Type.String({ description: 'early, on_time, late; đang xử lý: in_time, late' })),
    enteredAt: Type.Optional(
      Moment({ description: 'Vào hàng đợi này từ lúc nào; mới với tôi khi sau lookedAt của hàng đợi' }),
    ),
    tasks: Type.Optional(
      Type.Array(TaskView, { description: 'Trong một hàng đợi: các bước đang mở mà người xem làm được' }),
    ),
  },
  { title: 'DossierRow' },
)

const RelativeView = Type.Object({
  id: Type.String(),
  code: Nullable(Type.String()),
  name: Type.String(),
  status: Type.Integer(),
  statusName: Type.String(),
  unit: Type.String(),
  unitName: Type.String({ description: 'Đơn vị đang giữ' }),
  dueAt: Nullable(Moment()),
  punctuality: Nullable(Type.String()),
})

export const DossierView = Type.Object(
  {
    ...Type.Omit(DossierRow, ['enteredAt', 'tasks']).properties,
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
        mandate: Type.Optional(Type.String({ description: 'Uỷ quyền trên hệ thống mà hồ sơ được nộp theo' })),
        fileId: Type.Optional(Type.String()),
        note: Type.Optional(Type.String()),
      }),
    ),
    filedForAnother: Type.Boolean(),
    answers: Type.Record(Type.String(), Type.Unknown()),
    sources: Type.Array(
      Type.Object({
        pointer: Type.String({ description: 'JSON pointer vào câu trả lời' }),
        kind: Type.String({ description: 'account, dossier, card, population, enterprises, declared' }),
        name: Type.String({ description: 'Nguồn, bằng lời' }),
        at: Moment(),
        dossierCode: Nullable(Type.String()),
      }),
      { description: 'Nguồn của câu trả lời được điền sẵn; câu không có ở đây là tự khai' },
    ),
    marks: Type.Array(
      Type.Object({
        pointer: Type.String(),
        right: Type.String({ description: 'Người khai nói đúng phải là' }),
        at: Moment(),
      }),
      { description: 'Thông tin điền sẵn mà người khai báo là sai' },
    ),
    papers: Type.Array(PaperView),
    fees: Type.Array(Fee),
    feeTotal: Type.Integer({ description: 'đồng' }),
    delivery: Type.Object({
      method: Type.String(),
      unit: Type.Optional(Type.String()),
      address: Type.Optional(Type.String()),
    }),
    receivedAt: Nullable(
      Moment({ description: 'Thời hạn tính từ lúc này; khác acceptedAt khi hồ sơ giấy được nhập sau' }),
    ),
    firstDueAt: Nullable(Moment()),
    resultAt: Nullable(Moment()),
    finishedAt: Nullable(Moment()),
    closedAt: Nullable(Moment()),
    processEnded: Type.Boolean(),
    collectingUnit: Nullable(
      Type.String({ description: 'Đơn vị mà bạn thu phí cho; null khi bạn không thu được lúc này' }),
    ),
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
    parent: Nullable(RelativeView),
    children: Type.Array(RelativeView, { description: 'Hồ sơ con ở đơn vị khác' }),
    version: Type.Integer(),
    can: Type.Array(Type.String({ description: 'Việc được làm lúc này, là phần cuối của địa chỉ để gọi' })),
  },
  { title: 'Dossier' },
)

export type DossierView = Of<typeof DossierView>
export type DossierListRow = Of<typeof DossierRow>
export type Fee = Of<typeof Fee>

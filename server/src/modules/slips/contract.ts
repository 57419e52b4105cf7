import { Type } from 'typebox'
import { Closed, Moment, Nullable, type Of, Text, Uuid } from '../../platform/http/schema.ts'
import { DOSSIER_SHEETS } from './domain/sheet.ts'

export const DossierKind = Type.Enum([...DOSSIER_SHEETS], {
  description:
    'receipt: giấy tiếp nhận; supplement: yêu cầu bổ sung; refusal: từ chối; apology: xin lỗi; stop: dừng; control: phiếu kiểm soát; fee: biên lai; handover: phiếu bàn giao',
})

export const PaperSize = Type.Union([Type.Literal('A4'), Type.Literal('A5')])

export const Issue = Closed({
  paper: Type.Optional(PaperSize),
  reason: Type.Optional(Text(2000, { description: 'Vì sao cấp lại; bắt buộc khi giấy này đã cấp' })),
})

export const RegisterOrder = Closed({
  unit: Type.String({ minLength: 1, maxLength: 100, description: 'Mã định danh (id), mã số hoặc tên ngắn' }),
  from: Type.String({ format: 'date' }),
  to: Type.String({ format: 'date' }),
})

export const PrintKinds = Type.Object(
  { items: Type.Array(Type.Object({ kind: DossierKind, name: Type.String() })) },
  { title: 'PrintKinds' },
)

export const PrintOrder = Closed({
  kind: DossierKind,
  paper: Type.Optional(PaperSize),
  dossiers: Type.Array(Uuid(), { minItems: 1, maxItems: 500, description: 'Hồ sơ theo thứ tự in' }),
})

const Change = Type.Object({ name: Type.String(), before: Type.String(), after: Type.String() })

export const SlipView = Type.Object(
  {
    id: Type.String(),
    kind: Type.String(),
    name: Type.String(),
    number: Type.String(),
    issue: Type.Integer({ description: 'Lần cấp, từ 1' }),
    current: Type.Boolean({ description: 'Bản cấp sau cùng, đang có giá trị' }),
    paper: PaperSize,
    unit: Type.String(),
    unitName: Type.String(),
    issuedAt: Moment(),
    issuedBy: Type.String(),
    reason: Nullable(Type.String({ description: 'Vì sao cấp lại' })),
    changes: Type.Array(Change, { description: 'So với bản cấp trước' }),
    template: Type.String({ description: 'Phiên bản của mẫu in' }),
    sha256: Type.String({ description: 'Của các byte như đã cấp' }),
    size: Type.Integer({ description: 'Số byte' }),
    file: Type.String({ description: 'Địa chỉ của tệp PDF' }),
  },
  { title: 'Slip' },
)

export const RegisterView = Type.Object(
  {
    ...SlipView.properties,
    from: Type.String({ description: 'Ngày đầu, dd/MM/yyyy' }),
    to: Type.String({ description: 'Ngày cuối, dd/MM/yyyy' }),
    total: Type.Integer({ description: 'Số hồ sơ trong sổ' }),
  },
  { title: 'Register' },
)

export const RegisterList = Type.Object({ items: Type.Array(RegisterView) })

export const SlipList = Type.Object({
  items: Type.Array(SlipView),
  can: Type.Array(
    Type.Object({
      kind: Type.String(),
      name: Type.String(),
      papers: Type.Array(PaperSize),
      issued: Type.Boolean({ description: 'Đã cấp rồi: cấp lại phải có lý do' }),
    }),
    { description: 'Giấy mà người xem được cấp lúc này' },
  ),
})

export const PrintRunView = Type.Object(
  {
    id: Type.String(),
    kind: Type.String(),
    paper: PaperSize,
    state: Type.Union([Type.Literal('running'), Type.Literal('done')]),
    createdAt: Moment(),
    endedAt: Nullable(Moment()),
    total: Type.Integer(),
    done: Type.Integer(),
    refused: Type.Integer(),
    file: Nullable(Type.String({ description: 'Địa chỉ của tệp PDF gộp, khi đã xong' })),
    items: Type.Array(
      Type.Object({
        dossierId: Type.String(),
        state: Type.Union([Type.Literal('waiting'), Type.Literal('done'), Type.Literal('refused')]),
        slip: Nullable(Type.String()),
        code: Nullable(Type.String()),
        sentence: Nullable(Type.String({ description: 'Vì sao không in được' })),
      }),
    ),
  },
  { title: 'PrintRun' },
)

export type SlipView = Of<typeof SlipView>
export type RegisterView = Of<typeof RegisterView>
export type SlipList = Of<typeof SlipList>
export type PrintRunView = Of<typeof PrintRunView>

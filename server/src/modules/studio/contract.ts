import { Type } from 'typebox'
import { Closed, Nullable, type Of, Page, PageQuery, Text, Uuid } from '../../platform/http/schema.ts'
import { PARTS } from './domain/parts.ts'

const PartName = Type.Enum([...PARTS], {
  description:
    'procedure: gói thủ tục; form: biểu mẫu; process: tệp BPMN; cases: trường hợp mẫu của quy trình',
})

export const DraftsQuery = Closed({
  q: Type.Optional(Text(200, { description: 'Từ trong mã hoặc tên, có dấu hoặc không dấu' })),
  state: Type.Optional(Type.Enum(['open', 'ended'], { default: 'open' })),
  ...PageQuery,
})
export type DraftsQuery = Of<typeof DraftsQuery>

const DraftState = Type.Enum(['open', 'published', 'dropped'])
const UnitName = Type.Object({ ref: Type.String(), name: Type.String() })

const listed = {
  id: Uuid(),
  code: Type.String(),
  name: Type.String(),
  unit: UnitName,
  state: DraftState,
  isNew: Type.Boolean({ description: 'Thủ tục chưa từng được công bố ở tỉnh' }),
  changedAt: Type.String({ format: 'date-time' }),
  changedBy: Type.String({ description: 'Họ tên người sửa cuối' }),
}

export const DraftItem = Type.Object(listed, { title: 'StudioDraftItem' })
export const DraftPage = Page(DraftItem)

export const NewDraft = Closed({
  unit: Type.String({ maxLength: 100, description: 'Đơn vị soạn: tên ngắn, mã định danh hoặc id' }),
  code: Type.String({ minLength: 1, maxLength: 60, description: 'Mã thủ tục, ví dụ 1.001193' }),
  name: Type.Optional(Text(500, { description: 'Tên thủ tục mới; bỏ trống khi soạn từ bản đã có' })),
  from: Type.Optional(
    Type.String({
      maxLength: 60,
      description: 'Mã thủ tục lấy làm gốc: chính nó để soạn bản tiếp theo, hoặc thủ tục khác để sao chép',
    }),
  ),
})
export type NewDraft = Of<typeof NewDraft>

export const PartView = Type.Object(
  {
    part: PartName,
    revision: Type.Integer({ description: 'Gửi lại khi lưu; 412 khi đã có người sửa' }),
    position: Type.Integer({ description: 'Bước của lịch sử đang dùng' }),
    first: Type.Integer({ description: 'Bước cũ nhất còn giữ' }),
    last: Type.Integer({ description: 'Bước mới nhất có thể đi tới' }),
    content: Type.Unknown(),
    savedAt: Type.String({ format: 'date-time' }),
    savedBy: Type.String(),
  },
  { title: 'StudioPart' },
)
export type PartView = Of<typeof PartView>

export const DraftView = Type.Object(
  {
    ...listed,
    publishedVersion: Nullable(Type.Integer()),
    parts: Type.Array(PartView),
    can: Type.Array(Type.Enum(['save', 'drop', 'publish'])),
  },
  { title: 'StudioDraft' },
)
export type DraftView = Of<typeof DraftView>

export const DraftParams = Closed({ id: Uuid() })
export const PartParams = Closed({ id: Uuid(), part: PartName })

const Revision = Type.Integer({ minimum: 0, maximum: 2_000_000_000, description: 'Số lần sửa đã đọc' })

export const SavePart = Closed({
  revision: Revision,
  content: Type.Unknown({ description: 'Toàn bộ nội dung của phần; được phép dở dang' }),
})
export const RestorePart = Closed({
  revision: Revision,
  position: Type.Integer({
    minimum: 0,
    maximum: 2_000_000_000,
    description: 'Bước của lịch sử cần dùng lại',
  }),
})

export const History = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        position: Type.Integer(),
        savedAt: Type.String({ format: 'date-time' }),
        savedBy: Type.String(),
      }),
    ),
  },
  { title: 'StudioHistory' },
)

export const Finding = Type.Object(
  {
    part: Type.Enum(['procedure', 'form', 'process', 'cases', 'staff']),
    code: Type.String(),
    message: Type.String(),
    pointer: Type.Optional(Type.String({ description: 'Con trỏ JSON vào phần ấy' })),
    element: Type.Optional(
      Type.Object({ id: Type.String(), type: Type.String(), name: Nullable(Type.String()) }),
    ),
  },
  { title: 'StudioFinding' },
)

export const CheckView = Type.Object(
  {
    problems: Type.Array(Finding, { description: 'Phải sửa trước khi công bố' }),
    warnings: Type.Array(Finding, { description: 'Nên xem lại, không cản công bố' }),
    untried: Type.Array(Type.String(), { description: 'Bước của quy trình chưa trường hợp mẫu nào đi qua' }),
  },
  { title: 'StudioCheck' },
)

export const PlayBody = Closed({
  cases: Type.Optional(
    Type.Array(Type.Unknown(), {
      maxItems: 50,
      description: 'Trường hợp chạy thử; bỏ trống: các trường hợp mẫu của bản soạn',
    }),
  ),
})

export const PlayView = Type.Object(
  {
    problems: Type.Array(Finding, { description: 'Vì sao quy trình chưa chạy thử được' }),
    cases: Type.Array(
      Type.Object({
        name: Type.String(),
        ok: Type.Boolean(),
        problems: Type.Array(Type.String()),
        frames: Type.Array(
          Type.Object({
            text: Type.String({ description: 'Việc vừa xảy ra' }),
            flows: Type.Array(Type.String(), { description: 'Các luồng vừa đi qua, theo thứ tự' }),
            tokens: Type.Array(Type.String(), { description: 'Phần tử đang giữ thẻ' }),
            ended: Type.Boolean(),
          }),
        ),
      }),
    ),
    untried: Type.Array(Type.String()),
  },
  { title: 'StudioPlay' },
)

export const DiffView = Type.Object(
  {
    current: Nullable(
      Type.Object(
        { versionId: Uuid(), version: Type.Integer(), configured: Type.Boolean() },
        { description: 'Phiên bản đang dùng' },
      ),
    ),
    changes: Type.Array(
      Type.Object({
        part: Type.Enum(['procedure', 'form', 'process']),
        label: Type.String(),
        text: Type.String(),
      }),
    ),
    unreadable: Type.Array(Type.Enum(['procedure', 'process']), {
      description: 'Phần còn lỗi nên chưa so sánh được',
    }),
  },
  { title: 'StudioDiff' },
)

export const Publish = Closed({
  revisions: Closed(
    { procedure: Revision, form: Revision, process: Revision, cases: Revision },
    { description: 'Số lần sửa của từng phần đã xem; 412 khi có phần đã đổi' },
  ),
  against: Nullable(
    Uuid({ description: 'Phiên bản đang dùng mà phần thay đổi đã so với; null: thủ tục chưa có ở đây' }),
  ),
})
export type Publish = Of<typeof Publish>

export const PublishedView = Type.Object(
  { code: Type.String(), versionId: Uuid(), version: Type.Integer(), changed: Type.Boolean() },
  { title: 'StudioPublished' },
)

export const Done = Type.Object({ id: Uuid() })

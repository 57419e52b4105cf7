import { Type } from 'typebox'
import { Closed, Moment, Nullable, type Of, Uuid } from '../../../platform/http/schema.ts'
import { BatchView } from './batches.ts'

const target = {
  toVersionId: Uuid({ description: 'Phiên bản thủ tục chuyển sang: versionId của GET /procedures/{code}' }),
  names: Type.Optional(
    Type.Record(Type.String({ maxLength: 100 }), Type.String({ maxLength: 100 }), {
      maxProperties: 200,
      description: 'Bước nào đổi mã: mã cũ → mã mới',
    }),
  ),
}

export const PreviewOrder = Closed({
  ...target,
  ids: Type.Optional(
    Type.Array(Uuid(), {
      minItems: 1,
      maxItems: 500,
      description: 'Hồ sơ; bỏ trống là mọi hồ sơ đang chạy phiên bản khác mà bạn được chuyển',
    }),
  ),
})

export const NewMigration = Closed({
  ...target,
  reason: Type.String({ minLength: 1, maxLength: 2000, description: 'Lý do, ghi vào lịch sử từng hồ sơ' }),
  items: Type.Array(
    Closed({
      id: Uuid(),
      seen: Type.String({
        maxLength: 40,
        description: 'Như bản xem trước trả; hồ sơ đã đổi thì không chuyển',
      }),
    }),
    { minItems: 1, maxItems: 500 },
  ),
})

const StepName = Type.Object({ key: Type.String(), name: Type.String() })

export const MigrationPreview = Type.Object(
  {
    procedureCode: Type.String(),
    version: Type.Integer(),
    passes: Type.Integer(),
    refused: Type.Integer(),
    left: Type.Integer({ description: 'Còn bấy nhiêu hồ sơ ngoài 500 hồ sơ này' }),
    undoNote: Type.String(),
    lacking: Type.Array(StepName, {
      description: 'Bước đang mở mà phiên bản mới không có; ghi bước thay thế vào names',
    }),
    offered: Type.Array(StepName, { description: 'Các bước của phiên bản mới' }),
    items: Type.Array(
      Type.Object({
        id: Type.String(),
        dossierCode: Nullable(Type.String()),
        passes: Type.Boolean(),
        code: Nullable(Type.String({ description: 'Mã lý do không chuyển được' })),
        sentence: Type.String({ description: 'Sẽ ra sao, hoặc vì sao không chuyển được' }),
        seen: Nullable(Type.String({ description: 'Gửi lại khi ra lệnh chuyển' })),
        status: Nullable(Type.Integer()),
        dueAt: Nullable(Moment({ description: 'Ngày hẹn trả, không đổi khi chuyển' })),
        steps: Type.Array(
          Type.Object({
            from: Type.String(),
            fromName: Type.String(),
            to: Type.String(),
            toName: Type.String(),
            unit: Type.String(),
            dueBefore: Nullable(Moment()),
            dueAfter: Nullable(Moment()),
          }),
        ),
      }),
    ),
  },
  { title: 'MigrationPreview' },
)

const { items, counts, createdAt, endedAt, undoUntil, can, id, state } = BatchView.properties

const migration = {
  ...{ id, state, createdAt, endedAt, undoUntil, counts, can },
  procedureCode: Type.String(),
  procedureName: Type.String(),
  version: Type.Integer({ description: 'Phiên bản chuyển sang' }),
  reason: Type.String(),
}

export const MigrationRow = Type.Object(migration, { title: 'MigrationRow' })

export const ProcedureBehind = Type.Object(
  {
    procedureCode: Type.String(),
    procedureName: Type.String(),
    toVersionId: Type.String({ description: 'Phiên bản đang dùng, để chuyển sang' }),
    version: Type.Integer(),
    dossiers: Type.Integer({ description: 'Hồ sơ đang chạy phiên bản khác mà bạn được chuyển' }),
  },
  { title: 'ProcedureBehind' },
)

export const MigrationView = Type.Object(
  {
    ...migration,
    items: Type.Array(Type.Object({ ...items.items.properties, dossierCode: Nullable(Type.String()) })),
  },
  { title: 'Migration' },
)

export type PreviewOrder = Of<typeof PreviewOrder>
export type NewMigration = Of<typeof NewMigration>
export type MigrationPreview = Of<typeof MigrationPreview>
export type MigrationRow = Of<typeof MigrationRow>
export type MigrationView = Of<typeof MigrationView>
export type ProcedureBehind = Of<typeof ProcedureBehind>

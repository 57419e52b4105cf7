import { Type } from 'typebox'
import { Closed, Moment, Nullable, type Of, Uuid } from '../../../platform/http/schema.ts'
import { SubmitDossier } from '../../dossiers/index.ts'

const { receivingUnit } = SubmitDossier.properties

export const TemplateQuery = Closed({ unit: receivingUnit, procedure: Type.String({ maxLength: 40 }) })

export const NewGroup = Closed({
  unit: receivingUnit,
  procedureCode: Type.String({ minLength: 1, maxLength: 40 }),
  fileId: Uuid({ description: 'Tệp .xlsx hoặc .csv theo mẫu của thủ tục, đã gửi lên' }),
  papersComplete: Type.Literal(true, {
    description: 'Cán bộ đã kiểm: mỗi người đủ giấy tờ bắt buộc theo danh mục',
  }),
})

export const GroupView = Type.Object(
  {
    id: Type.String(),
    name: Type.String({ description: 'Tên tệp' }),
    procedureCode: Type.String(),
    state: Type.String({ description: 'checked: đã kiểm, chưa nhận; running; done' }),
    createdAt: Moment(),
    endedAt: Nullable(Moment()),
    counts: Type.Object({
      waiting: Type.Integer(),
      done: Type.Integer(),
      refused: Type.Integer(),
      skipped: Type.Integer(),
    }),
    rows: Type.Array(
      Type.Object({
        line: Type.Integer({ description: 'Số dòng trong tệp' }),
        state: Type.String({ description: 'waiting, done, refused, skipped (có lỗi nên không nhận)' }),
        dossierId: Nullable(Type.String()),
        code: Nullable(Type.String()),
        sentence: Nullable(Type.String({ description: 'Vì sao; nêu cột khi biết' })),
      }),
    ),
  },
  { title: 'GroupIntake' },
)

export type NewGroup = Of<typeof NewGroup>
export type GroupView = Of<typeof GroupView>

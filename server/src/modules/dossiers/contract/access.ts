import { Type } from 'typebox'
import { Nullable, type Of } from '../../../platform/http/schema.ts'

const KINDS = ['applicant', 'submitter', 'officer'] as const

/** Somebody, or for the applicant a role of a unit, who may see a dossier now. */
export const AccessView = Type.Object(
  {
    kind: Type.Enum(KINDS, { description: 'applicant: chủ hồ sơ; submitter: người nộp; officer: cán bộ' }),
    name: Nullable(Type.String({ description: 'Tên cán bộ; không nêu với chủ hồ sơ và người nộp' })),
    unit: Nullable(Type.String({ description: 'Đơn vị nơi giữ vai trò' })),
    unitName: Nullable(Type.String()),
    role: Nullable(Type.String()),
    roleName: Nullable(Type.String()),
    via: Nullable(Type.Enum(['appointment', 'delegation'] as const)),
    until: Nullable(Type.String({ description: 'Ngày cuối (YYYY-MM-DD)' })),
    reason: Type.String({ description: 'Vì sao được xem, bằng một câu' }),
  },
  { title: 'Access' },
)

export type AccessView = Of<typeof AccessView>

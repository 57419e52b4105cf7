import { Type } from 'typebox'
import type { Of } from '../../platform/http/schema.ts'

export const FileView = Type.Object(
  {
    id: Type.String(),
    sha256: Type.String(),
    size: Type.Integer({ description: 'Số byte' }),
    type: Type.String({ description: 'Loại nhận ra từ nội dung, không phải từ tên tệp' }),
    name: Type.String(),
  },
  { title: 'File' },
)

export type FileView = Of<typeof FileView>

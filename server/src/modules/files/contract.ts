import { Type } from 'typebox'
import { Closed, Moment, Nullable, type Of } from '../../platform/http/schema.ts'

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

export const NewUpload = Closed({
  name: Type.String({ minLength: 1, maxLength: 1000 }),
  size: Type.Integer({ minimum: 0, description: 'Số byte của cả tệp' }),
  sha256: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$', description: 'Để kiểm tra khi nhận đủ' })),
})

export type NewUpload = Of<typeof NewUpload>

export const UploadView = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    size: Type.Integer(),
    offset: Type.Integer({ description: 'Số byte đã nhận chắc chắn; gửi tiếp từ đây' }),
    fileId: Nullable(Type.String({ description: 'Tệp đã thành, sau completion' })),
    expiresAt: Moment(),
  },
  { title: 'Upload' },
)

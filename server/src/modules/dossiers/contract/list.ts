import { Type } from 'typebox'

/** Which dossiers a list or an export holds. */
export const ListFilter = {
  queue: Type.Optional(Type.String({ maxLength: 40 })),
  q: Type.Optional(
    Type.String({ maxLength: 200, description: 'Mã hồ sơ, họ tên (không cần dấu), số giấy tờ, điện thoại' }),
  ),
  status: Type.Optional(Type.Integer({ minimum: 1, maximum: 10 })),
  unit: Type.Optional(
    Type.String({
      maxLength: 100,
      description: 'Cơ quan giải quyết: mã định danh (id), mã số hoặc tên ngắn',
    }),
  ),
  late: Type.Optional(
    Type.Boolean({ description: 'Chỉ hồ sơ đang giải quyết đã quá hạn, như lateNow của /figures' }),
  ),
}

import { Type } from 'typebox'
import { Closed } from '../../platform/http/schema.ts'

export const LiveQuery = Closed({
  seconds: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 600,
      default: 600,
      description: 'Luồng kết thúc sau ngần ấy giây để phiên và quyền được xem lại; trình duyệt tự nối lại',
    }),
  ),
})

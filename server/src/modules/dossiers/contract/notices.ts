import { Type } from 'typebox'
import { Closed, Moment, Nullable, PageQuery } from '../../../platform/http/schema.ts'

export const NoticeView = Type.Object(
  {
    id: Type.String(),
    dossierId: Type.String(),
    kind: Type.String({ description: 'supplementRequested, refused, finished, apologised, dueMoved …' }),
    text: Type.String(),
    at: Moment(),
    readAt: Nullable(Moment()),
  },
  { title: 'Notice' },
)

export const NoticePage = Type.Object({
  items: Type.Array(NoticeView),
  next: Nullable(Type.String()),
  unread: Type.Integer(),
})

export const NoticeQuery = Closed({ ...PageQuery })

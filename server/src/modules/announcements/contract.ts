import { Type } from 'typebox'
import { Closed, Moment, Nullable, type Of, Page, PageQuery, Text, Uuid } from '../../platform/http/schema.ts'

const day = (description: string) => Type.String({ format: 'date', description })

const WORDS = {
  title: Text(200, { minLength: 1 }),
  text: Text(10_000, { minLength: 1, description: 'Các đoạn cách nhau bằng dòng trống' }),
  titleEn: Type.Optional(Nullable(Text(200))),
  textEn: Type.Optional(Nullable(Text(10_000))),
}

export const NewAnnouncement = Closed(
  {
    ...WORDS,
    from: day('Ngày đầu tiên hiện trên cổng'),
    to: Type.Optional(Nullable(day('Ngày cuối cùng; bỏ trống: đến khi gỡ'))),
  },
  { title: 'NewAnnouncement' },
)

export const AnnouncementChanges = Closed(
  {
    title: Type.Optional(WORDS.title),
    text: Type.Optional(WORDS.text),
    titleEn: WORDS.titleEn,
    textEn: WORDS.textEn,
    from: Type.Optional(NewAnnouncement.properties.from),
    to: NewAnnouncement.properties.to,
  },
  { title: 'AnnouncementChanges', description: 'Chỉ gửi phần thay đổi' },
)

const FIELDS = {
  id: Type.String(),
  title: Type.String(),
  text: Type.String(),
  titleEn: Nullable(Type.String()),
  textEn: Nullable(Type.String()),
  from: Type.String(),
  to: Nullable(Type.String()),
}

export const Announcement = Type.Object(FIELDS, { title: 'Announcement' })
export const AnnouncementPage = Page(Announcement)

export const ManagedAnnouncement = Type.Object(
  {
    ...FIELDS,
    state: Type.Union(
      [Type.Literal('upcoming'), Type.Literal('shown'), Type.Literal('over'), Type.Literal('withdrawn')],
      { description: 'Chưa đến ngày, đang hiện, đã hết ngày, đã gỡ' },
    ),
    changedAt: Moment(),
    can: Type.Array(Type.String(), { description: '`change`, `withdraw`' }),
  },
  { title: 'ManagedAnnouncement' },
)

export const ManagedAnnouncements = Type.Object({
  items: Type.Array(ManagedAnnouncement),
  next: Nullable(Type.String()),
  can: Type.Array(Type.String(), { description: '`publish`: được đăng thông báo của tỉnh' }),
})

export const AnnouncementQuery = Closed(PageQuery)
export const AnnouncementParams = Closed({ id: Uuid() })

export type NewAnnouncement = Of<typeof NewAnnouncement>
export type AnnouncementChanges = Of<typeof AnnouncementChanges>
export type Announcement = Of<typeof Announcement>
export type ManagedAnnouncement = Of<typeof ManagedAnnouncement>
export type AnnouncementQuery = Of<typeof AnnouncementQuery>

import { both } from './both.ts'

/** What the province tells everybody. */
export const ANNOUNCEMENTS = both(
  {
    title: 'Thông báo của tỉnh',
    lead: 'Những điều người dân, doanh nghiệp cần biết khi làm thủ tục trong thời gian này.',
    none: 'Hiện không có thông báo nào',
    daysOff: 'Xem ngày nghỉ, ngày làm bù trong năm',
    from: (day: string) => `Từ ngày ${day}`,
    to: (day: string) => `đến hết ngày ${day}`,
    more: 'Xem tiếp',
    all: 'Tất cả thông báo',
  },
  {
    title: 'Notices of the province',
    lead: 'What people and businesses need to know now when they deal with the administration.',
    none: 'There are no notices now',
    daysOff: 'See the days off of the year',
    from: (day: string) => `From ${day}`,
    to: (day: string) => `until ${day}`,
    more: 'More',
    all: 'All notices',
  },
)

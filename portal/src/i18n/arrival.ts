import { both } from './both.ts'

/** Coming from the National Public Service Portal. */
export const ARRIVAL = both(
  {
    unknownTitle: 'Chưa mở được thủ tục từ Cổng Dịch vụ công quốc gia',
    unknown: (code: string) =>
      `Mã thủ tục “${code}” không có trong danh mục hiện hành của tỉnh. Thủ tục có thể đã hết hiệu lực hoặc đã đổi mã.`,
    malformed: 'Liên kết chuyển sang thiếu mã thủ tục hoặc có mã không đúng dạng, ví dụ 1.001193.',
    what: 'Hãy tìm thủ tục theo tên ở ô dưới đây để nộp hồ sơ. Bạn chưa nộp gì và chưa mất gì.',
  },
  {
    unknownTitle: 'The procedure from the National Public Service Portal cannot be opened',
    unknown: (code: string) =>
      `The procedure code “${code}” is not in the current list of the province. The procedure may have been abolished or may have a new code.`,
    malformed: 'The link has no procedure code, or one that is not well formed. A code looks like 1.001193.',
    what: 'Search the procedure by name below to file. Nothing has been sent and nothing is lost.',
  },
)

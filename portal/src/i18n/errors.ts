import { both } from './both.ts'

export const ERRORS = both(
  {
    missingTitle: 'Không tìm thấy trang này',
    missingText:
      'Địa chỉ có thể đã gõ nhầm, hoặc trang đã chuyển đi nơi khác. Bạn có thể tìm lại bằng ô dưới đây.',
    brokenTitle: 'Trang này chưa mở được',
    brokenText:
      'Lỗi ở phía hệ thống, không phải do bạn. Những gì bạn đã lưu vẫn còn. Xin thử lại sau ít phút.',
    busyTitle: 'Hệ thống đang có nhiều người dùng',
    busyText: 'Xin chờ vài giây rồi bấm “Thử lại”. Những gì bạn đã lưu vẫn còn.',
    again: 'Thử lại',
    waysTitle: 'Bạn có thể',
    toHome: 'Về trang chủ',
    toProcedures: 'Xem danh sách thủ tục',
    toTracking: 'Tra cứu hồ sơ đã nộp',
    toHelp: 'Xem trang trợ giúp',
  },
  {
    missingTitle: 'Page not found',
    missingText: 'The address may have been mistyped, or the page has moved. You can search below.',
    brokenTitle: 'This page cannot be opened now',
    brokenText:
      'The fault is ours, not yours. Whatever you saved is still there. Please try again in a few minutes.',
    busyTitle: 'Many people are using the portal',
    busyText: 'Please wait a few seconds, then try again. Whatever you saved is still there.',
    again: 'Try again',
    waysTitle: 'You can',
    toHome: 'Go to the home page',
    toProcedures: 'See all procedures',
    toTracking: 'Track a dossier',
    toHelp: 'Read the help page',
  },
)

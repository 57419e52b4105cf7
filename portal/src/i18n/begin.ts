import { both } from './both.ts'

/** Before the filing wizard: what is needed, and drafts that were begun. */
export const BEGIN = both(
  {
    title: (name: string) => `Nộp hồ sơ: ${name}`,
    notOnline: 'Thủ tục này chưa nộp trực tuyến được. Hãy nộp tại Bộ phận Một cửa.',
    officer:
      'Tài khoản cán bộ không nộp hồ sơ trực tuyến. Hãy đăng nhập bằng tài khoản của người dân hoặc doanh nghiệp.',
    need: 'Giấy tờ cần chuẩn bị',
    needText: 'Danh sách đầy đủ phụ thuộc vào nội dung bạn khai; trang sẽ cho biết ở bước Giấy tờ kèm theo.',
    how: 'Mỗi ô được lưu ngay khi bạn khai. Bạn có thể dừng rồi khai tiếp trên máy khác, kể cả khi mất mạng giữa chừng.',
    begin: 'Bắt đầu khai',
    beginNew: 'Khai hồ sơ mới',
    draftsTitle: 'Bạn đang soạn dở hồ sơ của thủ tục này',
    goOn: (moment: string) => `Soạn tiếp bản lưu lúc ${moment}`,
    about: 'Xem thông tin thủ tục',
    goneTitle: 'Bản nháp này không còn',
    goneText: 'Hồ sơ đã được nộp, hoặc bản nháp đã bị xoá. Hồ sơ đã nộp nằm ở trang Hồ sơ của tôi.',
    noScript:
      'Khai hồ sơ trực tuyến cần JavaScript. Hãy bật JavaScript trong trình duyệt, hoặc nộp hồ sơ tại Bộ phận Một cửa.',
    loading: 'Đang mở tờ khai…',
  },
  {
    title: (name: string) => `File: ${name}`,
    notOnline: 'This procedure cannot be filed online yet. Please file at the one-stop desk.',
    officer: 'Officers do not file online. Please sign in with the account of a person or a business.',
    need: 'Papers to prepare',
    needText: 'The full list depends on your answers; it is shown at the step Papers.',
    how: 'Every answer is saved at once. You can stop and go on with another device, even when the network fails.',
    begin: 'Begin',
    beginNew: 'Begin a new one',
    draftsTitle: 'You have begun this procedure',
    goOn: (moment: string) => `Go on with the draft saved at ${moment}`,
    about: 'About this procedure',
    goneTitle: 'This draft no longer exists',
    goneText: 'The dossier was filed, or the draft was deleted. Filed dossiers are on My dossiers.',
    noScript: 'Filing online needs JavaScript. Turn it on in your browser, or file at the one-stop desk.',
    loading: 'Opening the form…',
  },
)

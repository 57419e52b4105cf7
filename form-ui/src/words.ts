import type { Locale } from '@motcua/rules'

/** What the form itself says to people, beside the words of the definition. */
const WORDS = {
  optional: { vi: '(không bắt buộc)', en: '(optional)' },
  choose: { vi: 'Chọn…', en: 'Choose…' },
  clear: { vi: 'Bỏ chọn', en: 'Clear' },
  yes: { vi: 'Có', en: 'Yes' },
  no: { vi: 'Không', en: 'No' },
  dateHint: { vi: 'Ngày/tháng/năm, ví dụ 05/01/2026', en: 'Day/month/year, for example 05/01/2026' },
  province: { vi: 'Tỉnh, thành phố', en: 'Province' },
  commune: { vi: 'Xã, phường, đặc khu', en: 'Commune' },
  street: { vi: 'Số nhà, đường, thôn, buôn, tổ dân phố', en: 'House, street, village' },
  oldUnit: {
    vi: 'Giấy tờ ghi tên đơn vị cũ (trước 01/7/2025)',
    en: 'Papers show the unit before 1 July 2025',
  },
  oldUnitLabel: { vi: 'Tên huyện, xã cũ', en: 'Former district and commune' },
  placesFailed: {
    vi: 'Không tải được danh sách tỉnh, xã.',
    en: 'The list of provinces could not be loaded.',
  },
  retry: { vi: 'Thử lại', en: 'Try again' },
  add: { vi: 'Thêm', en: 'Add' },
  remove: { vi: 'Xoá', en: 'Remove' },
  computing: { vi: 'Chưa đủ thông tin để tính', en: 'Not enough information yet' },
  error: { vi: 'Lỗi:', en: 'Error:' },
  fixTitle: { vi: 'Có {n} mục cần sửa', en: '{n} items to fix' },
  wrong: { vi: 'Thông tin này sai', en: 'This is wrong' },
  wrongRight: { vi: 'Đúng phải là', en: 'It should be' },
  wrongHint: {
    vi: 'Cán bộ sẽ kiểm tra với nguồn dữ liệu; hồ sơ vẫn được nhận.',
    en: 'An officer will check with the source; your dossier is still received.',
  },
  wrongTold: { vi: 'Người khai báo sai, đúng phải là', en: 'Reported as wrong, it should be' },
  undoWrong: { vi: 'Thôi báo sai', en: 'Withdraw this report' },
  hiddenRemoved: {
    vi: 'Chữ dán vào có ký tự ẩn; hệ thống đã bỏ các ký tự đó.',
    en: 'The pasted text had invisible characters; they were removed.',
  },
  before: { vi: 'Trước đó:', en: 'Before:' },
  unanswered: { vi: 'Chưa khai', en: 'Not answered' },
  changed: { vi: 'đã đổi', en: 'changed' },
  upload: { vi: 'Chọn tệp hoặc chụp ảnh', en: 'Choose a file or take a photo' },
  replace: { vi: 'Chọn tệp khác', en: 'Choose another file' },
  sending: { vi: 'Đang gửi', en: 'Sending' },
  sent: { vi: 'Đã gửi', en: 'Sent' },
  cancel: { vi: 'Huỷ', en: 'Cancel' },
  file: { vi: 'Tệp', en: 'File' },
  fromAccount: { vi: 'Lấy từ tài khoản người khai', en: 'From the account' },
  fromDossier: { vi: 'Lấy từ hồ sơ {code}', en: 'From dossier {code}' },
  fromCard: { vi: 'Đọc từ thẻ căn cước', en: 'Read from the identity card' },
  fromPopulation: {
    vi: 'Lấy từ Cơ sở dữ liệu quốc gia về dân cư',
    en: 'From the national population database',
  },
  fromEnterprises: {
    vi: 'Lấy từ Cơ sở dữ liệu quốc gia về đăng ký doanh nghiệp',
    en: 'From the national enterprise register',
  },
} satisfies Record<string, Record<Locale, string>>

export type Say = (key: keyof typeof WORDS, values?: Record<string, string | number>) => string

/** The sentence of a key in one language, with `{name}` filled in. */
export function sayIn(lang: Locale): Say {
  return (key, values = {}) =>
    WORDS[key][lang].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}

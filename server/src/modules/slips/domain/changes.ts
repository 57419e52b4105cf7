import type { SheetChange, SheetContent } from './sheet.ts'

/**
 * What a sheet says otherwise than the issue before: facts by their names, and the rows that went and came.
 * @param rowsName what the rows of this sheet are
 */
export function changesOf(before: SheetContent, after: SheetContent, rowsName: string): SheetChange[] {
  const facts = Object.entries(FACT_NAMES).map(([key, name]) => ({
    name,
    before: before.facts[key] ?? '',
    after: after.facts[key] ?? '',
  }))
  const [old, now] = [rowTexts(before), rowTexts(after)]
  const rows = { name: rowsName, before: without(old, now), after: without(now, old) }
  const code = { name: 'Mã hồ sơ', before: before.code, after: after.code }
  return [code, ...facts, rows].filter((change) => change.before !== change.after)
}

// The first cell is the number of the row.
const rowTexts = ({ rows }: SheetContent): string[] =>
  rows.map(([_, ...cells]) => cells.filter((cell) => cell !== '').join(', '))

const without = (texts: readonly string[], others: readonly string[]): string =>
  texts.filter((text) => !others.includes(text)).join('; ')

/** Facts that matter to the reader, by name. Who signs and the line of the book are no content. */
const FACT_NAMES: Readonly<Record<string, string>> = {
  applicant: 'Chủ hồ sơ',
  submitter: 'Người nộp',
  relation: 'Quan hệ với chủ hồ sơ',
  address: 'Địa chỉ',
  phone: 'Số điện thoại',
  email: 'Email',
  idNumber: 'Số định danh cá nhân/Mã số tổ chức',
  procedure: 'Thủ tục',
  request: 'Nội dung yêu cầu giải quyết',
  sets: 'Số lượng hồ sơ',
  limit: 'Thời gian giải quyết theo quy định',
  receivedAt: 'Thời gian nhận hồ sơ',
  dueAt: 'Thời gian trả kết quả',
  promised: 'Thời gian đã hẹn',
  newDue: 'Thời gian hẹn lại',
  replyBy: 'Hạn bổ sung',
  delivery: 'Nhận kết quả',
  competent: 'Cơ quan giải quyết',
  fee: 'Phí, lệ phí',
  amount: 'Số tiền',
  payment: 'Hình thức thanh toán',
  paidAt: 'Thời gian thu tiền',
  receiptNumber: 'Số biên lai',
  reason: 'Lý do',
  handedOverAt: 'Thời gian bàn giao',
  receiver: 'Người nhận',
}

/** What the rows of each sheet are. */
export const ROW_NAMES: Readonly<Record<string, string>> = {
  receipt: 'Thành phần hồ sơ',
  supplement: 'Nội dung phải bổ sung',
  stop: 'Giấy tờ trả lại',
  control: 'Các lần giao, nhận',
  fee: 'Các khoản thu',
  handover: 'Kết quả bàn giao',
}

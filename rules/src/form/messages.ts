/** What people read when an answer is wrong: one sentence that says how to mend it. */
import { formatDate } from '../dates.ts'
import { formatNumber } from '../money.ts'
import type { Locale, Words } from './definition.ts'

/** One thing wrong with an answer. */
export interface Fault {
  code: FaultCode
  /** which sentence is said, when the code has several */
  say?: keyof typeof SENTENCES
  /** the limit that was passed: a number, or a date `YYYY-MM-DD` */
  limit?: number | string
  /** words of the definition that replace ours */
  message?: Words
}

export type FaultCode = Exclude<keyof typeof SENTENCES, 'required_choice' | 'required_file'>

/** The sentence for a fault of the field with this label. */
export function sentence(fault: Fault, label: Words, locale: Locale): string {
  const template = fault.message?.[locale] ?? SENTENCES[fault.say ?? fault.code][locale]
  return fault.message ? template : fill(template, label[locale], fault.limit)
}

function fill(template: string, label: string, limit: number | string | undefined): string {
  const shown = typeof limit === 'number' ? formatNumber(limit) : limit === undefined ? '' : formatDate(limit)
  return template.replace(/\{(label|limit)\}/g, (_, part) => (part === 'label' ? label : shown))
}

const SENTENCES = {
  required: { vi: 'Hãy nhập “{label}”.', en: 'Enter “{label}”.' },
  required_choice: { vi: 'Hãy chọn “{label}”.', en: 'Choose “{label}”.' },
  required_file: { vi: 'Hãy tải lên “{label}”.', en: 'Upload “{label}”.' },
  type: {
    vi: '“{label}” có kiểu dữ liệu không đúng; hãy nhập lại.',
    en: '“{label}” has the wrong type of value; enter it again.',
  },
  min_length: {
    vi: '“{label}” phải có ít nhất {limit} ký tự.',
    en: '“{label}” needs at least {limit} characters.',
  },
  max_length: {
    vi: '“{label}” chỉ được có tối đa {limit} ký tự.',
    en: '“{label}” may have at most {limit} characters.',
  },
  pattern: { vi: '“{label}” chưa đúng định dạng.', en: '“{label}” is not in the required format.' },
  number: {
    vi: '“{label}” phải là số; phần thập phân viết sau dấu phẩy, ví dụ 12,5.',
    en: '“{label}” must be a number, for example 12.5.',
  },
  integer: { vi: '“{label}” phải là số nguyên.', en: '“{label}” must be a whole number.' },
  money: { vi: '“{label}” phải là số tiền chẵn đồng.', en: '“{label}” must be a whole amount of dong.' },
  min: { vi: '“{label}” không được nhỏ hơn {limit}.', en: '“{label}” must not be less than {limit}.' },
  max: { vi: '“{label}” không được lớn hơn {limit}.', en: '“{label}” must not be more than {limit}.' },
  date: {
    vi: '“{label}” phải là ngày có thật, viết dạng ngày/tháng/năm, ví dụ 05/01/2026.',
    en: '“{label}” must be a real date written day/month/year, for example 05/01/2026.',
  },
  date_min: { vi: '“{label}” không được trước ngày {limit}.', en: '“{label}” must not be before {limit}.' },
  date_max: { vi: '“{label}” không được sau ngày {limit}.', en: '“{label}” must not be after {limit}.' },
  choice: {
    vi: 'Hãy chọn “{label}” trong các mục đã cho.',
    en: 'Choose “{label}” from the options given.',
  },
  choices_min: {
    vi: 'Hãy chọn ít nhất {limit} mục ở “{label}”.',
    en: 'Choose at least {limit} options of “{label}”.',
  },
  choices_max: {
    vi: 'Chỉ được chọn tối đa {limit} mục ở “{label}”.',
    en: 'Choose at most {limit} options of “{label}”.',
  },
  phone: {
    vi: '“{label}” phải là số điện thoại Việt Nam, ví dụ 0912345678.',
    en: '“{label}” must be a Vietnamese telephone number, for example 0912345678.',
  },
  email: {
    vi: '“{label}” phải là địa chỉ thư điện tử, ví dụ ten@example.vn.',
    en: '“{label}” must be an e-mail address, for example name@example.vn.',
  },
  citizen_id: {
    vi: '“{label}” phải gồm đúng 12 chữ số như trên thẻ căn cước.',
    en: '“{label}” must be the 12 digits on the identity card.',
  },
  tax_code: {
    vi: '“{label}” không phải là mã số thuế hợp lệ (10 chữ số, có thể thêm -001, hoặc số định danh 12 chữ số).',
    en: '“{label}” is not a valid tax code (10 digits, a branch like -001, or the 12-digit personal number).',
  },
  address_province: { vi: 'Hãy chọn tỉnh, thành phố ở “{label}”.', en: 'Choose the province of “{label}”.' },
  address_commune: {
    vi: 'Hãy chọn tỉnh, thành phố và xã, phường, đặc khu ở “{label}”.',
    en: 'Choose the province and the commune of “{label}”.',
  },
  address_full: {
    vi: 'Hãy chọn tỉnh, xã và ghi số nhà, đường hoặc thôn, buôn, tổ dân phố ở “{label}”.',
    en: 'Choose the province and commune, and write the house, street or village of “{label}”.',
  },
  address_area: {
    vi: 'Hãy chọn lại tỉnh và xã ở “{label}”.',
    en: 'Choose the province and commune of “{label}” again.',
  },
  file: { vi: 'Hãy tải lại tệp ở “{label}”.', en: 'Upload the file of “{label}” again.' },
  file_type: {
    vi: 'Loại tệp ở “{label}” không được chấp nhận.',
    en: 'This type of file is not accepted for “{label}”.',
  },
  file_size: {
    vi: 'Tệp ở “{label}” lớn hơn {limit} byte.',
    en: 'The file of “{label}” is larger than {limit} bytes.',
  },
  rows_min: { vi: '“{label}” phải có ít nhất {limit} dòng.', en: '“{label}” needs at least {limit} rows.' },
  rows_max: {
    vi: '“{label}” chỉ được có tối đa {limit} dòng.',
    en: '“{label}” may have at most {limit} rows.',
  },
  rule: { vi: '“{label}” không hợp lệ.', en: '“{label}” is not valid.' },
} satisfies Record<string, Words>

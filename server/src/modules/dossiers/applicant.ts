import { cleanText, parsePhone, plainIdNumber, searchText } from '@motcua/rules'
import { unprocessable } from '../../platform/errors.ts'
import type { SubmitDossier } from './contract/submission.ts'
import type { Dossier } from './store/dossier.ts'

/** Whether a plain text has the form of a number that applicants have. */
export const isIdNumber = (text: string): boolean => ID_NUMBER.test(text)

// Personal number, old identity card, enterprise number with branch, passport (domain.md 10.1-10.4).
const ID_NUMBER = /^(\d{9}|\d{10}(-\d{3})?|\d{12}|[A-Z]\d{7,8})$/

type GivenApplicant = Pick<SubmitDossier['applicant'], 'name' | 'idNumber'> & {
  [key in 'phone' | 'email' | 'address']?: string | null
}

/**
 * The applicant as stored: clean text, normalised numbers.
 * @throws 422 `dossier.applicant_invalid` with a pointer for each field
 */
export function readApplicant(input: GivenApplicant): Dossier['applicant'] {
  const problems: { pointer: string; code: string; message: string }[] = []
  const wrong = (field: string, message: string) =>
    problems.push({ pointer: `/applicant/${field}`, code: 'invalid', message })

  const name = cleanText(input.name)
  if (name === '') wrong('name', 'Hãy nhập họ tên hoặc tên tổ chức của chủ hồ sơ.')
  const idNumber = plainIdNumber(input.idNumber)
  if (!isIdNumber(idNumber)) {
    wrong(
      'idNumber',
      'Số giấy tờ của chủ hồ sơ phải là số định danh 12 số, CMND 9 số, mã số doanh nghiệp hoặc hộ chiếu.',
    )
  }
  const phone = optional(input.phone)
  const parsed = phone === null ? null : parsePhone(phone)
  if (phone !== null && !parsed) wrong('phone', 'Số điện thoại chưa đúng; ví dụ đúng: 0912 345 678.')
  const email = optional(input.email)
  if (email !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    wrong('email', 'Địa chỉ thư điện tử chưa đúng.')
  if (problems.length > 0) {
    throw unprocessable('dossier.applicant_invalid', problems[0]!.message, problems)
  }
  return { name, idNumber, phone: parsed?.value ?? null, email, address: optional(input.address) }
}

/**
 * What people search a dossier by, without tones: name and submission number. The code is added at acceptance; the
 * numbers of the person are found by their blind index only.
 */
export const searchKeys = (d: { applicant: { name: string }; submissionNumber: string }): string =>
  `${searchText(d.applicant.name)} ${d.submissionNumber.toLowerCase()}`

const optional = (text: string | null | undefined): string | null => {
  const clean = cleanText(text ?? '')
  return clean === '' ? null : clean
}

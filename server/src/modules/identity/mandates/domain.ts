import { cleanText, plainIdNumber } from '@motcua/rules'
import { unprocessable } from '../../../platform/errors.ts'
import type { NewMandate } from './contract.ts'

export type MandateKind = 'child' | 'authorised' | 'representative'

export type MandatePerson = {
  name: string
  idNumber: string
  birthDate?: string
  phone?: string
  address?: string
}

/** As it is told in a dossier: what the one who files is to the applicant. */
export const RELATIONS: Readonly<Record<MandateKind, string>> = {
  child: 'Cha, mẹ của người chưa thành niên',
  authorised: 'Người được uỷ quyền',
  representative: 'Người đại diện theo pháp luật',
}

/** What a new mandate says, read and checked. Days are `YYYY-MM-DD` in Việt Nam, the last one included. */
export type MandateTerms = {
  kind: MandateKind
  proof: 'granted' | 'register' | 'declared'
  principal: MandatePerson
  agent: MandatePerson
  procedures: readonly string[] | null
  validFrom: string
  validTo: string | null
}

/**
 * Reads what somebody asks for.
 * @param self who asks, as his account names him
 * @param today in Việt Nam
 * @throws 422 `mandate.invalid` with the field that is wrong
 */
export function readMandate(input: NewMandate, self: MandatePerson, today: string): MandateTerms {
  if (input.kind === 'child') {
    const { birthDate } = input.principal
    const child = { ...personOf(input.principal, '/principal'), birthDate }
    // Bộ luật Dân sự 2015 arts 21, 136: parents represent a child until it is 18.
    const grownUp = addYears(birthDate, 18)
    if (birthDate > today) refuse('/principal/birthDate', 'Ngày sinh của con không thể ở sau hôm nay.')
    if (grownUp <= today) {
      refuse('/principal/birthDate', 'Con đã đủ 18 tuổi nên tự làm thủ tục, hoặc uỷ quyền cho bạn.')
    }
    if (!isBornSo(child.idNumber, birthDate)) {
      refuse(
        '/principal/idNumber',
        'Số định danh không khớp với ngày sinh của con; hãy xem lại giấy khai sinh.',
      )
    }
    const validTo = dayBefore(grownUp)
    const days = { validFrom: today, validTo }
    return checked({
      kind: 'child',
      proof: 'declared',
      principal: child,
      agent: self,
      procedures: null,
      ...days,
    })
  }
  // Bộ luật Dân sự 2015 art. 563: an authorisation that names no time is good for one year.
  const validTo = input.validTo ?? dayBefore(addYears(today, 1))
  if (validTo < today) refuse('/validTo', 'Ngày cuối của uỷ quyền phải từ hôm nay trở đi.')
  const terms = {
    kind: 'authorised' as const,
    procedures: input.procedures ?? null,
    validFrom: today,
    validTo,
  }
  if ('agent' in input) {
    return checked({ ...terms, proof: 'granted', principal: self, agent: personOf(input.agent, '/agent') })
  }
  return checked({
    ...terms,
    proof: 'declared',
    principal: personOf(input.principal, '/principal'),
    agent: self,
  })
}

function checked(terms: MandateTerms): MandateTerms {
  if (terms.agent.idNumber === terms.principal.idNumber)
    refuse('', 'Không cần uỷ quyền cho chính mình; hãy nhập số của người kia.')
  return terms
}

function personOf(
  given: { name: string; idNumber: string; phone?: string; address?: string },
  pointer: string,
): MandatePerson {
  const name = cleanText(given.name)
  if (name === '') refuse(`${pointer}/name`, 'Hãy nhập họ tên hoặc tên tổ chức.')
  const idNumber = plainIdNumber(given.idNumber)
  if (!/^(\d{12}|\d{10}(-\d{3})?)$/.test(idNumber))
    refuse(`${pointer}/idNumber`, 'Hãy nhập số định danh cá nhân 12 số hoặc mã số thuế 10 số.')
  const phone = cleanText(given.phone ?? '')
  const address = cleanText(given.address ?? '')
  return { name, idNumber, ...(phone && { phone }), ...(address && { address }) }
}

/** Digits 4 to 6 of a personal number are century with sex, and year of birth (domain.md 10.1). */
function isBornSo(idNumber: string, birthDate: string): boolean {
  const century = Number(birthDate.slice(0, 2)) - 19
  return Math.floor(Number(idNumber[3]) / 2) === century && idNumber.slice(4, 6) === birthDate.slice(2, 4)
}

/** The same day some years later; 29 February becomes 1 March. */
function addYears(day: string, years: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  return new Date(Date.UTC(year + years, month - 1, date)).toISOString().slice(0, 10)
}

const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)

function refuse(pointer: string, message: string): never {
  throw unprocessable('mandate.invalid', message, [{ pointer, code: 'invalid', message }])
}

import { type CardQr, type CompiledForm, parseTaxCode } from '@motcua/rules'
import type { Draft } from './draft.ts'
import { birthDateOfApplicant } from './fill.ts'

/** By what the registers know a person or a company. */
export type RegisterQuestion =
  | { cardQr: string }
  | { taxCode: string }
  | { person: { idNumber: string; name: string; birthDate: string } }

const CITIZEN = /^\d{12}$/

/** What the registers can be asked now; null while too little is known. A typed person needs his birth date too. */
export function questionOf(
  { card, idNumber, name, answers }: Pick<Draft, 'card' | 'idNumber' | 'name' | 'answers'>,
  form: CompiledForm,
): RegisterQuestion | null {
  if (card) return { cardQr: textOfCard(card.card) }
  const number = idNumber.replace(/[\s.]/g, '')
  const taxCode = CITIZEN.test(number) ? undefined : parseTaxCode(number)
  if (taxCode !== undefined) return { taxCode }
  const birthDate = birthDateOfApplicant(form, answers)
  if (!CITIZEN.test(number) || name.trim() === '' || birthDate === null) return null
  return { person: { idNumber: number, name: name.trim(), birthDate } }
}

/** The code of the card as it is printed, once more from what was read of it. */
const textOfCard = ({ idNumber, oldIdNumber, fullName, birthDate, sex, address, issuedOn }: CardQr): string =>
  [
    ...[idNumber, oldIdNumber, fullName, printed(birthDate), sex === 'male' ? 'Nam' : 'Nữ', address],
    printed(issuedOn),
  ].join('|')

/** `03021990` of `1990-02-03`. */
const printed = (date: string | undefined): string => (date ?? '').split('-').reverse().join('')

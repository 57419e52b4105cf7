import { parseCitizenNumber, parseTaxCode, readCardScan } from '@motcua/rules'
import type { Actor } from '../../platform/actor.ts'
import { type Root, readCtx } from '../../platform/ctx.ts'
import { forbidden, unprocessable } from '../../platform/errors.ts'
import { unitByRef } from '../organisations/index.ts'
import {
  type CompanyRecord,
  type Found,
  lookUpCompany,
  lookUpPerson,
  type PersonQuery,
  type PersonRecord,
  PROBLEM_TEXTS,
  type Registries,
} from '../registries/index.ts'
import type { PrefillQuery, RegisterPrefill } from './contract/prefill.ts'
import { prove } from './origin-proof.ts'
import { idNumberIndex } from './person-index.ts'
import { mayFillFor } from './policy.ts'
import { type Known, prefillOf } from './prefill.ts'
import { formOf, knownOfApplicant, knownOfOneself } from './queries/prefill.ts'

/**
 * Proposals for the form of a procedure about the person at the desk, or about oneself: from the registers first, then
 * the card, then earlier dossiers. A register that gives no answer is named with the reason; the rest is proposed.
 * @throws 403 when the actor may not ask about this person; 404; 422 `prefill.nobody`, `prefill.bad_card`,
 *   `prefill.bad_number`; 429 `registry.too_many`
 */
export async function prefillFromRegisters(
  root: Root,
  registries: Registries,
  actor: Actor,
  code: string,
  input: PrefillQuery,
): Promise<RegisterPrefill> {
  const ctx = readCtx(root, actor)
  const { person, taxCode } = readQuery(input)
  const { form, procedureCode } = await formOf(ctx, code)
  const isDesk = actor.kind === 'officer'
  const unitId = isDesk && input.unit !== undefined ? (await unitByRef(ctx, input.unit)).id : null
  const indexes = [person?.idNumber, taxCode].flatMap((n) => (n ? [idNumberIndex(root.keys, n)] : []))
  if (!indexes.every((index) => mayFillFor(actor, index, unitId, code))) throw notYours()

  const purpose = { procedureCode: code, unitId }
  const askedAt = root.clock.now().toISOString()
  const [found, company] = await Promise.all([
    person && lookUpPerson(root, registries, actor, person, purpose),
    taxCode ? lookUpCompany(root, registries, actor, taxCode, purpose) : undefined,
  ])
  const known: Known[] = []
  if (found?.ok) known.push({ source: { kind: 'population', askedAt }, values: ofPerson(found.record) })
  if (company?.ok) known.push({ source: { kind: 'enterprises', askedAt }, values: ofCompany(company.record) })
  // A tone that the scanner lost would be copied into the form.
  if (person?.isPrinted) known.push({ source: { kind: 'card' }, values: ofPerson(person) })
  // Whoever knows only a number learns nothing of earlier dossiers: name and birth date must not be refuted.
  const isRefuted = [found, company].some((f) => f && !f.ok && ['mismatch', 'notFound'].includes(f.problem))
  if (!isDesk) known.push(...(await knownOfOneself(ctx)))
  else if (unitId !== null && !isRefuted)
    known.push(...(await Promise.all(indexes.map((i) => knownOfApplicant(ctx, i, unitId)))).flat())
  return {
    items: form
      ? prove({ keys: root.keys, actor, procedureCode }, prefillOf(form, known), new Date(askedAt))
      : [],
    problems: [...problemOf('population', found), ...problemOf('enterprises', company)],
  }
}

type Person = PersonQuery & { isPrinted: boolean }

function readQuery(input: PrefillQuery): { person: Person | undefined; taxCode: string | undefined } {
  const person = input.cardQr === undefined ? typedPerson(input.person) : cardPerson(input.cardQr)
  const taxCode = input.taxCode === undefined ? undefined : parseTaxCode(input.taxCode)
  if (input.taxCode !== undefined && taxCode === undefined)
    throw unprocessable(
      'prefill.bad_number',
      'Mã số thuế chưa đúng; hãy xem lại trên giấy chứng nhận đăng ký.',
    )
  if (!person && !taxCode)
    throw unprocessable('prefill.nobody', 'Hãy quét thẻ căn cước, hoặc nhập số định danh hay mã số thuế.')
  return { person, taxCode }
}

function typedPerson(person: PrefillQuery['person']): Person | undefined {
  if (!person) return undefined
  const number = parseCitizenNumber(person.idNumber)
  if (!number)
    throw unprocessable(
      'prefill.bad_number',
      'Số định danh chưa đúng; hãy nhập đủ 12 chữ số trên thẻ căn cước.',
    )
  return { ...person, idNumber: number.value, isPrinted: false }
}

function cardPerson(text: string): Person {
  const scan = readCardScan(text)
  if (!scan)
    throw unprocessable(
      'prefill.bad_card',
      'Không đọc được mã QR của thẻ căn cước; hãy quét lại hoặc nhập tay.',
    )
  const { idNumber, fullName: name, birthDate } = scan.card
  return { idNumber, name, birthDate, isPrinted: !scan.doubts.includes('fullName') }
}

function ofPerson(p: PersonQuery & Partial<Pick<PersonRecord, 'residence'>>): Map<string, unknown> {
  return new Map<string, unknown>([
    ['name text', p.name],
    ['citizen-id citizenId', p.idNumber],
    ...(p.birthDate.length === 10 ? [['bday date', p.birthDate] as const] : []),
    ...(p.residence ? [['street-address address', p.residence] as const] : []),
  ])
}

const ofCompany = (c: CompanyRecord): Map<string, unknown> =>
  new Map([
    ['organization text', c.name],
    ['tax-code taxCode', c.taxCode],
  ])

function problemOf(
  register: 'population' | 'enterprises',
  found: Found<unknown> | undefined,
): RegisterPrefill['problems'] {
  if (!found || found.ok) return []
  return [{ register, code: found.problem, message: PROBLEM_TEXTS[found.problem] }]
}

const notYours = () =>
  forbidden(
    'Bạn chỉ được điền sẵn cho chính mình; cán bộ tiếp nhận điền cho người tại quầy thì ghi đơn vị của quầy (unit).',
    'registry.not_yours',
  )

import { vietnamDate } from '@motcua/rules'
import type { Ctx } from '../../../platform/ctx.ts'
import { conflict, forbidden, notFound, unprocessable } from '../../../platform/errors.ts'
import type { NationalIdentity } from '../domain.ts'
import { personalOf } from '../queries.ts'
import { requireStepUp } from '../step-up.ts'
import {
  endMandate,
  endRepresentation,
  insertMandate,
  type Mandate,
  mandateById,
  mandatesOf,
} from '../store/mandates.ts'
import type { NewMandate } from './contract.ts'
import { type MandatePerson, RELATIONS, readMandate } from './domain.ts'

/** Most mandates that one person may make and keep. */
const MOST = 100

/**
 * Makes a mandate: for one's child, for somebody who shall act for oneself, or by an authorisation on paper. Giving
 * one away needs a fresh proof of who gives it.
 * @throws 403 `mandate.no_number`, `identity.step_up_needed`; 409 `mandate.exists`; 422 `mandate.invalid`, `mandate.too_many`
 */
export async function makeMandate(ctx: Ctx, input: NewMandate): Promise<Mandate> {
  const self = await selfOf(ctx)
  const terms = readMandate(input, self, vietnamDate(ctx.now()))
  if (terms.proof === 'granted') requireStepUp(ctx)
  const held = await mandatesOf(ctx, ctx.actor.idNumberIndex!)
  if (held.filter((m) => m.createdBy === ctx.actor.id).length >= MOST)
    throw unprocessable('mandate.too_many', `Mỗi người có nhiều nhất ${MOST} uỷ quyền; hãy chấm dứt bớt.`)
  const isSame = (m: Mandate) =>
    m.kind === terms.kind &&
    m.agent.idNumber === terms.agent.idNumber &&
    m.principal.idNumber === terms.principal.idNumber
  if (held.some(isSame))
    throw conflict('mandate.exists', 'Đã có uỷ quyền giữa hai người này; hãy chấm dứt cái cũ trước.')
  const id = await insertMandate(ctx, ctx.actor.id, terms)
  ctx.about(id, { kind: terms.kind, proof: terms.proof })
  return (await mandateById(ctx, id))!
}

/**
 * Ends a mandate from now on: by either of the two, or by whoever made it.
 * @throws 404 `mandate.not_found`
 */
export async function dropMandate(ctx: Ctx, id: string): Promise<void> {
  const mandate = await mandateById(ctx, id)
  if (!mandate || !mayEnd(ctx, mandate)) throw mandateNotFound()
  await endMandate(ctx, id)
  ctx.about(id, { kind: mandate.kind })
}

/** What the provider of identity says about a company stays until it says otherwise. */
export const mayEnd = ({ actor }: Ctx, m: Mandate): boolean =>
  m.proof !== 'register' &&
  (m.createdBy === actor.id || [m.agentIndex, m.principalIndex].includes(actor.idNumberIndex ?? ''))

/**
 * The mandate by which the actor files for somebody else.
 * @param numberIndex of the applicant
 * @throws 403 `mandate.not_valid` when it is not his, has run out, or is for another person or procedure
 */
export async function mandateFor(
  ctx: Ctx,
  id: string,
  { numberIndex, procedureCode }: { numberIndex: string; procedureCode: string },
): Promise<{ relation: string; paperNeeded: boolean }> {
  const m = await mandateById(ctx, id)
  const isMine = m !== null && m.agentIndex === ctx.actor.idNumberIndex && m.principalIndex === numberIndex
  if (isMine && (m.procedures === null || m.procedures.includes(procedureCode)))
    return { relation: RELATIONS[m.kind], paperNeeded: needsPaper(m) }
  throw forbidden(
    'Uỷ quyền này đã hết hiệu lực, hoặc không phải cho người và thủ tục này; hãy xem lại ở trang “Tôi được làm thay ai”.',
    'mandate.not_valid',
  )
}

/** An authorisation that only the one who acts has told of is shown on paper. */
export const needsPaper = ({ kind, proof }: Mandate): boolean => kind === 'authorised' && proof === 'declared'

async function selfOf(ctx: Ctx): Promise<MandatePerson> {
  const personal = await personalOf(ctx, ctx.actor.id)
  if (ctx.actor.idNumberIndex && personal?.idNumber)
    return {
      name: ctx.actor.name,
      idNumber: personal.idNumber,
      ...(personal.phone && { phone: personal.phone }),
      ...(personal.address && { address: personal.address }),
    }
  throw forbidden(
    'Tài khoản này chưa có số định danh; hãy đăng nhập bằng tài khoản định danh điện tử rồi làm lại.',
    'mandate.no_number',
  )
}

/**
 * Keeps who represents a company by law, as the provider of identity has just told; the one before him may no longer
 * act. Nothing changes when it does not tell.
 */
export async function noteRepresentative(
  ctx: Ctx,
  accountId: string,
  { number, name, representative, phone, address }: NationalIdentity,
): Promise<void> {
  if (representative === null) return
  await endRepresentation(ctx, number)
  await insertMandate(ctx, accountId, {
    kind: 'representative',
    proof: 'register',
    principal: { name, idNumber: number, ...(phone && { phone }), ...(address && { address }) },
    agent: { name: representative.name, idNumber: representative.number },
    procedures: null,
    validFrom: vietnamDate(ctx.now()),
    validTo: null,
  })
}

const mandateNotFound = () =>
  notFound('mandate.not_found', 'Không có uỷ quyền này, hoặc nó đã được chấm dứt.')

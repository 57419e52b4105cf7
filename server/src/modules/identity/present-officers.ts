import type { Ctx } from '../../platform/ctx.ts'
import { badRequest, forbidden } from '../../platform/errors.ts'
import { fromCursor, toCursor } from '../../platform/http/cursor.ts'
import {
  type Appointment,
  administered,
  appointmentsIn,
  ROLE_NAMES,
  unitByRef,
  unitRef,
  unitSubtree,
  unitsByIds,
} from '../organisations/index.ts'
import type { OfficersQuery, OfficerView } from './contract.ts'
import { looksAfter } from './officers.ts'
import { listOfficers, type OfficerAccount, officerById } from './queries.ts'

/**
 * Officers of the units that the actor administers, or of one of them, by name.
 * @throws 400 `list.bad_cursor`; 403; 404 `unit.not_found`
 */
export async function pageOfOfficers(ctx: Ctx, query: OfficersQuery) {
  const { q = '', limit = 20 } = query
  const [name, id] = fromCursor(query.after, 2) ?? []
  if (query.after !== undefined && (typeof name !== 'string' || typeof id !== 'string')) {
    throw badRequest('list.bad_cursor', 'Tham số after không đúng; hãy dùng giá trị next của trang trước.')
  }
  const after = typeof name === 'string' && typeof id === 'string' ? { name, id } : null
  const unitIds = await unitsAsked(ctx, query.unit, query.below ?? false)
  const held = await appointmentsIn(ctx, { unitIds, at: ctx.now() })
  const accountIds = [...new Set(held.map((one) => one.accountId))]
  const rows = await listOfficers(ctx, { unitIds, accountIds, q, limit: limit + 1, after })
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return {
    items: await present(ctx, page),
    next: last ? toCursor([last.nameSearch, last.id]) : null,
  }
}

/** One officer, as his administrators see him. The caller has made sure that he is one of theirs. */
export async function officerView(ctx: Ctx, id: string): Promise<OfficerView> {
  const account = await officerById(ctx, id)
  return (await present(ctx, account ? [account] : []))[0]!
}

async function unitsAsked(ctx: Ctx, ref: string | undefined, below: boolean): Promise<string[]> {
  const own = await administered(ctx)
  if (ref === undefined) return own
  const unit = await unitByRef(ctx, ref)
  if (!own.includes(unit.id)) throw forbidden('Bạn không phải là người quản trị của đơn vị này.')
  return below ? unitSubtree(ctx, unit.id) : [unit.id]
}

async function present(ctx: Ctx, accounts: readonly OfficerAccount[]): Promise<OfficerView[]> {
  const accountIds = accounts.map((account) => account.id)
  const held = await appointmentsIn(ctx, { accountIds, at: ctx.now() })
  const units = await unitsByIds(ctx, [
    ...held.map((one) => one.unitId),
    ...accounts.flatMap((account) => account.unitId ?? []),
  ])
  const nameUnit = (id: string | null) => {
    const unit = id === null ? undefined : units.get(id)
    return unit ? { ref: unitRef(unit), name: unit.name } : null
  }
  const appointment = ({ id, role, unitId, reach, validFrom, validTo }: Appointment) => ({
    id,
    role,
    roleName: ROLE_NAMES[role].vi,
    unit: nameUnit(unitId)!,
    reach,
    validFrom,
    validTo,
  })
  // Asked at once, they travel together.
  const own = await Promise.all(accounts.map((account) => looksAfter(ctx, account)))
  return accounts.map((account, place) => {
    const door = account.closedAt ? ('unlock' as const) : ('lock' as const)
    return {
      id: account.id,
      username: account.username,
      name: account.name,
      unit: nameUnit(account.unitId),
      isLocked: account.closedAt !== null,
      appointments: held.filter((one) => one.accountId === account.id).map(appointment),
      can: own[place] ? ['rename', 'resetPassword', ...(account.id === ctx.actor.id ? [] : [door])] : [],
    }
  })
}

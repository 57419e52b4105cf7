import { vietnamDate } from '@motcua/rules'
import type { Grant, Reach } from '../../../platform/actor.ts'
import { type AppError, unprocessable } from '../../../platform/errors.ts'
import { type CivilDate, covers, isValidOn, type Period } from './validity.ts'

export const ROLES = [
  'tiepnhan',
  'chuyenvien',
  'truongphong',
  'lanhdao',
  'vanthu',
  'quantri',
  'kiemtra',
] as const
export type Role = (typeof ROLES)[number]

export const ROLE_NAMES: Record<Role, { vi: string; en: string }> = {
  tiepnhan: { vi: 'Cán bộ tiếp nhận', en: 'Reception officer' },
  chuyenvien: { vi: 'Chuyên viên', en: 'Specialist' },
  truongphong: { vi: 'Trưởng phòng', en: 'Head of division' },
  lanhdao: { vi: 'Lãnh đạo', en: 'Leader' },
  vanthu: { vi: 'Văn thư', en: 'Clerk' },
  quantri: { vi: 'Quản trị', en: 'Administrator' },
  kiemtra: { vi: 'Kiểm tra, giám sát', en: 'Auditor' },
}

/** What a role is good for: `procedures` and `steps` (ids of steps of processes) null mean all of them. */
export type Limits = {
  reach: Reach
  procedures: readonly string[] | null
  steps: readonly string[] | null
}

/** How far a role reaches when nothing is said: auditors and administrators look after the units below too. */
export const usualReach = (role: Role): Reach =>
  role === 'kiemtra' || role === 'quantri' ? 'subtree' : 'self'

/** A role in a unit given by decision. `endedAt`: taken away before its last day, at once. */
export type Appointment = Period &
  Limits & {
    id: string
    accountId: string
    unitId: string
    role: Role
    endedAt: Date | null
  }

/** A role lent for some days, never wider than the giver has it. */
export type Delegation = Limits & {
  id: string
  fromAccountId: string
  toAccountId: string
  unitId: string
  role: Role
  validFrom: CivilDate
  validTo: CivilDate
  revokedAt: Date | null
}

/** Whether the appointment has effect at the moment. */
export function isAppointed(appointment: Appointment, at: Date): boolean {
  const ended = appointment.endedAt !== null && appointment.endedAt <= at
  return !ended && isValidOn(appointment, vietnamDate(at))
}

/**
 * The roles of an account at a moment, own ones first. A delegation has effect only while its giver holds the
 * role by appointment: what one has by delegation cannot be handed on, and ends with the giver's own role.
 */
export function rolesAt(
  appointments: readonly Appointment[],
  delegations: readonly Delegation[],
  accountId: string,
  at: Date,
): Grant[] {
  const held = appointments.filter((a) => isAppointed(a, at))
  const own = held
    .filter((a) => a.accountId === accountId)
    .map((a) => toGrant({ ...a, via: 'appointment', fromAccountId: null }))
  const lent = delegations
    .filter((d) => d.toAccountId === accountId)
    .filter((d) => (d.revokedAt === null || d.revokedAt > at) && isValidOn(d, vietnamDate(at)))
    .flatMap((d) =>
      held
        .filter((a) => a.accountId === d.fromAccountId && a.unitId === d.unitId && a.role === d.role)
        .map((a) => toGrant({ ...d, ...narrower(a, d), via: 'delegation' })),
    )
  return [...own, ...lent]
}

/** A row of `organisations.public_roles_of`. */
export type RoleRow = Pick<Grant, 'role' | 'unitId' | 'via'> & Limits & { fromAccountId: string | null }

/** The grant a row says: only a delegation names its giver, and limits stand there only when there are some. */
export const toGrant = (row: RoleRow): Grant => ({
  role: row.role,
  unitId: row.unitId,
  via: row.via,
  ...(row.via === 'delegation' && { fromAccountId: row.fromAccountId }),
  ...((row.via === 'delegation' || row.procedures !== null) && { procedures: row.procedures }),
  ...(row.steps !== null && { steps: row.steps }),
  ...(row.reach === 'subtree' && { reach: row.reach }),
})

/** What two limits both let through. */
function narrower(one: Limits, other: Limits): Limits {
  const both = (a: readonly string[] | null, b: readonly string[] | null) =>
    a === null ? b : b === null ? a : a.filter((item) => b.includes(item))
  return {
    reach: one.reach === 'subtree' ? other.reach : 'self',
    procedures: both(one.procedures, other.procedures),
    steps: both(one.steps, other.steps),
  }
}

export type DelegationWish = Omit<Delegation, 'id' | 'revokedAt'>

/**
 * Why the delegation may not be made, or null.
 * @param given appointments of the giver
 */
export function delegationFault(
  wish: DelegationWish,
  given: readonly Appointment[],
  now: Date,
): AppError | null {
  if (wish.fromAccountId === wish.toAccountId) {
    return unprocessable('delegation.to_self', 'Không thể uỷ quyền cho chính mình; hãy chọn người nhận khác.')
  }
  if (wish.validTo < wish.validFrom) {
    return unprocessable('delegation.bad_period', 'Ngày kết thúc uỷ quyền phải bằng hoặc sau ngày bắt đầu.')
  }
  if (wish.validTo < vietnamDate(now)) {
    return unprocessable(
      'delegation.past',
      'Thời hạn uỷ quyền đã qua; hãy chọn ngày kết thúc từ hôm nay trở đi.',
    )
  }
  const empty = emptyLimit(wish)
  if (empty) return empty
  const held = given.filter(
    (a) =>
      a.accountId === wish.fromAccountId &&
      a.unitId === wish.unitId &&
      a.role === wish.role &&
      a.endedAt === null &&
      covers(a, wish),
  )
  if (held.length === 0) {
    return unprocessable(
      'delegation.not_held',
      `Người uỷ quyền không được bổ nhiệm vai trò “${ROLE_NAMES[wish.role].vi}” tại đơn vị này trong suốt thời hạn uỷ quyền; vai trò có được do uỷ quyền thì không uỷ quyền lại.`,
    )
  }
  return held.some((a) => isWithin(wish, a))
    ? null
    : unprocessable(
        'delegation.too_wide',
        'Không thể uỷ quyền rộng hơn quyền mình có; hãy chỉ chọn thủ tục, bước và phạm vi đơn vị mà người uỷ quyền được giao.',
      )
}

/** Why a grant with these limits would be good for nothing, or null. */
export function emptyLimit(limits: Omit<Limits, 'reach'>): AppError | null {
  if (limits.procedures?.length === 0) {
    return unprocessable(
      'delegation.no_procedure',
      'Hãy chọn ít nhất một thủ tục, hoặc bỏ trống để giao tất cả.',
    )
  }
  if (limits.steps?.length === 0) {
    return unprocessable('delegation.no_step', 'Hãy chọn ít nhất một bước, hoặc bỏ trống để giao tất cả.')
  }
  return null
}

/** Whether everything that the limits name is among what is held; what they leave open is as it is held. */
function isWithin(limits: Limits, held: Limits): boolean {
  const among = (named: readonly string[] | null, all: readonly string[] | null) =>
    named === null || all === null || named.every((item) => all.includes(item))
  return (
    (limits.reach === 'self' || held.reach === 'subtree') &&
    among(limits.procedures, held.procedures) &&
    among(limits.steps, held.steps)
  )
}

import { vietnamDate } from '@motcua/rules'
import type { Grant } from '../../../platform/actor.ts'
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

/** A role in a unit given by decision. `endedAt`: taken away before its last day, at once. */
export type Appointment = Period & {
  id: string
  accountId: string
  unitId: string
  role: Role
  endedAt: Date | null
}

/** A role lent for some days. `procedures` null: all of them. */
export type Delegation = {
  id: string
  fromAccountId: string
  toAccountId: string
  unitId: string
  role: Role
  procedures: readonly string[] | null
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
    .map((a): Grant => ({ role: a.role, unitId: a.unitId, via: 'appointment' }))
  const lent = delegations
    .filter((d) => d.toAccountId === accountId)
    .filter((d) => (d.revokedAt === null || d.revokedAt > at) && isValidOn(d, vietnamDate(at)))
    .filter((d) =>
      held.some((a) => a.accountId === d.fromAccountId && a.unitId === d.unitId && a.role === d.role),
    )
    .map(
      (d): Grant => ({
        role: d.role,
        unitId: d.unitId,
        via: 'delegation',
        fromAccountId: d.fromAccountId,
        procedures: d.procedures,
      }),
    )
  return [...own, ...lent]
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
    return unprocessable('delegation.to_self', 'Không thể ủy quyền cho chính mình; hãy chọn người nhận khác.')
  }
  if (wish.validTo < wish.validFrom) {
    return unprocessable('delegation.bad_period', 'Ngày kết thúc ủy quyền phải bằng hoặc sau ngày bắt đầu.')
  }
  if (wish.validTo < vietnamDate(now)) {
    return unprocessable(
      'delegation.past',
      'Thời hạn ủy quyền đã qua; hãy chọn ngày kết thúc từ hôm nay trở đi.',
    )
  }
  if (wish.procedures?.length === 0) {
    return unprocessable(
      'delegation.no_procedure',
      'Hãy chọn ít nhất một thủ tục được ủy quyền, hoặc bỏ trống để ủy quyền tất cả.',
    )
  }
  const held = given.some(
    (a) =>
      a.accountId === wish.fromAccountId &&
      a.unitId === wish.unitId &&
      a.role === wish.role &&
      a.endedAt === null &&
      covers(a, wish),
  )
  return held
    ? null
    : unprocessable(
        'delegation.not_held',
        `Người ủy quyền không được bổ nhiệm vai trò “${ROLE_NAMES[wish.role].vi}” tại đơn vị này trong suốt thời hạn ủy quyền; vai trò có được do ủy quyền thì không ủy quyền lại.`,
      )
}

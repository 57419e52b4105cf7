import type { Actor } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/ctx.ts'
import { accountsByIds } from '../identity/index.ts'
import {
  type HeldGrant,
  ROLE_NAMES,
  toGrant,
  type Unit,
  unitRef,
  unitsByIds,
  withReach,
} from '../organisations/index.ts'
import type { AccessView } from './contract/access.ts'
import type { DossierFacts } from './domain.ts'
import { decideSight, type Places } from './policy.ts'

const PERSON = { name: null, unit: null, unitName: null, role: null, roleName: null, via: null, until: null }

/** The people whose affair the dossier is. They are not named: whoever may know opens the dossier. */
export async function presentPeople(ctx: Ctx, d: DossierFacts): Promise<AccessView[]> {
  const submitter = (await accountsByIds(ctx, [d.submittedBy])).get(d.submittedBy)
  const isOther =
    submitter !== undefined &&
    (submitter.kind === 'citizen' || submitter.kind === 'business') &&
    submitter.idNumberIndex !== d.applicantIndex
  return [
    { kind: 'applicant', ...PERSON, reason: 'Là chủ hồ sơ.' },
    ...(isOther
      ? [{ kind: 'submitter' as const, ...PERSON, reason: 'Là người đã nộp hồ sơ này thay chủ hồ sơ.' }]
      : []),
  ]
}

/**
 * Officers who see the dossier by these grants, with the reason of each. What the rule does not let through is left
 * out: the closed accounts, and officers whose own affair it is.
 */
export async function presentOfficers(
  ctx: Ctx,
  d: DossierFacts,
  places: Places,
  grants: readonly HeldGrant[],
): Promise<AccessView[]> {
  const people = grants.flatMap((g) => [g.accountId, ...(g.fromAccountId ? [g.fromAccountId] : [])])
  const [accounts, units] = await Promise.all([
    accountsByIds(ctx, people),
    unitsByIds(ctx, [...grants.map((g) => g.unitId), ...places.units]),
  ])
  const views = grants.map(async (held): Promise<AccessView[]> => {
    const account = accounts.get(held.accountId)
    const unit = units.get(held.unitId)
    if (!account || account.closed || !unit) return []
    const roles = await withReach(ctx, [toGrant(held)])
    const actor: Actor = { ...account, roles }
    const { verdict, reason } = decideSight(actor, 'see', { facts: d, ...places })
    const seenAt = roles.find((g) => places.units.includes(g.unitId))
    if (verdict !== 'allow' || reason === 'own' || !seenAt) return []
    const giver = held.fromAccountId === null ? null : (accounts.get(held.fromAccountId)?.name ?? null)
    const place = { unit, seenAt: units.get(seenAt.unitId) ?? unit, relation: relationOf(d, seenAt.unitId) }
    return [
      {
        kind: 'officer',
        name: account.name,
        unit: unitRef(unit),
        unitName: unit.name,
        role: held.role,
        roleName: roleName(held.role),
        via: held.via,
        until: held.validTo,
        reason: sentenceOf(held, place, giver),
      },
    ]
  })
  return (await Promise.all(views)).flat()
}

/** The same for whom the dossier is about: units and roles, who holds them is the units' business. */
export function withoutNames(views: readonly AccessView[]): AccessView[] {
  const seen = new Map<string, AccessView>()
  for (const view of views) {
    const key = [view.kind, view.unit, view.role, view.via].join()
    if (!seen.has(key)) seen.set(key, { ...view, name: null, until: null })
  }
  return [...seen.values()]
}

type Place = { unit: Unit; seenAt: Unit; relation: string }

/**
 * Why a grant lets its holder see the dossier, in one sentence.
 * @param giver name of who lent the role; null when it is not told or not lent
 */
export function sentenceOf(held: HeldGrant, { unit, seenAt, relation }: Place, giver: string | null): string {
  const name = roleName(held.role)
  const role = name.charAt(0).toLowerCase() + name.slice(1)
  const start =
    held.via === 'appointment'
      ? 'Giữ vai trò'
      : giver
        ? `Được ${giver} uỷ quyền vai trò`
        : 'Được uỷ quyền vai trò'
  const where =
    unit.id === seenAt.id
      ? `${unit.name}, ${relation}`
      : `${unit.name}, phạm vi gồm cả đơn vị trực thuộc ${seenAt.name}, ${relation}`
  const until =
    held.via === 'delegation' && held.validTo && giver
      ? `, đến hết ngày ${held.validTo.split('-').reverse().join('/')}`
      : ''
  const limits = [
    ...(held.procedures ? ['chỉ với những thủ tục được giao'] : []),
    ...(held.steps ? ['chỉ khi hồ sơ ở bước được giao'] : []),
  ].map((limit) => `, ${limit}`)
  return `${start} ${role} tại ${where}${until}${limits.join('')}.`
}

const roleName = (role: string): string => (ROLE_NAMES as Record<string, { vi: string }>)[role]?.vi ?? role

function relationOf(d: DossierFacts, unitId: string): string {
  if (unitId === d.competentUnitId) return 'cơ quan giải quyết hồ sơ'
  if (unitId === d.receivingUnitId) return 'nơi tiếp nhận hồ sơ'
  if (unitId === d.returnUnitId) return 'nơi trả kết quả'
  return 'đơn vị tham gia giải quyết hồ sơ'
}

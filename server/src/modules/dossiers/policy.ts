import type { Actor } from '../../platform/actor.ts'
import { forbidden, notFound } from '../../platform/errors.ts'
import { badTransition, type DossierFacts, isSupplementedAtIntake, STATUS, type Status } from './domain.ts'

/** Acts on a dossier, named as their addresses: `POST /dossiers/{id}/acceptance`. */
export const ACTS = [
  'acceptance',
  'refusal',
  'supplement-requests',
  'supplements',
  'withdrawal',
  'stop',
  'apologies',
  'payment-confirmations',
  'transfers',
  'results',
  'handover',
  'corrections',
] as const

export type Act = (typeof ACTS)[number]

type Rule = {
  /** Who: the applicant's side, and roles in the units of the dossier. */
  applicant?: boolean
  officers: readonly {
    roles: readonly string[]
    units: readonly UnitPart[]
    /** A further condition on the dossier's state for these. */
    when?: (d: DossierFacts) => boolean
  }[]
  from: readonly Status[]
  /** A further condition on the dossier's state. */
  when?: (d: DossierFacts) => boolean
}

type UnitPart = 'receivingUnitId' | 'competentUnitId' | 'returnUnitId'

const RECEPTION = { roles: ['tiepnhan'], units: ['receivingUnitId'] } as const
const AGENCY = { roles: ['chuyenvien', 'truongphong', 'lanhdao'], units: ['competentUnitId'] } as const
const HEADS = { roles: ['truongphong', 'lanhdao'], units: ['competentUnitId'] } as const
const { submitted, accepted, processing, supplement, payment, finished } = STATUS

const RULES: Record<Act, Rule> = {
  acceptance: {
    officers: [RECEPTION],
    from: [submitted, supplement],
    when: (d) => d.status === submitted || isSupplementedAtIntake(d),
  },
  refusal: { officers: [RECEPTION], from: [submitted] },
  // Whether one was requested before is answered by the command with 422: it is the law, not the state.
  'supplement-requests': { officers: [RECEPTION, AGENCY], from: [submitted, accepted, processing] },
  supplements: {
    applicant: true,
    officers: [RECEPTION],
    from: [supplement],
    when: (d) => d.supplement?.receivedAt == null,
  },
  // TT 03/2025 art. 7: only while no result exists.
  withdrawal: {
    applicant: true,
    officers: [RECEPTION],
    from: [submitted, accepted, processing, supplement],
    when: (d) => d.resultAt === null,
  },
  stop: {
    officers: [RECEPTION, HEADS],
    from: [accepted, processing, supplement, payment],
    when: (d) => d.resultAt === null,
  },
  apologies: {
    officers: [HEADS],
    from: [accepted, processing],
    when: (d) => d.dueAt !== null,
  },
  'payment-confirmations': {
    officers: [
      { roles: ['tiepnhan'], units: ['receivingUnitId', 'competentUnitId'] },
      { roles: ['chuyenvien'], units: ['competentUnitId'] },
    ],
    from: [payment],
  },
  transfers: {
    officers: [{ roles: ['tiepnhan'], units: ['receivingUnitId', 'competentUnitId', 'returnUnitId'] }],
    from: [accepted, processing, supplement, payment, finished],
    when: (d) =>
      d.acceptedAt !== null &&
      (d.receivingUnitId !== d.competentUnitId || d.returnUnitId !== d.competentUnitId),
  },
  results: {
    officers: [
      { roles: ['chuyenvien', 'truongphong', 'lanhdao', 'vanthu'], units: ['competentUnitId'] },
      { roles: ['tiepnhan'], units: ['competentUnitId', 'returnUnitId'] },
    ],
    from: [accepted, processing],
    when: (d) => d.resultAt === null,
  },
  handover: {
    officers: [{ roles: ['tiepnhan'], units: ['returnUnitId', 'receivingUnitId'] }],
    from: [finished],
  },
  // The desk puts its own mistakes right until the first step is done; then the heads of the agency that decides.
  corrections: {
    officers: [
      { ...RECEPTION, when: (d) => !d.processing },
      { ...HEADS, when: (d) => d.acceptedAt !== null },
    ],
    from: [submitted, accepted, processing, supplement, payment],
    when: (d) => d.resultAt === null,
  },
}

/** The applicant, or whoever filed for him. */
export const isApplicant = (actor: Actor, d: DossierFacts): boolean =>
  d.submittedBy === actor.id
    ? actor.kind === 'citizen' || actor.kind === 'business'
    : Boolean(actor.idNumberIndex) && actor.idNumberIndex === d.applicantIndex

/**
 * Whether the actor may see the dossier.
 * @param scopeUnitIds units it has passed through (its rows in `dossiers.scope`)
 */
export const maySee = (actor: Actor, d: DossierFacts, scopeUnitIds: readonly string[]): boolean =>
  isApplicant(actor, d) ||
  actor.roles.some((g) => scopeUnitIds.includes(g.unitId) && coversProcedure(g.procedures, d.procedureCode))

/** The acts the actor may do now; the screens show these and nothing else. */
export const actsFor = (actor: Actor, d: DossierFacts): Act[] =>
  ACTS.filter((act) => isHolder(actor, act, d) && isInState(actor, act, d))

/**
 * Lets the act pass or says why not.
 * @throws 404 when the dossier may not be seen, 403 when the actor may never do this, 409 when not now
 */
export function authorise(actor: Actor, act: Act, d: DossierFacts, scopeUnitIds: readonly string[]): void {
  if (!maySee(actor, d, scopeUnitIds)) throw dossierNotFound()
  if (!isHolder(actor, act, d))
    throw forbidden('Vai trò của bạn tại đơn vị này không được làm việc đó với hồ sơ.')
  if (!isInState(actor, act, d)) throw badTransition(d.status, 'nên chưa hoặc không còn làm việc này được')
}

export const dossierNotFound = () =>
  notFound('dossier.not_found', 'Không có hồ sơ này hoặc bạn không được xem.')

function isHolder(actor: Actor, act: Act, d: DossierFacts): boolean {
  return actsAsApplicant(actor, act, d) || officersOf(actor, act, d).length > 0
}

const actsAsApplicant = (actor: Actor, act: Act, d: DossierFacts): boolean =>
  RULES[act].applicant === true && isApplicant(actor, d)

/** The lines of the rule that name a role of the actor in a unit of the dossier. */
const officersOf = (actor: Actor, act: Act, d: DossierFacts): Rule['officers'] =>
  RULES[act].officers.filter(({ roles, units }) =>
    actor.roles.some(
      (g) =>
        roles.includes(g.role) &&
        units.some((unit) => d[unit] === g.unitId) &&
        coversProcedure(g.procedures, d.procedureCode),
    ),
  )

const isInState = (actor: Actor, act: Act, d: DossierFacts): boolean =>
  RULES[act].from.includes(d.status) &&
  (RULES[act].when?.(d) ?? true) &&
  (actsAsApplicant(actor, act, d) || officersOf(actor, act, d).some(({ when }) => when?.(d) ?? true))

/** Whether the actor corrects as a head of the agency that decides, and not as the desk. */
export const correctsAsHead = (actor: Actor, d: DossierFacts): boolean =>
  officersOf(actor, 'corrections', d).some(
    ({ roles, when }) => roles.includes('lanhdao') && (when?.(d) ?? true),
  )

const coversProcedure = (procedures: readonly string[] | null | undefined, code: string): boolean =>
  procedures == null || procedures.includes(code)

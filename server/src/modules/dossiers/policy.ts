import { type AccessRule, type Decision, decider } from '../../platform/access/decide.ts'
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

type Rule = Omit<AccessRule<DossierFacts>, 'when'> & {
  from: readonly Status[]
  /** A further condition on the dossier's state. */
  when?: (d: DossierFacts) => boolean
}

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
    own: true,
    officers: [RECEPTION],
    from: [supplement],
    when: (d) => d.supplement?.receivedAt == null,
  },
  // TT 03/2025 art. 7: only while no result exists.
  withdrawal: {
    own: true,
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

/**
 * Decides about an act on a dossier: whether, and by which grant. The reason is kept with the act. An officer who is
 * the applicant has the applicant's rights only.
 */
export const decideAct: (actor: Actor, act: Act, d: DossierFacts) => Decision = decider({
  rules: inState(RULES),
  isOwn: (actor, d) => isApplicant(actor, d),
  procedureOf: (d) => d.procedureCode,
})

/** Whether the actor may do the act with this dossier at some time: who does it also issues its papers. */
export const mayEver = (actor: Actor, act: Act, d: DossierFacts): boolean =>
  decideAct(actor, act, d).verdict !== 'never'

/** The acts the actor may do now; the screens show these and nothing else. */
export const actsFor = (actor: Actor, d: DossierFacts): Act[] =>
  ACTS.filter((act) => decideAct(actor, act, d).verdict === 'allow')

/**
 * Lets the act pass or says why not.
 * @returns the path by which it passed, for the audit row
 * @throws 404 when the dossier may not be seen, 403 when the actor may never do this, 409 when not now
 */
export function authorise(actor: Actor, act: Act, d: DossierFacts, scopeUnitIds: readonly string[]): string {
  if (!maySee(actor, d, scopeUnitIds)) throw dossierNotFound()
  const { verdict, reason } = decideAct(actor, act, d)
  if (reason === 'own-interest') throw ownInterest()
  if (verdict === 'never') throw forbidden('Vai trò của bạn tại đơn vị này không được làm việc đó với hồ sơ.')
  if (verdict === 'not-now') throw badTransition(d.status, 'nên chưa hoặc không còn làm việc này được')
  return reason
}

/** @throws 403 when the dossier is the actor's own: nobody works as an officer on his own affair */
export function refuseOwnInterest(actor: Actor, d: DossierFacts): void {
  if (isApplicant(actor, d)) throw ownInterest()
}

export const ownInterest = () =>
  forbidden(
    'Hồ sơ này là của chính bạn nên bạn không được giải quyết với tư cách cán bộ; hãy để người khác làm.',
    'dossier.own_interest',
  )

export const dossierNotFound = () =>
  notFound('dossier.not_found', 'Không có hồ sơ này hoặc bạn không được xem.')

function inState(rules: Record<Act, Rule>): Record<Act, AccessRule<DossierFacts>> {
  const entries = Object.entries(rules).map(([act, { from, when, ...who }]) => [
    act,
    { ...who, when: (d: DossierFacts) => from.includes(d.status) && (when?.(d) ?? true) },
  ])
  return Object.fromEntries(entries) as Record<Act, AccessRule<DossierFacts>>
}

/** Whether the actor corrects as a head of the agency that decides: the dossier is past what the desk may mend. */
export const correctsAsHead = (actor: Actor, d: DossierFacts): boolean =>
  !isApplicant(actor, d) &&
  d.acceptedAt !== null &&
  actor.roles.some(
    (g) =>
      HEADS.roles.some((role) => role === g.role) &&
      g.unitId === d.competentUnitId &&
      coversProcedure(g.procedures, d.procedureCode),
  )

/**
 * Whether the actor moves running dossiers of a unit to another version of their procedure: its head, or an
 * administrator of the unit or of one above it. Never one that is his own.
 * @param above ids of the units above the one that decides
 */
export const mayMigrate = (actor: Actor, d: DossierFacts, above: readonly string[]): boolean =>
  !isApplicant(actor, d) &&
  actor.roles.some(
    (g) =>
      coversProcedure(g.procedures, d.procedureCode) &&
      (g.unitId === d.competentUnitId
        ? ['lanhdao', 'quantri'].includes(g.role)
        : g.role === 'quantri' && above.includes(g.unitId)),
  )

/** Units whose running dossiers of a procedure the actor may move, as far as his grants reach. */
export const unitsToMigrate = (actor: Actor, code: string): string[] =>
  actor.roles
    .filter((g) => ['lanhdao', 'quantri'].includes(g.role) && coversProcedure(g.procedures, code))
    .map((g) => g.unitId)

const coversProcedure = (procedures: readonly string[] | null | undefined, code: string): boolean =>
  procedures == null || procedures.includes(code)

/**
 * Whether the actor may have this person's data proposed: people and businesses their own; reception officers that of
 * the person at the desk of their unit, for procedures given to them, and never their own.
 */
export function mayFillFor(actor: Actor, index: string, unitId: string | null, code: string): boolean {
  if (actor.kind !== 'officer') return actor.idNumberIndex === index
  return (
    actor.idNumberIndex !== index &&
    actor.roles.some(
      (g) => g.role === 'tiepnhan' && g.unitId === unitId && coversProcedure(g.procedures, code),
    )
  )
}

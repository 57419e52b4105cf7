import { type AccessRule, type Decide, decider, type OfficerLine } from '../../platform/access/decide.ts'
import { type Actor, fits, holdsRole } from '../../platform/actor.ts'
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
  'fee-collections',
  'transfers',
  'results',
  'handover',
  'corrections',
] as const

export type Act = (typeof ACTS)[number]

type Rule = Omit<AccessRule<DossierFacts>, 'when' | 'officers'> & {
  officers: readonly (OfficerLine<DossierFacts> & { roles: readonly string[] })[]
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
  'fee-collections': {
    officers: [{ roles: ['tiepnhan'], units: ['receivingUnitId', 'returnUnitId'] }],
    from: [submitted, accepted, processing, supplement, payment, finished],
    when: (d) => d.paymentState === 'unpaid',
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

/** The applicant, or who filed for him. An officer files at his desk as an officer, also what is his own. */
export const isApplicant = (actor: Actor, d: Pick<DossierFacts, 'submittedBy' | 'applicantIndex'>): boolean =>
  (d.submittedBy === actor.id && (actor.kind === 'citizen' || actor.kind === 'business')) ||
  (Boolean(actor.idNumberIndex) && actor.idNumberIndex === d.applicantIndex)

/** Roles in which dossiers are read: those of the permission `dossiers.read`. */
export const READERS: readonly string[] = [
  'tiepnhan',
  'chuyenvien',
  'truongphong',
  'lanhdao',
  'vanthu',
  'kiemtra',
]

/** Roles that answer for who sees what: the head, the auditor, and the administrator, who himself sees no dossier. */
const OVERSEERS = ['lanhdao', 'kiemtra', 'quantri']

/** Where a dossier has been and stands. */
export type Places = {
  /** Units it has passed through: its rows in `dossiers.scope`. */
  units: readonly string[]
  /** Its open steps, as `unit/step`; may be left out for who has no grant limited to steps (`placesFor`). */
  steps: readonly string[]
}

type Seen = { facts: DossierFacts; units: readonly string[]; steps: readonly string[] }

/**
 * Who sees a dossier: the applicant, and officers of the units it has passed through. The lists say the same in SQL
 * (`visibleTo`), and a test in random worlds holds them together.
 */
export const decideSight: Decide<'see' | 'oversee', Seen> = decider({
  rules: {
    see: { own: true, officers: [{ roles: READERS, units: ['units'], atStep: true }], when: () => true },
    // Who sees it and why: for whom it is about, and for those who answer for how it is used.
    oversee: { own: true, officers: [{ roles: OVERSEERS, units: ['units'] }], when: () => true },
  },
  isOwn: (actor, { facts }) => isApplicant(actor, facts),
  procedureOf: ({ facts }) => facts.procedureCode,
  stepsAt: ({ steps }, unitId) =>
    steps.filter((at) => at.startsWith(`${unitId}/`)).map((at) => at.slice(unitId.length + 1)),
})

/** Whether the actor may see the dossier. */
export const maySee = (actor: Actor, facts: DossierFacts, { units, steps }: Places): boolean =>
  decideSight(actor, 'see', { facts, units, steps }).verdict === 'allow'

/**
 * Decides about an act on a dossier: whether, and by which grant. The reason is kept with the act. An officer who is
 * the applicant has the applicant's rights only.
 */
export const decideAct: Decide<Act, DossierFacts> = decider({
  rules: inState(RULES),
  isOwn: (actor, d) => isApplicant(actor, d),
  procedureOf: (d) => d.procedureCode,
})

/** Whether the actor may do the act with this dossier at some time: who does it also issues its papers. */
export const mayEver = (actor: Actor, act: Act, d: DossierFacts): boolean =>
  decideAct(actor, act, d).verdict !== 'never'

/** Whether some grant of the actor is of a role that does the act, with whatever dossier of its unit. */
export const hasRoleFor = (actor: Actor, act: Act): boolean => {
  const roles = RULES[act].officers.flatMap((line) => line.roles)
  return actor.roles.some((grant) => roles.includes(grant.role))
}

/** The unit whose desk takes the money of an actor who may take it: where it was received, else where it is returned. */
export const collectingUnit = (
  actor: Actor,
  d: Pick<DossierFacts, 'receivingUnitId' | 'returnUnitId'>,
): string => (holdsRole(actor, ['tiepnhan'], [d.receivingUnitId]) ? d.receivingUnitId : d.returnUnitId)

/** The acts the actor may do now; the screens show these and nothing else. */
export const actsFor = (actor: Actor, d: DossierFacts): Act[] =>
  ACTS.filter((act) => decideAct(actor, act, d).verdict === 'allow')

/**
 * Lets the act pass or says why not.
 * @returns the path by which it passed, for the audit row
 * @throws 404 when the dossier may not be seen, 403 when the actor may never do this, 409 when not now
 */
export function authorise(actor: Actor, act: Act, d: DossierFacts, places: Places): string {
  if (!maySee(actor, d, places)) throw dossierNotFound()
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
  holdsRole(actor, HEADS.roles, [d.competentUnitId], d.procedureCode)

/** Whether the actor moves running dossiers of a unit to another version: its head, or who administers it; never his own. */
export const mayMigrate = (actor: Actor, d: DossierFacts): boolean =>
  !isApplicant(actor, d) && holdsRole(actor, MIGRATORS, [d.competentUnitId], d.procedureCode)

/** Units whose running dossiers of a procedure the actor may move, as far as his grants reach. */
export const unitsToMigrate = (actor: Actor, code: string): string[] =>
  actor.roles.filter((g) => MIGRATORS.includes(g.role) && fits(g, code)).map((g) => g.unitId)

/** As `unitsToMigrate`, of whatever procedure. */
export const unitsWithMigrations = (actor: Actor): string[] =>
  actor.roles.filter((g) => MIGRATORS.includes(g.role)).map((g) => g.unitId)

const MIGRATORS: readonly string[] = ['lanhdao', 'quantri']

/** Whether the actor keeps the desk where papers are received or results handed out: the receipt is printed there. */
export const isDesk = (actor: Actor, d: DossierFacts): boolean =>
  holdsRole(actor, RECEPTION.roles, [d.receivingUnitId, d.returnUnitId], d.procedureCode)

export const notAtYourDesk = () =>
  forbidden('Chỉ cán bộ tiếp nhận của đơn vị được làm việc này tại quầy của đơn vị đó.', 'desk.not_yours')

/** Whether the actor may receive dossiers of the procedure at the desk of the unit; null: of whatever procedure. */
export const mayReceive = (actor: Actor, unitId: string, procedureCode: string | null): boolean =>
  holdsRole(actor, RECEPTION.roles, [unitId], procedureCode)

/**
 * Whether the actor may have this person's data proposed: people and businesses their own; reception officers that of
 * the person at the desk of their unit, for procedures given to them, and never their own.
 */
export const mayFillFor = (actor: Actor, index: string, unitId: string | null, code: string): boolean =>
  actor.kind === 'officer'
    ? actor.idNumberIndex !== index && unitId !== null && mayReceive(actor, unitId, code)
    : actor.idNumberIndex === index

/** The grants in which the actor reads dossiers, limited to steps or not. */
export const readingGrants = (actor: Actor) => actor.roles.filter((g) => READERS.includes(g.role))

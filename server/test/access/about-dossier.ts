import { STATUS } from '../../src/modules/dossiers/domain.ts'
import { ACTS, type Act, decideAct, isApplicant, maySee } from '../../src/modules/dossiers/policy.ts'
import { type Expectation, isPerson, READERS, reason } from './expectation.ts'
import type { Person } from './people.ts'
import type { Target } from './targets.ts'

const ACT_BODIES: Partial<Record<Act, (target: Target) => object>> = {
  refusal: () => ({ reason }),
  'supplement-requests': () => ({ reason }),
  supplements: () => ({ papers: [{ key: 'don', originals: 1 }] }),
  stop: () => ({ reason }),
  apologies: () => ({ reason, newDue: '2026-02-02T10:00:00Z' }),
  transfers: () => ({ state: 'sent' }),
  corrections: ({ version }) => ({ version, reason, abstract: `Trích yếu ${version}` }),
}

const reads = ({ actor }: Person, { facts, scope }: Target): boolean =>
  maySee(actor, facts, { units: scope, steps: [] }) &&
  (isPerson(actor.kind) || actor.roles.some((g) => READERS.includes(g.role)))

/** Who answers for the use of a dossier: the head, the auditor, the administrator; and the applicant. */
const oversees = ({ actor }: Person, { facts, scope }: Target): boolean =>
  isApplicant(actor, facts) ||
  actor.roles.some((g) => ['lanhdao', 'kiemtra', 'quantri'].includes(g.role) && scope.includes(g.unitId))

/** The step that waits is done by its role in the agency that decides, never by the applicant. */
const works = ({ actor }: Person, { facts, taskId }: Target, roles: readonly string[]): boolean =>
  taskId !== null &&
  !isApplicant(actor, facts) &&
  actor.roles.some((g) => g.unitId === facts.competentUnitId && roles.includes(g.role))

const HEADS = ['truongphong', 'lanhdao']

/** Whoever may ever accept may issue the receipt and look at it first. */
const issuesReceipt = ({ actor }: Person, { facts }: Target): boolean =>
  decideAct(actor, 'acceptance', facts).verdict !== 'never'

/** Who does the step that waits, and how it ends. */
function stepOf({ facts }: Target): { role: string; outcome: string } {
  if (facts.status === STATUS.payment) return { role: 'tiepnhan', outcome: 'xong' }
  return facts.processing ? { role: 'lanhdao', outcome: 'ky' } : { role: 'chuyenvien', outcome: 'dat' }
}

/** Routes about one dossier: acts by the rules as data, the rest as written here. */
export const ABOUT_DOSSIER: Readonly<Record<string, Expectation<Target>>> = {
  ...Object.fromEntries(
    ACTS.map((act) => [
      `POST /dossiers/{id}/${act}`,
      {
        who: ({ actor }: Person, { facts }: Target) => decideAct(actor, act, facts).verdict === 'allow',
        body: ACT_BODIES[act] ?? (() => ({})),
      },
    ]),
  ),
  'GET /dossiers/{id}': { who: reads },
  'GET /dossiers/{id}/timeline': { who: reads },
  'GET /dossiers/{id}/clock': { who: reads },
  'GET /dossiers/{id}/reads': { who: reads },
  'GET /dossiers/{id}/messages': { who: reads },
  'GET /dossiers/{id}/rating': { who: ({ actor }, { facts }) => isApplicant(actor, facts) },
  'PUT /dossiers/{id}/rating': {
    who: ({ actor }, { facts }) => isApplicant(actor, facts),
    body: () => ({ information: 5, simplicity: 4, attitude: 5, punctuality: 3, result: 5 }),
  },
  'GET /dossiers/{id}/process': {
    who: (p, t) => reads(p, t) && !isPerson(p.actor.kind) && t.facts.acceptedAt !== null,
  },
  'GET /dossiers/{id}/access': { who: oversees },
  'GET /dossiers/{id}/form': { who: reads },
  'GET /dossiers/{id}/receipts': { who: reads },
  'GET /dossiers/{id}/slips': { who: reads },
  'POST /dossiers/{id}/handover-checks': {
    who: ({ actor }, { facts }) => decideAct(actor, 'handover', facts).verdict === 'allow',
    body: () => ({ idNumber: '066190000001' }),
  },
  // Nothing sends messages in this world.
  'POST /dossiers/{id}/handover-codes': { who: () => false, body: () => ({}) },
  'POST /dossiers/{id}/proven-handover': {
    who: ({ actor }, { facts }) => decideAct(actor, 'handover', facts).verdict === 'allow',
    body: () => ({
      receiver: {
        idNumber: '066190000099',
        name: 'Người nhận',
        authorisation: { relation: 'Con', paper: 'Giấy 1' },
      },
      proof: { kind: 'paper' },
    }),
  },
  'POST /tasks/{id}/claim': { who: (p, t) => works(p, t, [stepOf(t).role]), body: () => ({}) },
  'POST /tasks/{id}/completion': {
    who: (p, t) => works(p, t, [stepOf(t).role]),
    body: (t) => ({ outcome: stepOf(t).outcome }),
  },
  'POST /tasks/{id}/assignment': {
    who: (p, t) => works(p, t, HEADS),
    body: ({ colleagueId }) => ({ account: colleagueId }),
  },
  'POST /dossiers/{id}/slips/{kind}': { who: issuesReceipt, body: () => ({}) },
  'GET /dossiers/{id}/slips/{kind}/preview': { who: issuesReceipt },
}

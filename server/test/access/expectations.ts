import { ACTS, type Act, decideAct, isApplicant, maySee } from '../../src/modules/dossiers/policy.ts'
import type { Person } from './people.ts'
import type { Target } from './targets.ts'

/** Who should pass, and a request that a person who may would bring through. */
export type Expectation<T> = {
  who: (person: Person, target: T) => boolean
  body?: (target: T, person: Person) => object
  query?: string
}

const READERS = ['tiepnhan', 'chuyenvien', 'truongphong', 'lanhdao', 'vanthu', 'kiemtra']
const HANDLERS = READERS.slice(0, -1)
const reason = 'Lý do thử'

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
const UNKNOWN = '01890000-0000-7000-8000-000000000000'

/** Whoever may ever accept may issue the receipt and look at it first. */
const issuesReceipt = ({ actor }: Person, { facts }: Target): boolean =>
  decideAct(actor, 'acceptance', facts).verdict !== 'never'

const stepRole = ({ facts }: Target): string => (facts.processing ? 'lanhdao' : 'chuyenvien')

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
  'POST /tasks/{id}/claim': { who: (p, t) => works(p, t, [stepRole(t)]), body: () => ({}) },
  'POST /tasks/{id}/completion': {
    who: (p, t) => works(p, t, [stepRole(t)]),
    body: (t) => ({ outcome: stepRole(t) === 'lanhdao' ? 'ky' : 'dat' }),
  },
  'POST /tasks/{id}/assignment': {
    who: (p, t) => works(p, t, HEADS),
    body: ({ colleagueId }) => ({ account: colleagueId }),
  },
  // The waiting step is in nobody's hands, so there is nothing to give back.
  'POST /tasks/{id}/release': { who: () => false, body: () => ({}) },
  'POST /dossiers/{id}/slips/{kind}': { who: issuesReceipt, body: () => ({}) },
  'GET /dossiers/{id}/slips/{kind}/preview': { who: issuesReceipt },
}

const isPerson = (kind: string): boolean => kind === 'citizen' || kind === 'business'
const everybody: Expectation<null> = { who: () => true }
const accounts: Expectation<null> = { who: ({ token }) => token !== null }
const nobody: Expectation<null> = { who: () => false, body: () => ({}) }
const holders = (...roles: string[]): Expectation<null> => ({
  who: ({ actor }) => actor.roles.some((g) => roles.includes(g.role)),
})
const peopleOr = (...roles: string[]): Expectation<null> => ({
  who: (person) => isPerson(person.actor.kind) || holders(...roles).who(person, null),
})

/** A role in the commune `xa` itself, held or lent; the administrator also from the unit above. */
const atXa = (...roles: string[]): Expectation<null> => ({
  who: ({ actor, name }) => holders(...roles).who({ actor } as Person, null) && !/other|parent/.test(name),
})
const administrators: Expectation<null> = {
  who: ({ actor, name }) => actor.roles.some((g) => g.role === 'quantri') && !name.endsWith('.other'),
}

/** All other routes. An id of theirs is one that does not exist: whatever answers it, nobody may get through. */
export const ELSEWHERE: Readonly<Record<string, Expectation<null>>> = {
  'GET /areas': everybody,
  'GET /areas/provinces': everybody,
  'GET /areas/provinces/{code}/communes': everybody,
  'GET /areas/{code}/today': everybody,
  'GET /calendar': everybody,
  'GET /figures': everybody,
  'GET /ratings/summary': everybody,
  'GET /ratings/remarks': holders('truongphong', 'lanhdao', 'kiemtra'),
  // Code and secret of the receipt open it to everybody; here nobody has them.
  'POST /ratings': {
    ...nobody,
    body: () => ({
      ...{ code: 'H15.1-260105-0001', secret: 'AAAAAAAA' },
      ...{ information: 5, simplicity: 5, attitude: 5, punctuality: 5, result: 5 },
    }),
  },
  'GET /procedures': everybody,
  'GET /sectors': everybody,
  'GET /procedures/{code}': everybody,
  'POST /procedures/{code}/assessment': { ...everybody, body: () => ({ answers: { soBan: 1 }, papers: [] }) },
  'GET /procedures/{code}/example': everybody,
  'GET /roles': everybody,
  'GET /track/{code}': everybody,
  'GET /units': everybody,
  'GET /units/{ref}': everybody,
  'POST /session': { ...nobody, body: () => ({ username: 'khongco', password: 'khong-dung' }) },
  'GET /session': accounts,
  'GET /session/options': everybody,
  'GET /me': peopleOr(),
  'POST /mandates': {
    ...peopleOr(),
    body: () => ({ kind: 'authorised', agent: { name: 'Trần Văn Bình', idNumber: '066088000002' } }),
  },
  // No provider is connected here.
  'GET /session/oidc': nobody,
  'GET /session/oidc/callback': nobody,
  'DELETE /session': everybody,
  'GET /procedures/{code}/prefill': peopleOr('tiepnhan'),
  'POST /procedures/{code}/prefill': {
    who: (person) => isPerson(person.actor.kind) || atXa('tiepnhan').who(person, null),
    body: (_, { actor, idNumber }) =>
      actor.kind === 'business'
        ? { taxCode: idNumber }
        : {
            ...(actor.kind === 'officer' && { unit: 'xa' }),
            person: {
              idNumber: isPerson(actor.kind) ? idNumber : '066190000002',
              ...{ name: 'Nguyễn Thị Hoà', birthDate: '1990' },
            },
          },
  },
  'GET /drafts': peopleOr('tiepnhan'),
  'POST /drafts': { ...peopleOr('tiepnhan'), body: () => ({ procedureCode: '9.000001', body: {} }) },
  'POST /dossiers': { ...atXa('tiepnhan'), body: () => SUBMISSION },
  'GET /dossiers': peopleOr(...READERS),
  'GET /tasks': peopleOr(...READERS),
  'GET /queues': holders(...READERS),
  'POST /queues/{key}/look': holders(...READERS),
  'GET /delegations': { who: ({ actor }) => actor.kind === 'officer' },
  'GET /workloads': holders('truongphong', 'lanhdao', 'kiemtra'),
  'GET /units/{ref}/colleagues': {
    who: ({ actor, name }) =>
      actor.roles.some((g) => !name.endsWith('.parent') || ['quantri', 'kiemtra'].includes(g.role)) &&
      !name.endsWith('.other'),
  },
  'POST /desk/intakes': { ...atXa('tiepnhan'), body: intake },
  'POST /desk/recalls': { ...atXa('tiepnhan'), body: () => ({ unit: 'xa', idNumber: '066190000055' }) },
  'GET /desk/procedures': { ...atXa('tiepnhan'), query: 'unit=xa' },
  'GET /desk/groups/template': { ...atXa('tiepnhan'), query: 'unit=xa&procedure=9.000001' },
  'POST /desk/groups': {
    ...nobody,
    body: () => ({ unit: 'xa', procedureCode: '9.000001', fileId: UNKNOWN, papersComplete: true }),
  },
  'GET /desk/quick-fills': { ...atXa('tiepnhan'), query: 'unit=xa&procedure=9.000001' },
  'POST /desk/quick-fills': {
    ...atXa('tiepnhan'),
    body: () => ({ unit: 'xa', procedureCode: '9.000001', name: 'Mẫu', answers: { soBan: 1 } }),
  },
  'GET /saved-filters': holders(...READERS),
  'POST /saved-filters': {
    ...holders(...READERS),
    body: () => ({ name: 'Sắp đến hạn', screen: 'queues', query: { queue: 'due-today' } }),
  },
  'GET /live': { ...holders(...READERS), query: 'seconds=0' },
  'GET /dossiers/export': holders('tiepnhan', 'truongphong', 'lanhdao', 'kiemtra'),
  'GET /batches': holders(...HANDLERS),
  'POST /batches': { ...holders(...HANDLERS), body: () => ({ act: 'accept', ids: [UNKNOWN] }) },
  'POST /batches/preview': { ...holders(...HANDLERS), body: () => ({ act: 'accept', ids: [UNKNOWN] }) },
  'POST /migrations/preview': {
    ...holders('lanhdao', 'quantri'),
    body: () => ({ toVersionId: UNKNOWN, ids: [UNKNOWN] }),
  },
  'POST /migrations': {
    ...holders('lanhdao', 'quantri'),
    body: () => ({ toVersionId: UNKNOWN, reason, items: [{ id: UNKNOWN, seen: '1.1' }] }),
  },
  'POST /slips/prints': { ...holders(...HANDLERS), body: () => ({ kind: 'receipt', dossiers: [UNKNOWN] }) },
  'POST /registers': {
    ...atXa('tiepnhan', 'truongphong', 'lanhdao', 'vanthu'),
    body: () => ({ unit: 'xa', from: '2026-01-01', to: '2026-01-06' }),
  },
  'GET /special-days': { ...administrators, query: 'unit=xa&year=2026' },
  'POST /special-days': {
    ...administrators,
    body: () => ({ unit: 'xa', date: '2026-03-03', kind: 'LOCAL_OFF', name: 'Ngày thử', legalBasis: 'QĐ 1' }),
  },
  'POST /special-days/preview': {
    ...administrators,
    body: () => ({ unit: 'xa', date: '2026-03-03', kind: 'LOCAL_OFF', name: 'Ngày thử', legalBasis: 'QĐ 1' }),
  },
  'POST /units/{ref}/appointments': {
    ...administrators,
    body: () => ({ accountId: UNKNOWN, role: 'kiemtra' }),
  },
  'GET /officers': holders('quantri'),
  'POST /officers': {
    ...administrators,
    body: () => ({ unit: 'xa', username: 'canbo.thu', name: 'Cán bộ thử', password: 'mat-khau-thu' }),
  },
  'POST /units': { ...administrators, body: () => ({ name: 'Phòng thử', kind: 'division', parent: 'xa' }) },
  'PATCH /units/{ref}': { ...administrators, body: () => ({ phone: '0262 123 456' }) },
  'POST /units/{ref}/names': {
    ...administrators,
    body: () => ({ name: 'UBND xã Thử', from: '2020-01-01' }),
  },
  'POST /units/{ref}/codes': {
    ...administrators,
    body: () => ({ scheme: 'LOCAL', value: 'XA1', from: '2020-01-01' }),
  },
  'POST /units/{ref}/closure': { ...administrators, body: () => ({ lastDay: '2020-01-01' }) },
  'POST /units/{ref}/positions': {
    ...administrators,
    body: () => ({ accountId: UNKNOWN, title: 'Chức vụ thử' }),
  },
  'GET /weeks': { ...administrators, query: 'unit=xa' },
  'POST /weeks': {
    ...administrators,
    body: () => ({
      unit: 'xa',
      season: 'Giờ thử',
      from: '2027-01-01',
      to: '2027-01-31',
      days: [{ weekday: 1, shifts: [{ from: '07:30', to: '11:30' }] }],
      legalBasis: 'QĐ 1',
    }),
  },
  'GET /studio/drafts': holders('quantri'),
  'POST /studio/drafts': {
    ...administrators,
    body: () => ({ unit: 'xa', code: '9.000777', name: 'Thủ tục thử' }),
  },
  'GET /notices': { who: ({ actor }) => actor.kind !== 'anonymous' && actor.kind !== 'partner' },
  'POST /uploads': { ...accounts, body: () => ({ name: 'thu.pdf', size: 10 }) },
  // Whoever holds a role by appointment lends it; what was lent to him he does not lend on.
  'POST /delegations': {
    who: ({ name }) => /\.(own|same|parent|other)$/.test(name),
    body: (_, { name }) => ({
      toAccountId: UNKNOWN,
      unit: name.endsWith('.parent') ? 'tinh' : name.endsWith('.other') ? 'phuong' : 'xa',
      role: name.includes('.') ? name.slice(0, name.indexOf('.')) : 'tiepnhan',
      ...{ validFrom: '2026-01-06', validTo: '2026-01-07', reason },
    }),
  },
}

const SUBMISSION = {
  procedureCode: '9.000001',
  channel: 'desk',
  receivingUnit: 'xa',
  applicant: { name: 'Nguyễn Thị Hoà', idNumber: '066190000001' },
  answers: { soBan: 2 },
  papers: [{ key: 'don', originals: 1 }],
}

function intake(): object {
  const { channel: _, receivingUnit: unit, ...rest } = SUBMISSION
  return { ...rest, unit }
}

/** Routes whose id the matrix leaves unknown: no answer may be a success. Others are in `things.ts`. */
export const UNKNOWN_ID: readonly string[] = [
  'DELETE /desk/quick-fills/{id}',
  'GET /desk/groups/{id}',
  'POST /desk/groups/{id}/start',
  'DELETE /saved-filters/{id}',
  'DELETE /mandates/{id}',
  'GET /migrations/{id}',
  'POST /migrations/{id}/undo',
  'PATCH /officers/{id}',
  'POST /officers/{id}/lock',
  'DELETE /officers/{id}/lock',
  'POST /officers/{id}/password',
  'DELETE /weeks/{id}',
  'GET /studio/drafts/{id}',
  'DELETE /studio/drafts/{id}',
  'PUT /studio/drafts/{id}/parts/{part}',
  'GET /studio/drafts/{id}/parts/{part}/history',
  'POST /studio/drafts/{id}/parts/{part}/restoration',
  'POST /studio/drafts/{id}/check',
  'POST /studio/drafts/{id}/simulation',
  'GET /studio/drafts/{id}/diff',
  'POST /studio/drafts/{id}/publication',
]

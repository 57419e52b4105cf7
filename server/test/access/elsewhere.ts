import { type Expectation, isPerson, READERS, reason } from './expectation.ts'
import type { Person } from './people.ts'

const HANDLERS = READERS.slice(0, -1)
const UNKNOWN = '01890000-0000-7000-8000-000000000000'

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

/** A series stands on one book only. */
let books = 0

/** All other routes. An id of theirs is one that does not exist: whatever answers it, nobody may get through. */
export const ELSEWHERE: Readonly<Record<string, Expectation<null>>> = {
  'GET /areas': everybody,
  'GET /areas/provinces': everybody,
  'GET /areas/provinces/{code}/communes': everybody,
  'GET /areas/{code}/today': everybody,
  'GET /calendar': everybody,
  'GET /figures': everybody,
  'GET /figures/procedures': everybody,
  'GET /announcements': everybody,
  'GET /announcements/all': holders('quantri'),
  'POST /announcements': {
    who: ({ name }) => name === 'quantri.parent',
    body: () => ({ title: 'Thông báo thử', text: 'Nội dung thử.', from: '2026-01-06' }),
  },
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
  'GET /migrations': holders('lanhdao', 'quantri'),
  'GET /migrations/procedures': holders('lanhdao', 'quantri'),
  'POST /migrations/preview': {
    ...holders('lanhdao', 'quantri'),
    body: () => ({ toVersionId: UNKNOWN, ids: [UNKNOWN] }),
  },
  'POST /migrations': {
    ...holders('lanhdao', 'quantri'),
    body: () => ({ toVersionId: UNKNOWN, reason, items: [{ id: UNKNOWN, seen: '1.1' }] }),
  },
  'GET /slips/prints/kinds': holders(...HANDLERS),
  'POST /slips/prints': { ...holders(...HANDLERS), body: () => ({ kind: 'receipt', dossiers: [UNKNOWN] }) },
  'GET /registers': { ...atXa('tiepnhan', 'truongphong', 'lanhdao', 'vanthu'), query: 'unit=xa' },
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
  'GET /receipt-books': {
    who: (person) => atXa('tiepnhan').who(person, null) || administrators.who(person, null),
    query: 'unit=xa',
  },
  'POST /receipt-books': {
    ...administrators,
    body: () => ({ unit: 'xa', form: '01BLP2-001', series: `Y${++books}-26T`, taxCode: '6099000014' }),
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
  'POST /weeks/preview': {
    ...administrators,
    body: () => ({
      unit: 'xa',
      season: 'Giờ thử',
      from: null,
      to: null,
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

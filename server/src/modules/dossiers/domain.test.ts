import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  assertMove,
  canMove,
  civilDay,
  type DossierFacts,
  dossierCode,
  punctuality,
  queuesOf,
  STATUS_NAMES,
  type Status,
  submissionNumber,
} from './domain.ts'

const ALL = Object.keys(STATUS_NAMES).map(Number) as Status[]

// Written out from domain.md 3.2, not from the code.
const TABLE: [Status, Status[]][] = [
  [1, [2, 3, 5, 7]],
  [2, [4, 5, 7, 8]],
  [3, []],
  [4, [5, 6, 7, 8, 9]],
  [5, [2, 4, 7, 8]],
  [6, [4, 8]],
  [7, []],
  [8, []],
  [9, [10]],
  [10, []],
]

describe('moves', () => {
  it.each(TABLE)('from %i only to %j', (from, to) => {
    expect(ALL.filter((s) => canMove(from, s))).toEqual(to)
  })

  it('a wrong move is refused in words', () => {
    expect(() => assertMove(10, 4)).toThrow(
      'Hồ sơ đang ở trạng thái “Đã trả kết quả” nên không chuyển sang “Đang xử lý” được.',
    )
  })
})

describe('numbers', () => {
  it.each([
    ['H15.23', '2026-02-13', 7, 'H15.23-260213-0007'],
    ['H15', '2026-11-25', 12_345, 'H15-261125-12345'],
  ])('%s on %s number %i is %s', (agency, day, n, code) => expect(dossierCode(agency, day, n)).toBe(code))

  it('a submission has its own', () => expect(submissionNumber('2026-02-13', 42)).toBe('N260213-0000042'))

  it('the day is that of Việt Nam', () => {
    expect(civilDay(new Date('2026-01-01T17:00:00Z'))).toBe('2026-01-02')
    expect(civilDay(new Date('2026-01-01T16:59:59Z'))).toBe('2026-01-01')
  })
})

describe('punctuality', () => {
  const due = new Date('2026-03-10T17:00:00+07:00')
  const at = (text: string) => new Date(`2026-03-${text}:00+07:00`)
  it.each([
    ['09T17:00', 'early'],
    ['10T07:30', 'on_time'],
    ['10T17:00', 'on_time'],
    ['10T17:01', 'late'],
  ])('finished on %s is %s', (end, expected) =>
    expect(punctuality(due, at(end), at('20T00:00'))).toBe(expected),
  )

  it('pending is in time until the due minute has passed', () => {
    expect(punctuality(due, null, due)).toBe('in_time')
    expect(punctuality(due, null, at('10T17:01'))).toBe('late')
    expect(punctuality(null, null, due)).toBeNull()
  })
})

const facts = (part: Partial<DossierFacts>): DossierFacts => ({
  id: 'd',
  status: 1,
  procedureCode: '1.001193',
  receivingUnitId: 'R',
  competentUnitId: 'C',
  returnUnitId: 'T',
  submittedBy: 'a',
  applicantIndex: '066090000001',
  submittedAt: new Date('2026-01-05T01:00:00Z'),
  acceptedAt: null,
  dueAt: null,
  processing: false,
  processEnded: false,
  resultAt: null,
  paymentState: 'none',
  supplement: null,
  ...part,
})

const step = (part = {}) => ({
  step: 'thamDinh',
  unitId: 'C',
  roles: ['chuyenvien'],
  assigneeId: null,
  waiting: false,
  ...part,
})
const supplement = { requestedAt: new Date(), receivedAt: null, beforeAcceptance: true }

describe('queues', () => {
  it.each([
    ['new', facts({ status: 1 }), [], ['intake R tiepnhan']],
    [
      'waiting for a supplement',
      facts({ status: 5, supplement }),
      [],
      ['waiting-citizen R tiepnhan', 'waiting-citizen C chuyenvien'],
    ],
    [
      'supplemented before acceptance',
      facts({ status: 5, supplement: { ...supplement, receivedAt: new Date() } }),
      [],
      ['intake R tiepnhan'],
    ],
    [
      'two steps at once',
      facts({ status: 4, acceptedAt: new Date() }),
      [step(), step({ unitId: 'X', roles: ['lanhdao'] })],
      ['task C chuyenvien', 'task X lanhdao'],
    ],
    [
      'waiting for payment',
      facts({ status: 6, acceptedAt: new Date() }),
      [step({ waiting: true })],
      ['waiting-payment C chuyenvien'],
    ],
    [
      'process ended',
      facts({ status: 4, processEnded: true, acceptedAt: new Date() }),
      [],
      ['to-record C chuyenvien', 'to-record C truongphong', 'to-record C lanhdao', 'to-record C vanthu'],
    ],
    ['finished', facts({ status: 9 }), [], ['to-hand-over T tiepnhan']],
    ['handed over', facts({ status: 10 }), [], []],
  ])('%s', (_, dossier, steps, expected) => {
    expect(queuesOf(dossier, steps).map((e) => `${e.queue} ${e.unitId} ${e.role}`)).toEqual(expected)
  })

  it('no open dossier is ever without a queue, no closed one in any', () => {
    const anySteps = fc.array(
      fc.record({
        step: fc.constant('ky'),
        unitId: fc.constantFrom('C', 'R'),
        roles: fc.constantFrom([], ['vanthu']),
        assigneeId: fc.constant(null),
        waiting: fc.boolean(),
      }),
      { minLength: 1 },
    )
    fc.assert(
      fc.property(fc.constantFrom(...ALL), anySteps, fc.boolean(), (status, steps, received) => {
        const dossier = facts({
          status,
          supplement: { ...supplement, receivedAt: received ? new Date() : null },
        })
        const isOpen = ![3, 7, 8, 10].includes(status)
        expect(queuesOf(dossier, steps).length > 0).toBe(isOpen)
      }),
    )
  })
})

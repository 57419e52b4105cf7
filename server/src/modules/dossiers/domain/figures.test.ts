import { describe, expect, it } from 'vitest'
import { STATUS, type Status } from '../domain.ts'
import { type CountedFacts, deltaOf, figuresOf, wholeMonths } from './figures.ts'

const at = (text: string) => new Date(`${text}+07:00`)
const facts = (status: Status, changes: Partial<CountedFacts> = {}): CountedFacts => ({
  id: 'd',
  status,
  procedureCode: '1',
  receivingUnitId: 'r',
  competentUnitId: 'u',
  returnUnitId: 'r',
  submittedBy: 'p',
  applicantIndex: 'x',
  submittedAt: at('2026-01-05T23:30:00'),
  acceptedAt: at('2026-01-06T08:00:00'),
  receivedAt: null,
  dueAt: at('2026-01-09T17:00:00'),
  firstDueAt: at('2026-01-09T17:00:00'),
  finishedAt: null,
  closedAt: null,
  resultAt: null,
  paymentState: 'none',
  processing: false,
  processEnded: false,
  supplement: null,
  parentId: null,
  ...changes,
})
const said = (d: CountedFacts) =>
  figuresOf(d).map(({ measure, day }) => (day === '-infinity' ? measure : `${measure} ${day.slice(5)}`))
const asked = (receivedAt: Date | null, beforeAcceptance: boolean) => ({
  requestedAt: at('2026-01-06T09:00:00'),
  receivedAt,
  beforeAcceptance,
})
const unaccepted = { acceptedAt: null, dueAt: null, firstDueAt: null }

describe('figuresOf', () => {
  it.each<[string, CountedFacts, string[]]>([
    ['sent', facts(STATUS.submitted, unaccepted), ['submitted 01-05', 'atReception']],
    ['accepted', facts(STATUS.accepted), ['submitted 01-05', 'received 01-06', 'processing', 'due 01-09']],
    [
      'received earlier than accepted',
      facts(STATUS.accepted, { receivedAt: at('2026-01-04T08:00:00') }),
      ['submitted 01-05', 'received 01-04', 'processing', 'due 01-09'],
    ],
    [
      'waiting for a supplement before acceptance',
      facts(STATUS.supplement, { ...unaccepted, supplement: asked(null, true) }),
      ['submitted 01-05', 'waitingApplicant'],
    ],
    [
      'supplemented before acceptance',
      facts(STATUS.supplement, { ...unaccepted, supplement: asked(at('2026-01-07T08:00:00'), true) }),
      ['submitted 01-05', 'atReception'],
    ],
    ['waiting for payment', facts(STATUS.payment), ['submitted 01-05', 'received 01-06', 'waitingApplicant']],
    [
      'refused',
      facts(STATUS.refused, { ...unaccepted, closedAt: at('2026-01-07T08:00:00') }),
      ['submitted 01-05', 'refused 01-07'],
    ],
    [
      'withdrawn after its due date',
      facts(STATUS.withdrawn, { closedAt: at('2026-01-12T08:00:00'), finishedAt: at('2026-01-12T08:00:00') }),
      ['submitted 01-05', 'received 01-06', 'withdrawn 01-12'],
    ],
    [
      'finished a day early, just before midnight',
      facts(STATUS.finished, { finishedAt: at('2026-01-08T23:59:00') }),
      ['submitted 01-05', 'received 01-06', 'finishedEarly 01-08', 'toHandOver'],
    ],
    [
      'finished on its day',
      facts(STATUS.handedOver, {
        finishedAt: at('2026-01-09T17:00:00'),
        closedAt: at('2026-02-01T08:00:00'),
      }),
      ['submitted 01-05', 'received 01-06', 'finishedOnTime 01-09'],
    ],
    [
      'finished a minute late on its day, with a later promise',
      facts(STATUS.finished, { finishedAt: at('2026-01-09T17:01:00'), dueAt: at('2026-01-20T17:00:00') }),
      ['submitted 01-05', 'received 01-06', 'finishedLate 01-09', 'toHandOver'],
    ],
    [
      'finished without a limit',
      facts(STATUS.finished, { dueAt: null, firstDueAt: null, finishedAt: at('2026-01-09T17:01:00') }),
      ['submitted 01-05', 'received 01-06', 'finishedNoLimit 01-09', 'toHandOver'],
    ],
    ['a sub-dossier', facts(STATUS.processing, { parentId: 'p' }), []],
  ])('%s', (_, d, expected) => expect(said(d)).toEqual(expected))
})

describe('deltaOf', () => {
  it('moves everything to the right unit', () => {
    const before = figuresOf(facts(STATUS.accepted))
    const delta = deltaOf(before, figuresOf(facts(STATUS.accepted, { competentUnitId: 'v' })))
    expect(delta.map(({ unitId, measure, n }) => `${n} ${unitId} ${measure}`)).toEqual([
      '-1 u submitted',
      '-1 u received',
      '-1 u processing',
      '-1 u due',
      '1 v submitted',
      '1 v received',
      '1 v processing',
      '1 v due',
    ])
  })
  it('is empty for an act that changes no number', () => {
    expect(deltaOf(figuresOf(facts(STATUS.accepted)), figuresOf(facts(STATUS.processing)))).toEqual([])
  })
})

describe('wholeMonths', () => {
  it.each([
    ['2026-01-01', '2026-12-31', '2026-01-01', '2027-01-01'],
    ['2026-01-02', '2026-03-30', '2026-02-01', '2026-04-01'],
    ['2026-01-31', '2026-02-28', '2026-02-01', '2026-03-01'],
    ['2025-12-15', '2026-02-10', '2026-01-01', '2026-03-01'],
    ['2026-01-05', '2026-01-20', '2026-01-21', '2026-01-21'],
    ['2026-01-05', '2026-01-31', '2026-02-01', '2026-02-01'],
    ['2026-01-01', '2026-01-20', '2026-01-01', '2026-02-01'],
    ['2026-01-20', '2026-02-10', '2026-02-01', '2026-03-01'],
    ['2026-02-01', '2026-02-28', '2026-02-01', '2026-03-01'],
  ])('%s to %s', (from, to, first, end) => {
    expect(wholeMonths({ from, to })).toEqual({ first, end })
  })
})

import { describe, expect, it } from 'vitest'
import {
  type Appointment,
  type Delegation,
  type DelegationWish,
  delegationFault,
  isAppointed,
  rolesAt,
} from './staffing.ts'

const NOW = new Date('2026-01-05T08:00:00+07:00')
const held = (extra: Partial<Appointment> = {}): Appointment => ({
  id: 'a1',
  accountId: 'an',
  unitId: 'u1',
  role: 'truongphong',
  reach: 'self',
  procedures: null,
  steps: null,
  validFrom: '2026-01-01',
  validTo: '2026-06-30',
  endedAt: null,
  ...extra,
})
const wish = (extra: Partial<DelegationWish> = {}): DelegationWish => ({
  fromAccountId: 'an',
  toAccountId: 'binh',
  unitId: 'u1',
  role: 'truongphong',
  reach: 'self',
  procedures: null,
  steps: null,
  validFrom: '2026-01-06',
  validTo: '2026-01-10',
  ...extra,
})
const lent = (extra: Partial<Delegation> = {}): Delegation => ({
  ...wish(),
  id: 'd1',
  revokedAt: null,
  ...extra,
})

describe('isAppointed', () => {
  it.each<[string, Partial<Appointment>, string, boolean]>([
    ['before the first day', {}, '2025-12-31T23:59:59+07:00', false],
    ['from its first minute in Vietnam', {}, '2026-01-01T00:00:00+07:00', true],
    ['to the last minute', {}, '2026-06-30T23:59:59+07:00', true],
    ['not a day longer', {}, '2026-07-01T00:00:00+07:00', false],
    ['without end', { validTo: null }, '2031-01-01T00:00:00+07:00', true],
    ['until it is taken away', { endedAt: NOW }, '2026-01-05T07:59:59+07:00', true],
    ['not once it is taken away', { endedAt: NOW }, '2026-01-05T08:00:00+07:00', false],
  ])('%s', (_, extra, at, expected) => {
    expect(isAppointed(held(extra), new Date(at))).toBe(expected)
  })
})

describe('delegationFault', () => {
  it.each<[string, Partial<DelegationWish>, Partial<Appointment>, string | null]>([
    ['a role held all the time', {}, {}, null],
    ['for the whole of the appointment', { validFrom: '2026-01-01', validTo: '2026-06-30' }, {}, null],
    ['for one procedure', { procedures: ['1.001193'] }, {}, null],
    ['for no procedure', { procedures: [] }, {}, 'delegation.no_procedure'],
    ['for no step', { steps: [] }, {}, 'delegation.no_step'],
    ['for a step of a role that is held for all', { steps: ['ky'] }, {}, null],
    ['for a step that is not held', { steps: ['ky'] }, { steps: ['thamDinh'] }, 'delegation.too_wide'],
    [
      'for a procedure that is not held',
      { procedures: ['1', '2'] },
      { procedures: ['1'] },
      'delegation.too_wide',
    ],
    ['for all that is held', {}, { procedures: ['1'], steps: ['ky'] }, null],
    ['for the units below', { reach: 'subtree' }, { reach: 'subtree' }, null],
    ['for units below that are not reached', { reach: 'subtree' }, {}, 'delegation.too_wide'],
    ['to oneself', { toAccountId: 'an' }, {}, 'delegation.to_self'],
    ['ends before it begins', { validTo: '2026-01-05' }, {}, 'delegation.bad_period'],
    ['in the past', { validFrom: '2026-01-01', validTo: '2026-01-04' }, {}, 'delegation.past'],
    ['until today', { validFrom: '2026-01-01', validTo: '2026-01-05' }, {}, null],
    ['another role', { role: 'lanhdao' }, {}, 'delegation.not_held'],
    ['in another unit', { unitId: 'u2' }, {}, 'delegation.not_held'],
    ['of another account', { fromAccountId: 'chi' }, {}, 'delegation.not_held'],
    ['longer than the appointment', { validTo: '2026-07-01' }, {}, 'delegation.not_held'],
    ['sooner than the appointment', { validFrom: '2025-12-31' }, {}, 'delegation.not_held'],
    ['of an appointment that was ended', {}, { endedAt: NOW }, 'delegation.not_held'],
  ])('%s', (_, change, appointment, code) => {
    expect(delegationFault(wish(change), [held(appointment)], NOW)?.code ?? null).toBe(code)
  })
})

describe('rolesAt', () => {
  const during = new Date('2026-01-07T10:00:00+07:00')
  const roles = (appointments: Appointment[], delegations: Delegation[], account: string, at = during) =>
    rolesAt(appointments, delegations, account, at).map((g) => `${g.unitId}:${g.role}:${g.via}`)

  it('adds lent roles to own ones', () => {
    const own = held({ id: 'a2', accountId: 'binh', role: 'chuyenvien' })
    expect(roles([held(), own], [lent()], 'binh')).toEqual([
      'u1:chuyenvien:appointment',
      'u1:truongphong:delegation',
    ])
    expect(roles([held(), own], [lent()], 'an')).toEqual(['u1:truongphong:appointment'])
  })

  it('names the giver and the procedures', () => {
    expect(rolesAt([held()], [lent({ procedures: ['1.001193'] })], 'binh', during)).toEqual([
      {
        role: 'truongphong',
        unitId: 'u1',
        via: 'delegation',
        fromAccountId: 'an',
        procedures: ['1.001193'],
      },
    ])
  })

  it('lends no more than the giver holds', () => {
    const giver = held({ reach: 'subtree', procedures: ['1', '2'], steps: ['ky'] })
    const wide = lent({ reach: 'subtree', procedures: ['2', '3'] })
    expect(rolesAt([giver], [wide], 'binh', during)).toMatchObject([
      { reach: 'subtree', procedures: ['2'], steps: ['ky'] },
    ])
    const [grant] = rolesAt([held()], [wide], 'binh', during)
    expect(grant).toEqual({ ...grant, reach: undefined, procedures: ['2', '3'], steps: undefined })
  })

  it.each<[string, Appointment[], Delegation[], Date]>([
    ['before its first day', [held()], [lent()], new Date('2026-01-05T23:59:00+07:00')],
    ['after its last day', [held()], [lent()], new Date('2026-01-11T00:00:00+07:00')],
    ['once revoked', [held()], [lent({ revokedAt: during })], during],
    ['once the giver lost the role', [held({ endedAt: NOW })], [lent()], during],
    ['when the giver has the role by delegation only', [], [lent(), lent({ toAccountId: 'an' })], during],
  ])('a delegation has no effect %s', (_, appointments, delegations, at) => {
    expect(roles(appointments, delegations, 'binh', at)).toEqual([])
  })
})

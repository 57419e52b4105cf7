import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Actor, type Grant, SYSTEM } from '../../platform/actor.ts'
import { type Ctx, inTx, readCtx } from '../../platform/ctx.ts'
import { newId } from '../../platform/id.ts'
import { type TestRoot, testRoot } from '../../platform/testing/test-root.ts'
import { testActor } from '../../platform/testing/test-server.ts'
import { type Appointment, type Delegation, ROLES, rolesAt } from './domain/staffing.ts'
import {
  appoint,
  assignPosition,
  closeUnit,
  createUnit,
  delegate,
  endAppointment,
  holdersOf,
  organisations,
  revokeDelegation,
  rolesOf,
  type Unit,
} from './index.ts'
import { insertAppointment, insertDelegation } from './store/staff.ts'

let root: TestRoot
let u: Unit
let v: Unit
beforeAll(async () => {
  root = await testRoot([organisations])
  const make = (key: string, parent?: string) =>
    act((ctx) =>
      createUnit(ctx, { key, name: `Đơn vị ${key}`, kind: 'other', parent, validFrom: '2025-07-01' }),
    )
  u = await make('tren')
  v = await make('duoi', 'tren')
})
afterAll(() => root.drop())

const act = <T>(work: (ctx: Ctx) => Promise<T>, actor: Actor = SYSTEM) =>
  inTx(root, actor, 'staff.test', work)
const read = () => readCtx(root, SYSTEM)
const refusal = (work: Promise<unknown>) => work.then(() => 'done').catch((e: { code: string }) => e.code)
const officer = (id: string, ...grants: Grant[]): Actor => ({ ...testActor('officer', grants), id })

describe('appointments', () => {
  it('give a role in a unit for a time, and end at once or after a day', async () => {
    const accountId = newId()
    const a = await act((ctx) => appoint(ctx, { accountId, unit: 'duoi', role: 'tiepnhan' }))
    expect(await rolesOf(read(), accountId, root.clock.now())).toEqual([
      { role: 'tiepnhan', unitId: v.id, via: 'appointment' },
    ])
    expect(await refusal(act((ctx) => appoint(ctx, { accountId, unit: 'duoi', role: 'tiepnhan' })))).toBe(
      'appointment.exists',
    )
    await act((ctx) => endAppointment(ctx, { id: a.id }))
    expect(await rolesOf(read(), accountId, root.clock.now())).toEqual([])
    expect(await refusal(act((ctx) => endAppointment(ctx, { id: a.id })))).toBe('appointment.ended')

    const b = await act((ctx) => appoint(ctx, { accountId, unit: 'duoi', role: 'tiepnhan' }))
    const last = (lastDay: string) => refusal(act((ctx) => endAppointment(ctx, { id: b.id, lastDay })))
    expect(await last('2026-01-04')).toBe('appointment.bad_period')
    expect(await last('2026-01-06')).toBe('done')
    expect(await last('2026-01-07')).toBe('appointment.bad_period')
    const on = async (at: string) => (await rolesOf(read(), accountId, new Date(at))).length
    expect(await on('2026-01-06T23:59:00+07:00')).toBe(1)
    expect(await on('2026-01-07T00:00:00+07:00')).toBe(0)
  })

  it.each<[string, Partial<Parameters<typeof appoint>[1]>]>([
    ['unit.not_found', { unit: 'khongco' }],
    ['appointment.bad_period', { validFrom: '2026-01-02', validTo: '2026-01-01' }],
    ['appointment.bad_period', { validFrom: '01/01/2026' }],
    ['appointment.bad_period', { validFrom: '2025-06-30' }],
  ])('are refused with %s', async (code, change) => {
    const input = { accountId: newId(), unit: 'duoi', role: 'tiepnhan' as const, ...change }
    expect(await refusal(act((ctx) => appoint(ctx, input)))).toBe(code)
  })

  it('are made by an administrator of the unit or of one above', async () => {
    const attempt = (unit: string, grant: Grant) =>
      refusal(
        act((ctx) => appoint(ctx, { accountId: newId(), unit, role: 'vanthu' }), officer(newId(), grant)),
      )
    expect(
      await attempt('duoi', { role: 'quantri', unitId: u.id, via: 'appointment', reach: 'subtree' }),
    ).toBe('done')
    expect(await attempt('duoi', { role: 'quantri', unitId: u.id, via: 'appointment' })).toBe('forbidden')
    expect(await attempt('tren', { role: 'quantri', unitId: v.id, via: 'appointment' })).toBe('forbidden')
    expect(await attempt('duoi', { role: 'lanhdao', unitId: v.id, via: 'appointment' })).toBe('forbidden')
  })

  it('list who holds a role, with the position', async () => {
    const accountId = newId()
    await act(async (ctx) => {
      await appoint(ctx, { accountId, unit: 'duoi', role: 'truongphong' })
      await assignPosition(ctx, { accountId, unit: 'duoi', title: 'Trưởng phòng Kinh tế' })
    })
    expect(await holdersOf(read(), [u.id, v.id], ['truongphong', 'lanhdao'], root.clock.now())).toEqual([
      { accountId, unitId: v.id, role: 'truongphong', title: 'Trưởng phòng Kinh tế' },
    ])
  })

  it('end with their unit', async () => {
    const accountId = newId()
    await act(async (ctx) => {
      await createUnit(ctx, { key: 'dong', name: 'Đơn vị đóng', kind: 'other', validFrom: '2025-07-01' })
      await appoint(ctx, { accountId, unit: 'dong', role: 'vanthu' })
      await appoint(ctx, { accountId, unit: 'dong', role: 'tiepnhan', validFrom: '2026-03-01' })
      await closeUnit(ctx, { unit: 'dong', lastDay: '2026-01-31' })
    })
    const on = async (at: string) => (await rolesOf(read(), accountId, new Date(at))).map((g) => g.role)
    expect(await on('2026-01-31T12:00:00+07:00')).toEqual(['vanthu'])
    expect(await on('2026-02-01T12:00:00+07:00')).toEqual([])
    expect(await on('2026-03-01T12:00:00+07:00')).toEqual([])
  })
})

describe('delegations', () => {
  const wish = { unit: 'duoi', role: 'lanhdao', reason: 'Đi công tác' } as const
  const days = { validFrom: '2026-01-05', validTo: '2026-01-09' }

  it('lend a role, cannot be lent on, and stop when revoked', async () => {
    const [giver, receiver, third] = [newId(), newId(), newId()]
    await act((ctx) => appoint(ctx, { accountId: giver, unit: 'duoi', role: 'lanhdao' }))
    const d = await act(
      (ctx) => delegate(ctx, { ...wish, ...days, toAccountId: receiver, procedures: ['1.001193'] }),
      officer(giver),
    )
    const now = root.clock.now()
    const grants = await rolesOf(read(), receiver, now)
    expect(grants).toEqual([
      {
        role: 'lanhdao',
        unitId: v.id,
        via: 'delegation',
        fromAccountId: giver,
        procedures: ['1.001193'],
      },
    ])
    const onward = act(
      (ctx) => delegate(ctx, { ...wish, ...days, toAccountId: third }),
      officer(receiver, ...grants),
    )
    expect(await refusal(onward)).toBe('delegation.not_held')
    const stranger = act((ctx) => revokeDelegation(ctx, d.id), officer(third))
    expect(await refusal(stranger)).toBe('delegation.not_found')
    await act((ctx) => revokeDelegation(ctx, d.id), officer(giver))
    expect(await rolesOf(read(), receiver, now)).toEqual([])
    expect(await refusal(act((ctx) => revokeDelegation(ctx, d.id), officer(giver)))).toBe(
      'delegation.revoked',
    )
  })

  it('are made for others by an administrator only, and need a reason', async () => {
    const giver = newId()
    await act((ctx) => appoint(ctx, { accountId: giver, unit: 'duoi', role: 'lanhdao' }))
    const forOther = { ...wish, ...days, fromAccountId: giver, toAccountId: newId() }
    const admin = officer(newId(), {
      role: 'quantri',
      unitId: u.id,
      via: 'appointment',
      reach: 'subtree',
    })
    expect(await refusal(act((ctx) => delegate(ctx, forOther), officer(newId())))).toBe('forbidden')
    expect(await refusal(act((ctx) => delegate(ctx, forOther), admin))).toBe('done')
    expect(await refusal(act((ctx) => delegate(ctx, { ...forOther, reason: ' ' }), admin))).toBe(
      'delegation.no_reason',
    )
    expect(await refusal(act((ctx) => delegate(ctx, { ...forOther, validTo: 'x' }), admin))).toBe(
      'delegation.bad_period',
    )
  })
})

describe('rolesOf', () => {
  it('is one statement and equals the pure rule in random worlds', async () => {
    const accounts = [newId(), newId(), newId()]
    const day = fc.integer({ min: 1, max: 6 }).map((d) => `2026-02-0${d}`)
    const moment = fc
      .record({ d: day, h: fc.constantFrom('00:00', '12:00', '23:59') })
      .map(({ d, h }) => new Date(`${d}T${h}:00+07:00`))
    const period = fc.tuple(day, day).map((ends) => {
      const [validFrom, validTo] = ends.sort()
      return { validFrom: validFrom!, validTo: validTo! }
    })
    const who = fc.constantFrom(...accounts)
    const role = fc.constantFrom(...ROLES.slice(0, 2))
    const unit = fc.boolean()
    const some = (...items: string[]) => fc.option(fc.subarray(items, { minLength: 1 }))
    const limits = fc.record({
      reach: fc.constantFrom('self' as const, 'subtree' as const),
      procedures: some('p1', 'p2', 'p3'),
      steps: some('s1', 's2'),
    })
    const world = fc.record({
      appointments: fc.array(fc.record({ who, role, unit, limits, period, end: fc.option(moment) }), {
        maxLength: 5,
      }),
      delegations: fc.array(fc.record({ who, to: who, role, unit, limits, period, end: fc.option(moment) }), {
        maxLength: 5,
      }),
      at: moment,
    })
    const print = (grants: Grant[]) => grants.map((g) => JSON.stringify(Object.entries(g).sort())).sort()
    await fc.assert(
      fc.asyncProperty(world, async ({ appointments, delegations, at }) => {
        const held: Appointment[] = appointments.map((a) => ({
          id: newId(),
          accountId: a.who,
          unitId: a.unit ? u.id : v.id,
          role: a.role,
          ...a.limits,
          ...a.period,
          endedAt: a.end,
        }))
        const lent: Delegation[] = delegations
          .filter((d) => d.who !== d.to)
          .map((d) => ({
            id: newId(),
            fromAccountId: d.who,
            toAccountId: d.to,
            unitId: d.unit ? u.id : v.id,
            role: d.role,
            ...d.limits,
            ...d.period,
            revokedAt: d.end,
          }))
        const kept: Appointment[] = []
        await inTx(root, SYSTEM, 'staff.test', async (ctx) => {
          await sql`delete from organisations.appointment where account_id = any(${accounts}::uuid[])`.execute(
            ctx.db,
          )
          await sql`delete from organisations.delegation`.execute(ctx.db)
          for (const a of held) {
            const twice = kept.some(
              (k) => k.accountId === a.accountId && k.unitId === a.unitId && k.role === a.role,
            )
            if (twice) continue
            kept.push(a)
            await insertAppointment(ctx, { ...a, legalBasis: null })
            await sql`update organisations.appointment set ended_at = ${a.endedAt} where id = ${a.id}`.execute(
              ctx.db,
            )
          }
          for (const d of lent) {
            await insertDelegation(ctx, { ...d, reason: 'thử' })
            await sql`update organisations.delegation set revoked_at = ${d.revokedAt} where id = ${d.id}`.execute(
              ctx.db,
            )
          }
        })
        for (const accountId of accounts) {
          const before = root.database.counter.statements
          const grants = await rolesOf(read(), accountId, at)
          expect(root.database.counter.statements - before).toBe(1)
          expect(print(grants)).toEqual(print(rolesAt(kept, lent, accountId, at)))
        }
      }),
      { numRuns: 60 },
    )
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Actor, type Grant, SYSTEM } from '../../platform/actor.ts'
import { inTx, readCtx } from '../../platform/ctx.ts'
import { drainJobs } from '../../platform/jobs.ts'
import { type TestRoot, testRoot } from '../../platform/testing/test-root.ts'
import { type TestServer, testActor, testServer } from '../../platform/testing/test-server.ts'
import { createUnit, organisations } from '../organisations/index.ts'
import { parseMoment, vietnamIso } from './domain/moment.ts'
import { clocksOf, deadlines, parseLimit, startClock, stepDueAt } from './index.ts'

let root: TestRoot
let server: TestServer
let commune: Actor
let xaId: string
beforeAll(async () => {
  root = await testRoot([organisations, deadlines])
  server = await testServer(root)
  await inTx(root, SYSTEM, 'test', async (ctx) => {
    const tinh = await createUnit(ctx, { name: 'UBND tỉnh', kind: 'province', key: 'tinh' })
    const xa = await createUnit(ctx, { name: 'UBND xã', kind: 'commune', key: 'xa', parent: tinh.id })
    const grant: Grant = { role: 'quantri', unitId: xa.id, via: 'appointment' }
    commune = testActor('officer', [grant])
    xaId = xa.id
  })
})
afterAll(async () => {
  await server.app.close()
  await root.drop()
})

const weeks = '/api/v1/weeks'
const day = [
  { from: '07:00', to: '11:00' },
  { from: '13:00', to: '17:00' },
]
const week = (changes: object = {}) => ({
  unit: 'xa',
  season: 'Giờ mùa hè',
  from: null,
  to: null,
  days: [1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, shifts: day })),
  legalBasis: 'QĐ 12/QĐ-UBND',
  ...changes,
})

describe('working weeks over the API', () => {
  it('are set, listed, counted by, and taken away', async () => {
    const made = await server.call(commune, 'POST', weeks, week())
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    expect(made.body).toMatchObject({ season: 'Giờ mùa hè', unit: { code: 'xa' }, can: ['remove'] })
    expect(made.body.days[5]).toEqual({ weekday: 6, shifts: day })
    expect(made.body.days[6]).toEqual({ weekday: 7, shifts: [] })
    const { body } = await server.call(commune, 'GET', `${weeks}?unit=xa`)
    expect(body.items).toHaveLength(1)
    // Friday afternoon and eight hours more: Saturday is worked.
    const friday = new Date('2026-01-09T13:00:00+07:00')
    const due = async () => (await stepDueAt(readCtx(root, SYSTEM), xaId, friday, 8)).toISOString()
    expect(await due()).toBe('2026-01-10T04:00:00.000Z')
    expect((await server.call(commune, 'DELETE', `${weeks}/${made.body.id}`)).status).toBe(200)
    expect((await server.call(commune, 'DELETE', `${weeks}/${made.body.id}`)).status).toBe(404)
    expect((await server.call(commune, 'GET', `${weeks}?unit=xa`)).body.items).toEqual([])
  })

  it.each([
    [week({ unit: 'tinh' }), 403],
    [week({ from: '2026-02-30' }), 400],
    [week({ from: '2026-03-01', to: '2026-02-01' }), 400],
    [week({ days: [{ weekday: 1, shifts: [{ from: '11:00', to: '07:00' }] }] }), 422],
    [
      week({
        days: [
          { weekday: 1, shifts: day },
          { weekday: 1, shifts: day },
        ],
      }),
      400,
    ],
    [week({ days: [{ weekday: 8, shifts: day }] }), 400],
    [week({ days: [{ weekday: 1, shifts: [] }] }), 422],
    [week({ legalBasis: '' }), 400],
  ])('refuses %j with %i, already when it is only asked what it would do', async (body, status) => {
    expect((await server.call(commune, 'POST', weeks, body)).status).toBe(status)
    expect((await server.call(commune, 'POST', `${weeks}/preview`, body)).status).toBe(status)
  })

  it('tell before they are set, or taken away, which dates would move', async () => {
    root.clock.set(parseMoment('2026-03-02T10:00')!)
    const subjectId = readCtx(root, SYSTEM).newId()
    const limit = parseLimit('5 ngày làm việc')
    await inTx(root, SYSTEM, 'test', (ctx) =>
      startClock(ctx, { subjectId, unitId: xaId, limit, mode: 'RESTART', reason: 'ACCEPTED' }),
    )
    const due = async () => {
      await drainJobs(root, new Date(root.clock.now().getTime() + 60_000))
      return vietnamIso((await clocksOf(readCtx(root, SYSTEM), [subjectId])).get(subjectId)!.dueAt).slice(
        0,
        16,
      )
    }
    const asked = async (body: object) => (await server.call(commune, 'POST', `${weeks}/preview`, body)).body
    expect(await due()).toBe('2026-03-09T10:00')
    expect(await asked(week())).toEqual({ clocks: 1, earlier: 1, later: 0 })
    expect(await asked(week({ from: '2026-04-01' }))).toEqual({ clocks: 0, earlier: 0, later: 0 })
    expect(await asked(week({ to: '2026-03-01' }))).toEqual({ clocks: 0, earlier: 0, later: 0 })
    // Shorter days would move the date back, and no promise is moved back.
    const short = { from: '07:30', to: '11:30' }
    const mornings = week({ days: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, shifts: [short] })) })
    expect(await asked(mornings)).toEqual({ clocks: 1, earlier: 0, later: 0 })
    expect(await due()).toBe('2026-03-09T10:00')
    const { body: made } = await server.call(commune, 'POST', weeks, week())
    expect((await due()) < '2026-03-09T10:00').toBe(true)
    const removal = await server.call(commune, 'GET', `${weeks}/${made.id}/removal`)
    expect(removal.body).toEqual({ clocks: 1, earlier: 0, later: 1 })
    await server.call(commune, 'DELETE', `${weeks}/${made.id}`)
    expect(await due()).toBe('2026-03-09T10:00')
    expect((await server.call(commune, 'GET', `${weeks}/${made.id}/removal`)).status).toBe(404)
  })

  it('are shown to administrators only', async () => {
    expect((await server.call(testActor('officer'), 'GET', `${weeks}?unit=xa`)).status).toBe(403)
    expect((await server.call(commune, 'GET', `${weeks}?unit=tinh`)).status).toBe(403)
  })
})

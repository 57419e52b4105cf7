import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SYSTEM } from '../../platform/actor.ts'
import { type Ctx, inTx, readCtx } from '../../platform/ctx.ts'
import { drainJobs } from '../../platform/jobs.ts'
import { type TestRoot, testRoot } from '../../platform/testing/test-root.ts'
import { type TestServer, testActor, testServer } from '../../platform/testing/test-server.ts'
import { createUnit, organisations, unitByRef } from '../organisations/index.ts'
import { parseMoment, vietnamIso } from './domain/moment.ts'
import { clocksOf, deadlines, parseLimit, startClock } from './index.ts'

let root: TestRoot
let server: TestServer
const ids: Record<string, string> = {}
beforeAll(async () => {
  root = await testRoot([organisations, deadlines])
  server = await testServer(root)
  for (const [key, name, kind, parent] of [
    ['tinh', 'Ủy ban nhân dân tỉnh Đắk Lắk', 'province', undefined],
    ['songhinh', 'Ủy ban nhân dân xã Sông Hinh', 'commune', 'tinh'],
    ['phong', 'Phòng Kinh tế xã Sông Hinh', 'division', 'songhinh'],
    ['tayhoa', 'Ủy ban nhân dân xã Tây Hòa', 'commune', 'tinh'],
  ] as const) {
    await act((ctx) => createUnit(ctx, { key, name, kind, parent }))
    ids[key] = (await unitByRef(read(), key)).id
  }
})
afterAll(async () => {
  await server.app.close()
  await root.drop()
})

const act = <T>(work: (ctx: Ctx) => Promise<T>) => inTx(root, SYSTEM, 'deadlines.test', work)
const read = () => readCtx(root, SYSTEM)
const admin = (key: string) =>
  testActor('officer', [{ role: 'quantri', unitId: ids[key]!, via: 'appointment', reach: 'subtree' }])
const clerk = () => testActor('officer', [{ role: 'tiepnhan', unitId: ids.songhinh!, via: 'appointment' }])

const DAY = { date: '2026-03-07', kind: 'WORKING_SWAP', name: 'Làm bù', legalBasis: 'Công văn thử' }
const post = (actor: ReturnType<typeof admin> | null, body: object) =>
  server.call(actor, 'POST', '/api/v1/special-days', { unit: 'songhinh', ...DAY, ...body })
const list = async (actor: ReturnType<typeof admin>, query: string) => {
  const { body } = await server.call(actor, 'GET', `/api/v1/special-days?${query}`)
  return body.items.map(
    (d: { date: string; scope: string; can: string[] }) => `${d.date} ${d.scope} ${d.can}`,
  )
}

describe('special days of a unit, by its administrator', () => {
  it('are set, listed and removed, and open clocks follow', async () => {
    root.clock.set(parseMoment('2026-03-02T10:00')!)
    const subjectId = read().newId()
    const limit = parseLimit('5 ngày làm việc')
    await act((ctx) =>
      startClock(ctx, { subjectId, unitId: ids.phong!, limit, mode: 'RESTART', reason: 'ACCEPTED' }),
    )
    const due = async () => {
      await drainJobs(root, new Date(root.clock.now().getTime() + 60_000))
      return vietnamIso((await clocksOf(read(), [subjectId])).get(subjectId)!.dueAt).slice(0, 16)
    }
    const days = '/api/v1/special-days'
    const half = { unit: 'songhinh', ...DAY, shifts: [{ from: '07:30', to: '11:30' }] }
    const wouldMove = async (body: object) =>
      (await server.call(admin('tinh'), 'POST', `${days}/preview`, body)).body
    expect(await wouldMove(half)).toEqual({ clocks: 1, earlier: 1, later: 0 })
    expect(await wouldMove({ ...half, unit: 'tayhoa' })).toEqual({ clocks: 0, earlier: 0, later: 0 })
    // What is told stays: a day off that comes late moves no date.
    const { shifts: _, ...off } = { ...half, date: '2026-03-05', kind: 'LOCAL_OFF' }
    expect(await wouldMove(off)).toEqual({ clocks: 1, earlier: 0, later: 0 })
    expect(await due()).toBe('2026-03-09T10:00')
    const made = await post(admin('tinh'), { shifts: [{ from: '07:30', to: '11:30' }] })
    expect([made.status, made.body]).toEqual([
      201,
      {
        ...DAY,
        id: made.body.id,
        scope: 'unit',
        unit: { id: ids.songhinh, code: 'songhinh', name: 'Ủy ban nhân dân xã Sông Hinh' },
        swappedWith: null,
        shifts: [{ from: '07:30', to: '11:30' }],
        provisional: false,
        can: ['remove'],
      },
    ])
    expect(await due()).toBe('2026-03-07T10:00')
    const removal = `${days}/${made.body.id}/removal`
    expect((await server.call(admin('tinh'), 'GET', removal)).body).toEqual({
      clocks: 1,
      earlier: 0,
      later: 1,
    })
    expect((await server.call(admin('phong'), 'GET', removal)).status).toBe(403)
    const march = async (who: string, unit: string) =>
      (await list(admin(who), `unit=${unit}&year=2026`)).filter((d: string) => d.startsWith('2026-03'))
    expect(await march('songhinh', 'phong')).toEqual(['2026-03-07 unit remove'])
    expect(await march('phong', 'phong')).toEqual(['2026-03-07 unit '])
    expect(await march('tinh', 'tayhoa')).toEqual([])
    const gone = await server.call(admin('songhinh'), 'DELETE', `/api/v1/special-days/${made.body.id}`)
    expect([gone.status, gone.body]).toEqual([200, made.body])
    expect(await due()).toBe('2026-03-09T10:00')
    const again = await server.call(admin('songhinh'), 'DELETE', `/api/v1/special-days/${made.body.id}`)
    expect([again.status, again.body.code]).toEqual([404, 'calendar.no_such_day'])
  })

  it('of the province are read in a commune and changed in the province only', async () => {
    const { body } = await post(admin('tinh'), { unit: 'tinh', date: '2026-03-10', kind: 'LOCAL_OFF' })
    expect(body.scope).toBe('province')
    const seen = await list(admin('songhinh'), 'unit=songhinh&year=2026')
    expect(seen).toContain('2026-03-10 province ')
    expect(seen).toContain('2026-04-30 national ')
    const url = `/api/v1/special-days/${body.id}`
    expect((await server.call(admin('songhinh'), 'DELETE', url)).status).toBe(403)
    expect((await server.call(admin('tinh'), 'DELETE', url)).status).toBe(200)
  })

  it('a national day is nobody’s to remove', async () => {
    const { body } = await server.call(admin('tinh'), 'GET', '/api/v1/special-days?unit=tinh')
    const url = `/api/v1/special-days/${body.items[0].id}`
    expect((await server.call(admin('tinh'), 'DELETE', url)).body.code).toBe('calendar.forbidden')
  })

  it.each<[string, () => Promise<{ status: number }>, number]>([
    ['nobody', () => post(null, {}), 401],
    ['a clerk', () => post(clerk(), {}), 403],
    ['the administrator of another commune', () => post(admin('tayhoa'), {}), 403],
    ['of a unit below', () => post(admin('phong'), {}), 403],
    ['an unknown unit', () => post(admin('tinh'), { unit: 'khongco' }), 404],
    ['no such date', () => post(admin('songhinh'), { date: '2026-02-30' }), 400],
    ['no such kind', () => post(admin('songhinh'), { kind: 'PARTY' }), 400],
    ['no law', () => post(admin('songhinh'), { legalBasis: '' }), 400],
    ['an unknown field', () => post(admin('songhinh'), { scope: 'national' }), 400],
    ['a strange hour', () => post(admin('songhinh'), { shifts: [{ from: '25:00', to: '26:00' }] }), 400],
    [
      'shifts that overlap',
      () => post(admin('songhinh'), { shifts: twice({ from: '08:00', to: '10:00' }) }),
      422,
    ],
    [
      'a list of another commune',
      () => server.call(admin('tayhoa'), 'GET', '/api/v1/special-days?unit=songhinh'),
      403,
    ],
    ['a list of no unit', () => server.call(admin('tayhoa'), 'GET', '/api/v1/special-days'), 400],
  ])('%s is answered %d', async (_, ask, status) => {
    expect((await ask()).status).toBe(status)
  })
})

const twice = <T>(thing: T): T[] => [thing, thing]

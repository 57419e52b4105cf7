import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SYSTEM } from '../../platform/actor.ts'
import { type Ctx, inTx, readCtx } from '../../platform/ctx.ts'
import { seedModules } from '../../platform/root.ts'
import { type TestRoot, testRoot } from '../../platform/testing/test-root.ts'
import { type TestServer, testActor, testServer } from '../../platform/testing/test-server.ts'
import { createUnit, organisations, unitByRef } from '../organisations/index.ts'
import { seedNationalDays } from './commands.ts'
import { closingOf, shiftsOn } from './domain/calendar.ts'
import { NATIONAL_DAYS } from './domain/holidays.ts'
import { vietnamIso } from './domain/moment.ts'
import { calendarOf, deadlines, STANDARD_WEEK, setSpecialDay, setUnitWeek, type Week } from './index.ts'
import { loadRevision } from './queries.ts'

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

const act = <T>(work: (ctx: Ctx) => Promise<T>, actor = SYSTEM) => inTx(root, actor, 'deadlines.test', work)
const read = () => readCtx(root, SYSTEM)
const refusal = (work: Promise<unknown>) => work.then(() => 'done').catch((e: { code: string }) => e.code)
const week = (saturday: [number, number][]): Week => STANDARD_WEEK.map((s, i) => (i === 5 ? saturday : s))
const closing = async (key: string, date: string) => {
  const at = closingOf(await calendarOf(read(), ids[key]!), date)
  return at && vietnamIso(at).slice(11, 16)
}

describe('calendars of units', () => {
  it('are Monday to Friday with the national days to begin with', async () => {
    const calendar = await calendarOf(read(), ids.phong!)
    expect([...calendar.special.values()].map((d) => d.date).sort()).toEqual(
      NATIONAL_DAYS.map((d) => d.date).sort(),
    )
    expect(await closing('phong', '2026-08-22')).toBe('17:30')
    expect(await closing('phong', '2026-08-29')).toBe(null)
  })

  it('inherit weeks and days from the units above, the nearest first', async () => {
    const season = 'Sáng thứ Bảy'
    const legalBasis = 'Quyết định thử'
    const base = { season, from: null, to: null, legalBasis }
    const local = { kind: 'LOCAL_OFF' as const, legalBasis }
    await act(async (ctx) => {
      await setUnitWeek(ctx, { ...base, unitId: ids.tinh!, week: week([[450, 690]]) })
      await setUnitWeek(ctx, { ...base, unitId: ids.songhinh!, week: week([[480, 660]]) })
      await setUnitWeek(ctx, {
        ...base,
        ...{ season: 'Giờ mùa hè', from: '2026-05-01', to: '2026-09-30' },
        unitId: ids.songhinh!,
        week: week([[420, 600]]),
      })
      await setSpecialDay(ctx, { ...local, unitId: ids.tinh!, date: '2026-03-10', name: 'Kỷ niệm' })
      await setSpecialDay(ctx, {
        ...local,
        unitId: ids.songhinh!,
        date: '2026-03-10',
        name: 'Nghỉ chiều',
        shifts: [[450, 690]],
      })
      // Seen at once by the transaction that did it.
      expect(shiftsOn(await calendarOf(ctx, ids.tayhoa!), '2026-03-07')).toEqual([[450, 690]])
    })
    expect(await closing('tayhoa', '2026-03-07')).toBe('11:30')
    expect(await closing('phong', '2026-03-07')).toBe('11:00')
    expect(await closing('phong', '2026-05-02')).toBe('10:00')
    expect(await closing('phong', '2026-10-03')).toBe('11:00')
    expect(await closing('tayhoa', '2026-03-10')).toBe(null)
    expect(await closing('phong', '2026-03-10')).toBe('11:30')
    expect(await calendarOf(read(), ids.phong!)).toBe(await calendarOf(read(), ids.songhinh!))
  })

  it('are not changed by a command that fails', async () => {
    const failed = act(async (ctx) => {
      const day = { kind: 'LOCAL_OFF' as const, name: 'x', legalBasis: 'x', unitId: ids.tayhoa! }
      await setSpecialDay(ctx, { ...day, date: '2026-03-11' })
      expect(shiftsOn(await calendarOf(ctx, ids.tayhoa!), '2026-03-11')).toEqual([])
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect(await closing('tayhoa', '2026-03-11')).toBe('17:30')
  })

  it('are set by administrators of the unit or above, with sense', async () => {
    const day = { kind: 'LOCAL_OFF' as const, name: 'Kỷ niệm', legalBasis: 'x', date: '2026-03-12' }
    const admin = testActor('officer', [
      { role: 'quantri', unitId: ids.songhinh!, via: 'appointment', reach: 'subtree' },
    ])
    const set = (unitId: string | null, more: object = {}) =>
      refusal(act((ctx) => setSpecialDay(ctx, { ...day, unitId, ...more }), admin))
    expect(await set(ids.phong!)).toBe('done')
    expect(await set(ids.tayhoa!)).toBe('calendar.forbidden')
    expect(await set(null)).toBe('calendar.forbidden')
    expect(await set(ids.phong!, { date: '2026-02-30' })).toBe('calendar.bad_date')
    expect(await set(ids.phong!, { shifts: [[600, 500]] })).toBe('calendar.bad_week')
    const bad = { unitId: ids.phong!, season: 'x', from: '2026-02-02', to: '2026-02-01', legalBasis: 'x' }
    expect(await refusal(act((ctx) => setUnitWeek(ctx, { ...bad, week: STANDARD_WEEK })))).toBe(
      'calendar.bad_date',
    )
    expect(await refusal(act((ctx) => setUnitWeek(ctx, { ...bad, to: null, week: [] })))).toBe(
      'calendar.bad_week',
    )
  })
})

describe('national days', () => {
  it('are kept equal to the list, and a repeat changes nothing', async () => {
    const before = await loadRevision(read())
    await seedModules(root)
    expect(await loadRevision(read())).toBe(before)
    await act((ctx) => seedNationalDays(ctx, [{ ...NATIONAL_DAYS[0]!, name: 'Tên khác' }]))
    expect((await server.call(null, 'GET', '/api/v1/calendar?year=2026')).body.days).toEqual([])
    await seedModules(root)
    expect(await loadRevision(read())).toBe(before + 2)
  })

  it('leave a day alone that was entered by hand', async () => {
    const day = { kind: 'HOLIDAY' as const, name: 'Quốc tang', legalBasis: 'Thông báo thử' }
    await act((ctx) => setSpecialDay(ctx, { ...day, unitId: null, date: '2026-04-30' }))
    await seedModules(root)
    const { body } = await server.call(null, 'GET', '/api/v1/calendar?year=2026')
    expect(body.days.find((d: { date: string }) => d.date === '2026-04-30').name).toBe('Quốc tang')
  })
})

describe('GET /calendar', () => {
  it('prints weeks, holidays and swapped days of a unit', async () => {
    const { status, body } = await server.call(null, 'GET', '/api/v1/calendar?unit=songhinh&year=2026')
    expect(status).toBe(200)
    expect(body.unit).toEqual({ id: ids.songhinh, code: 'songhinh', name: 'Ủy ban nhân dân xã Sông Hinh' })
    expect(body.weeks.map((w: { season: string }) => w.season)).toEqual(['Giờ mùa hè', 'Sáng thứ Bảy'])
    expect(body.weeks[1].days[5]).toEqual({ weekday: 6, shifts: [{ from: '08:00', to: '11:00' }] })
    expect(body.days.find((d: { date: string }) => d.date === '2026-08-22')).toEqual({
      date: '2026-08-22',
      kind: 'WORKING_SWAP',
      name: 'Ngày làm bù hoán đổi dịp Quốc khánh',
      works: true,
      shifts: [
        { from: '07:30', to: '11:30' },
        { from: '13:30', to: '17:30' },
      ],
      swappedWith: '2026-08-31',
      legalBasis: 'Phương án hoán đổi ngày làm việc năm 2026 đã công bố',
      provisional: false,
    })
  })

  it('of the whole country and this year when nothing is named', async () => {
    const { body } = await server.call(null, 'GET', '/api/v1/calendar')
    expect([body.unit, body.year, body.weeks.length]).toEqual([null, 2026, 1])
    expect(body.weeks[0].days.map((d: { shifts: unknown[] }) => d.shifts.length)).toEqual([
      2, 2, 2, 2, 2, 0, 0,
    ])
  })

  it.each([
    ['unit=khongco', 404],
    ['year=1999', 400],
    ['year=abc', 400],
    ['nam=2026', 400],
  ])('?%s is %d', async (query, status) => {
    expect((await server.call(null, 'GET', `/api/v1/calendar?${query}`)).status).toBe(status)
  })
})

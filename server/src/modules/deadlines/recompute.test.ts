import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { SYSTEM } from '../../platform/actor.ts'
import { type Ctx, inTx, readCtx } from '../../platform/ctx.ts'
import { drainJobs } from '../../platform/jobs.ts'
import { defineModule } from '../../platform/module.ts'
import { type TestRoot, testRoot } from '../../platform/testing/test-root.ts'
import { createUnit, organisations, unitByRef } from '../organisations/index.ts'
import { seedNationalDays } from './commands.ts'
import { NATIONAL_DAYS } from './domain/holidays.ts'
import { parseMoment, vietnamIso } from './domain/moment.ts'
import {
  alertsOf,
  applyClockEvent,
  type ClockView,
  clockAt,
  clockOf,
  clocksOf,
  deadlines,
  parseLimit,
  removeSpecialDay,
  type SetDay,
  STANDARD_WEEK,
  setSpecialDay,
  setUnitWeek,
  startClock,
} from './index.ts'

const heard: { subject: string; data: Record<string, unknown> }[] = []
const listener = defineModule({
  name: 'listener',
  subscribers: [
    {
      name: 'listener.recomputed',
      on: 'deadlines.recomputed',
      react: async (_, { subject, data }) => {
        heard.push({ subject, data })
      },
    },
  ],
})

let root: TestRoot
const ids: Record<string, string> = {}
beforeAll(async () => {
  root = await testRoot([organisations, deadlines, listener])
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
beforeEach(async () => {
  heard.length = 0
  await endAll()
})
afterAll(() => root.drop())

async function endAll(): Promise<void> {
  await sql`update deadlines.clock set state = 'ended', pauses = '[]', paused_at = null, ended_at = now(), outcome = 'late'
    where state <> 'ended'`.execute(root.database.kysely)
}

const at = (text: string) => parseMoment(text)!
const iso = (moment: Date) => vietnamIso(moment).slice(0, 16)
const act = <T>(work: (ctx: Ctx) => Promise<T>) => inTx(root, SYSTEM, 'deadlines.test', work)
const read = () => readCtx(root, SYSTEM)
const due = async (id: string) => iso((await clocksOf(read(), [id])).get(id)!.dueAt)
const dues = (subjects: readonly string[]) => Promise.all(subjects.map(due))
const kinds = async (id: string) => (await clockOf(read(), id))!.ledger.map((line) => line.kind)

async function started(key: string, moment = '2026-03-02T10:00', limit = '5 ngày làm việc'): Promise<string> {
  root.clock.set(at(moment))
  const subjectId = read().newId()
  const rest = { limit: parseLimit(limit), mode: 'RESUME' as const, reason: 'ACCEPTED' }
  await act((ctx) => startClock(ctx, { subjectId, unitId: ids[key]!, ...rest }))
  return subjectId
}

const SATURDAY = {
  date: '2026-03-07',
  kind: 'WORKING_SWAP',
  name: 'Làm bù',
  legalBasis: 'Công văn thử',
} as const

/** Does something to the calendar on Thursday morning and lets the jobs run. */
async function change(work: (ctx: Ctx) => Promise<void>, moment = '2026-03-05T08:00'): Promise<void> {
  root.clock.set(at(moment))
  await act(work)
  await drainJobs(root, new Date(at(moment).getTime() + 60_000))
}

const set = (key: string | null, day: Omit<SetDay, 'unitId'>, moment?: string) =>
  change((ctx) => setSpecialDay(ctx, { ...day, unitId: key && ids[key]! }), moment)
const remove = (key: string | null, date: string, moment?: string) =>
  change((ctx) => removeSpecialDay(ctx, { unitId: key && ids[key]!, date }), moment)

describe('a special day that is set while clocks run', () => {
  it.each<[string | null, string, string[]]>([
    ['songhinh', 'of a commune and below', ['2026-03-07T10:00', '2026-03-07T10:00', '2026-03-09T10:00']],
    ['tinh', 'of the province', ['2026-03-07T10:00', '2026-03-07T10:00', '2026-03-07T10:00']],
    [null, 'of the country', ['2026-03-07T10:00', '2026-03-07T10:00', '2026-03-07T10:00']],
  ])('%s: brings dates forward %s, and back when it is removed', async (key, _, expected) => {
    const subjects = [await started('songhinh'), await started('phong'), await started('tayhoa')]
    const told = await dues(subjects)
    expect(told).toEqual(Array(3).fill('2026-03-09T10:00'))
    await set(key, SATURDAY)
    expect(await dues(subjects)).toEqual(expected)
    await remove(key, SATURDAY.date)
    expect(await dues(subjects)).toEqual(told)
    expect(await kinds(subjects[0]!)).toEqual(['START', 'RECOMPUTED', 'RECOMPUTED'])
  })

  it('leaves the reason in the ledger and an event; statistics keep the promise', async () => {
    const id = await started('songhinh')
    await set('songhinh', SATURDAY)
    const clock = (await clockOf(read(), id))!
    const note =
      'Lịch làm việc thay đổi: thứ Bảy 07/03/2026 là ngày làm việc (Làm bù). Hạn trả được tính lại có lợi cho người nộp, từ 10:00 thứ Hai 09/03/2026 thành 10:00 thứ Bảy 07/03/2026; đúng hạn hay quá hạn vẫn tính theo hạn đã hẹn 10:00 thứ Hai 09/03/2026.'
    expect(clock.ledger.at(-1)).toMatchObject({ kind: 'RECOMPUTED', note, legalBasis: 'Công văn thử' })
    expect(iso(clock.firstDueAt)).toBe('2026-03-09T10:00')
    const [dueBefore, dueAt] = [at('2026-03-09T10:00'), at('2026-03-07T10:00')].map((d) => d.toISOString())
    expect(heard).toEqual([
      {
        subject: ids.songhinh,
        data: {
          from: SATURDAY.date,
          to: SATURDAY.date,
          cause: 'thứ Bảy 07/03/2026 là ngày làm việc (Làm bù)',
          clocks: [{ subjectId: id, unitId: ids.songhinh, dueBefore, dueAt, firstDueAt: dueBefore }],
        },
      },
    ])
    const { ledger, ...past } = (await clockAt(read(), id, clock.lastAt))!
    expect({ ...past, ledger }).toEqual(clock)
    expect(iso((await clockAt(read(), id, at('2026-03-05T08:00')))!.dueAt)).toBe('2026-03-09T10:00')
    await change(async (ctx) => {
      await applyClockEvent(ctx, id, { kind: 'END', reason: 'RESULT_AT_CENTRE' })
    }, '2026-03-09T09:00')
    expect((await clocksOf(read(), [id])).get(id)!.outcome).toBe('on_time')
    await remove('songhinh', SATURDAY.date, '2026-03-09T10:00')
  })

  it('moves the alarms with the date', async () => {
    const id = await started('songhinh')
    await set('songhinh', SATURDAY)
    await drainJobs(root, at('2026-03-20T08:00'))
    expect((await alertsOf(read(), [id])).map((a) => `${a.kind} ${iso(a.at)}`)).toEqual([
      'due_soon 2026-03-06T10:00',
      'late 2026-03-07T10:01',
      'escalation 2026-03-09T10:00',
    ])
    await remove('songhinh', SATURDAY.date, '2026-03-20T08:00')
  })

  it('a day off that comes late moves no date told, and leaves no line', async () => {
    const id = await started('songhinh')
    const day = {
      date: '2026-03-06',
      kind: 'LOCAL_OFF',
      name: 'Nghỉ bão',
      legalBasis: 'Công điện thử',
    } as const
    await set('tinh', day)
    expect([await due(id), await kinds(id), heard]).toEqual(['2026-03-09T10:00', ['START'], []])
    // What starts now counts it.
    const later = await started('songhinh', '2026-03-05T10:00', '2 ngày làm việc')
    expect(await due(later)).toBe('2026-03-10T10:00')
    await remove('tinh', day.date)
    expect(await dues([id, later])).toEqual(['2026-03-09T10:00', '2026-03-09T10:00'])
  })

  it('half a day that is worked counts as half a day', async () => {
    const id = await started('songhinh')
    await set('songhinh', { ...SATURDAY, shifts: [[450, 690]] })
    expect(await due(id)).toBe('2026-03-07T10:00')
    const monday = await started('songhinh', '2026-03-02T14:30')
    expect(await due(monday)).toBe('2026-03-09T08:30')
    await remove('songhinh', SATURDAY.date)
  })

  it('a unit with its own day on that date keeps its own', async () => {
    await set('phong', { ...SATURDAY, kind: 'LOCAL_OFF' }, '2026-03-01T08:00')
    const subjects = [await started('songhinh'), await started('phong')]
    await set('songhinh', SATURDAY)
    expect(await dues(subjects)).toEqual(['2026-03-07T10:00', '2026-03-09T10:00'])
    await remove('phong', SATURDAY.date)
    expect(await dues(subjects)).toEqual(['2026-03-07T10:00', '2026-03-07T10:00'])
    await remove('songhinh', SATURDAY.date)
  })

  it('waits for commands under way, and counts a pause that ended in between', async () => {
    const id = await started('songhinh')
    await change((ctx) => pause(ctx, id, 'PAUSE', 'FINANCIAL'), '2026-03-04T10:00')
    root.clock.set(at('2026-03-10T09:59'))
    await act((ctx) => setSpecialDay(ctx, { ...SATURDAY, unitId: ids.songhinh! }))
    await change((ctx) => pause(ctx, id, 'RESUME', 'PAID'), '2026-03-10T10:00')
    // Three of five days were left: from Tuesday 10:00 to Friday 10:00.
    expect(await due(id)).toBe('2026-03-13T10:00')
    expect(await kinds(id)).toEqual(['START', 'PAUSE', 'RESUME', 'RECOMPUTED'])
    await remove('songhinh', SATURDAY.date, '2026-03-10T11:00')
  })

  it('goes through many clocks in batches, each once', async () => {
    root.clock.set(at('2026-03-02T10:00'))
    const limit = parseLimit('5 ngày làm việc')
    const subjects = Array.from({ length: 501 }, () => read().newId())
    await act(async (ctx) => {
      for (const subjectId of subjects) {
        await startClock(ctx, { subjectId, unitId: ids.tayhoa!, limit, mode: 'RESUME', reason: 'ACCEPTED' })
      }
    })
    await set('tinh', SATURDAY)
    const views = await clocksOf(read(), subjects)
    expect(new Set([...views.values()].map(summary))).toEqual(new Set(['2026-03-07T10:00 2']))
    expect(heard.map((event) => (event.data.clocks as unknown[]).length)).toEqual([500, 1])
    await endAll()
    await remove('tinh', SATURDAY.date)
  })
})

const pause = async (ctx: Ctx, id: string, kind: 'PAUSE' | 'RESUME', reason: string) => {
  await applyClockEvent(ctx, id, { kind, reason })
}
const summary = (clock: ClockView) => `${iso(clock.dueAt)} ${clock.version}`

it('a season with longer hours brings dates forward too', async () => {
  const id = await started('tayhoa')
  const week = STANDARD_WEEK.map((shifts, i) => (i === 5 ? ([[450, 690]] as const) : shifts))
  const season = {
    season: 'Sáng thứ Bảy',
    from: '2026-03-01',
    to: '2026-03-31',
    legalBasis: 'Quyết định thử',
  }
  await change((ctx) => setUnitWeek(ctx, { ...season, unitId: ids.tayhoa!, week }))
  expect(await due(id)).toBe('2026-03-07T10:00')
  expect((await clockOf(read(), id))!.ledger.at(-1)!.note).toContain(
    'giờ làm việc mới (Sáng thứ Bảy) từ 01/03/2026 đến 31/03/2026. ',
  )
})

it('a new list of national days is a change as well', async () => {
  const id = await started('songhinh', '2026-04-23T10:00', '5 ngày làm việc')
  const told = await due(id)
  const days = NATIONAL_DAYS.filter((day) => day.date !== '2026-04-30')
  await change((ctx) => seedNationalDays(ctx, days), '2026-04-24T08:00')
  expect([told, await due(id)]).toEqual(['2026-05-05T10:00', '2026-05-04T10:00'])
  await change((ctx) => seedNationalDays(ctx, NATIONAL_DAYS), '2026-04-24T09:00')
  expect(await due(id)).toBe(told)
})

it('a day that is not there cannot be removed', async () => {
  const gone = act((ctx) => removeSpecialDay(ctx, { unitId: ids.songhinh!, date: '2026-03-20' }))
  await expect(gone).rejects.toMatchObject({ code: 'calendar.no_such_day', status: 404 })
})

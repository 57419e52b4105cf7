import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SYSTEM } from '../../platform/actor.ts'
import { type Ctx, inTx, readCtx } from '../../platform/ctx.ts'
import { drainJobs } from '../../platform/jobs.ts'
import { defineModule } from '../../platform/module.ts'
import { type TestRoot, testRoot } from '../../platform/testing/test-root.ts'
import { createUnit, organisations, unitByRef } from '../organisations/index.ts'
import { parseMoment, vietnamIso } from './domain/moment.ts'
import {
  alertsOf,
  applyClockEvent,
  autoCloseAt,
  clockAt,
  clockOf,
  clocksOf,
  deadlines,
  parseLimit,
  startClock,
  stepDueAt,
  unwatchStep,
  watchStep,
} from './index.ts'

const heard: { kind: string; subject: string }[] = []
const listener = defineModule({
  name: 'listener',
  subscribers: ['due_soon', 'late', 'escalated', 'step_late'].map((kind) => ({
    name: `listener.${kind}`,
    on: `deadlines.${kind}`,
    react: async (_, event) => {
      heard.push({ kind, subject: event.subject })
    },
  })),
})

let root: TestRoot
let unitId: string
beforeAll(async () => {
  root = await testRoot([organisations, deadlines, listener])
  await act((ctx) =>
    createUnit(ctx, { key: 'songhinh', name: 'Ủy ban nhân dân xã Sông Hinh', kind: 'commune' }),
  )
  unitId = (await unitByRef(read(), 'songhinh')).id
})
afterAll(() => root.drop())
const at = (text: string) => parseMoment(text)!
const iso = (moment: Date) => vietnamIso(moment).slice(0, 16)
const act = <T>(work: (ctx: Ctx) => Promise<T>) => inTx(root, SYSTEM, 'deadlines.test', work)
const read = () => readCtx(root, SYSTEM)
const newId = () => read().newId()
const refusal = (work: Promise<unknown>) => work.then(() => 'done').catch((e: { code: string }) => e.code)

/** Starts a clock at a moment, with the time standing there. */
async function started(moment: string, limit: string): Promise<string> {
  root.clock.set(at(moment))
  const subjectId = newId()
  const rest = { limit: parseLimit(limit), mode: 'RESTART' as const, reason: 'ACCEPTED' }
  await act((ctx) => startClock(ctx, { subjectId, unitId, ...rest }))
  return subjectId
}

async function event(moment: string, subjectId: string, change: Parameters<typeof applyClockEvent>[2]) {
  root.clock.set(at(moment))
  return act((ctx) => applyClockEvent(ctx, subjectId, change))
}

const rung = async (subjectId: string) =>
  (await alertsOf(read(), [subjectId])).map((a) => `${a.kind} ${iso(a.at)} ${a.toRole}`)

const heardOf = (subject: string) => heard.filter((e) => e.subject === subject).map((e) => e.kind)

describe('a clock', () => {
  it('keeps its state and every line of its ledger', async () => {
    const id = await started('2026-02-13T16:30', '5 ngày làm việc')
    await event('2026-02-24T09:00', id, { kind: 'PAUSE', reason: 'FINANCIAL' })
    await event('2026-02-25T09:00', id, { kind: 'RESUME', reason: 'PAID' })
    const newDue = at('2026-03-05T17:00')
    await event('2026-02-27T09:00', id, { kind: 'APOLOGY', reason: 'Thiếu người', newDue })
    const view = await event('2026-03-03T09:00', id, { kind: 'END', reason: 'RESULT_AT_CENTRE' })
    const { ledger, ...clock } = (await clockOf(read(), id))!
    expect(clock).toEqual(view)
    expect(clock).toEqual((await clocksOf(read(), [id, newId()])).get(id))
    expect([iso(clock.dueAt), iso(clock.firstDueAt)]).toEqual(['2026-03-05T17:00', '2026-03-02T16:30'])
    expect([clock.state, clock.outcome, clock.version]).toEqual(['ended', 'late', 5])
    expect(ledger.map((e) => `${e.kind} ${iso(e.at)} ${iso(e.due)}`)).toEqual([
      'START 2026-02-13T16:30 2026-02-27T16:30',
      'PAUSE 2026-02-24T09:00 2026-02-27T16:30',
      'RESUME 2026-02-25T09:00 2026-03-02T16:30',
      'APOLOGY 2026-02-27T09:00 2026-03-05T17:00',
      'END 2026-03-03T09:00 2026-03-05T17:00',
    ])
    expect(ledger[0]!.note).toContain('Không tính Tết Nguyên đán (16/02/2026-20/02/2026).')
  })

  it('refuses what its state does not allow, and then keeps nothing', async () => {
    const id = await started('2026-03-02T10:00', '5 ngày làm việc')
    expect(await refusal(event('2026-03-02T11:00', id, { kind: 'RESUME', reason: 'PAID' }))).toBe(
      'clock.not_paused',
    )
    expect(await refusal(event('2026-03-02T11:00', newId(), { kind: 'END', reason: 'x' }))).toBe(
      'clock.not_found',
    )
    const nothing = { value: 0, unit: 'days' as const }
    const start = (ctx: Ctx) =>
      startClock(ctx, { subjectId: newId(), unitId, limit: nothing, mode: 'RESUME', reason: 'x' })
    expect(await refusal(act(start))).toBe('limit.out_of_range')
    expect((await clockOf(read(), id))!.version).toBe(1)
    expect(await clockOf(read(), newId())).toBe(null)
  })

  it('two events at once come one after the other', async () => {
    const id = await started('2026-03-02T10:00', '5 ngày làm việc')
    const pauses = [1, 2].map(() => refusal(event('2026-03-02T11:00', id, { kind: 'PAUSE', reason: 'x' })))
    expect((await Promise.all(pauses)).sort()).toEqual(['clock.already_paused', 'done'])
  })

  it('an event of a command that began before the last one is written at the last one', async () => {
    const id = await started('2026-03-02T10:00', '5 ngày làm việc')
    const clock = await event('2026-03-02T09:59', id, { kind: 'PAUSE', reason: 'x' })
    expect(iso(clock.pausedAt!)).toBe('2026-03-02T10:00')
  })

  it('starts without waiting for the database, and moves in one round trip', async () => {
    const id = await started('2026-03-02T10:00', '5 ngày làm việc')
    const limit = parseLimit('1 tháng')
    const count = async (work: (ctx: Ctx) => Promise<unknown>) => {
      const before = root.database.counter.statements
      await act(work)
      return root.database.counter.statements - before
    }
    // The row with its ledger, the alarm, the audit row; the second reads the clock too. The revision is asked for
    // once a second at most.
    const start = (ctx: Ctx) =>
      startClock(ctx, { subjectId: newId(), unitId, limit, mode: 'RESUME', reason: 'ACCEPTED' })
    expect(await count(start)).toBeLessThanOrEqual(5)
    expect(
      await count((ctx) => applyClockEvent(ctx, id, { kind: 'PAUSE', reason: 'x' })),
    ).toBeLessThanOrEqual(6)
  })
})

describe('a past moment', () => {
  it('shows the clock as it stood, from the lines of the ledger', async () => {
    const id = await started('2026-03-02T10:00', '5 ngày làm việc')
    const live = [{ from: '2026-03-02T10:00', view: (await clocksOf(read(), [id])).get(id)! }]
    const newDue = at('2026-03-20T17:00')
    const excluded = { kind: 'EXCLUDE', reason: 'Xác minh', legalBasis: 'Thông tư thử' } as const
    for (const [from, change] of [
      ['2026-03-03T09:00', { kind: 'PAUSE', reason: 'SUPPLEMENT' }],
      ['2026-03-03T14:00', excluded],
      ['2026-03-04T09:00', { kind: 'RESUME', reason: 'SUPPLEMENT_RECEIVED' }],
      ['2026-03-05T09:00', { kind: 'INCLUDE', reason: 'Xác minh' }],
      ['2026-03-09T09:00', { kind: 'APOLOGY', reason: 'OVERLOADED', newDue }],
      ['2026-03-13T09:00', { kind: 'END', reason: 'RESULT_AT_CENTRE' }],
    ] as const) {
      live.push({ from, view: await event(from, id, change) })
    }
    expect(live.map(({ view }) => view.state)).toEqual([
      ...['running', 'paused', 'paused', 'paused', 'running', 'running', 'ended'],
    ])
    for (const [i, { from, view }] of live.entries()) {
      for (const later of [0, 3_600_000]) {
        const { ledger, ...past } = (await clockAt(read(), id, new Date(at(from).getTime() + later)))!
        expect(past).toEqual(view)
        expect(ledger.length).toBe(i + 1)
      }
    }
    expect(await clockAt(read(), id, at('2026-03-02T09:59'))).toBe(null)
    expect(await clockAt(read(), newId(), at('2026-03-02T10:00'))).toBe(null)
  })
})

describe('alarms', () => {
  it('warn, report and escalate, each once, with a row and an event', async () => {
    const id = await started('2026-03-02T10:00', '5 ngày làm việc')
    await drainJobs(root, at('2026-03-20T08:00'))
    expect(await rung(id)).toEqual([
      'due_soon 2026-03-06T10:00 chuyenvien',
      'late 2026-03-09T10:01 truongphong',
      'escalation 2026-03-10T10:00 lanhdao',
    ])
    expect(heardOf(id)).toEqual(['due_soon', 'late', 'escalated'])
    const notes = (await alertsOf(read(), [id])).map((a) => a.note)
    expect(notes).toEqual([
      'Còn 1 ngày làm việc đến hạn trả 10:00 thứ Hai 09/03/2026.',
      'Đã quá hạn trả 10:00 thứ Hai 09/03/2026 mà chưa có kết quả.',
      'Đã quá hạn trả 10:00 thứ Hai 09/03/2026 được 1 ngày làm việc mà chưa có kết quả; đề nghị lãnh đạo chỉ đạo.',
    ])
  })

  it('are silent while the clock is paused, and ring for the new due date', async () => {
    const id = await started('2026-03-02T10:00', '5 ngày làm việc')
    await event('2026-03-03T10:00', id, { kind: 'PAUSE', reason: 'SUPPLEMENT' })
    await drainJobs(root, at('2026-03-31T10:00'))
    expect(await rung(id)).toEqual([])
    await event('2026-03-31T10:00', id, { kind: 'RESTART', reason: 'SUPPLEMENT_RECEIVED' })
    await drainJobs(root, at('2026-04-07T10:01'))
    expect(await rung(id)).toEqual([
      'due_soon 2026-04-06T10:00 chuyenvien',
      'late 2026-04-07T10:01 truongphong',
    ])
  })

  it('stop at the end', async () => {
    const id = await started('2026-03-02T10:00', '5 ngày làm việc')
    await event('2026-03-05T10:00', id, { kind: 'END', reason: 'RESULT_AT_CENTRE' })
    await drainJobs(root, at('2026-04-01T08:00'))
    expect([await rung(id), heardOf(id)]).toEqual([[], []])
  })

  it('a job run twice, or for a due date that has moved, says nothing more', async () => {
    const id = await started('2026-03-02T10:00', '5 ngày làm việc')
    const payload = { subjectId: id, kind: 'due_soon', dueAt: at('2026-03-09T10:00').toISOString() }
    const ring = () => act((ctx) => deadlines.jobs!['deadlines.ring']!(ctx, payload))
    root.clock.set(at('2026-03-06T10:00'))
    await ring()
    await ring()
    expect((await rung(id)).length).toBe(1)
    await event('2026-03-06T11:00', id, { kind: 'RESTART', reason: 'SUPPLEMENT_RECEIVED' })
    await ring()
    expect((await rung(id)).length).toBe(1)
  })

  it('a warning that comes too late is a report', async () => {
    const id = await started('2026-03-02T10:00', '1 giờ làm việc')
    const payload = { subjectId: id, kind: 'due_soon', dueAt: at('2026-03-02T11:00').toISOString() }
    root.clock.set(at('2026-03-03T08:00'))
    await act((ctx) => deadlines.jobs!['deadlines.ring']!(ctx, payload))
    expect(await rung(id)).toEqual(['late 2026-03-03T08:00 truongphong'])
  })

  it('ring for a step that is late, unless it was done', async () => {
    root.clock.set(at('2026-03-02T10:00'))
    const [subjectId, late, done] = [newId(), newId(), newId()]
    const dueAt = await stepDueAt(read(), unitId, root.clock.now(), 4)
    await act(async (ctx) => {
      watchStep(ctx, { stepId: late, subjectId, unitId, dueAt })
      watchStep(ctx, { stepId: done, subjectId, unitId, dueAt, toRole: 'lanhdao' })
    })
    await act(async (ctx) => unwatchStep(ctx, done))
    await drainJobs(root, at('2026-03-03T08:00'))
    const alerts = await alertsOf(read(), [subjectId])
    expect(alerts.map((a) => [a.kind, a.stepId, iso(a.at), a.toRole])).toEqual([
      ['step_late', late, '2026-03-02T16:01', 'truongphong'],
    ])
    expect(heardOf(subjectId)).toEqual(['step_late'])
  })
})

it('step and supplement deadlines follow the unit', async () => {
  expect(iso(await stepDueAt(read(), unitId, at('2026-02-13T16:30'), 2))).toBe('2026-02-23T08:30')
  expect(iso(await autoCloseAt(read(), unitId, at('2026-02-02T10:00')))).toBe('2026-03-02T10:00')
})

it('the ledger agrees with the clock in the database', async () => {
  const { rows } = await sql`select c.subject_id from deadlines.clock c
    where c.version <> (select count(*) from deadlines.clock_event e where e.subject_id = c.subject_id)
       or c.due_at <> (select e.due_after from deadlines.clock_event e
                        where e.subject_id = c.subject_id order by seq desc limit 1)`.execute(read().db)
  expect(rows).toEqual([])
})

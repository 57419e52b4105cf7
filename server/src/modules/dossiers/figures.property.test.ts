import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Actor } from '../../platform/actor.ts'
import { SYSTEM } from '../../platform/actor.ts'
import { inTx, readCtx } from '../../platform/ctx.ts'
import { drainJobs } from '../../platform/jobs.ts'
import { publishProcedure } from '../catalogue/index.ts'
import { publishProcess } from '../process/index.ts'
import { FLOWS } from './domain/figures.ts'
import { civilDay } from './domain.ts'
import { driftOfFigures, foldFigures, recountFigures } from './store/figures.ts'
import { type SmallProvince, smallProvince } from './testing/small-province.ts'

let p: SmallProvince
beforeAll(async () => {
  p = await smallProvince()
  await inTx(p.root, SYSTEM, 'test', async (ctx) => {
    const asking = await publishProcess(ctx, { key: 'hoi', xml: ASKING })
    const procedure = { ...p.procedure, code: '9.000002', fees: [] }
    await publishProcedure(ctx, procedure, { formVersionId: null, processVersionId: asking.id })
  })
})
afterAll(() => p.close())

/** Asks the other unit first: each dossier of it has a sub-dossier. */
const ASKING = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:motcua="urn:motcua:bpmn:1" id="d" targetNamespace="t">
  <process id="p"><startEvent id="s"/><callActivity id="hoi" motcua:unit="phuong" motcua:hours="4" motcua:silence="consent"/>
  <userTask id="ky" motcua:roles="lanhdao" motcua:hours="4"/><endEvent id="e"/>
  <sequenceFlow id="a" sourceRef="s" targetRef="hoi"/><sequenceFlow id="b" sourceRef="hoi" targetRef="ky"/>
  <sequenceFlow id="c" sourceRef="ky" targetRef="e"/></process></definitions>`

const DAY = 86_400_000
const ids: string[] = []
const send = (actor: Actor, id: string, act: string, body?: object) =>
  p.call(actor, 'POST', `/api/v1/dossiers/${id}/${act}`, body)
const wait = (hours: number) => drainJobs(p.root, new Date(p.root.clock.now().getTime() + hours * 3_600_000))
const own = async (id: string) =>
  (
    await sql<{ version: number; unit: 'xa' | 'phuong' }>`select version,
      case competent_unit_id when ${p.unitIds.xa}::uuid then 'xa' else 'phuong' end as unit
      from dossiers.dossier where id = ${id}`.execute(p.root.database.kysely)
  ).rows[0]!

/** What may happen to a dossier; a refused act is fine too, as long as nothing is counted for it. */
const ACTS: Record<string, (id: string) => Promise<unknown>> = {
  acceptance: (id) => send(p.officer('tiepnhan', 'xa'), id, 'acceptance'),
  refusal: (id) => send(p.officer('tiepnhan', 'xa'), id, 'refusal', { reason: 'Không thuộc thẩm quyền' }),
  ask: (id) => send(p.officer('tiepnhan', 'xa'), id, 'supplement-requests', { reason: 'Thiếu giấy' }),
  supplement: (id) => send(p.citizen, id, 'supplements', { papers: [{ key: 'kem', copies: 1 }] }),
  withdrawal: (id) => send(p.citizen, id, 'withdrawal', {}),
  stop: (id) => send(p.officer('tiepnhan', 'xa'), id, 'stop', { reason: 'Người nộp vắng mặt' }),
  result: async (id) => send(p.officer('lanhdao', (await own(id)).unit), id, 'results', {}),
  handover: (id) => send(p.officer('tiepnhan', 'xa'), id, 'handover', {}),
  step: async (id) => {
    const { rows } = await sql<{
      id: string
      roles: string[]
      unit: string
    }>`select id, roles, unit_id as unit
      from process.public_open_task where subject_id = ${id}`.execute(p.root.database.kysely)
    const task = rows[0]
    if (!task) return
    const unit = task.unit === p.unitIds.xa ? 'xa' : 'phuong'
    const actor = p.officer(task.roles[0] as 'chuyenvien', unit)
    const outcome = task.roles[0] === 'lanhdao' ? 'ky' : 'dat'
    await p.call(actor, 'POST', `/api/v1/tasks/${task.id}/completion`, { outcome })
  },
  unit: async (id) => {
    const { version, unit } = await own(id)
    const competentUnit = unit === 'xa' ? 'phuong' : 'xa'
    const body = { version, reason: 'Ghi nhầm cơ quan', competentUnit }
    await send(p.officer('tiepnhan', 'xa'), id, 'corrections', body)
  },
  receipt: async (id) => {
    const { version } = await own(id)
    const receivedAt = new Date(p.root.clock.now().getTime() - 30 * 3_600_000).toISOString()
    const body = { version, reason: 'Ghi nhầm ngày nhận', receivedAt }
    await send(p.officer('tiepnhan', 'xa'), id, 'corrections', body)
  },
  through: async (id) => {
    for (const act of ['acceptance', 'step', 'step', 'step', 'result']) await ACTS[act]!(id)
  },
  hours: () => wait(3),
  days: () => wait(50),
  fold: () => inTx(p.root, SYSTEM, 'test', foldFigures),
}

async function file(desk: boolean, asking: boolean): Promise<void> {
  const actor = desk ? p.officer('tiepnhan', 'xa') : p.citizen
  const kind = asking ? { procedureCode: '9.000002', answers: {} } : {}
  const { status, body } = await p.call(
    actor,
    'POST',
    '/api/v1/dossiers',
    p.body({ channel: desk ? 'desk' : 'online', ...kind }),
  )
  expect(status).toBe(201)
  ids.push(body.id)
}

type Row = Record<'status', number> & Record<'unit', string> & Record<string, Date | null>

/** Counts the plainest way from the dossiers themselves. */
async function slowly(unit: string | null) {
  const now = p.root.clock.now()
  const { rows } = await sql<Row>`select d.*, s.received_at as supplemented
    from dossiers.dossier d left join dossiers.supplement_request s on s.dossier_id = d.id
    where d.parent_id is null and (${unit}::uuid is null or d.competent_unit_id = ${unit}::uuid)`.execute(
    p.root.database.kysely,
  )
  const many = (which: (d: Row) => boolean) => rows.filter(which).length
  const done = (d: Row) => d.status === 9 || d.status === 10
  const day = (at: Date) => Math.floor((at.getTime() + 7 * 3_600_000) / 86_400_000)
  const running = (d: Row) => d.status === 2 || d.status === 4
  const late = (d: Row) => running(d) && d['first_due_at']! < now
  const atReception = (d: Row) =>
    d.status === 1 || (d.status === 5 && !d['accepted_at'] && d['supplemented'] !== null)
  return {
    submitted: rows.length,
    received: many((d) => d['accepted_at'] !== null),
    finishedEarly: many((d) => done(d) && day(d['finished_at']!) < day(d['first_due_at']!)),
    finishedOnTime: many(
      (d) =>
        done(d) &&
        d['finished_at']! <= d['first_due_at']! &&
        day(d['finished_at']!) === day(d['first_due_at']!),
    ),
    finishedLate: many((d) => done(d) && d['finished_at']! > d['first_due_at']!),
    finishedNoLimit: 0,
    refused: many((d) => d.status === 3),
    withdrawn: many((d) => d.status === 7),
    stopped: many((d) => d.status === 8),
    open: many((d) => [1, 2, 4, 5, 6].includes(d.status)),
    atReception: many(atReception),
    inTime: many((d) => running(d) && !late(d)),
    lateNow: many(late),
    waitingApplicant: many((d) => (d.status === 5 && !atReception(d)) || d.status === 6),
    toHandOver: many((d) => d.status === 9),
  }
}

it('counters equal a slow recount after any acts, folded or not', async () => {
  const step = fc.record({
    act: fc.constantFrom('file', 'file', 'acceptance', 'through', 'through', 'step', ...Object.keys(ACTS)),
    which: fc.nat(5),
    desk: fc.boolean(),
    asking: fc.boolean(),
  })
  const read = async (query: string) => (await p.call(null, 'GET', `/api/v1/figures${query}`)).body
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 30 }), fc.nat(25), async (steps, back) => {
      for (const { act, which, desk, asking } of steps) {
        const id = ids.at(-1 - (which % Math.max(ids.length, 1)))
        if (act === 'file' || id === undefined) await file(desk, asking)
        else await ACTS[act]!(id)
      }
      await wait(1)
      const whole = await read('?from=2025-12-07&to=2027-02-03')
      expect(whole.total).toEqual(await slowly(null))
      for (const unit of ['xa', 'phuong'] as const) {
        const { total } = await read(`?from=2025-12-07&to=2027-02-03&unit=${unit}`)
        expect(total).toEqual(await slowly(p.unitIds[unit]))
      }
      const received = whole.months.reduce((sum: number, m: { received: number }) => sum + m.received, 0)
      expect(received).toBe(whole.total.received)
      // Cut anywhere, both parts hold together what the whole holds.
      const cut = (days: number) => civilDay(new Date(p.root.clock.now().getTime() - days * DAY))
      const parts = [
        await read(`?from=2025-12-07&to=${cut(back + 1)}`),
        await read(`?from=${cut(back)}&to=2027-02-03`),
      ]
      for (const flow of FLOWS) {
        expect(parts[0].total[flow] + parts[1].total[flow]).toBe(whole.total[flow])
      }
      expect(await driftOfFigures(readCtx(p.root, SYSTEM))).toBe(0)
    }),
    { numRuns: 8 },
  )
}, 60_000)

it('a drift is found and mended, whatever is wrong', async () => {
  if (ids.length === 0) await file(false, false)
  const { kysely } = p.root.database
  await inTx(p.root, SYSTEM, 'test', foldFigures)
  await sql`update dossiers.figure set n = n + 3 where span = 'day' and measure = 'submitted'`.execute(kysely)
  await sql`update dossiers.figure set n = n - 2 where span = 'now'`.execute(kysely)
  await sql`delete from dossiers.figure where span = 'month' and measure = 'received'`.execute(kysely)
  const ctx = readCtx(p.root, SYSTEM)
  expect(await driftOfFigures(ctx)).toBeGreaterThan(0)
  expect(await inTx(p.root, SYSTEM, 'test', recountFigures)).toBeGreaterThan(0)
  expect(await driftOfFigures(ctx)).toBe(0)
  expect(await inTx(p.root, SYSTEM, 'test', recountFigures)).toBe(0)
  const { body } = await p.call(null, 'GET', '/api/v1/figures?from=2025-12-07&to=2027-02-03')
  expect(body.total).toEqual(await slowly(null))
})

it('refuses a period that ends before it begins, and units that do not exist', async () => {
  expect((await p.call(null, 'GET', '/api/v1/figures?from=2026-02-01&to=2026-01-01')).body.code).toBe(
    'figures.bad_period',
  )
  expect((await p.call(null, 'GET', '/api/v1/figures?unit=khong-co')).status).toBe(404)
})

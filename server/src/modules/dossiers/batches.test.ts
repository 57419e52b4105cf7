import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Actor, SYSTEM } from '../../platform/actor.ts'
import { inTx } from '../../platform/ctx.ts'
import { drainJobs } from '../../platform/jobs.ts'
import { createAccount } from '../identity/index.ts'
import { appoint, endAppointment } from '../organisations/index.ts'
import { runBatch } from './commands/batches.ts'
import { examineDossiers } from './queries/examine.ts'
import { type SmallProvince, smallProvince } from './testing/small-province.ts'

type Role = 'tiepnhan' | 'chuyenvien' | 'truongphong' | 'lanhdao'
type Officer = Actor & { appointment: string }

let p: SmallProvince
let desk: Officer
let head: Officer
let one: Officer
let two: Officer
let made = 0

/** An officer with an account, so that a job can ask what he may do now. */
const hire = (role: Role): Promise<Officer> =>
  inTx(p.root, SYSTEM, 'test', async (ctx) => {
    const name = `Cán bộ ${++made}`
    const id = await createAccount(ctx, { username: `canbo${made}`, kind: 'officer', name, password: null })
    const { id: appointment } = await appoint(ctx, { accountId: id, unit: 'xa', role })
    const roles = [{ role, unitId: p.unitIds.xa, via: 'appointment' as const }]
    return { kind: 'officer', id, name, roles, appointment }
  })

beforeAll(async () => {
  p = await smallProvince()
  desk = await hire('tiepnhan')
  head = await hire('truongphong')
  one = await hire('chuyenvien')
  two = await hire('chuyenvien')
})
afterAll(() => p.close())

const post = async (actor: Actor, path: string, body?: object, headers = {}) =>
  p.call(actor, 'POST', `/api/v1${path}`, body, headers)
const get = async (actor: Actor, path: string) => (await p.call(actor, 'GET', `/api/v1${path}`)).body
const submitted = async () => (await post(p.citizen, '/dossiers', p.body())).body.id as string
const many = async <T>(n: number, make: () => Promise<T>): Promise<T[]> => {
  const list: T[] = []
  for (let i = 0; i < n; i++) list.push(await make())
  return list
}
const opened = async () => {
  const id = await submitted()
  await post(desk, `/dossiers/${id}/acceptance`)
  const [task] = (await get(one, `/tasks?dossier=${id}`)).items
  return { id, task: task.id as string }
}
const later = (seconds: number) => new Date(p.root.clock.now().getTime() + seconds * 1000)
const batch = async (actor: Actor, order: object) => {
  const { status, body } = await post(actor, '/batches', order)
  expect(status, JSON.stringify(body)).toBe(202)
  return body.id as string
}
const step = (id: string) => inTx(p.root, SYSTEM, 'job.dossiers.batch', (ctx) => runBatch(ctx, id))
const states = async (actor: Actor, id: string) =>
  (await get(actor, `/batches/${id}`)).items.map((i: { state: string }) => i.state)

describe('a batch', () => {
  it('tells before what would pass, and changes nothing by it', async () => {
    const [a, b] = [await submitted(), (await opened()).id]
    const before = await p.root.database.pool.query('select * from dossiers.code_counter')
    const strange = '01890000-0000-7000-8000-000000000000'
    const { status, body } = await post(desk, '/batches/preview', { act: 'accept', ids: [a, b, strange] })
    expect([status, body.passes, body.refused]).toEqual([200, 1, 2])
    expect(body.items.map((i: { code: string }) => i.code)).toEqual([
      null,
      'dossier.bad_transition',
      'dossier.not_found',
    ])
    expect(body.items[0]).toMatchObject({
      undoable: false,
      undoSentence: expect.stringContaining('Mã hồ sơ'),
    })
    expect(body.undoNote).toMatch(/không lấy lại được/)
    expect((await p.root.database.pool.query('select * from dossiers.code_counter')).rows).toEqual(
      before.rows,
    )
    expect((await get(desk, `/dossiers/${a}`)).status).toBe(1)
  })

  it('waits, then accepts one by one; each outcome is told and the numbers are whole', async () => {
    const ids = [...(await many(3, submitted)), (await opened()).id]
    const id = await batch(desk, { act: 'accept', ids })
    expect(await get(desk, `/batches/${id}`)).toMatchObject({ state: 'waiting', can: ['cancellation'] })
    await drainJobs(p.root, later(9))
    expect(await states(desk, id)).toEqual(['waiting', 'waiting', 'waiting', 'waiting'])
    await drainJobs(p.root, later(2))
    const done = await get(desk, `/batches/${id}`)
    expect(done).toMatchObject({ state: 'done', can: [], counts: { done: 3, refused: 1, waiting: 0 } })
    expect(done.items[3]).toMatchObject({ code: 'dossier.bad_transition', sentence: expect.any(String) })
    const [finding] = await inTx(p.root, SYSTEM, 'test', examineDossiers)
    expect(finding).toMatchObject({ ok: true })
    const acts = (await get(desk, `/dossiers/${ids[0]}/timeline`)).items
    expect(acts.at(-1)).toMatchObject({ kind: 'accepted', actorName: desk.name })
    const audit = await sql<{ actor: string }>`select actor_id as actor from platform.audit
      where subject = ${ids[0]} and action = 'job.dossiers.batch'`.execute(p.root.database.kysely)
    expect(audit.rows).toEqual([{ actor: desk.id }])
    expect((await post(desk, `/batches/${id}/undo`)).body.code).toBe('batch.no_undo')
    expect((await get(desk, '/batches')).items[0].id).toBe(id)
    expect((await p.call(head, 'GET', `/api/v1/batches/${id}`)).status).toBe(404)
  })

  it('is cancelled whole before it begins, and the rest of it half-way', async () => {
    const whole = await batch(desk, { act: 'accept', ids: await many(2, submitted) })
    expect((await post(desk, `/batches/${whole}/cancellation`)).body.state).toBe('cancelled')
    await drainJobs(p.root, later(60))
    expect(await states(desk, whole)).toEqual(['cancelled', 'cancelled'])
    const half = await batch(desk, { act: 'accept', ids: await many(3, submitted) })
    await step(half)
    await post(desk, `/batches/${half}/cancellation`)
    await drainJobs(p.root, later(60))
    expect(await states(desk, half)).toEqual(['done', 'cancelled', 'cancelled'])
    expect((await post(desk, `/batches/${half}/cancellation`)).body.code).toBe('batch.over')
  })

  it('goes on after a kill and does no item twice, though the job runs twice', async () => {
    const ids = await many(4, submitted)
    const id = await batch(desk, { act: 'accept', ids })
    await step(id)
    // Killed in the middle of an item: nothing of it is kept, neither the act nor its outcome.
    const killed = inTx(p.root, SYSTEM, 'job.dossiers.batch', async (ctx) => {
      await runBatch(ctx, id)
      throw new Error('killed')
    })
    await expect(killed).rejects.toThrow('killed')
    expect(await states(desk, id)).toEqual(['done', 'waiting', 'waiting', 'waiting'])
    await Promise.all([step(id), step(id)])
    await drainJobs(p.root, later(60))
    await step(id)
    expect(await states(desk, id)).toEqual(['done', 'done', 'done', 'done'])
    const acts = await sql<{ n: number }>`select count(*)::int as n from dossiers.act
      where kind = 'accepted' and dossier_id = any(${ids}::uuid[]) group by dossier_id`.execute(
      p.root.database.kysely,
    )
    expect(acts.rows.map((r) => r.n)).toEqual([1, 1, 1, 1])
  })

  it('stops where the officer lost his role meanwhile', async () => {
    const officer = await hire('tiepnhan')
    const id = await batch(officer, { act: 'accept', ids: await many(2, submitted) })
    await step(id)
    await inTx(p.root, SYSTEM, 'test', (ctx) => endAppointment(ctx, { id: officer.appointment }))
    p.root.clock.set(later(1))
    await drainJobs(p.root, later(60))
    const { items } = await get(officer, `/batches/${id}`)
    expect(items.map((i: { code: string | null }) => i.code)).toEqual([null, 'forbidden'])
  })

  it.each([
    ['nobody to give to', { act: 'assign' }, 'batch.bad_order'],
    [
      'somebody to accept for',
      { act: 'accept', account: '01890000-0000-7000-8000-000000000000' },
      'batch.bad_order',
    ],
    ['an outcome of an acceptance', { act: 'accept', outcome: 'dat' }, 'batch.bad_order'],
    ['an unknown act', { act: 'refuse' }, 'request.invalid'],
    ['nothing', { act: 'accept', ids: [] }, 'request.invalid'],
  ])('with %s is refused', async (_, order, code) => {
    const ids = ['01890000-0000-7000-8000-000000000001']
    expect((await post(desk, '/batches', { ids, ...order })).body.code).toBe(code)
  })

  it('sent twice is one', async () => {
    const key = { 'idempotency-key': 'loat-1' }
    const order = { act: 'accept', ids: await many(1, submitted) }
    const [a, b] = [await post(desk, '/batches', order, key), await post(desk, '/batches', order, key)]
    expect(b.body.id).toBe(a.body.id)
    await post(desk, `/batches/${a.body.id}/cancellation`)
  })
})

describe('undo', () => {
  it('takes assignments back that nobody has touched', async () => {
    const tasks = await many(3, opened)
    await post(head, `/tasks/${tasks[2]!.task}/assignment`, { account: two.id })
    const id = await batch(head, {
      act: 'assign',
      ids: tasks.map((t) => t.task),
      account: one.id,
      waitSeconds: 0,
    })
    await drainJobs(p.root, later(1))
    expect(await states(head, id)).toEqual(['done', 'done', 'done'])
    await post(one, `/tasks/${tasks[0]!.task}/completion`, { outcome: 'dat' })
    expect((await post(head, `/batches/${id}/undo`)).body.state).toBe('undoing')
    await drainJobs(p.root, later(1))
    const undone = await get(head, `/batches/${id}`)
    expect(undone).toMatchObject({ state: 'undone', counts: { undone: 2 } })
    expect(undone.items.map((i: { undo: string }) => i.undo)).toEqual(['refused', 'undone', 'undone'])
    const holder = async (i: number) => (await get(head, `/tasks?dossier=${tasks[i]!.id}`)).items[0].assignee
    expect([await holder(1), await holder(2)]).toEqual([null, two.id])
    expect((await post(head, `/batches/${id}/undo`)).body.code).toBe('batch.no_undo')
  })

  it('takes completions back whose next step nobody has taken, and the dossier can go on as before', async () => {
    const tasks = await many(3, opened)
    const leader = await hire('lanhdao')
    const id = await batch(one, {
      act: 'complete',
      ids: tasks.map((t) => t.task),
      outcome: 'dat',
      waitSeconds: 0,
    })
    await drainJobs(p.root, later(1))
    expect((await get(one, `/batches/${id}`)).counts).toMatchObject({ done: 3 })
    const next = async (i: number) => (await get(leader, `/tasks?dossier=${tasks[i]!.id}`)).items
    await post(leader, `/tasks/${(await next(0))[0].id}/claim`)
    await post(one, `/batches/${id}/undo`)
    await drainJobs(p.root, later(1))
    const undone = await get(one, `/batches/${id}`)
    expect(undone.items.map((i: { undo: string }) => i.undo)).toEqual(['refused', 'undone', 'undone'])
    expect(undone.items[0].undoSentence).toBe('Bước tiếp theo đã có người nhận nên không lấy lại được nữa.')
    expect((await next(1)).map((t: { id: string; step: string }) => [t.id, t.step])).toEqual([
      [tasks[1]!.task, 'thamDinh'],
    ])
    expect((await get(one, `/dossiers/${tasks[1]!.id}`)).status).toBe(4)
    const again = await post(one, `/tasks/${tasks[1]!.task}/completion`, { outcome: 'dat' })
    expect(again.status).toBe(200)
    expect((await next(1)).map((t: { step: string }) => t.step)).toEqual(['ky'])
  })

  it('leaves what has left the house, and ends after ten minutes', async () => {
    const { id: dossier, task } = await opened()
    const leader = await hire('lanhdao')
    await post(one, `/tasks/${task}/completion`, { outcome: 'dat' })
    const [sign] = (await get(leader, `/tasks?dossier=${dossier}`)).items
    const order = { act: 'complete', ids: [sign.id], outcome: 'ky' }
    const preview = (await post(leader, '/batches/preview', order)).body
    expect(preview.items[0]).toMatchObject({ passes: true, undoable: false })
    const id = await batch(leader, { ...order, waitSeconds: 0 })
    await drainJobs(p.root, later(1))
    await post(leader, `/batches/${id}/undo`)
    await drainJobs(p.root, later(1))
    expect((await get(leader, `/batches/${id}`)).items[0]).toMatchObject({ state: 'done', undo: 'refused' })
    const late = await batch(one, { act: 'complete', ids: [(await opened()).task], waitSeconds: 0 })
    await drainJobs(p.root, later(1))
    expect((await get(one, `/batches/${late}`)).can).toEqual(['undo'])
    await drainJobs(p.root, later(601))
    expect((await post(one, `/batches/${late}/undo`)).body.code).toBe('batch.no_undo')
  })

  it('of a single task: whoever holds it lets go of it, and so does a head', async () => {
    const { id, task } = await opened()
    await post(one, `/tasks/${task}/claim`)
    expect((await post(two, `/tasks/${task}/release`)).status).toBe(403)
    expect((await post(one, `/tasks/${task}/release`)).status).toBe(200)
    expect((await post(head, `/tasks/${task}/release`)).body.code).toBe('task.free')
    await post(two, `/tasks/${task}/claim`)
    expect((await get(head, `/tasks?dossier=${id}`)).items[0].can).toContain('release')
    expect((await post(head, `/tasks/${task}/release`)).status).toBe(200)
    expect((await get(one, `/tasks?dossier=${id}`)).items[0].assignee).toBeNull()
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Actor, SYSTEM } from '../../platform/actor.ts'
import { inTx } from '../../platform/ctx.ts'
import { drainJobs } from '../../platform/jobs.ts'
import { publishProcedure } from '../catalogue/index.ts'
import { actorById, createAccount } from '../identity/index.ts'
import { appoint, type Role } from '../organisations/index.ts'
import { publishProcess } from '../process/index.ts'
import { runBatch } from './commands/batches.ts'
import { type SmallProvince, smallProvince } from './testing/small-province.ts'

const CODE = '9.000030'

let p: SmallProvince
let desk: Actor
let head: Actor
let admin: Actor
let officer: Actor
let made = 0

/** An officer with an account, so that a job can ask what he may do now. */
const hire = (role: Role, unit: 'xa' | 'phuong' | 'tinh' = 'xa'): Promise<Actor> =>
  inTx(p.root, SYSTEM, 'test', async (ctx) => {
    const name = `Cán bộ ${++made}`
    const id = await createAccount(ctx, { username: `canbo${made}`, kind: 'officer', name, password: null })
    await appoint(ctx, { accountId: id, unit, role })
    return (await actorById(ctx, id))!
  })

const step = (id: string, name: string, hours: number, more = '') =>
  `<userTask id="${id}" name="${name}" motcua:roles="chuyenvien" motcua:hours="${hours}" ${more}/>`
const file = (...steps: string[]) => {
  const ids = ['s', ...steps.map((text) => /id="(\w+)"/.exec(text)![1]!), 'e']
  const flows = ids
    .slice(1)
    .map((id, i) => `<sequenceFlow id="f${i}" sourceRef="${ids[i]}" targetRef="${id}"/>`)
  return `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:motcua="urn:motcua:bpmn:1" id="d" targetNamespace="t"><process id="p"><startEvent id="s"/>${steps.join('')}<endEvent id="e"/>${flows.join('')}</process></definitions>`
}
const OLD = file(step('thamDinh', 'Thẩm định', 8), step('ky', 'Ký', 4))
const NEW = file(step('thamTra', 'Thẩm tra', 4), step('ky', 'Ký duyệt', 2))
/** The procedure allows three working days: a step of four would end after the promise. */
const LONG = file(step('thamDinh', 'Thẩm định kỹ', 32), step('ky', 'Ký', 4))
const PAUSING = file(
  step('thamDinh', 'Chờ nộp tiền', 8, 'motcua:clock="pause" motcua:status="6"'),
  step('ky', 'Ký', 4),
)

/** Publishes a version of the procedure with this process. @returns the id of the version */
const publish = (xml: string, code = CODE) =>
  inTx(p.root, SYSTEM, 'test', async (ctx) => {
    const process = await publishProcess(ctx, { key: code, xml })
    const procedure = { ...p.procedure, code, fees: [] }
    const { versionId } = await publishProcedure(ctx, procedure, {
      formVersionId: null,
      processVersionId: process.id,
    })
    return versionId
  })

beforeAll(async () => {
  p = await smallProvince()
  desk = await hire('tiepnhan')
  head = await hire('lanhdao')
  officer = await hire('chuyenvien')
  admin = await hire('quantri', 'tinh')
})
afterAll(() => p.close())

const post = (actor: Actor, path: string, body: object = {}) => p.call(actor, 'POST', `/api/v1${path}`, body)
const get = async (actor: Actor, path: string) => (await p.call(actor, 'GET', `/api/v1${path}`)).body
const later = (seconds: number) => new Date(p.root.clock.now().getTime() + seconds * 1000)
const settle = () => drainJobs(p.root, later(1))

/** Publishes the old version as the current one and brings a dossier into its first step. */
async function running(): Promise<string> {
  await publish(OLD)
  const { id } = (await post(p.citizen, '/dossiers', p.body({ procedureCode: CODE, answers: {} }))).body
  expect((await post(desk, `/dossiers/${id}/acceptance`)).status).toBe(200)
  return id
}
const tasks = async (id: string) => (await get(officer, `/tasks?dossier=${id}`)).items
const names = { thamDinh: 'thamTra' }
const look = async (actor: Actor, order: object) => {
  const { status, body } = await post(actor, '/migrations/preview', order)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}
const refusal = async (actor: Actor, toVersionId: string, id: string) =>
  (await look(actor, { toVersionId, ids: [id], names })).items[0]

/** Looks at these dossiers and orders to move them. @returns the id of the order */
async function order(actor: Actor, toVersionId: string, ids: string[]): Promise<string> {
  const { items } = await look(actor, { toVersionId, ids, names })
  const wish = items.map((i: { id: string; seen: string }) => ({ id: i.id, seen: i.seen }))
  const { status, body } = await post(actor, '/migrations', {
    toVersionId,
    names,
    reason: 'Sửa lỗi quy trình',
    items: wish,
  })
  expect(status, JSON.stringify(body)).toBe(202)
  return body.id
}
const outcomes = async (actor: Actor, id: string) => (await get(actor, `/migrations/${id}`)).items

describe('a preview', () => {
  it('says of each where it would go and when, or why not, and keeps nothing', async () => {
    const [goes, stays] = [await running(), await running()]
    const [first] = await tasks(stays)
    await post(officer, `/tasks/${first.id}/completion`)
    const to = await publish(NEW)
    const before = [await tasks(goes), await get(desk, `/dossiers/${goes}`)]
    const preview = await look(head, { toVersionId: to, ids: [goes, stays] })
    expect(preview).toMatchObject({ procedureCode: CODE, passes: 1, refused: 1, left: 0 })
    expect(preview.items[0]).toMatchObject({
      passes: false,
      code: 'migration.refused',
      sentence: expect.stringContaining('phiên bản mới không có bước này'),
    })
    expect(preview.items[1]).toMatchObject({
      passes: true,
      steps: [{ from: 'ky', to: 'ky', toName: 'Ký duyệt' }],
    })
    expect(preview.lacking).toEqual([{ key: 'thamDinh', name: 'Thẩm định' }])
    expect(preview.offered).toContainEqual({ key: 'thamTra', name: 'Thẩm tra' })
    const named = (await look(head, { toVersionId: to, ids: [goes], names })).items[0]
    expect(named).toMatchObject({
      passes: true,
      status: 2,
      dueAt: '2026-01-08T01:00:00.000Z',
      sentence:
        'Chuyển sang phiên bản 2: bước “Thẩm định” thành “Thẩm tra”, hạn của bước từ 08:00 thứ Ba 06/01/2026 thành 14:00 thứ Hai 05/01/2026. Ngày hẹn trả vẫn là 08:00 thứ Năm 08/01/2026.',
      steps: [{ from: 'thamDinh', to: 'thamTra', unit: 'xa', dueAfter: '2026-01-05T07:00:00.000Z' }],
    })
    expect([await tasks(goes), await get(desk, `/dossiers/${goes}`)]).toEqual(before)
    const rows = await p.root.database.pool.query('select from process.migration')
    expect(rows.rowCount).toBe(0)
  })

  it('without names of dossiers is of all that run on another version in the own units', async () => {
    const id = await running()
    const to = await publish(NEW)
    const ids = async (actor: Actor) =>
      (await look(actor, { toVersionId: to })).items.map((item: { id: string }) => item.id)
    const found = await ids(head)
    expect(found).toContain(id)
    expect(await ids(admin)).toEqual(found)
    expect(await ids(await hire('lanhdao', 'phuong'))).toEqual([])
    expect(await ids(await hire('quantri', 'phuong'))).toEqual([])
  })
})

describe('the lists', () => {
  it('name the procedures whose dossiers run on another version, to those who may move them, and the own orders', async () => {
    const [first, second] = [await running(), await running()]
    const to = await publish(NEW)
    const behind = async (actor: Actor) =>
      (await get(actor, '/migrations/procedures')).find(
        (row: { procedureCode: string }) => row.procedureCode === CODE,
      )
    const before = await behind(head)
    expect(before).toMatchObject({ toVersionId: to, version: expect.any(Number) })
    expect(await behind(admin)).toEqual(before)
    expect(await behind(await hire('lanhdao', 'phuong'))).toBeUndefined()
    const limited = { ...head, roles: head.roles.map((g) => ({ ...g, procedures: ['9.000001'] })) }
    expect(await behind(limited)).toBeUndefined()
    const id = await order(head, to, [first, second])
    await settle()
    expect((await behind(head))?.dossiers ?? 0).toBe(before.dossiers - 2)
    const { items } = await get(head, '/migrations?limit=1')
    expect(items).toMatchObject([
      { id, procedureCode: CODE, reason: 'Sửa lỗi quy trình', counts: { done: 2 }, can: ['undo'] },
    ])
    expect((await get(admin, '/migrations')).items.map((row: { id: string }) => row.id)).not.toContain(id)
  })
})

describe('a move', () => {
  it('brings steps, deadlines, alarms and queues to the new version, tells it, and is taken back exactly', async () => {
    const [moves, goesOn] = [await running(), await running()]
    await post(officer, `/tasks/${(await tasks(moves))[0].id}/claim`)
    const before = await tasks(moves)
    const to = await publish(NEW)
    const id = await order(admin, to, [moves, goesOn])
    await settle()
    const done = await get(admin, `/migrations/${id}`)
    expect(done).toMatchObject({
      state: 'done',
      counts: { done: 2, refused: 0 },
      can: ['undo'],
      reason: 'Sửa lỗi quy trình',
    })
    expect(done.items[0].sentence).toMatch(/^Chuyển sang phiên bản \d+: bước “Thẩm định” thành “Thẩm tra”/)
    const [moved] = await tasks(moves)
    expect(moved).toMatchObject({
      id: before[0].id,
      step: 'thamTra',
      assignee: officer.id,
      dueAt: '2026-01-05T07:00:00.000Z',
    })
    const page = await get(desk, `/dossiers/${moves}`)
    expect(page).toMatchObject({ status: 2, dueAt: '2026-01-08T01:00:00.000Z' })
    const acts = (await get(desk, `/dossiers/${moves}/timeline`)).items
    expect(acts.at(-1)).toMatchObject({
      kind: 'migrated',
      name: 'Chuyển sang phiên bản khác của quy trình',
      reason: 'Sửa lỗi quy trình',
      actorName: admin.name,
    })
    const alarm = await p.root.database.pool.query(
      `select payload ->> 'dueAt' as due from platform.job where key = $1`,
      [`deadlines.step:${moved.id}`],
    )
    expect(alarm.rows).toEqual([{ due: '2026-01-05T07:00:00.000Z' }])

    await post(officer, `/tasks/${(await tasks(goesOn))[0].id}/completion`)
    expect((await post(head, `/migrations/${id}/undo`)).status).toBe(404)
    expect((await post(admin, `/migrations/${id}/undo`)).body.state).toBe('undoing')
    await settle()
    expect(await outcomes(admin, id)).toMatchObject([
      { id: moves, undo: 'undone' },
      { id: goesOn, undo: 'refused', undoSentence: expect.stringContaining('đã được làm tiếp') },
    ])
    expect(await tasks(moves)).toEqual(before)
    expect((await tasks(goesOn)).map((t: { name: string }) => t.name)).toEqual(['Ký duyệt'])
    expect((await post(admin, `/migrations/${id}/undo`)).body.code).toBe('batch.no_undo')
    await post(officer, `/tasks/${before[0].id}/completion`)
    expect((await tasks(moves)).map((t: { name: string }) => t.name)).toEqual(['Ký'])
  })

  it('leaves what has changed since the preview', async () => {
    const [same, acted, worked] = [await running(), await running(), await running()]
    const to = await publish(NEW)
    const wish = { toVersionId: to, ids: [same, acted, worked], names }
    const { items } = await look(head, wish)
    await post(head, `/dossiers/${acted}/apologies`, { reason: 'Chậm', newDue: '2026-01-20T10:00:00Z' })
    await post(officer, `/tasks/${(await tasks(worked))[0].id}/completion`)
    const seen = items.map((i: { id: string; seen: string }) => ({ id: i.id, seen: i.seen }))
    const { body } = await post(head, '/migrations', { toVersionId: to, names, reason: 'Đổi', items: seen })
    await settle()
    expect(await outcomes(head, body.id)).toMatchObject([
      { state: 'done' },
      {
        state: 'refused',
        code: 'migration.changed',
        sentence: expect.stringContaining('đã thay đổi từ lúc xem trước'),
      },
      { state: 'refused', code: 'migration.changed' },
    ])
  })

  it('holds when a correction begins the process anew', async () => {
    const id = await running()
    await order(head, await publish(NEW), [id])
    await settle()
    const { version } = await get(desk, `/dossiers/${id}`)
    const wish = { version, reason: 'Ghi nhầm cơ quan', competentUnit: 'phuong' }
    expect((await post(desk, `/dossiers/${id}/corrections`, wish)).status).toBe(200)
    const there = p.officer('chuyenvien', 'phuong')
    expect((await get(there, `/tasks?dossier=${id}`)).items).toMatchObject([
      { step: 'thamTra', unit: 'phuong' },
    ])
  })

  it('is not taken back once a day is over', async () => {
    const id = await order(head, await publish(NEW), [await running()])
    await settle()
    const until = new Date((await get(head, `/migrations/${id}`)).undoUntil).getTime()
    expect(until - p.root.clock.now().getTime()).toBeGreaterThan(23 * 3_600_000)
    const now = p.root.clock.now()
    p.root.clock.set(new Date(until + 1000))
    expect((await post(head, `/migrations/${id}/undo`)).body.code).toBe('batch.no_undo')
    p.root.clock.set(now)
  })

  it('goes on after a kill and moves nothing twice, though the job runs twice', async () => {
    const ids = [await running(), await running(), await running()]
    const id = await order(head, await publish(NEW), ids)
    const run = () => inTx(p.root, SYSTEM, 'job.dossiers.batch', (ctx) => runBatch(ctx, id))
    await run()
    const killed = inTx(p.root, SYSTEM, 'job.dossiers.batch', async (ctx) => {
      await runBatch(ctx, id)
      throw new Error('killed')
    })
    await expect(killed).rejects.toThrow('killed')
    expect((await outcomes(head, id)).map((i: { state: string }) => i.state)).toEqual([
      'done',
      'waiting',
      'waiting',
    ])
    await Promise.all([run(), run()])
    await settle()
    await run()
    expect((await outcomes(head, id)).map((i: { state: string }) => i.state)).toEqual([
      'done',
      'done',
      'done',
    ])
    const { rows } = await p.root.database.pool.query(
      `select count(*)::int as n from dossiers.act where kind = 'migrated' and dossier_id = any($1) group by dossier_id`,
      [ids],
    )
    expect(rows).toEqual([{ n: 1 }, { n: 1 }, { n: 1 }])
  })
})

describe('refused is', () => {
  it('a deadline after the promise, and a step that would stop the clock', async () => {
    const id = await running()
    expect(await refusal(head, await publish(LONG), id)).toMatchObject({
      passes: false,
      code: 'migration.refused',
    })
    const lookAt = async (xml: string) =>
      (await look(head, { toVersionId: await publish(xml), ids: [id] })).items[0]
    expect(await lookAt(LONG)).toMatchObject({
      code: 'migration.past_due',
      sentence: expect.stringMatching(/^Hạn mới của bước “Thẩm định kỹ”.*sẽ sau ngày hẹn trả/),
    })
    expect(await lookAt(PAUSING)).toMatchObject({
      code: 'migration.clock',
      sentence: expect.stringContaining('bất lợi cho người nộp'),
    })
  })

  it('the version it has, one of another procedure, one without a process, and what does not run', async () => {
    const id = await running()
    expect(await refusal(head, await publish(OLD), id)).toMatchObject({ code: 'migration.same_version' })
    const other = await publish(OLD, '9.000031')
    expect(await refusal(head, other, id)).toMatchObject({ code: 'migration.other_procedure' })
    const submitted = (await post(p.citizen, '/dossiers', p.body({ procedureCode: CODE, answers: {} }))).body
    const to = await publish(NEW)
    expect(await refusal(head, to, submitted.id)).toMatchObject({ code: 'migration.not_running' })
    const bare = await inTx(p.root, SYSTEM, 'test', (ctx) =>
      publishProcedure(
        ctx,
        { ...p.procedure, code: '9.000032', fees: [] },
        { formVersionId: null, processVersionId: null },
      ),
    )
    const wish = { toVersionId: bare.versionId, ids: [id] }
    expect((await post(head, '/migrations/preview', wish)).body.code).toBe('migration.no_process')
    const nowhere = { toVersionId: '01890000-0000-7000-8000-000000000000', ids: [id] }
    expect((await post(head, '/migrations/preview', nowhere)).status).toBe(404)
  })

  it('who heads another unit, who heads nothing, and whose dossier it is', async () => {
    const id = await running()
    const to = await publish(NEW)
    for (const stranger of [await hire('lanhdao', 'phuong'), await hire('quantri', 'phuong')]) {
      expect(await refusal(stranger, to, id)).toMatchObject({ code: 'dossier.not_found', dossierCode: null })
    }
    for (const unentitled of [officer, desk, p.citizen]) {
      expect((await post(unentitled, '/migrations/preview', { toVersionId: to, ids: [id] })).status).toBe(403)
    }
    const own = { ...head, idNumberIndex: p.citizen.idNumberIndex ?? null }
    expect(await refusal(own, to, id)).toMatchObject({ code: 'dossier.own_interest' })
  })

  it('an order without a reason, with a dossier named twice, or by who has lost his office meanwhile', async () => {
    const id = await running()
    const to = await publish(NEW)
    const { seen } = (await look(head, { toVersionId: to, ids: [id], names })).items[0]
    const item = { id, seen }
    expect((await post(head, '/migrations', { toVersionId: to, items: [item] })).body.code).toBe(
      'request.invalid',
    )
    const twice = { toVersionId: to, reason: 'Đổi', items: [item, item] }
    expect((await post(head, '/migrations', twice)).body.code).toBe('batch.bad_order')
    // Whoever is no head by his account now is refused when the job comes to it.
    const former: Actor = { ...officer, roles: head.roles }
    const { body } = await post(former, '/migrations', {
      toVersionId: to,
      names,
      reason: 'Đổi',
      items: [item],
    })
    await settle()
    expect(await outcomes(former, body.id)).toMatchObject([{ state: 'refused', code: 'forbidden' }])
  })
})

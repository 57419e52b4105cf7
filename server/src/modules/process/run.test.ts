import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Actor, SYSTEM } from '../../platform/actor.ts'
import { type Ctx, inTx, readCtx } from '../../platform/ctx.ts'
import { newId } from '../../platform/id.ts'
import { drainJobs } from '../../platform/jobs.ts'
import { defineModule } from '../../platform/module.ts'
import { type TestRoot, testRoot } from '../../platform/testing/test-root.ts'
import { testActor } from '../../platform/testing/test-server.ts'
import { appoint, createUnit, organisations } from '../organisations/index.ts'
import {
  assignTask,
  cancelProcess,
  claimTask,
  completeTask,
  deliverMessage,
  fireTimer,
  openTasks,
  type ProcessPorts,
  process,
  processGraph,
  processXml,
  publishProcess,
  startProcess,
  taskById,
  tasksOf,
} from './index.ts'
import { bpmn, flows } from './testing/bpmn.ts'

const ports: ProcessPorts = {
  // Every hour of work is an hour: the calendar is not this module's business.
  stepDueAt: async (_, from, hours) => new Date(from.getTime() + hours * 3_600_000),
  timerJob: 'test.timer',
}
const caller = defineModule({
  name: 'test',
  jobs: {
    'test.timer': async (ctx, payload) => {
      await fireTimer(ctx, String(payload['timerId']), ports)
    },
  },
})

let root: TestRoot
let units: { competent: string; receiving: string; return: string }
let phong: string
beforeAll(async () => {
  root = await testRoot([organisations, process])
  root = { ...root, modules: [...root.modules, caller] }
  await act(async (ctx) => {
    const unit = (key: string, kind: 'province' | 'centre' | 'commune' | 'division', parent?: string) =>
      createUnit(ctx, {
        key,
        name: `Đơn vị ${key}`,
        kind,
        validFrom: '2025-07-01',
        ...(parent && { parent }),
      })
    await unit('tinh', 'province')
    const centre = await unit('trungtam', 'centre', 'tinh')
    const commune = await unit('tayhoa', 'commune', 'tinh')
    phong = (await unit('phong', 'division', 'tayhoa')).id
    units = { competent: commune.id, receiving: centre.id, return: centre.id }
  })
})
afterAll(() => root.drop())

const act = <T>(work: (ctx: Ctx) => Promise<T>, actor: Actor = SYSTEM) =>
  inTx(root, actor, 'process.test', work)
const read = () => readCtx(root, SYSTEM)
const refusal = (work: Promise<unknown>) =>
  work.then(() => 'done').catch((e: { code?: string }) => e.code ?? String(e))
const officer = (role: string, unitId: string, procedures: string[] | null = null) =>
  testActor('officer', [{ role, unitId, via: 'appointment', procedures }])

const XML = bpmn(`<startEvent id="s"/>
  <userTask id="tiep_nhan" name="Tiếp nhận" motcua:roles="tiepnhan" motcua:unit="receiving" motcua:hours="1"/>
  <userTask id="tham_dinh" name="Thẩm định" motcua:roles="chuyenvien" motcua:hours="3.5" motcua:outcomes="dat:Đạt;khong:Không đạt"/>
  <userTask id="lay_y_kien" name="Lấy ý kiến" motcua:roles="chuyenvien" motcua:unit="phong" motcua:counted="false"/>
  <parallelGateway id="f"/><parallelGateway id="j"/><serviceTask id="so" motcua:action="cap_so"/>
  <userTask id="ky" motcua:roles="lanhdao" motcua:hours="2"/><endEvent id="e"/>
  ${flows('s -> tiep_nhan', 'tiep_nhan -> f', 'f -> tham_dinh', 'f -> lay_y_kien', 'tham_dinh -> j', 'lay_y_kien -> j', 'j -> so', 'so -> ky', 'ky -> e')}`)

const WAITING = bpmn(
  `<startEvent id="s"/><userTask id="cho" motcua:clock="pause" motcua:status="6"/><userTask id="nhac"/><endEvent id="e"/>
  <boundaryEvent id="han" attachedToRef="cho" cancelActivity="false"><timerEventDefinition><timeDuration>P2D</timeDuration></timerEventDefinition></boundaryEvent>
  <boundaryEvent id="nop" attachedToRef="cho"><messageEventDefinition messageRef="m"/></boundaryEvent>
  ${flows('s -> cho', 'cho -> e', 'han -> nhac', 'nhac -> e', 'nop -> e')}`,
  '<message id="m" name="daNopTien"/>',
)

async function started(xml: string, more: { procedure?: string } = {}): Promise<string> {
  const subjectId = newId()
  await act(async (ctx) => {
    const { id } = await publishProcess(ctx, { key: 'thu', xml })
    await startProcess(ctx, { versionId: id, subjectId, units, ...more }, ports)
  })
  return subjectId
}
const open = async (subjectId: string) => (await openTasks(read(), [subjectId])).map((task) => task.node)
const taskAt = async (subjectId: string, node: string) =>
  (await openTasks(read(), [subjectId])).find((task) => task.node === node)!
const complete = async (subjectId: string, node: string, actor: Actor = SYSTEM, outcome?: string) => {
  const { id } = await taskAt(subjectId, node)
  return act((ctx) => completeTask(ctx, id, { outcome }, ports), actor)
}

describe('publishing', () => {
  test('numbers versions; the same file again is the same version', async () => {
    const publish = (xml: string) => act((ctx) => publishProcess(ctx, { key: 'cap_phep', xml }))
    const first = await publish(XML)
    const second = await publish(XML.replace('3.5', '4'))
    expect([first.version, second.version]).toEqual([1, 2])
    expect(await publish(XML)).toMatchObject({ id: first.id, version: 1 })
    expect(await processXml(read(), first.id)).toBe(XML)
    expect((await processGraph(read(), second.id)).nodes['tham_dinh']).toMatchObject({ step: { hours: 4 } })
  })

  test('two publications at once get two numbers', async () => {
    const versions = await Promise.all(
      [5, 6, 7].map((hours) =>
        act((ctx) => publishProcess(ctx, { key: 'dua', xml: XML.replace('3.5', `${hours}`) })),
      ),
    )
    expect(versions.map(({ version }) => version).sort()).toEqual([1, 2, 3])
  })

  test.each([
    ['<startEvent id="s"/>', 'process.no_end'],
    [XML.replace('chuyenvien', 'thu_ky'), 'process.unknown_role'],
    [XML.replace('"phong"', '"khongco"'), 'process.unknown_unit'],
  ])('refuses with all problems: %#', async (xml, code) => {
    const whole = xml.includes('definitions') ? xml : bpmn(xml)
    const work = act((ctx) => publishProcess(ctx, { key: 'hong', xml: whole }))
    await expect(work).rejects.toMatchObject({ status: 422, code: 'process.refused' })
    await expect(work).rejects.toMatchObject({
      details: expect.arrayContaining([expect.objectContaining({ code })]),
    })
  })

  test('refuses what may wait for ever and cases that play otherwise', async () => {
    const sticks =
      bpmn(`<startEvent id="s"/><parallelGateway id="f"/><userTask id="a"/><exclusiveGateway id="x"/><parallelGateway id="j"/><endEvent id="e"/><endEvent id="e2"/>
      ${flows('s -> f', 'f -> a', 'f -> x', 'a -> j', 'x -> j if y', 'x -> e2', 'j -> e')}`)
    const codes = (publication: object) =>
      act((ctx) => publishProcess(ctx, { key: 'kin', xml: XML, ...publication })).then(
        () => [],
        (error: { details: { code: string }[] }) => error.details.map(({ code }) => code),
      )
    expect(await codes({ xml: sticks })).toContain('process.may_stick')
    const golden = { name: 'thường', script: [{ complete: 'tiep_nhan' }], expect: { path: ['tiep_nhan'] } }
    expect(await codes({ cases: [golden] })).toEqual(['process.case_failed'])
    expect(await codes({ cases: [{ ...golden, expect: { path: ['tiep_nhan'], ended: false } }] })).toEqual([])
  })

  test('a version is never changed', async () => {
    const { id } = await act((ctx) => publishProcess(ctx, { key: 'giu', xml: XML }))
    const change = root.database.pool.query('update process.process_version set xml = $1 where id = $2', [
      '',
      id,
    ])
    await expect(change).rejects.toThrow('never changed')
  })
})

describe('a process runs', () => {
  test('from start to end, with units, due dates and services', async () => {
    const subject = await started(XML)
    expect(await openTasks(read(), [subject])).toMatchObject([
      {
        node: 'tiep_nhan',
        name: 'Tiếp nhận',
        unitId: units.receiving,
        roles: ['tiepnhan'],
        outcomes: [{ key: 'xong', name: 'Hoàn thành' }],
        hours: 1,
        clock: 'run',
        openedAt: new Date('2026-01-05T08:00:00+07:00'),
        dueAt: new Date('2026-01-05T09:00:00+07:00'),
        assigneeId: null,
      },
    ])
    const forked = await complete(subject, 'tiep_nhan')
    expect(forked.completed).toMatchObject({ node: 'tiep_nhan', outcome: 'xong', completedBy: SYSTEM.id })
    expect(forked.opened.map(({ node, unitId }) => [node, unitId])).toEqual([
      ['tham_dinh', units.competent],
      ['lay_y_kien', phong],
    ])
    expect(forked.opened[1]).toMatchObject({ dueAt: null, counted: false })
    expect((await complete(subject, 'lay_y_kien')).open.map(({ node }) => node)).toEqual(['tham_dinh'])
    const joined = await complete(subject, 'tham_dinh', SYSTEM, 'khong')
    expect(joined).toMatchObject({ services: [{ node: 'so', action: 'cap_so' }], ended: false })
    expect(await open(subject)).toEqual(['ky'])
    expect(await complete(subject, 'ky')).toMatchObject({ ended: true, open: [] })
    expect((await tasksOf(read(), subject)).map(({ node, outcome }) => [node, outcome])).toEqual([
      ['tiep_nhan', 'xong'],
      ['tham_dinh', 'khong'],
      ['lay_y_kien', 'xong'],
      ['ky', 'xong'],
    ])
  })

  test('one at a time for a subject, but again after its end', async () => {
    const subject = await started(XML)
    const { id } = await act((ctx) => publishProcess(ctx, { key: 'thu', xml: XML }))
    const again = () => act((ctx) => startProcess(ctx, { versionId: id, subjectId: subject, units }, ports))
    expect(await refusal(again())).toBe('process.running')
    await act((ctx) => cancelProcess(ctx, subject))
    expect((await again()).open).toHaveLength(1)
  })

  test('data become variables that conditions read; a way that leads nowhere changes nothing', async () => {
    const subject = await started(
      bpmn(`<startEvent id="s"/><userTask id="a"/><exclusiveGateway id="x"/><userTask id="b"/><userTask id="c"/><endEvent id="e"/>
      ${flows('s -> a', 'a -> x', 'x -> b if dien_tich > 500', 'x -> c if today() < "2026-01-06"', 'b -> e', 'c -> e')}`),
    )
    const { id } = await taskAt(subject, 'a')
    root.clock.set('2026-01-06T08:00:00+07:00')
    expect(await refusal(act((ctx) => completeTask(ctx, id, {}, ports)))).toBe('process.no_path')
    expect(await open(subject)).toEqual(['a'])
    root.clock.set('2026-01-05T23:00:00+07:00')
    await act((ctx) => completeTask(ctx, id, { data: { dien_tich: 80 }, note: 'Đủ' }, ports))
    expect(await open(subject)).toEqual(['c'])
    expect(await taskById(read(), id)).toMatchObject({ note: 'Đủ', cancelledAt: null })
    root.clock.set('2026-01-05T08:00:00+07:00')
  })
})

describe('who may', () => {
  test.each([
    ['another role', () => officer('vanthu', units.receiving), 'task.forbidden'],
    ['another unit', () => officer('tiepnhan', units.competent), 'task.forbidden'],
    ['a grant for other procedures', () => officer('tiepnhan', units.receiving, ['1.004']), 'task.forbidden'],
    ['a citizen', () => testActor('citizen'), 'task.forbidden'],
    ['a grant for this procedure', () => officer('tiepnhan', units.receiving, ['1.001']), 'done'],
    ['the role in the unit', () => officer('tiepnhan', units.receiving), 'done'],
  ])('%s: %#', async (_, actor, code) => {
    const subject = await started(XML, { procedure: '1.001' })
    const { id } = await taskAt(subject, 'tiep_nhan')
    expect(await refusal(act((ctx) => claimTask(ctx, id), actor()))).toBe(code)
    expect(await refusal(act((ctx) => completeTask(ctx, id, {}, ports), actor()))).toBe(
      code === 'done' ? 'task.held' : code,
    )
  })

  test('a held task is done by its holder; a head may give it to somebody else', async () => {
    const subject = await started(XML)
    const { id } = await taskAt(subject, 'tiep_nhan')
    const [first, second] = [officer('tiepnhan', units.receiving), officer('tiepnhan', units.receiving)]
    const head = officer('truongphong', units.receiving)
    await act((ctx) => claimTask(ctx, id), first)
    await act((ctx) => claimTask(ctx, id), first)
    expect(await refusal(act((ctx) => claimTask(ctx, id), second))).toBe('task.held')
    expect(await refusal(act((ctx) => completeTask(ctx, id, {}, ports), second))).toBe('task.held')
    const give = (actor: Actor) => refusal(act((ctx) => assignTask(ctx, id, second.id), actor))
    expect(await give(second)).toBe('task.forbidden')
    expect(await give(head)).toBe('task.not_eligible')
    await act((ctx) =>
      appoint(ctx, { accountId: second.id, unit: 'trungtam', role: 'tiepnhan', validFrom: '2025-07-01' }),
    )
    expect(await give(head)).toBe('done')
    expect(await refusal(act((ctx) => completeTask(ctx, id, {}, ports), first))).toBe('task.held')
    expect(await refusal(act((ctx) => completeTask(ctx, id, {}, ports), second))).toBe('done')
    expect(await taskById(read(), id)).toMatchObject({ assigneeId: second.id, completedBy: second.id })
  })

  test('what cannot be completed', async () => {
    const subject = await started(XML)
    const { id } = await taskAt(subject, 'tiep_nhan')
    const finish = (completion: object, task = id) => act((ctx) => completeTask(ctx, task, completion, ports))
    expect(await refusal(finish({}, newId()))).toBe('task.not_found')
    expect(await refusal(finish({ data: { outcome: 'dat' } }))).toBe('task.reserved_name')
    await expect(finish({ outcome: 'hay' })).rejects.toMatchObject({
      status: 422,
      code: 'task.unknown_outcome',
      details: { allowed: ['xong'] },
    })
    await finish({ outcome: 'xong' })
    await expect(finish({})).rejects.toMatchObject({ status: 409, code: 'task.completed' })
    expect(await refusal(act((ctx) => claimTask(ctx, id)))).toBe('task.completed')
  })
})

describe('at the same time', () => {
  test('two officers complete one task: exactly one wins', async () => {
    for (let round = 0; round < 10; round++) {
      const subject = await started(XML)
      const { id } = await taskAt(subject, 'tiep_nhan')
      const officers = [officer('tiepnhan', units.receiving), officer('tiepnhan', units.receiving)]
      const codes = await Promise.all(
        officers.map((actor) => refusal(act((ctx) => completeTask(ctx, id, {}, ports), actor))),
      )
      expect(codes.sort()).toEqual(['done', 'task.completed'])
      expect(await open(subject)).toEqual(['tham_dinh', 'lay_y_kien'])
    }
  })

  test('two officers claim one task: exactly one holds it', async () => {
    const subject = await started(XML)
    const { id } = await taskAt(subject, 'tiep_nhan')
    const officers = Array.from({ length: 6 }, () => officer('tiepnhan', units.receiving))
    const codes = await Promise.all(officers.map((actor) => refusal(act((ctx) => claimTask(ctx, id), actor))))
    expect(codes.filter((code) => code === 'done')).toHaveLength(1)
  })

  test('two branches end together: the join opens once', async () => {
    for (let round = 0; round < 10; round++) {
      const subject = await started(XML)
      await complete(subject, 'tiep_nhan')
      await Promise.all([complete(subject, 'tham_dinh'), complete(subject, 'lay_y_kien')])
      expect(await open(subject)).toEqual(['ky'])
    }
  })
})

describe('events', () => {
  test('a timer goes off through its job, once', async () => {
    const subject = await started(WAITING)
    expect(await openTasks(read(), [subject])).toMatchObject([
      { node: 'cho', clock: 'pause', nationalStatus: 6, dueAt: null },
    ])
    expect(await drainJobs(root, new Date('2026-01-07T07:59:00+07:00'))).toBe(0)
    expect(await drainJobs(root, new Date('2026-01-07T08:00:00+07:00'))).toBe(1)
    expect(await open(subject)).toEqual(['cho', 'nhac'])
    const { rows } = await root.database.pool.query('select id from process.timer where fired_at is not null')
    expect(await act((ctx) => fireTimer(ctx, rows[0].id, ports))).toBeNull()
    expect(await open(subject)).toEqual(['cho', 'nhac'])
  })

  test('a message ends the waiting, and its timer with it', async () => {
    const subject = await started(WAITING)
    const send = (name: string) => act((ctx) => deliverMessage(ctx, subject, name, { soTien: 5 }, ports))
    await expect(send('khac')).rejects.toMatchObject({ status: 409, code: 'process.unexpected_message' })
    expect(await send('daNopTien')).toMatchObject({
      ended: true,
      interrupted: [{ node: 'cho' }],
      completed: null,
    })
    expect(await drainJobs(root, new Date('2026-02-01T08:00:00+07:00'))).toBe(0)
    expect(await refusal(send('daNopTien'))).toBe('process.unexpected_message')
  })

  test('a cancelled process leaves nothing open', async () => {
    const subject = await started(WAITING)
    const { id } = await taskAt(subject, 'cho')
    expect(await act((ctx) => cancelProcess(ctx, subject))).toMatchObject({ ended: true, open: [] })
    expect(await open(subject)).toEqual([])
    expect(await refusal(act((ctx) => completeTask(ctx, id, {}, ports)))).toBe('task.completed')
    expect(await drainJobs(root, new Date('2026-03-01T08:00:00+07:00'))).toBe(0)
    expect(await act((ctx) => cancelProcess(ctx, subject))).toBeNull()
  })
})

test('completing a task takes three reads in one round trip and a handful of writes in another', async () => {
  const subject = await started(XML)
  await complete(subject, 'tiep_nhan')
  await complete(subject, 'tham_dinh')
  const { id } = await taskAt(subject, 'lay_y_kien')
  const before = root.database.counter.statements
  await act((ctx) => completeTask(ctx, id, {}, ports))
  // begin, 3 reads, task, instance, next task, join tokens, audit, commit
  expect(root.database.counter.statements - before).toBeLessThanOrEqual(10)
})

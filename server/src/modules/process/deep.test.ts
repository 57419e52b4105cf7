import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../platform/id.ts'
import { drainJobs } from '../../platform/jobs.ts'
import { deliverMessage, failTask, publishProcess } from './index.ts'
import { bpmn, flows } from './testing/bpmn.ts'
import { type Office, openOffice, ports } from './testing/office.ts'

// What waits and what holds other work is kept between commands.
const DEEP = bpmn(
  `<startEvent id="s"/><subProcess id="p"><startEvent id="ps"/>
    <userTask id="y" name="Góp ý" motcua:outcomes="dong:Đồng ý;khong:Không"><multiInstanceLoopCharacteristics isSequential="true" motcua:items="noi"/></userTask>
    <callActivity id="goi" calledElement="thamTra" motcua:unit="phong"/><endEvent id="pe"/>
    <endEvent id="hong"><errorEventDefinition errorRef="loi"/></endEvent><boundaryEvent id="bo" attachedToRef="goi"><errorEventDefinition/></boundaryEvent>
    ${flows('ps -> y', 'y -> goi', 'goi -> pe', 'bo -> hong')}</subProcess>
    <boundaryEvent id="han" attachedToRef="p" cancelActivity="false"><timerEventDefinition><timeDuration>P2D</timeDuration></timerEventDefinition></boundaryEvent>
    <boundaryEvent id="bat" attachedToRef="p"><errorEventDefinition errorRef="loi"/></boundaryEvent>
    <sendTask id="gui" name="baoXong" motcua:unit="trungtam"/><userTask id="nhac"/><userTask id="lai"/><endEvent id="e"/><endEvent id="e2"/>
    ${flows('s -> p', 'p -> gui', 'gui -> e', 'han -> nhac', 'nhac -> e2', 'bat -> lai', 'lai -> e')}`,
  '<error id="loi" errorCode="E1"/>',
)

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.root.drop())

const begin = async () => {
  const { id } = await office.act((ctx) => publishProcess(ctx, { key: 'sau', xml: DEEP }))
  return office.start(id, { noi: ['Phòng A', 'Phòng B'] })
}
const openAt = async (subject: string) => (await office.tasks(subject)).map((task) => task.node)

test('repeated tasks, a call, a sub-process with its timer', async () => {
  office.root.clock.set('2026-04-01T08:00:00+07:00')
  const subject = await begin()
  expect(await office.tasks(subject)).toMatchObject([{ node: 'y', item: 'Phòng A', itemIndex: 0 }])
  await office.complete(subject)
  expect(await office.tasks(subject)).toMatchObject([{ node: 'y', item: 'Phòng B', itemIndex: 1 }])
  const calling = await office.complete(subject, 'khong')
  expect(calling).toMatchObject({
    open: [],
    waiting: ['goi'],
    called: [{ node: 'goi', unit: 'phong', process: 'thamTra' }],
  })
  expect(await drainJobs(office.root, new Date('2026-04-03T08:00:00+07:00'))).toBe(1)
  expect(await openAt(subject)).toEqual(['nhac'])
  const name = `called.${calling.called[0]!.token}`
  expect(await office.act((ctx) => deliverMessage(ctx, subject, name, {}, ports))).toMatchObject({
    sent: [{ node: 'gui', message: 'baoXong', unit: 'trungtam' }],
    ended: false,
    waiting: [],
  })
  expect(await office.complete(subject)).toMatchObject({ ended: true, failure: null })
})

test('a call that fails', async () => {
  const subject = await begin()
  await office.complete(subject)
  const { called } = await office.complete(subject)
  const fail = (token: string) =>
    office.act((ctx) => failTask(ctx, subject, { token, error: 'tuChoi' }, ports))
  await expect(fail(newId())).rejects.toMatchObject({ status: 409, code: 'process.not_open' })
  expect(await fail(called[0]!.token)).toMatchObject({ uncalled: [called[0]!.token], waiting: [] })
  expect(await openAt(subject)).toEqual(['lai'])
  expect(await drainJobs(office.root, new Date('2026-05-01T08:00:00+07:00'))).toBe(0)
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SYSTEM } from '../../platform/actor.ts'
import { inTx } from '../../platform/ctx.ts'
import { drainJobs } from '../../platform/jobs.ts'
import { publishProcedure } from '../catalogue/index.ts'
import { publishForm } from '../forms/index.ts'
import { publishProcess } from '../process/index.ts'
import { type SmallProvince, smallProvince } from './testing/small-province.ts'

let p: SmallProvince
beforeAll(async () => {
  p = await smallProvince()
  await drainJobs(p.root, new Date('2026-01-12T08:00:00+07:00'))
  await publish('9.000002', SIMPLE)
  await publish('9.000010', CONSULTING)
  await publish('9.000011', CALLING)
  await publish('9.000012', LINKED)
  await publish('9.000013', UNGUARDED)
  await publish('9.000014', MESSAGING)
  await publishForms()
})
afterAll(() => p.close())

const task = (id: string, role: string) => `<userTask id="${id}" motcua:roles="${role}" motcua:hours="4"/>`
const flow = (id: string, from: string, to: string) =>
  `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"/>`
const file = (body: string, errors = '') =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:motcua="urn:motcua:bpmn:1" id="definitions" targetNamespace="t">${errors}<process id="p"><startEvent id="s"/><endEvent id="e"/>${body}</process></definitions>`

const SIMPLE = file(`${task('lam', 'chuyenvien')}${flow('a', 's', 'lam')}${flow('b', 'lam', 'e')}`)
const CONSULTING = file(
  `<callActivity id="hoi" name="Xin ý kiến phường" motcua:unit="phuong" motcua:hours="16" motcua:silence="consent"/>
   ${task('ky', 'lanhdao')}${flow('a', 's', 'hoi')}${flow('b', 'hoi', 'ky')}${flow('c', 'ky', 'e')}`,
)
const call = (id: string, unit: string) =>
  `<callActivity id="${id}" motcua:unit="${unit}" motcua:process="9.000002"/>`
const CALLING = file(
  `${call('goi', 'phuong')}<boundaryEvent id="loi" attachedToRef="goi"><errorEventDefinition errorRef="tuchoi"/></boundaryEvent>
   ${task('ky', 'lanhdao')}${task('xuly', 'truongphong')}${flow('a', 's', 'goi')}${flow('b', 'goi', 'ky')}
   ${flow('c', 'ky', 'e')}${flow('d', 'loi', 'xuly')}${flow('f', 'xuly', 'e')}`,
  '<error id="tuchoi" errorCode="refused"/>',
)
const LINKED = file(
  `<parallelGateway id="chia"/><parallelGateway id="gop"/>${call('mot', 'xa')}${call('hai', 'phuong')}${call('ba', 'phuong')}
   ${flow('a', 's', 'chia')}${flow('b1', 'chia', 'mot')}${flow('b2', 'chia', 'hai')}${flow('b3', 'chia', 'ba')}
   ${flow('c1', 'mot', 'gop')}${flow('c2', 'hai', 'gop')}${flow('c3', 'ba', 'gop')}${flow('d', 'gop', 'e')}`,
)
const UNGUARDED = file(
  `${call('goi', 'phuong')}${task('ky', 'lanhdao')}${flow('a', 's', 'goi')}${flow('b', 'goi', 'ky')}${flow('c', 'ky', 'e')}`,
)

const MESSAGING = file(
  `<sendTask id="bao" motcua:unit="phuong" motcua:process="9.000002"/><sendTask id="hoi" motcua:unit="phuong"/>
   ${task('ky', 'lanhdao')}${flow('a', 's', 'bao')}${flow('b', 'bao', 'hoi')}${flow('c', 'hoi', 'ky')}${flow('d', 'ky', 'e')}`,
)
/** Without a unit: the one that decides the procedure; what it is told stands in the file. */
const MAPPED = file(
  `<callActivity id="goi" motcua:process="9.000021" motcua:answers="tre.hoTen: con.hoTen; tre.ngaySinh: con.ngaySinh; tre.soNha: con.soNha; hinhThuc: &quot;lienThong&quot;"/>
   ${flow('a', 's', 'goi')}${flow('b', 'goi', 'e')}`,
)
const NAMED = file(
  `<callActivity id="goi" motcua:unit="phuong" motcua:process="9.000021"/>${flow('a', 's', 'goi')}${flow('b', 'goi', 'e')}`,
)
const words = (vi: string) => ({ vi, en: vi })
const field = (key: string, type = 'text', more = {}) => ({ key, type, label: words(key), ...more })
const form = (key: string, ...fields: object[]) => ({
  key,
  title: words(key),
  sections: [{ key: 'mot', title: words('Một'), fields }],
})
const PARENT_FORM = form(
  'cha-me',
  { ...field('con', 'group'), fields: [field('hoTen'), field('ngaySinh'), field('soNha')] },
  field('hinhThuc'),
  field('rieng'),
)
const CHILD_FORM = form(
  'dang-ky-tre',
  {
    ...field('tre', 'group'),
    fields: [
      field('hoTen', 'text', { required: true }),
      field('ngaySinh', 'date', { required: true }),
      field('soNha', 'integer'),
    ],
  },
  field('hinhThuc', 'text', { required: true, maxLength: 12 }),
  field('chuHo', 'text', { required: true }),
)

/** A procedure with a form that others call, and two that call it. */
const publishForms = () =>
  inTx(p.root, SYSTEM, 'test', async (ctx) => {
    const parent = await publishForm(ctx, PARENT_FORM)
    const child = await publishForm(ctx, CHILD_FORM)
    const publishWith = async (code: string, xml: string, formVersionId: string, changes = {}) => {
      const process = await publishProcess(ctx, { key: code, xml })
      const procedure = { ...p.procedure, code, fees: [], ...changes }
      await publishProcedure(ctx, procedure, { formVersionId, processVersionId: process.id })
    }
    const only = { competence: { level: 'commune', units: ['phuong'] } }
    await publishWith('9.000021', SIMPLE, child.id, only)
    await publishWith('9.000022', MAPPED, parent.id)
    await publishWith('9.000023', NAMED, parent.id)
  })

const publish = (code: string, xml: string) =>
  inTx(p.root, SYSTEM, 'test', async (ctx) => {
    const process = await publishProcess(ctx, { key: code, xml })
    const procedure = { ...p.procedure, code, fees: [] }
    await publishProcedure(ctx, procedure, { formVersionId: null, processVersionId: process.id })
  })

type Page = { id: string; code: string; status: number; children: Page[]; parent: Page | null; can: string[] }
const settle = () => drainJobs(p.root, new Date(p.root.clock.now().getTime() + 60_000))
const desk = () => p.officer('tiepnhan', 'xa')

/** Files and accepts a dossier at the commune; what its process asks of other units has reached them. */
async function accepted(procedureCode: string, answers: object = {}): Promise<string> {
  const body = p.body({ procedureCode, answers })
  const { id } = (await p.call(p.citizen, 'POST', '/api/v1/dossiers', body)).body
  expect((await p.call(desk(), 'POST', `/api/v1/dossiers/${id}/acceptance`)).status).toBe(200)
  await settle()
  return id
}
const page = async (id: string, role: 'tiepnhan' | 'chuyenvien' = 'tiepnhan', unit: 'xa' | 'phuong' = 'xa') =>
  (await p.call(p.officer(role, unit), 'GET', `/api/v1/dossiers/${id}`)).body as Page &
    Record<string, unknown>
const act = (
  id: string,
  name: string,
  unit: 'xa' | 'phuong',
  body: object,
  role: 'lanhdao' | 'tiepnhan' = 'lanhdao',
) => p.call(p.officer(role, unit), 'POST', `/api/v1/dossiers/${id}/${name}`, body)
const open = async (id: string, role: 'chuyenvien' | 'lanhdao' | 'truongphong', unit: 'xa' | 'phuong') =>
  (await p.call(p.officer(role, unit), 'GET', `/api/v1/tasks?dossier=${id}`)).body.items as {
    id: string
    step: string
  }[]
const inQueue = async (queue: string, id: string, unit: 'xa' | 'phuong') => {
  const officer = p.officer('lanhdao', unit)
  const { items } = (await p.call(officer, 'GET', `/api/v1/dossiers?queue=${queue}&limit=100`)).body
  const counts = (await p.call(officer, 'GET', '/api/v1/queues')).body as { key: string; count: number }[]
  expect(counts.find(({ key }) => key === queue)!.count).toBe(items.length)
  return items.some((d: { id: string }) => d.id === id)
}
async function finish(childId: string, unit: 'xa' | 'phuong'): Promise<void> {
  const [step] = await open(childId, 'chuyenvien', unit)
  await p.call(p.officer('chuyenvien', unit), 'POST', `/api/v1/tasks/${step!.id}/completion`, {})
  expect((await act(childId, 'results', unit, {})).status).toBe(200)
  await settle()
}

describe('a consultation of another unit', () => {
  it('has its own number and clock, carries the papers along, and its answer moves the parent on', async () => {
    const id = await accepted('9.000010')
    const parent = await page(id)
    expect(parent.children).toMatchObject([
      { status: 2, unit: 'phuong', name: 'Xin ý kiến phường', punctuality: 'in_time' },
    ])
    expect(await inQueue('waiting-unit', id, 'xa')).toBe(true)
    const child = await page(parent.children[0]!.id, 'chuyenvien', 'phuong')
    expect(child).toMatchObject({ parent: { id, code: parent.code }, papers: [{ key: 'don', originals: 1 }] })
    expect(child.code).toMatch(/^H15\.2-/)
    // Both see both.
    expect((await page(child.id)).code).toBe(child.code)
    expect((await page(id, 'chuyenvien', 'phuong')).code).toBe(parent.code)
    expect(await inQueue('to-record', child.id, 'phuong')).toBe(true)

    expect((await act(child.id, 'results', 'phuong', { number: '12' })).status).toBe(200)
    await settle()
    expect(await page(child.id)).toMatchObject({ status: 10 })
    expect(await open(id, 'lanhdao', 'xa')).toMatchObject([{ step: 'ky' }])
    expect(await inQueue('waiting-unit', id, 'xa')).toBe(false)
  })

  it('is consent when nothing is heard in time, and says so', async () => {
    const id = await accepted('9.000010')
    const [child] = (await page(id)).children
    await drainJobs(p.root, new Date(p.root.clock.now().getTime() + 7 * 86_400_000))
    await settle()
    expect(await page(child!.id)).toMatchObject({ status: 10, results: [{ outcome: 'granted' }] })
    expect(await open(id, 'lanhdao', 'xa')).toMatchObject([{ step: 'ky' }])
    expect((await act(child!.id, 'results', 'phuong', {})).status).toBe(409)
  })
})

describe('a procedure run by another unit', () => {
  it('that is refused takes the error event of the call', async () => {
    const id = await accepted('9.000011')
    const [child] = (await page(id)).children
    const [step] = await open(child!.id, 'chuyenvien', 'phuong')
    await p.call(p.officer('chuyenvien', 'phuong'), 'POST', `/api/v1/tasks/${step!.id}/completion`, {})
    await act(child!.id, 'results', 'phuong', { outcome: 'refused' })
    await settle()
    expect(await open(id, 'truongphong', 'xa')).toMatchObject([{ step: 'xuly' }])
  })

  it('that is stopped, with nothing to catch it, leaves the parent where a result is recorded', async () => {
    const id = await accepted('9.000013')
    const [child] = (await page(id)).children
    expect((await act(child!.id, 'stop', 'phuong', { reason: 'Không thuộc thẩm quyền' })).status).toBe(200)
    await settle()
    const parent = await page(id)
    expect(parent).toMatchObject({ processEnded: true, status: 2 })
    expect(await inQueue('to-record', id, 'xa')).toBe(true)
    const { items } = (await p.call(desk(), 'GET', `/api/v1/dossiers/${id}/timeline`)).body
    expect(items.map((a: { kind: string }) => a.kind)).toContain('processFailed')
    expect((await act(id, 'results', 'xa', { outcome: 'refused' })).body.status).toBe(9)
  })
})

describe('linked dossiers', () => {
  it('are three with clocks of their own; the parent is done when all are', async () => {
    const id = await accepted('9.000012')
    const { children } = await page(id)
    expect(children.map((c) => c.status)).toEqual([2, 2, 2])
    expect(new Set(children.map((c) => c.code)).size).toBe(3)
    for (const [i, child] of children.entries()) {
      expect((await page(id)).processEnded).toBe(false)
      const unit = (await page(child.id))['competentUnit'] as 'xa' | 'phuong'
      // The last is late: only its own agency is marked.
      if (i === 2) await drainJobs(p.root, new Date(p.root.clock.now().getTime() + 6 * 86_400_000))
      await finish(child.id, unit)
    }
    const done = await page(id)
    expect(done.processEnded).toBe(true)
    expect(done.children.map((c) => (c as unknown as { punctuality: string }).punctuality)).toEqual([
      'early',
      'early',
      'late',
    ])
  })

  it('end with a reason when the applicant withdraws', async () => {
    const id = await accepted('9.000012')
    const { children } = await page(id)
    await finish(children[0]!.id, (await page(children[0]!.id))['competentUnit'] as 'xa' | 'phuong')
    expect((await p.call(p.citizen, 'POST', `/api/v1/dossiers/${id}/withdrawal`, {})).status).toBe(200)
    await settle()
    expect((await page(id)).children.map((c) => c.status)).toEqual([10, 8, 8])
    const { items } = (await p.call(desk(), 'GET', `/api/v1/dossiers/${children[1]!.id}/timeline`)).body
    expect(items.at(-1)).toMatchObject({ kind: 'stopped', reason: 'Người nộp đã rút hồ sơ chính' })
  })
})

describe('a parent whose process ends before its sub-dossiers', () => {
  const statuses = async (id: string) => (await page(id)).children.map((child) => child.status).sort()

  it('ends those of the wrong procedure when it is corrected, and opens those of the right one', async () => {
    const id = await accepted('9.000012')
    expect(await statuses(id)).toEqual([2, 2, 2])
    const { version } = await page(id)
    const wish = { version, reason: 'Ghi nhầm thủ tục', procedureCode: '9.000011' }
    const { status, body } = await act(id, 'corrections', 'xa', wish, 'tiepnhan')
    expect(status, JSON.stringify(body)).toBe(200)
    await settle()
    expect(await statuses(id)).toEqual([2, 8, 8, 8])
  })

  it('ends the others when one of them fails and nothing catches it', async () => {
    const id = await accepted('9.000012')
    const [child] = (await page(id)).children.filter(({ code }) => code.startsWith('H15.2-'))
    expect((await act(child!.id, 'stop', 'phuong', { reason: 'Không thuộc thẩm quyền' })).status).toBe(200)
    await settle()
    expect(await statuses(id)).toEqual([8, 8, 8])
    expect(await page(id)).toMatchObject({ processEnded: true })
  })
})

describe('what a sub-dossier is told', () => {
  const con = { hoTen: 'Trần Gia Bảo', ngaySinh: '2025-12-01', soNha: 'số 5' }
  const told = async (code: string, answers: object) => {
    const id = await accepted(code, answers)
    const [{ id: childId }] = (await page(id)).children as [Page]
    const child = await page(childId, 'chuyenvien', 'phuong')
    const { items } = (
      await p.call(p.officer('chuyenvien', 'phuong'), 'GET', `/api/v1/dossiers/${childId}/timeline`)
    ).body
    const opened = items.find((act: { kind: string }) => act.kind === 'childOpened')
    return { child, missing: opened.data.missingAnswers }
  }

  it('is what the step maps, as far as the called form takes it, with what is missing named', async () => {
    const { child, missing } = await told('9.000022', { con, hinhThuc: 'rieng', rieng: 'Chỉ cho xã biết' })
    expect(child['answers']).toEqual({
      tre: { hoTen: 'Trần Gia Bảo', ngaySinh: '2025-12-01' },
      hinhThuc: 'lienThong',
    })
    expect(missing).toEqual(['/chuHo'])
    expect(child).toMatchObject({ competentUnit: 'phuong', procedureCode: '9.000021' })
  })

  it('is what has the same name where nothing is mapped, never what its form does not know or refuses', async () => {
    const { child, missing } = await told('9.000023', {
      con,
      hinhThuc: 'quá dài để nhận được',
      rieng: 'Chỉ cho xã biết',
    })
    expect(child['answers']).toEqual({})
    expect(missing).toEqual(['/tre/hoTen', '/tre/ngaySinh', '/hinhThuc', '/chuHo'])
  })
})

describe('what nothing waits for', () => {
  const messages = async (id: string) => (await page(id)).children.map((child) => child.status)

  it('ends with a process that a correction begins anew, once for each', async () => {
    const id = await accepted('9.000014')
    expect(await messages(id)).toEqual([2, 2])
    const { version } = await page(id)
    const wish = { version, reason: 'Ghi nhầm thủ tục', procedureCode: '9.000013' }
    expect((await act(id, 'corrections', 'xa', wish, 'tiepnhan')).status).toBe(200)
    await settle()
    expect((await messages(id)).sort()).toEqual([2, 8, 8])
  })

  it('goes on to its result after the parent, but an opinion comes too late then', async () => {
    const id = await accepted('9.000014')
    const [sign] = await open(id, 'lanhdao', 'xa')
    await p.call(p.officer('lanhdao', 'xa'), 'POST', `/api/v1/tasks/${sign!.id}/completion`, {})
    expect((await act(id, 'results', 'xa', {})).body.status).toBe(9)
    await settle()
    const { children } = await page(id)
    const statusOf = (name: string) =>
      children.find((child) => (child as unknown as { name: string }).name === name)?.status
    expect([statusOf('bao'), statusOf('hoi')]).toEqual([2, 8])
  })
})

describe('a call that a correction has taken back before it was heard', () => {
  it.each(['9.000012', '9.000014'])('of %s opens nothing', async (code) => {
    const body = p.body({ procedureCode: code, answers: {} })
    const { id } = (await p.call(p.citizen, 'POST', '/api/v1/dossiers', body)).body
    await act(id, 'acceptance', 'xa', {}, 'tiepnhan')
    const { version } = await page(id)
    const wish = { version, reason: 'Ghi nhầm thủ tục', procedureCode: '9.000002' }
    const { status, body: problem } = await act(id, 'corrections', 'xa', wish, 'tiepnhan')
    expect(status, JSON.stringify(problem)).toBe(200)
    await settle()
    expect((await page(id)).children).toEqual([])
  })
})

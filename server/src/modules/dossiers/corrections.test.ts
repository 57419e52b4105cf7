import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SYSTEM } from '../../platform/actor.ts'
import { inTx, readCtx } from '../../platform/ctx.ts'
import { drainJobs } from '../../platform/jobs.ts'
import { MONDAY_MORNING } from '../../platform/testing/test-root.ts'
import { publishProcedure } from '../catalogue/index.ts'
import { clockOf } from '../deadlines/index.ts'
import { publishForm } from '../forms/index.ts'
import { publishProcess } from '../process/index.ts'
import { examineDossiers } from './queries/examine.ts'
import { type SmallProvince, smallProvince } from './testing/small-province.ts'

let p: SmallProvince
beforeAll(async () => {
  p = await smallProvince()
  await inTx(p.root, SYSTEM, 'test', async (ctx) => {
    const form = await publishForm(ctx, OTHER_FORM)
    const process = await publishProcess(ctx, { key: 'khac', xml: OTHER_PROCESS })
    await publishProcedure(ctx, OTHER_PROCEDURE, { formVersionId: form.id, processVersionId: process.id })
  })
})
afterAll(() => p.close())

const desk = () => p.officer('tiepnhan', 'xa')
const head = () => p.officer('truongphong', 'xa')
const accepted = async (changes = {}) => {
  const officer = desk()
  const { body } = await p.call(officer, 'POST', '/api/v1/dossiers', p.body({ channel: 'desk', ...changes }))
  return (await p.call(officer, 'POST', `/api/v1/dossiers/${body.id}/acceptance`)).body
}
const correct = (d: { id: string; version: number }, changes: object, actor = desk(), headers = {}) =>
  p.call(
    actor,
    'POST',
    `/api/v1/dossiers/${d.id}/corrections`,
    { version: d.version, reason: 'Ghi nhầm', ...changes },
    headers,
  )
const get = async (path: string, actor = desk()) => (await p.call(actor, 'GET', `/api/v1${path}`)).body
const receipts = async (id: string) => (await get(`/dossiers/${id}/receipts`)).items
const steps = async (id: string) =>
  (await get(`/tasks?dossier=${id}`)).items.map((t: { step: string }) => t.step)

describe('the abstract', () => {
  it('is made of procedure and applicant unless the desk writes one', async () => {
    const made = await accepted()
    expect(made.abstract).toBe('Thủ tục thử - Nguyễn Thị Hoà')
    const written = await accepted({ abstract: ' Xác nhận hai bản ' })
    expect(written.abstract).toBe('Xác nhận hai bản')
    const online = await p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body({ abstract: 'x' }))
    expect([online.status, online.body.code]).toEqual([422, 'dossier.abstract_refused'])
  })
})

describe('a correction', () => {
  it('of the applicant changes search, list and receipt, masks numbers, keeps what was there', async () => {
    const d = await accepted()
    const { status, body } = await correct(d, {
      applicant: { name: 'Nguyễn Thị Hoa', idNumber: '066190000009', phone: null },
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      code: d.code,
      status: 2,
      version: d.version + 1,
      applicant: { name: 'Nguyễn Thị Hoa', idNumber: '066190000009', phone: null },
      abstract: 'Thủ tục thử - Nguyễn Thị Hoa',
      dueAt: d.dueAt,
    })
    expect((await get('/dossiers?q=066190000009')).items.map((i: { id: string }) => i.id)).toEqual([d.id])
    const issued = await receipts(d.id)
    expect(issued.map((r: { issue: number; current: boolean }) => [r.issue, r.current])).toEqual([
      [1, false],
      [2, true],
    ])
    expect(issued[0]).toMatchObject({
      reason: null,
      facts: { applicantName: 'Nguyễn Thị Hoà', code: d.code },
    })
    expect(issued[1]).toMatchObject({
      reason: 'Ghi nhầm',
      facts: { applicantName: 'Nguyễn Thị Hoa' },
      changes: [
        { field: 'abstract' },
        { field: 'applicant.name', before: 'Nguyễn Thị Hoà', after: 'Nguyễn Thị Hoa' },
        { field: 'applicant.idNumber', before: '*********001', after: '*********009' },
        { field: 'applicant.phone', before: '*******001', after: null },
      ],
    })
    expect(JSON.stringify(issued)).not.toContain('066190000001')
    const { items } = await get(`/dossiers/${d.id}/timeline`)
    expect(items.at(-1)).toMatchObject({
      kind: 'corrected',
      reason: 'Ghi nhầm',
      data: { fields: ['applicant'], receipt: 2 },
    })
    expect(JSON.stringify(items)).not.toContain('066190000001')
    const events = await sql<{ data: object }>`select data from platform.event
      where subject = ${d.id} and type = 'dossier.corrected'`.execute(p.root.database.kysely)
    expect(events.rows).toEqual([{ data: { status: 2, fields: ['applicant'], receipt: 2 } }])
  })

  it('of the moment of receipt counts the limit from there and says so', async () => {
    const d = await accepted()
    expect(d.dueAt).toBe('2026-01-08T01:00:00.000Z')
    const { body } = await correct(d, { receivedAt: '2025-12-31T08:00:00+07:00' })
    expect(body).toMatchObject({
      receivedAt: '2025-12-31T01:00:00.000Z',
      acceptedAt: d.acceptedAt,
      code: d.code,
      dueAt: '2026-01-07T01:00:00.000Z',
      firstDueAt: '2026-01-07T01:00:00.000Z',
    })
    const { ledger } = await get(`/dossiers/${d.id}/clock`)
    expect(ledger.map((e: { kind: string }) => e.kind)).toEqual(['START', 'CORRECTED'])
    expect(ledger[1]).toMatchObject({ due: body.dueAt, note: expect.stringContaining('Ghi nhầm') })
    const queue = await get('/dossiers?queue=unit', p.officer('chuyenvien', 'xa'))
    expect(queue.items.find((i: { id: string }) => i.id === d.id).dueAt).toBe(body.dueAt)
  })

  it('of the procedure keeps the code, carries over what fits, begins the right process', async () => {
    const d = await accepted({ answers: { soBan: 2, ghiChu: 'gấp' }, papers: PAPERS })
    const missing = await correct(d, { procedureCode: '9.000002' })
    expect([missing.status, missing.body.code]).toEqual([422, 'form.invalid'])
    const kem = d.papers.find((x: { key: string }) => x.key === 'kem')
    const { status, body } = await correct(d, {
      procedureCode: '9.000002',
      answers: { lyDo: 'Bổ túc' },
      papers: [{ id: kem.id, key: 'phuLuc' }],
    })
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body).toMatchObject({
      code: d.code,
      status: 2,
      procedureCode: '9.000002',
      caseKey: 'mot',
      answers: { soBan: 2, lyDo: 'Bổ túc' },
      feeTotal: 10_000,
      dueAt: '2026-01-10T01:00:00.000Z',
    })
    const kept = body.papers.filter((x: { replacedAt: string | null }) => x.replacedAt === null)
    expect(kept.map((x: { key: string; name: string }) => [x.key, x.name]).sort()).toEqual([
      ['don', 'Đơn đề nghị'],
      ['phuLuc', 'Phụ lục'],
    ])
    expect(await steps(d.id)).toEqual(['kiemTra'])
    const act = (await get(`/dossiers/${d.id}/timeline`)).items.at(-1)
    expect(act.data).toMatchObject({
      fields: ['caseKey', 'procedure'],
      droppedAnswers: ['ghiChu'],
      droppedPapers: [],
      missingPapers: ['anh'],
      stepsEnded: ['Thẩm định'],
    })
  })

  it('leaves the past as it was', async () => {
    const d = await accepted()
    p.root.clock.set(new Date('2026-01-05T09:00:00+07:00'))
    await correct(d, {
      applicant: { name: 'Người Khác' },
      abstract: 'Mới',
      receivedAt: '2026-01-02T08:00:00+07:00',
    })
    const past = await get(`/dossiers/${d.id}?at=${encodeURIComponent('2026-01-05T08:30:00+07:00')}`)
    expect(past).toMatchObject({
      applicant: { name: 'Nguyễn Thị Hoà' },
      abstract: d.abstract,
      receivedAt: d.acceptedAt,
      dueAt: d.dueAt,
    })
    p.root.clock.set(new Date(MONDAY_MORNING))
  })

  it('of the competent unit moves the work there', async () => {
    const d = await accepted()
    const { body } = await correct(d, { competentUnit: 'phuong' })
    expect(body).toMatchObject({ code: d.code, competentUnit: 'phuong', crossBoundary: true })
    const tasks = (await get(`/tasks?dossier=${d.id}`, p.officer('chuyenvien', 'phuong'))).items
    expect(tasks.map((t: { unit: string; step: string }) => [t.unit, t.step])).toEqual([
      ['phuong', 'thamDinh'],
    ])
    const refused = await correct(body, { competentUnit: 'tinh' })
    expect([refused.status, refused.body.code]).toEqual([422, 'dossier.unit_refused'])
  })

  it('after the first step is for the heads; the status stays, the process begins anew', async () => {
    const d = await accepted()
    const specialist = p.officer('chuyenvien', 'xa')
    const [task] = (await get(`/tasks?dossier=${d.id}`, specialist)).items
    const done = await p.call(specialist, 'POST', `/api/v1/tasks/${task.id}/completion`, { outcome: 'dat' })
    expect(done.body.can).not.toContain('corrections')
    expect((await correct(done.body, { abstract: 'x' })).body.code).toBe('dossier.bad_transition')
    expect((await correct(done.body, { abstract: 'x' }, specialist)).status).toBe(403)
    const { status, body } = await correct(
      done.body,
      { procedureCode: '9.000002', answers: { lyDo: 'x' } },
      head(),
    )
    expect([status, body.status, body.code]).toEqual([200, 4, d.code])
    expect(await steps(d.id)).toEqual(['kiemTra'])
  })

  it.each([
    ['nothing new', {}, 422, 'correction.nothing'],
    ['the same again', { caseKey: 'chung' }, 422, 'correction.nothing'],
    ['answers alone', { abstract: 'x', answers: { soBan: 3 } }, 422, 'correction.answers_alone'],
    ['an unknown case', { caseKey: 'khong' }, 422, 'dossier.unknown_case'],
    ['an unknown procedure', { procedureCode: '9.999999' }, 404, 'procedure.not_found'],
    ['a wrong number', { applicant: { idNumber: '1' } }, 422, 'dossier.applicant_invalid'],
    ['a moment to come', { receivedAt: '2026-01-06T08:00:00+07:00' }, 422, 'correction.future'],
    ['a moment long ago', { receivedAt: '2025-01-06T08:00:00+07:00' }, 422, 'correction.before_submission'],
    ['an old version', { version: 1, abstract: 'x' }, 412, 'dossier.stale'],
    ['an unknown field', { status: 9 }, 400, 'request.invalid'],
    ['no reason', { reason: '', abstract: 'x' }, 400, 'request.invalid'],
  ])('with %s is refused and changes nothing', async (_, changes, status, code) => {
    const d = await accepted()
    const answer = await correct(d, changes)
    expect([answer.status, answer.body.code]).toEqual([status, code])
    expect((await get(`/dossiers/${d.id}`)).version).toBe(d.version)
    expect(await receipts(d.id)).toHaveLength(1)
  })

  it('sent twice is done once', async () => {
    const d = await accepted()
    const key = { 'idempotency-key': `sua-${d.id}` }
    const officer = desk()
    const [one, two] = [
      await correct(d, { abstract: 'Một' }, officer, key),
      await correct(d, { abstract: 'Một' }, officer, key),
    ]
    expect([two.status, two.body]).toEqual([one.status, one.body])
    expect(await receipts(d.id)).toHaveLength(2)
  })

  it('before the acceptance issues no receipt', async () => {
    const { body } = await p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body())
    const corrected = await correct(body, { procedureCode: '9.000002', answers: { lyDo: 'x' } })
    expect(corrected.body).toMatchObject({ status: 1, code: null, procedureCode: '9.000002' })
    expect(await receipts(body.id)).toEqual([])
  })
})

describe('property', () => {
  const change = fc.oneof(
    fc.record({ abstract: fc.constantFrom('Một', 'Hai', null) }),
    fc.record({ applicant: fc.record({ name: fc.constantFrom('An', 'Bình') }) }),
    fc.nat({ max: 30_000 }).map((minutes) => ({
      receivedAt: new Date(Date.parse(MONDAY_MORNING) - minutes * 60_000).toISOString(),
    })),
    fc.record({ competentUnit: fc.constantFrom('xa', 'phuong') }),
    fc.constantFrom({ procedureCode: '9.000001' }, { procedureCode: '9.000002', answers: { lyDo: 'x' } }),
  )
  it('after any corrections the ledger explains the due date, numbers are whole, receipts are in order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 5 }), async (changes) => {
        let d = await accepted()
        const { code } = d
        for (const wish of changes) {
          const { status, body } = await correct(d, wish)
          expect([200, 422]).toContain(status)
          if (status === 200) d = body
        }
        const ctx = readCtx(p.root, SYSTEM)
        const clock = (await clockOf(ctx, d.id))!
        expect(clock.ledger.at(-1)).toMatchObject({
          due: new Date(d.dueAt),
          firstDue: new Date(d.firstDueAt),
        })
        expect([clock.dueAt.toISOString(), clock.startedAt.toISOString()]).toEqual([d.dueAt, d.receivedAt])
        expect(d.code).toBe(code)
        const issued = await receipts(d.id)
        expect(issued.map((r: { issue: number }) => r.issue)).toEqual(
          issued.map((_: object, i: number) => i + 1),
        )
        expect(issued.at(-1).facts).toMatchObject({ dueAt: d.dueAt, receivedAt: d.receivedAt, code })
        expect(await steps(d.id)).toHaveLength(1)
        expect((await examineDossiers(ctx)).filter((finding) => !finding.ok)).toEqual([])
      }),
      { numRuns: 12 },
    )
    await drainJobs(p.root, new Date('2026-02-05T08:00:00+07:00'))
    p.root.clock.set(new Date(MONDAY_MORNING))
  })
})

const PAPERS = [
  { key: 'don', originals: 1 },
  { key: 'kem', copies: 1 },
]

const OTHER_FORM = {
  key: 'khac',
  title: { vi: 'Đơn khác', en: 'Other form' },
  sections: [
    {
      key: 'chung',
      title: { vi: 'Chung', en: 'General' },
      fields: [
        { key: 'soBan', type: 'integer', label: { vi: 'Số bản', en: 'Copies' }, required: true },
        { key: 'lyDo', type: 'text', label: { vi: 'Lý do', en: 'Reason' }, required: true, maxLength: 200 },
      ],
    },
  ],
}

const OTHER_PROCEDURE = {
  code: '9.000002',
  name: { vi: 'Thủ tục đúng', en: 'Right procedure' },
  sector: 'Thử nghiệm',
  levels: ['commune'],
  online: 'full',
  validFrom: '2025-01-01',
  channels: [{ channel: 'online' }, { channel: 'desk' }],
  cases: [{ key: 'mot', name: { vi: 'Một' }, limit: { value: 5, unit: 'workingDays' } }],
  papers: [
    { key: 'don', name: { vi: 'Đơn đề nghị' }, originals: 1, mandatory: true },
    { key: 'phuLuc', name: { vi: 'Phụ lục' }, copies: 1, mandatory: false },
    { key: 'anh', name: { vi: 'Ảnh' }, copies: 1, mandatory: true },
  ],
  fees: [{ key: 'phi', name: { vi: 'Phí' }, collectedAt: 'reception', rule: '10000', reason: '10.000 đồng' }],
  results: [{ code: 'KQ.G15.000002', name: 'Giấy khác' }],
  competence: { level: 'commune', unitKind: 'commune' },
  crossBoundary: true,
  clock: { mode: 'RESTART' },
}

const OTHER_PROCESS = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:motcua="urn:motcua:bpmn:1" id="d" targetNamespace="urn:motcua:process">
  <process id="khac" isExecutable="true">
    <startEvent id="batDau" />
    <userTask id="kiemTra" name="Kiểm tra" motcua:roles="chuyenvien" motcua:hours="16" />
    <endEvent id="ketThuc" />
    <sequenceFlow id="f1" sourceRef="batDau" targetRef="kiemTra" />
    <sequenceFlow id="f2" sourceRef="kiemTra" targetRef="ketThuc" />
  </process>
</definitions>`

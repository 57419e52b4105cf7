import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drainJobs } from '../../platform/jobs.ts'
import { MONDAY_MORNING } from '../../platform/testing/test-root.ts'
import { type SmallProvince, smallProvince } from './testing/small-province.ts'

let p: SmallProvince
beforeAll(async () => {
  p = await smallProvince()
})
afterAll(() => p.close())

const submit = (changes = {}, actor = p.citizen) => p.call(actor, 'POST', '/api/v1/dossiers', p.body(changes))
const act = (
  role: 'tiepnhan' | 'chuyenvien' | 'lanhdao' | 'vanthu',
  id: string,
  name: string,
  body: object = {},
) => p.call(p.officer(role, 'xa'), 'POST', `/api/v1/dossiers/${id}/${name}`, body)
const accepted = async () => {
  const { body } = await submit()
  return (await act('tiepnhan', body.id, 'acceptance')).body
}
const complete = async (role: 'chuyenvien' | 'lanhdao', id: string, outcome: string) => {
  const officer = p.officer(role, 'xa')
  const tasks = await p.call(officer, 'GET', `/api/v1/tasks?dossier=${id}`)
  return p.call(officer, 'POST', `/api/v1/tasks/${tasks.body.items[0].id}/completion`, { outcome })
}

describe('submission', () => {
  it('keeps what was sent, computes the fee, and leaves act, audit row and event', async () => {
    const { status, body } = await submit({ answers: { soBan: 3, ghiChu: ' Hòa '.normalize('NFD') } })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      status: 1,
      statusName: 'Mới đăng ký',
      answers: { soBan: 3, ghiChu: 'Hòa' },
      fees: [{ key: 'phi', amount: 6000 }],
      feeTotal: 6000,
      receivingUnit: 'xa',
      competentUnit: 'xa',
      paymentState: 'unpaid',
    })
    const rows = await sql<{ what: string }>`
      select 'act ' || kind as what from dossiers.act where dossier_id = ${body.id}
      union all select 'audit ' || action from platform.audit where subject = ${body.id}
      union all select 'event ' || type from platform.event where subject = ${body.id}`.execute(
      p.root.database.kysely,
    )
    expect(rows.rows.map((r) => r.what).sort()).toEqual([
      'act submitted',
      'audit dossiers.submit',
      'event dossier.submitted',
    ])
  })

  it.each([
    ['an unknown procedure', { procedureCode: '9.999999' }, 404, 'procedure.not_found'],
    ['an unknown unit', { receivingUnit: 'khong-co' }, 404, 'unit.not_found'],
    ['a unit that receives nothing', { receivingUnit: 'tinh' }, 422, 'dossier.unit_refused'],
    ['an unknown case', { caseKey: 'x' }, 422, 'dossier.unknown_case'],
    ['a missing answer', { answers: {} }, 422, 'form.invalid'],
    ['a missing paper', { papers: [] }, 422, 'dossier.papers_missing'],
    ['an unknown paper', { papers: [{ key: 'x', originals: 1 }] }, 422, 'dossier.unknown_paper'],
    [
      'a forged file',
      { papers: [{ key: 'don', fileId: '01890000-0000-7000-8000-000000000000' }] },
      422,
      'dossier.unknown_file',
    ],
    ['a wrong number', { applicant: { name: 'A', idNumber: '12' } }, 422, 'dossier.applicant_invalid'],
    ['an unknown field', { applicantt: {} }, 400, 'request.invalid'],
  ])('refuses %s and keeps nothing', async (_, changes, status, code) => {
    const before = await countDossiers()
    const answer = await submit(changes)
    expect([answer.status, answer.body.code]).toEqual([status, code])
    expect(await countDossiers()).toBe(before)
  })

  it('online is for applicants, the desk for its officers', async () => {
    expect((await submit({}, p.officer('tiepnhan', 'xa'))).status).toBe(403)
    expect((await submit({ channel: 'desk' })).status).toBe(403)
    expect((await submit({ channel: 'desk' }, p.officer('tiepnhan', 'phuong'))).status).toBe(403)
    expect((await submit({ channel: 'desk' }, p.officer('tiepnhan', 'xa'))).status).toBe(201)
  })

  it('filing for another is recorded', async () => {
    const applicant = { name: 'Trần Văn Cha', idNumber: '066040000002' }
    const { body } = await submit({ applicant, authorisation: { relation: 'con' } })
    expect(body).toMatchObject({ filedForAnother: true, authorisation: { relation: 'con' } })
  })
})

describe('acceptance', () => {
  it('draws a code, starts the clock and the process', async () => {
    const body = await accepted()
    expect(body).toMatchObject({ status: 2, dueAt: '2026-01-08T01:00:00.000Z' })
    expect(body.code).toMatch(/^H15\.1-260105-\d{4}$/)
    expect(body.trackingSecret).toMatch(/^[A-Z2-9]{8}$/)
    expect((await act('tiepnhan', body.id, 'acceptance')).body.code).toBe('dossier.bad_transition')
  })
})

describe('the steps', () => {
  it('return to the specialist and end; status follows', async () => {
    const { id } = await accepted()
    expect((await complete('chuyenvien', id, 'dat')).body.status).toBe(4)
    await complete('lanhdao', id, 'tra')
    await complete('chuyenvien', id, 'dat')
    expect((await complete('lanhdao', id, 'ky')).body).toMatchObject({ status: 4, processEnded: true })
    expect((await act('vanthu', id, 'results', { number: '1' })).body.status).toBe(9)
    const called = await sql<{ data: object }>`select data from platform.event
      where subject = ${id} and type = 'dossier.serviceCalled'`.execute(p.root.database.kysely)
    expect(called.rows).toEqual([{ data: { step: 'baoTin', action: 'notify' } }])
  })

  it('a result recorded before the last step waits for it', async () => {
    const { id } = await accepted()
    await complete('chuyenvien', id, 'dat')
    expect((await act('vanthu', id, 'results')).body.status).toBe(4)
    expect((await complete('lanhdao', id, 'ky')).body).toMatchObject({ status: 9, punctuality: 'early' })
  })

  it('a wrong outcome and a wrong role are refused', async () => {
    const { id } = await accepted()
    expect((await complete('chuyenvien', id, 'bay')).body.code).toBe('task.unknown_outcome')
    expect((await complete('lanhdao', id, 'ky')).status).toBe(403)
  })

  it('a task taken by one is not completed by another', async () => {
    const { id } = await accepted()
    const [one, two] = [p.officer('chuyenvien', 'xa'), p.officer('chuyenvien', 'xa')]
    const task = (await p.call(one, 'GET', `/api/v1/tasks?dossier=${id}`)).body.items[0]
    expect((await p.call(one, 'POST', `/api/v1/tasks/${task.id}/claim`)).status).toBe(200)
    expect((await p.call(two, 'POST', `/api/v1/tasks/${task.id}/claim`)).status).toBe(409)
    expect(
      (await p.call(two, 'POST', `/api/v1/tasks/${task.id}/completion`, { outcome: 'dat' })).status,
    ).toBe(409)
    const mine = await p.call(one, 'GET', '/api/v1/dossiers?queue=mine')
    expect(mine.body.items.map((d: { id: string }) => d.id)).toEqual([id])
  })
})

describe('one supplement', () => {
  it('before acceptance: the clock has not begun, reception sees it again', async () => {
    const { body } = await submit()
    const asked = await act('tiepnhan', body.id, 'supplement-requests', {
      reason: 'Mờ',
      items: [{ key: 'don', text: 'Đơn bị mờ' }],
    })
    expect(asked.body).toMatchObject({
      status: 5,
      supplement: { items: [{ key: 'don', text: 'Đơn bị mờ' }] },
    })
    const answered = await p.call(p.citizen, 'POST', `/api/v1/dossiers/${body.id}/supplements`, {
      papers: [{ key: 'don', originals: 1 }],
    })
    expect(answered.body.can).toEqual(['withdrawal'])
    expect((await act('tiepnhan', body.id, 'acceptance')).body.status).toBe(2)
    const second = await act('chuyenvien', body.id, 'supplement-requests', { reason: 'Nữa' })
    expect([second.status, second.body.code]).toEqual([422, 'dossier.supplement_twice'])
  })

  it('two requests at once: one wins', async () => {
    const { id } = await accepted()
    const ask = () => act('chuyenvien', id, 'supplement-requests', { reason: 'Thiếu' })
    const statuses = (await Promise.all([ask(), ask()])).map((a) => a.status).sort()
    expect(statuses).toEqual([200, 422])
  })
})

describe('endings', () => {
  it('a withdrawal ends process and clock, and leaves no queue', async () => {
    const { id } = await accepted()
    const withdrawn = await p.call(p.citizen, 'POST', `/api/v1/dossiers/${id}/withdrawal`, {
      reason: 'Đổi ý',
    })
    expect(withdrawn.body).toMatchObject({ status: 7, can: [] })
    const left = await sql<{
      n: number
    }>`select (select count(*) from dossiers.queue_entry where dossier_id = ${id})
      + (select count(*) from process.public_open_task where subject_id = ${id}) as n`.execute(
      p.root.database.kysely,
    )
    expect(left.rows[0]!.n).toBe(0)
  })

  it('one apology with one new date', async () => {
    const { id } = await accepted()
    const newDue = '2026-01-12T17:00:00+07:00'
    const first = await act('lanhdao', id, 'apologies', { reason: 'Đo đạc lại', newDue })
    expect(first.body).toMatchObject({
      dueAt: '2026-01-12T10:00:00.000Z',
      firstDueAt: '2026-01-08T01:00:00.000Z',
    })
    const again = await act('lanhdao', id, 'apologies', {
      reason: 'Nữa',
      newDue: '2026-01-20T17:00:00+07:00',
    })
    expect(again.status).toBe(422)
  })

  it('stop and refusal need a reason', async () => {
    const { body } = await submit()
    expect((await act('tiepnhan', body.id, 'refusal')).status).toBe(400)
    expect((await act('tiepnhan', body.id, 'refusal', { reason: 'Sai thẩm quyền' })).body.status).toBe(3)
    const { id } = await accepted()
    expect((await act('lanhdao', id, 'stop', { reason: 'Theo đề nghị' })).body.status).toBe(8)
  })
})

describe('search', () => {
  it.each(['nguyen thi hoa', 'Nguyễn Thị Hoà', '066190000001', '0900000001', 'hoa nguyen'])(
    'finds by %j',
    async (q) => {
      await submit()
      const found = await p.call(
        p.officer('tiepnhan', 'xa'),
        'GET',
        `/api/v1/dossiers?q=${encodeURIComponent(q)}`,
      )
      expect(found.body.items.length).toBeGreaterThan(0)
    },
  )

  it('finds by code, only in the own unit, and pages without gaps', async () => {
    const { code } = await accepted()
    const find = async (unit: 'xa' | 'phuong') =>
      (await p.call(p.officer('tiepnhan', unit), 'GET', `/api/v1/dossiers?q=${code}`)).body.items.length
    expect([await find('xa'), await find('phuong')]).toEqual([1, 0])
    const ids: string[] = []
    for (let after = ''; ; ) {
      const page = await p.call(
        p.officer('tiepnhan', 'xa'),
        'GET',
        `/api/v1/dossiers?limit=3${after && `&after=${after}`}`,
      )
      ids.push(...page.body.items.map((d: { id: string }) => d.id))
      if (!page.body.next) break
      after = page.body.next
    }
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.length).toBe(await countDossiers())
  })

  it('a wrong cursor, queue or status is refused', async () => {
    const forged = Buffer.from('["x"]').toString('base64url')
    const wrong = [
      'after=xxx',
      `after=${forged}`,
      `queue=unit&after=${forged}`,
      'queue=khong-co',
      'status=11',
      'tim=1',
    ]
    for (const query of wrong) {
      expect((await p.call(p.officer('tiepnhan', 'xa'), 'GET', `/api/v1/dossiers?${query}`)).status).toBe(400)
    }
  })
})

describe('drafts', () => {
  it('acknowledge every field and belong to one account', async () => {
    const made = await p.call(p.citizen, 'POST', '/api/v1/drafts', {
      procedureCode: '9.000001',
      body: { answers: {} },
    })
    expect(made.body).toMatchObject({ version: 1 })
    const url = `/api/v1/drafts/${made.body.id}`
    const changes = [
      { pointer: '/answers/soBan', value: 4 },
      { pointer: '/papers/-', value: { key: 'don' } },
    ]
    const refused = await p.call(p.citizen, 'PATCH', url, { changes })
    expect(refused.body).toMatchObject({
      version: 2,
      body: { answers: { soBan: 4 }, papers: { '-': { key: 'don' } } },
    })
    expect((await p.call(p.officer('tiepnhan', 'xa'), 'GET', url)).status).toBe(404)
    const submitted = await submit({ draftId: made.body.id })
    expect(submitted.status).toBe(201)
    expect((await p.call(p.citizen, 'GET', url)).status).toBe(404)
  })

  it('merge two tabs, and keep what the newer one replaced until it is dismissed', async () => {
    const made = await p.call(p.citizen, 'POST', '/api/v1/drafts', { procedureCode: '9.000001' })
    const url = `/api/v1/drafts/${made.body.id}`
    const patch = async (body: unknown) => (await p.call(p.citizen, 'PATCH', url, body)).body
    await patch({ changes: [{ pointer: '/answers/ten', value: 'Hà', base: 1 }] })
    const { replaced } = await patch({ changes: [{ pointer: '/answers/ten', value: 'Hải', base: 1 }] })
    expect(replaced).toMatchObject([{ pointer: '/answers/ten', value: 'Hà', version: 2 }])
    expect((await p.call(p.citizen, 'GET', url)).body.replaced).toEqual(replaced)
    expect(await patch({ changes: [], dismiss: [replaced[0].id] })).toMatchObject({
      body: { answers: { ten: 'Hải' } },
      replaced: [],
    })
  })

  it('a poisoned pointer is refused', async () => {
    const made = await p.call(p.citizen, 'POST', '/api/v1/drafts', { procedureCode: '9.000001' })
    const changes = [{ pointer: '/__proto__/x', value: 1 }]
    expect((await p.call(p.citizen, 'PATCH', `/api/v1/drafts/${made.body.id}`, { changes })).status).toBe(422)
  })
})

describe('reading', () => {
  it('leaves an access row for an officer, none for the applicant', async () => {
    const { body } = await submit()
    const url = `/api/v1/dossiers/${body.id}`
    await p.call(p.citizen, 'GET', url)
    await p.call(p.officer('chuyenvien', 'xa'), 'GET', url)
    const rows = await sql<{
      what: string
    }>`select what from platform.access where subject = ${body.id}`.execute(p.root.database.kysely)
    expect(rows.rows).toEqual([{ what: 'dossier' }])
  })
})

describe('alarms', () => {
  it('warn before the due date, and say when it has passed', async () => {
    const { id } = await accepted()
    await drainJobs(p.root, new Date('2026-01-09T17:00:00+07:00'))
    const { rows } = await sql<{
      kind: string
    }>`select kind from deadlines.alert where subject_id = ${id} order by at`.execute(p.root.database.kysely)
    expect(rows.map((r) => r.kind)).toEqual(expect.arrayContaining(['due_soon', 'late', 'step_late']))
    p.root.clock.set(MONDAY_MORNING)
  })
})

const countDossiers = async () =>
  (await sql<{ n: number }>`select count(*)::int as n from dossiers.dossier`.execute(p.root.database.kysely))
    .rows[0]!.n

describe('the past', () => {
  it('shows a dossier as it was after each act, with the due date of that moment', async () => {
    const seen: { at: string; status: number; dueAt: string | null; papers: number; soBan: number }[] = []
    const hour = () => p.root.clock.set(new Date(p.root.clock.now().getTime() + 3_600_000))
    const url = (id: string) => `/api/v1/dossiers/${id}`
    const look = async (id: string) => {
      const { body } = await p.call(p.officer('tiepnhan', 'xa'), 'GET', url(id))
      seen.push({
        at: p.root.clock.now().toISOString(),
        status: body.status,
        dueAt: body.dueAt,
        papers: body.papers.length,
        soBan: body.answers.soBan,
      })
    }
    const { body } = await submit()
    await look(body.id)
    hour()
    await act('tiepnhan', body.id, 'acceptance')
    await look(body.id)
    hour()
    await act('chuyenvien', body.id, 'supplement-requests', { reason: 'Thiếu' })
    await look(body.id)
    hour()
    await p.call(p.citizen, 'POST', `${url(body.id)}/supplements`, {
      papers: [{ key: 'kem', copies: 1 }],
      answers: { soBan: 9 },
    })
    await look(body.id)
    hour()
    await act('tiepnhan', body.id, 'withdrawal')
    for (const { at, ...then } of seen) {
      const past = (await p.call(p.citizen, 'GET', `${url(body.id)}?at=${encodeURIComponent(at)}`)).body
      const was = {
        status: past.status,
        dueAt: past.dueAt,
        papers: past.papers.length,
        soBan: past.answers.soBan,
      }
      expect({ at, ...was }).toEqual({ at, ...then })
    }
    expect((await p.call(p.citizen, 'GET', `${url(body.id)}?at=2020-01-01T00:00:00Z`)).status).toBe(404)
    expect((await p.call(p.citizen, 'GET', `${url(body.id)}?at=hom-qua`)).status).toBe(400)
    p.root.clock.set(MONDAY_MORNING)
  })
})

import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SmallProvince, smallProvince } from '../src/modules/dossiers/testing/small-province.ts'
import { readFile } from '../src/modules/files/index.ts'
import { createAccount } from '../src/modules/identity/index.ts'
import { appoint, type Role } from '../src/modules/organisations/index.ts'
import { slips } from '../src/modules/slips/index.ts'
import { flowOf, hasPoppler, infoOf } from '../src/modules/slips/testing/read-pdf.ts'
import type { Actor } from '../src/platform/actor.ts'
import { SYSTEM } from '../src/platform/actor.ts'
import { inTx, readCtx } from '../src/platform/ctx.ts'
import { drainJobs } from '../src/platform/jobs.ts'

let p: SmallProvince
beforeAll(async () => {
  p = await smallProvince([slips])
})
afterAll(() => p.close())

const API = '/api/v1'
const desk = () => p.officer('tiepnhan', 'xa')
const post = (actor: Actor, path: string, body: object = {}) => p.call(actor, 'POST', `${API}${path}`, body)
const get = (actor: Actor, path: string) => p.call(actor, 'GET', `${API}${path}`)
const done = (answer: { status: number; body: { id: string } }) => {
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body))
  return answer.body
}
const submitted = async (changes: object = {}) => done(await post(p.citizen, '/dossiers', p.body(changes))).id
const accepted = async (changes: object = {}) => {
  const id = await submitted(changes)
  done(await post(desk(), `/dossiers/${id}/acceptance`))
  return id
}
const issue = (id: string, kind: string, body: object = {}, actor = desk()) =>
  post(actor, `/dossiers/${id}/slips/${kind}`, body)

/** The bytes behind an address that answers with a PDF. */
async function pdfOf(actor: Actor, path: string): Promise<Buffer> {
  const token = Buffer.from(JSON.stringify(actor)).toString('base64url')
  const answer = await p.app.inject({
    method: 'GET',
    url: path,
    headers: { authorization: `Bearer ${token}` },
  })
  if (answer.statusCode !== 200) throw new Error(answer.body)
  expect(answer.headers['content-type']).toBe('application/pdf')
  return answer.rawPayload
}

describe('POST /dossiers/{id}/slips/{kind}', () => {
  it('keeps the paper as issued: the same bytes and digest for ever', async () => {
    const id = await accepted()
    const { status, body } = await issue(id, 'receipt')
    expect([status, body]).toEqual([
      201,
      expect.objectContaining({
        kind: 'receipt',
        issue: 1,
        current: true,
        paper: 'A4',
        reason: null,
        changes: [],
      }),
    ])
    expect(body.number).toMatch(/^\d{2,}\/TNHS$/)
    const pdf = await pdfOf(desk(), body.file)
    expect(createHash('sha256').update(pdf).digest('hex')).toBe(body.sha256)
    expect(pdf.length).toBe(body.size)
    expect((await pdfOf(p.citizen, body.file)).equals(pdf)).toBe(true)
    expect((await get(desk(), `/dossiers/${id}/slips`)).body.items).toEqual([body])
  })

  it('numbers papers of a unit and a symbol without gap, a refused one included', async () => {
    const ids = [await accepted(), await submitted(), await accepted()]
    const numbers: number[] = []
    for (const id of ids) {
      const { status, body } = await issue(id, 'receipt')
      if (status === 201) numbers.push(Number.parseInt(body.number, 10))
      else expect([status, body.code]).toEqual([409, 'slip.too_early'])
    }
    expect(numbers).toEqual([numbers[0], numbers[0]! + 1])
  })

  it('issues again with a reason, says what changed, and keeps both', async () => {
    const id = await accepted()
    const first = (await issue(id, 'receipt', { paper: 'A5' })).body
    const bare = await issue(id, 'receipt')
    expect([bare.status, bare.body.code]).toEqual([422, 'slip.reason_missing'])
    const { version } = (await get(desk(), `/dossiers/${id}`)).body
    const correction = { version, reason: 'Ghi nhầm tên', applicant: { name: 'Nguyễn Thị Hoà Bình' } }
    p.root.clock.set(new Date(p.root.clock.now().getTime() + 60_000))
    expect((await post(desk(), `/dossiers/${id}/corrections`, correction)).status).toBe(200)
    const { body: second } = await issue(id, 'receipt')
    expect(second).toMatchObject({ issue: 2, number: first.number, paper: 'A5', reason: 'Ghi nhầm tên' })
    expect(second.changes).toContainEqual({
      name: 'Chủ hồ sơ',
      before: 'Nguyễn Thị Hoà',
      after: 'Nguyễn Thị Hoà Bình',
    })
    const third = (await issue(id, 'receipt', { reason: 'Người dân làm mất' })).body
    expect(third).toMatchObject({ issue: 3, reason: 'Người dân làm mất', changes: [] })
    const { items } = (await get(desk(), `/dossiers/${id}/slips`)).body
    expect(items.map((slip: { issue: number; current: boolean }) => [slip.issue, slip.current])).toEqual([
      [1, false],
      [2, false],
      [3, true],
    ])
    const kept = await pdfOf(desk(), first.file)
    expect(createHash('sha256').update(kept).digest('hex')).toBe(first.sha256)
  })

  it('makes two issues at once two issues, one after the other', async () => {
    const id = await accepted()
    const answers = await Promise.all([1, 2, 3].map(() => issue(id, 'control', { reason: 'In thêm' })))
    expect(answers.map((answer) => answer.body.issue).sort()).toEqual([1, 2, 3])
  })

  it('does it once for one Idempotency-Key', async () => {
    const id = await accepted()
    const key = { 'idempotency-key': 'mot-lan' }
    const officer = desk()
    const url = `${API}/dossiers/${id}/slips/receipt`
    const [one, two] = [
      await p.call(officer, 'POST', url, {}, key),
      await p.call(officer, 'POST', url, {}, key),
    ]
    expect(two.body).toEqual(one.body)
  })

  it.each([
    ['an officer of another unit', () => p.officer('tiepnhan', 'phuong'), 'receipt', 404],
    ['who may not accept', () => p.officer('chuyenvien', 'xa'), 'receipt', 403],
    ['the desk, an apology', desk, 'apology', 403],
    ['the applicant', () => p.citizen, 'receipt', 403],
    ['the head, before the act', () => p.officer('lanhdao', 'xa'), 'apology', 409],
    ['a kind that is none', desk, 'thu', 400],
  ])('refuses %s', async (_, actor, kind, status) => {
    const id = await accepted()
    expect((await issue(id, kind, {}, actor())).status).toBe(status)
  })

  it('tells each paper with what was done', async () => {
    const supplemented = await submitted()
    const asked = { reason: 'Thiếu giấy kèm theo', items: ['Giấy kèm theo'] }
    done(await post(desk(), `/dossiers/${supplemented}/supplement-requests`, asked))
    const refused = await submitted()
    done(await post(desk(), `/dossiers/${refused}/refusal`, { reason: 'Không thuộc thẩm quyền' }))
    const late = await accepted()
    const newDue = new Date(p.root.clock.now().getTime() + 14 * 86_400_000).toISOString()
    done(await post(p.officer('lanhdao', 'xa'), `/dossiers/${late}/apologies`, { reason: 'Mưa lũ', newDue }))
    const stopped = await accepted()
    done(await post(desk(), `/dossiers/${stopped}/stop`, { reason: 'Theo đơn của người nộp' }))
    const cases: [string, string, Actor, string][] = [
      [supplemented, 'supplement', desk(), 'Lý do: Thiếu giấy kèm theo.'],
      [refused, 'refusal', desk(), 'Không thuộc thẩm quyền.'],
      [late, 'apology', p.officer('lanhdao', 'xa'), 'với lý do: Mưa lũ.'],
      [stopped, 'stop', desk(), 'Lý do: Theo đơn của người nộp.'],
    ]
    for (const [id, kind, actor, said] of cases) {
      const { body } = await issue(id, kind, {}, actor)
      const pdf = await pdfOf(p.citizen, body.file)
      if (hasPoppler) expect(flowOf(pdf)).toContain(said)
    }
  })

  it('prints the fee receipt of the money that was taken, with what the book says, and no other beside it', async () => {
    const id = await accepted()
    expect((await issue(id, 'fee')).body.code).toBe('slip.too_early')
    done(await post(desk(), `/dossiers/${id}/fee-collections`, {}))
    const { body } = await issue(id, 'fee')
    expect(body.number).toMatch(/^\d{7}$/)
    if (hasPoppler) {
      const text = flowOf(await pdfOf(p.citizen, body.file))
      const marks = ['Mẫu số: 01BLP2-001', 'Ký hiệu: AA-26T', `Số: ${body.number}`, 'Mã số thuế: 6099000014']
      for (const said of [...marks, 'Bốn nghìn đồng', 'Tiền mặt']) expect(text).toContain(said)
    }
    const again = await issue(id, 'fee', { reason: 'Người dân làm mất' })
    expect(again.body).toMatchObject({ issue: 2, number: body.number, changes: [] })
    const byHand = await accepted()
    done(await post(desk(), `/dossiers/${byHand}/fee-collections`, { receiptNumber: 'AB-25P 0000345' }))
    expect((await issue(byHand, 'fee')).body.code).toBe('slip.receipt_by_hand')
  })

  it('lists on the control slip each hand-over with its time and mark, hidden from the applicant', async () => {
    const id = await accepted()
    const { body: early } = await issue(id, 'control')
    p.root.clock.set(new Date(p.root.clock.now().getTime() + 60_000))
    const [task] = (await get(p.officer('chuyenvien', 'xa'), `/tasks?dossier=${id}`)).body.items
    done(await post(p.officer('chuyenvien', 'xa'), `/tasks/${task.id}/completion`, { outcome: 'dat' }))
    const { body } = await issue(id, 'control')
    expect(early.changes).toEqual([])
    expect(body.reason).toBe('Ghi thêm các lần giao, nhận hồ sơ')
    expect(body.changes).toEqual([
      expect.objectContaining({
        name: 'Các lần giao, nhận',
        before: '',
        after: expect.stringContaining('Trước hạn'),
      }),
    ])
    if (hasPoppler) {
      const text = flowOf(await pdfOf(desk(), body.file))
      for (const said of ['Tiếp nhận hồ sơ', 'UBND xã Thử (Thẩm định): officer thử', 'Trước hạn', 'Đạt'])
        expect(text).toContain(said)
    }
    expect((await get(p.citizen, `/slips/${body.id}.pdf`)).status).toBe(404)
    expect((await get(p.citizen, `/dossiers/${id}/slips`)).body).toEqual({ items: [], can: [] })
  })
})

describe('a preview', () => {
  it('is marked, draws no number and is kept nowhere', async () => {
    const id = await accepted()
    const pdf = await pdfOf(desk(), `${API}/dossiers/${id}/slips/receipt/preview?paper=A5`)
    if (hasPoppler) expect(flowOf(pdf)).toContain('BẢN XEM TRƯỚC')
    expect((await get(desk(), `/dossiers/${id}/slips`)).body.items).toEqual([])
    expect((await get(p.officer('chuyenvien', 'xa'), `/dossiers/${id}/slips/receipt/preview`)).status).toBe(
      403,
    )
  })
})

describe('what is kept', () => {
  it('can be read neither in the database nor on disk, nor changed', async () => {
    const id = await accepted({
      applicant: { name: 'Nguyễn Thị Hoà', idNumber: '066190000001', address: 'Số nhà bí mật' },
    })
    const { body } = await issue(id, 'receipt')
    const { rows } = await sql<{ row: string; sealed: Buffer; fileId: string }>`select s::text as row, sealed,
      file_id as "fileId" from slips.slip s where id = ${body.id}`.execute(p.root.database.kysely)
    expect(rows[0]!.row).not.toContain('066190000001')
    expect(rows[0]!.sealed.includes('bí mật')).toBe(false)
    await expect(
      sql`update slips.slip set number = 'x' where id = ${body.id}`.execute(p.root.database.kysely),
    ).rejects.toThrow('never changed')
    const kept = await readFile(readCtx(p.root, SYSTEM), rows[0]!.fileId)
    expect((await buffer(kept!.content)).subarray(0, 5).toString()).toBe('%PDF-')
  })

  it('leaves a row for every reading by another', async () => {
    const id = await accepted()
    const { body } = await issue(id, 'receipt')
    const officer = desk()
    await pdfOf(officer, body.file)
    await pdfOf(p.citizen, body.file)
    const { rows } = await sql<{ what: string }>`select what from platform.access
      where subject = ${id} and actor_id in (${officer.id}, ${p.citizen.id})`.execute(p.root.database.kysely)
    expect(rows.map((row) => row.what)).toEqual(['slip'])
  })
})

describe('POST /registers', () => {
  it('prints what a unit received in the days asked for', async () => {
    await accepted()
    const order = { unit: 'xa', from: '2026-01-05', to: '2026-01-05' }
    const { status, body } = await post(desk(), '/registers', order)
    expect([status, body.kind]).toEqual([201, 'register'])
    const count = (await get(desk(), '/dossiers?limit=200')).body.items.filter(
      (d: { code: string }) => d.code,
    ).length
    if (hasPoppler) expect(flowOf(await pdfOf(desk(), body.file))).toContain(`Cộng: ${count} hồ sơ.`)
    const { items } = (await get(desk(), '/registers?unit=xa')).body
    expect(items[0]).toEqual({ ...body, from: '05/01/2026', to: '05/01/2026', total: count })
    expect((await get(p.officer('tiepnhan', 'phuong'), '/registers?unit=xa')).status).toBe(403)
    const empty = await post(desk(), '/registers', { ...order, from: '2025-12-01', to: '2025-12-31' })
    if (hasPoppler)
      expect(flowOf(await pdfOf(desk(), empty.body.file))).toContain('Không có hồ sơ trong thời gian này')
  })

  it.each([
    ['another unit', { unit: 'phuong', from: '2026-01-05', to: '2026-01-05' }, 403],
    ['days in the wrong order', { unit: 'xa', from: '2026-01-06', to: '2026-01-05' }, 400],
    ['a day that is none', { unit: 'xa', from: '2026-02-31', to: '2026-03-05' }, 400],
  ])('refuses %s', async (_, order, status) => {
    expect((await post(desk(), '/registers', order)).status).toBe(status)
  })
})

describe('a print run', () => {
  const officerWithAccount = async (username: string): Promise<Actor> => {
    const id = await inTx(p.root, SYSTEM, 'test', async (ctx) => {
      const account = { username, password: 'mat-khau-thu-1', kind: 'officer', name: 'Trần In' } as const
      const accountId = await createAccount(ctx, account)
      await appoint(ctx, { accountId, unit: 'xa', role: 'tiepnhan' })
      return accountId
    })
    return { ...desk(), id }
  }

  it('issues what is missing, prints what was issued as it is, names what it refuses, and makes one file', async () => {
    const officer = await officerWithAccount('in1')
    const ids = [await accepted(), await submitted(), await accepted()]
    const known = (await issue(ids[2]!, 'receipt')).body
    const started = await post(officer, '/slips/prints', { kind: 'receipt', paper: 'A5', dossiers: ids })
    expect([started.status, started.body.state, started.body.total]).toEqual([201, 'running', 3])
    await drainJobs(p.root, new Date(p.root.clock.now().getTime() + 1000))
    const { body } = await get(officer, `/slips/prints/${started.body.id}`)
    expect(body).toMatchObject({ state: 'done', done: 2, refused: 1 })
    expect(body.items.map((item: { code: string | null }) => item.code)).toEqual([
      null,
      'slip.too_early',
      null,
    ])
    expect(body.items[2].slip).toBe(known.id)
    const pdf = await pdfOf(officer, body.file)
    if (hasPoppler) expect(infoOf(pdf)['Pages']).toBe('2')
    const { items } = (await get(desk(), `/dossiers/${ids[0]}/slips`)).body
    expect(items[0]).toMatchObject({ issuedBy: 'Trần In', issue: 1 })
    expect((await get(desk(), `/slips/prints/${started.body.id}`)).status).toBe(404)
  })

  it('offers the papers that the roles of the officer issue', async () => {
    const kindsFor = async (role: Role) =>
      (await get(p.officer(role, 'xa'), '/slips/prints/kinds')).body.items.map(
        (item: { kind: string }) => item.kind,
      )
    expect(await kindsFor('tiepnhan')).toEqual([
      ...['receipt', 'supplement', 'refusal', 'stop', 'control', 'fee', 'handover'],
    ])
    expect(await kindsFor('lanhdao')).toEqual(['supplement', 'apology', 'stop', 'control'])
    expect(await kindsFor('chuyenvien')).toEqual(['supplement', 'control'])
  })

  it('goes on over many turns and does nothing twice', async () => {
    const officer = await officerWithAccount('in2')
    const ids: string[] = []
    for (let i = 0; i < 23; i++) ids.push(await accepted())
    const { body } = await post(officer, '/slips/prints', { kind: 'control', dossiers: ids })
    await drainJobs(p.root, new Date(p.root.clock.now().getTime() + 1000))
    const run = (await get(officer, `/slips/prints/${body.id}`)).body
    expect(run).toMatchObject({ state: 'done', done: 23, refused: 0 })
    const again = await post(officer, '/slips/prints', { kind: 'control', dossiers: ids })
    await drainJobs(p.root, new Date(p.root.clock.now().getTime() + 1000))
    const { items } = (await get(officer, `/slips/prints/${again.body.id}`)).body
    expect(items.map((item: { slip: string }) => item.slip)).toEqual(
      run.items.map((item: { slip: string }) => item.slip),
    )
  })

  it('refuses a dossier chosen twice, and more than 500', async () => {
    const id = await submitted()
    const twice = await post(desk(), '/slips/prints', { kind: 'receipt', dossiers: [id, id] })
    expect([twice.status, twice.body.code]).toEqual([400, 'print.twice'])
    const many = { kind: 'receipt', dossiers: Array.from({ length: 501 }, () => id) }
    expect((await post(desk(), '/slips/prints', many)).status).toBe(400)
  })
})

describe('rows of papers', () => {
  /** How many papers about this dossier the database lets the actor see, whatever our own code would ask. */
  const seen = async (actor: Actor, id: string) => {
    const { rows } = await sql`select from slips.slip where dossier_id = ${id}`.execute(
      readCtx(p.root, actor).db,
    )
    return rows.length
  }

  it('are seen with the dossier, and by nobody else', async () => {
    const id = await accepted()
    done(await issue(id, 'receipt'))
    const other = { ...p.citizen, id: p.unitIds.phuong, idNumberIndex: 'khac' }
    const actors = [
      desk(),
      p.officer('lanhdao', 'xa'),
      p.citizen,
      SYSTEM,
      p.officer('tiepnhan', 'phuong'),
      other,
    ]
    expect(await Promise.all(actors.map((actor) => seen(actor, id)))).toEqual([1, 1, 1, 1, 0, 0])
  })

  it('of a register are seen in its unit, print runs by whoever ordered them', async () => {
    done(await post(desk(), '/registers', { unit: 'xa', from: '2026-01-01', to: '2026-01-06' }))
    const clerk = desk()
    const id = await accepted()
    done(await post(clerk, '/slips/prints', { kind: 'receipt', dossiers: [id] }))
    const counts = async (actor: Actor) => {
      const { db } = readCtx(p.root, actor)
      const { rows } = await sql<{ n: number[] }>`select array[
        (select count(*) from slips.slip where dossier_id is null),
        (select count(*) from slips.print_run), (select count(*) from slips.print_item)]::int[] as n`.execute(
        db,
      )
      return rows[0]!.n
    }
    const [registers, runs, items] = await counts(SYSTEM)
    expect(Math.min(registers!, runs!, items!)).toBeGreaterThan(0)
    expect(await counts(p.officer('tiepnhan', 'phuong'))).toEqual([0, 0, 0])
    const own = await counts(clerk)
    expect(own[0]).toBe(registers)
    expect(own[2]).toBeGreaterThan(0)
  })
})

import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GROUP_JOB, runGroup } from '../src/modules/desk/commands/groups.ts'
import { desk } from '../src/modules/desk/index.ts'
import { type SmallProvince, smallProvince } from '../src/modules/dossiers/testing/small-province.ts'
import { createAccount } from '../src/modules/identity/index.ts'
import { appoint } from '../src/modules/organisations/index.ts'
import { slips } from '../src/modules/slips/index.ts'
import { type Actor, SYSTEM } from '../src/platform/actor.ts'
import { inTx } from '../src/platform/ctx.ts'
import { drainJobs } from '../src/platform/jobs.ts'

let p: SmallProvince
let officer: Actor
beforeAll(async () => {
  p = await smallProvince([slips, desk])
  officer = await inTx(p.root, SYSTEM, 'test', async (ctx) => {
    const account = { username: 'motcua1', kind: 'officer', name: 'Cán bộ Một cửa', password: null } as const
    const id = await createAccount(ctx, account)
    await appoint(ctx, { accountId: id, unit: 'xa', role: 'tiepnhan' })
    const roles = [{ role: 'tiepnhan', unitId: p.unitIds.xa, via: 'appointment' as const }]
    return { kind: 'officer', id, name: account.name, roles }
  })
})
afterAll(() => p.close())

const post = (path: string, body: object = {}) => p.call(officer, 'POST', `/api/v1${path}`, body)
const view = async (id: string) => (await p.call(officer, 'GET', `/api/v1/desk/groups/${id}`)).body

async function upload(name: string, content: Buffer): Promise<string> {
  const token = Buffer.from(JSON.stringify(officer)).toString('base64url')
  const head = `--x\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n`
  const answer = await p.app.inject({
    method: 'POST',
    url: '/api/v1/files',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'multipart/form-data; boundary=x' },
    payload: Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n--x--\r\n')]),
  })
  expect(answer.statusCode, answer.body).toBe(201)
  return JSON.parse(answer.body).id
}

const check = async (name: string, content: Buffer) =>
  post('/desk/groups', {
    ...{ unit: 'xa', procedureCode: '9.000001', papersComplete: true },
    fileId: await upload(name, content),
  })

const csv = (...rows: string[]) =>
  Buffer.from(`\uFEFFHọ và tên *,Số định danh *,Điện thoại,Số bản *\n${rows.join('\n')}\n`)

describe('a group from a spreadsheet', () => {
  it('has a template of the procedure that is read as it is filled in', async () => {
    const url = '/api/v1/desk/groups/template?unit=xa&procedure=9.000001'
    const token = Buffer.from(JSON.stringify(officer)).toString('base64url')
    const answer = await p.app.inject({ url, headers: { authorization: `Bearer ${token}` } })
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(new Uint8Array(answer.rawPayload).buffer)
    const sheet = book.worksheets[0]!
    expect((sheet.getRow(1).values as string[]).slice(1)).toEqual([
      ...['Họ và tên *', 'Số định danh *', 'Điện thoại', 'Nơi cư trú', 'Số bản *', 'Ghi chú'],
    ])
    sheet.addRow(['Y Bhiông Niê', '066090000101', '0912345678', '', 2, ''])
    const { status, body } = await check('nhom.xlsx', Buffer.from(await book.xlsx.writeBuffer()))
    expect(status, JSON.stringify(body)).toBe(201)
    expect(body.rows).toEqual([{ line: 2, state: 'waiting', dossierId: null, code: null, sentence: null }])
  })

  it('says of every row what is wrong in which column, and receives nothing yet', async () => {
    const { body } = await check(
      'nhom.csv',
      csv(
        'Nguyễn Thị Hoà,066190000001,0900000001,2',
        'Lê Văn Tám,12345,,2',
        'Trần Bình,066090000103,,99',
        ',,,',
        'Phạm Chín,066090000104,123,hai',
      ),
    )
    expect(body.counts).toEqual({ waiting: 1, done: 0, refused: 0, skipped: 3 })
    expect(body.rows.map((r: { line: number; sentence: string }) => [r.line, r.sentence])).toEqual([
      [2, null],
      [3, expect.stringMatching(/^Cột “Số định danh”: Số giấy tờ của chủ hồ sơ/)],
      [4, expect.stringMatching(/^Cột “Số bản”: .*20/)],
      [6, expect.stringContaining('Cột “')],
    ])
    const { body: found } = await p.call(officer, 'GET', '/api/v1/dossiers?q=066190000001')
    expect(found.items).toEqual([])
  })

  it('receives the good rows one by one, each once, and goes on after being killed', async () => {
    const rows = Array.from(
      { length: 12 },
      (_, n) => `Người ${n + 1},0660900002${String(n).padStart(2, '0')},,1`,
    )
    const { body } = await check('nhom.csv', csv(...rows, 'Sai,1,,1'))
    expect((await post(`/desk/groups/${body.id}/start`)).status).toBe(202)
    expect((await post(`/desk/groups/${body.id}/start`)).body.code).toBe('group.begun')
    // The first turn is done and its job is lost with the transaction of the second.
    await inTx(p.root, SYSTEM, 'test', (ctx) => runGroup(ctx, body.id))
    await inTx(p.root, SYSTEM, 'test', async (ctx) => {
      await runGroup(ctx, body.id)
      throw new Error('killed')
    }).catch(() => {})
    expect((await view(body.id)).counts).toEqual({ waiting: 7, done: 5, refused: 0, skipped: 1 })
    await drainJobs(p.root, new Date(p.root.clock.now().getTime() + 60_000))
    const done = await view(body.id)
    expect([done.state, done.counts]).toEqual(['done', { waiting: 0, done: 12, refused: 0, skipped: 1 }])
    const codes = done.rows.flatMap((r: { code: string | null }) => r.code ?? [])
    expect(new Set(codes).size).toBe(12)
    const { rows: jobs } = await p.root.database.pool.query('select 1 from platform.job where name = $1', [
      GROUP_JOB,
    ])
    expect(jobs).toEqual([])
    const { body: list } = await p.call(officer, 'GET', '/api/v1/dossiers?q=066090000203')
    expect(list.items).toHaveLength(1)
  })

  it('refuses a file that is none, has no rows or other columns', async () => {
    const code = async (name: string, content: Buffer) => (await check(name, content)).body.code
    expect(await code('nhom.csv', csv())).toBe('group.empty')
    expect(await code('nhom.csv', Buffer.from('Tên,Số\nA,1\n'))).toBe('group.missing_columns')
    expect(await code('nhom.txt', Buffer.from('chỉ là chữ'))).toBe('group.missing_columns')
    const other = p.officer('tiepnhan', 'phuong')
    const { body } = await check('nhom.csv', csv('Nguyễn Thị Hoà,066190000001,0900000001,2'))
    expect((await p.call(other, 'GET', `/api/v1/desk/groups/${body.id}`)).status).toBe(404)
  })
})

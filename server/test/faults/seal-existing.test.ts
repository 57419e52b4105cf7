import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actsOf, wholeDossier } from '../../src/modules/dossiers/queries/dossiers.ts'
import { receiptsOf } from '../../src/modules/dossiers/queries/receipts.ts'
import { type SmallProvince, smallProvince } from '../../src/modules/dossiers/testing/small-province.ts'
import { createAccount, personalOf } from '../../src/modules/identity/index.ts'
import { SYSTEM } from '../../src/platform/actor.ts'
import { inTx, readCtx } from '../../src/platform/ctx.ts'
import { sealExisting } from '../../src/platform/keys/seal-existing.ts'

let p: SmallProvince
beforeAll(async () => {
  p = await smallProvince()
})
afterAll(() => p.close())

const query = (text: string, values: unknown[] = []) => p.root.database.pool.query(text, values)
const call = async (
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
  actor = p.citizen,
  headers = {},
) => {
  const answer = await p.call(actor, method, `/api/v1${path}`, body, headers)
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body))
  return answer.body
}
const desk = () => p.officer('tiepnhan', 'xa')

async function upload(content: string): Promise<string> {
  const head = '--x\r\ncontent-disposition: form-data; name="file"; filename="Giấy tờ.txt"\r\n\r\n'
  const body = Buffer.from(`${head}${content}\r\n--x--\r\n`)
  const type = { 'content-type': 'multipart/form-data; boundary=x' }
  return (await p.call(p.citizen, 'POST', '/api/v1/files', body, type)).body.id
}

/** One dossier through the acts that hold personal data, a draft, a file and an account. */
async function live() {
  const fileId = await upload('nội dung tệp')
  const draft = await call('POST', '/drafts', { procedureCode: '9.000001', body: { soBan: 3 } })
  const submission = p.body({
    channel: 'online',
    authorisation: { relation: 'con', note: 'mẹ ốm' },
    answers: { soBan: 2, ghiChu: 'ghi chú kín' },
    papers: [{ key: 'don', fileId }],
    delivery: { method: 'post', address: 'Buôn Kín' },
  })
  const { id } = await call('POST', '/dossiers', submission, p.citizen, { 'idempotency-key': 'mot-lan' })
  await call('POST', `/dossiers/${id}/supplement-requests`, { reason: 'Thiếu số', items: ['Số nhà'] }, desk())
  await call('POST', `/dossiers/${id}/supplements`, { answers: { soBan: 4 }, note: 'Xin gửi' })
  const { version } = await call('POST', `/dossiers/${id}/acceptance`, { note: 'Đủ' }, desk())
  const correction = { version, reason: 'Ghi nhầm', applicant: { address: 'Nhà mới' } }
  await call('POST', `/dossiers/${id}/corrections`, correction, desk())
  const account = { username: 'cu', kind: 'citizen', name: 'Người Cũ', password: null } as const
  const accountId = await inTx(p.root, SYSTEM, 'test', (ctx) =>
    createAccount(ctx, { ...account, idNumber: '066190000099', phone: '0900000099', address: 'Buôn Cũ' }),
  )
  return { id, draftId: draft.id, fileId, accountId, submission }
}

type Life = Awaited<ReturnType<typeof live>>

/** Everything that people see of it. */
async function seen({ id, draftId, fileId, accountId, submission }: Life) {
  return {
    dossier: await call('GET', `/dossiers/${id}`),
    past: await call('GET', `/dossiers/${id}?at=${p.root.clock.now().toISOString()}`),
    timeline: await call('GET', `/dossiers/${id}/timeline`),
    receipts: await call('GET', `/dossiers/${id}/receipts`),
    draft: await call('GET', `/drafts/${draftId}`),
    file: await call('GET', `/files/${fileId}`),
    account: await personalOf(readCtx(p.root, SYSTEM), accountId),
    mine: (await call('GET', '/dossiers')).items,
    found: (await call('GET', '/dossiers?q=066190000001', undefined, desk())).items,
    again: await call('POST', '/dossiers', submission, p.citizen, { 'idempotency-key': 'mot-lan' }),
  }
}

/** Writes the database back into the form that the version before keys had left it in. */
async function unseal(
  { id, draftId, fileId, accountId, submission }: Life,
  answer: unknown,
): Promise<string> {
  const ctx = readCtx(p.root, p.citizen)
  const { dossier: d, supplement } = await wholeDossier(ctx, id)
  const acts = await actsOf(ctx, d)
  const receipts = await receiptsOf(ctx, d)
  const draft = await call('GET', `/drafts/${draftId}`)
  const reply = await call('POST', '/dossiers', p.body(), p.citizen, { 'idempotency-key': 'hai' })
  const content = Buffer.from(await call('GET', `/files/${fileId}`))
  const { sha256 } = await p.root.files.save(Readable.from([content]))
  const personal = (await personalOf(ctx, accountId))!
  await query(PLAIN_COLUMNS)
  await query('delete from dossiers.queue_entry where dossier_id = $1', [reply.id])
  for (const table of ['scope', 'paper', 'act'])
    await query(`delete from dossiers.${table} where dossier_id = $1`, [reply.id])
  await query('delete from dossiers.dossier where id = $1', [reply.id])
  const a = d.applicant
  await query(
    `update dossiers.dossier set applicant_id_number = $2, applicant_phone = $3, applicant_email = $4,
      applicant_address = $5, answers = $6, delivery = $7, authorisation = $8, search = 'cũ 066190000001',
      applicant_index = null, applicant_phone_index = null, personal = null, sealed_answers = null where id = $1`,
    [id, a.idNumber, a.phone, a.email, a.address, d.answers, d.delivery, d.authorisation],
  )
  for (const act of acts)
    await query('update dossiers.act set sealed = null, reason = $2, data = $3 where id = $1', [
      act.id,
      act.reason,
      act.data,
    ])
  await query(
    'update dossiers.supplement_request set sealed = null, reason = $2, items = $3 where dossier_id = $1',
    [id, supplement!.reason, JSON.stringify(supplement!.items)],
  )
  for (const r of receipts)
    await query('update dossiers.receipt set sealed = null, reason = $2, changes = $3 where issue = $1', [
      r.issue,
      r.reason,
      JSON.stringify(r.changes),
    ])
  await query('update dossiers.draft set sealed = null, body = $1', [draft.body])
  await query(`update files.file set sealed = null, sha256 = $1, name = 'Giấy tờ.txt'`, [sha256])
  await query(
    `update identity.account set personal = null, id_number_index = null, id_number = $2, phone = $3, address = $4
      where id = $1`,
    [accountId, personal.idNumber, personal.phone, personal.address],
  )
  await query(
    `update platform.idempotency set sealed = null, response = $1, body_digest = $2 where key = 'mot-lan'`,
    [
      JSON.stringify(answer),
      createHash('sha256')
        .update(JSON.stringify(sorted(submission)))
        .digest('hex'),
    ],
  )
  await query('truncate platform.data_key')
  return sha256
}

/** A body as its digest is made: keys in order. */
const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : value !== null && typeof value === 'object'
      ? Object.fromEntries(
          Object.entries(value)
            .sort()
            .map(([k, v]) => [k, sorted(v)]),
        )
      : value

const PLAIN_COLUMNS = `
  alter table platform.idempotency add column response json;
  alter table dossiers.dossier add column applicant_id_number text, add column applicant_phone text,
    add column applicant_email text, add column applicant_address text, add column answers jsonb,
    alter column applicant_index drop not null, alter column personal drop not null,
    alter column sealed_answers drop not null;
  alter table dossiers.supplement_request add column reason text, add column items jsonb,
    alter column sealed drop not null;
  alter table dossiers.receipt add column reason text, add column changes jsonb, alter column sealed drop not null;
  alter table dossiers.draft add column body jsonb, alter column sealed drop not null;
  alter table files.file add column name text, add column plain_sha256 text, alter column sealed drop not null;
  alter table identity.account add column id_number text, add column phone text, add column email text,
    add column address text;
  alter table process.instance add column holds_all_answers boolean;
  update process.instance set vars = vars || '{"ghiChu": "ghi chú kín"}'`

describe('data of a version before keys', () => {
  it('are sealed, also after an interruption, and read as before', { timeout: 60_000 }, async () => {
    const life = await live()
    const before = await seen(life)
    const plain = await unseal(life, before.again)
    // Cut off half-way: dossiers are sealed, their acts are not.
    await query(`create function dossiers.stop() returns trigger language plpgsql as
      $$ begin raise exception 'cut off'; end $$`)
    await query(
      'create trigger stop before update on dossiers.act for each row execute function dossiers.stop()',
    )
    await expect(sealExisting(p.root)).rejects.toThrow('cut off')
    await query('drop trigger stop on dossiers.act; drop function dossiers.stop()')
    await sealExisting(p.root)
    await sealExisting(p.root)
    expect(await seen(life)).toEqual(before)
    const { rows } = await query(`select table_schema || '.' || table_name || '.' || column_name as name
      from information_schema.columns where (table_schema, table_name, column_name) in (
        ('dossiers', 'dossier', 'answers'), ('dossiers', 'dossier', 'applicant_id_number'),
        ('dossiers', 'draft', 'body'), ('dossiers', 'receipt', 'reason'), ('files', 'file', 'name'),
        ('dossiers', 'supplement_request', 'reason'), ('identity', 'account', 'phone'),
        ('process', 'instance', 'holds_all_answers'))`)
    expect(rows).toEqual([])
    const vars = await query('select vars::text as vars from process.instance')
    expect(vars.rows.some((row) => row.vars.includes('ghi chú kín'))).toBe(false)
    await expect(buffer(p.root.files.read(plain))).rejects.toThrow(/ENOENT/)
  })
})

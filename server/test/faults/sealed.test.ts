import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { modules } from '../../src/app.ts'
import { type SmallProvince, smallProvince } from '../../src/modules/dossiers/testing/small-province.ts'
import { createAccount } from '../../src/modules/identity/index.ts'
import { SYSTEM } from '../../src/platform/actor.ts'
import { backUp } from '../../src/platform/backup/dump.ts'
import { inTx, type Root, readCtx } from '../../src/platform/ctx.ts'
import { eraseData } from '../../src/platform/keys/index.ts'
import { rotateKeys } from '../../src/platform/keys/rotate.ts'
import { wrappingKeys } from '../../src/platform/keys/status.ts'
import { openTestKeys } from '../../src/platform/testing/test-keys.ts'
import { type TestAnswer, testServer } from '../../src/platform/testing/test-server.ts'

let p: SmallProvince
const folder = mkdtempSync(join(tmpdir(), 'motcua-sealed-'))
beforeAll(async () => {
  p = await smallProvince()
})
afterAll(async () => {
  await p.close()
  rmSync(folder, { recursive: true })
})

/** Values that must be found nowhere; each is one word. */
const planted: string[] = []
const plant = (text: string): string => {
  planted.push(text)
  return text
}
let count = 0
const number = (start: string, digits: number) =>
  plant(start + String(++count * 7919).padStart(digits - start.length, '0'))
// Long enough to occur nowhere by chance, e.g. in a digest.
const mark = (start: string) => `${start}bimat${String(++count).padStart(5, '0')}`
const idNumber = () => number('0669', 12)
const phone = () => number('09', 10)
const words = () => `${plant(mark('Nha'))} đường Thử`

const ok = (answer: TestAnswer): TestAnswer['body'] => {
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body))
  return answer.body
}
const act = async (id: string, name: string, body: object, actor = p.officer('tiepnhan', 'xa')) =>
  ok(
    await p.call(actor, 'POST', `/api/v1/dossiers/${id}/${name}`, body, {
      'idempotency-key': `${id}-${name}`,
    }),
  )

async function upload(content: string, name: string): Promise<string> {
  const boundary = 'ranh-gioi'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n`
  const body = Buffer.from(`${head}${content}\r\n--${boundary}--\r\n`)
  const type = { 'content-type': `multipart/form-data; boundary=${boundary}` }
  return ok(await p.call(p.citizen, 'POST', '/api/v1/files', body, type)).id
}

const submission = (channel: 'online' | 'desk', fileId?: string) =>
  p.body({
    channel,
    applicant: {
      name: 'Trần Văn Kín',
      idNumber: idNumber(),
      phone: phone(),
      email: `${plant(mark('thu'))}@vi-du.vn`,
      address: words(),
    },
    authorisation: { relation: 'con', note: words() },
    answers: { soBan: 1, ghiChu: words() },
    delivery: { method: 'post', address: words() },
    ...(fileId && { papers: [{ key: 'don', fileId }] }),
  })

/** A life of a dossier in which every command is given personal data. */
async function live(round: number): Promise<void> {
  const draft = ok(
    await p.call(p.citizen, 'POST', '/api/v1/drafts', { procedureCode: '9.000001', body: { a: idNumber() } }),
  )
  const changes = [{ pointer: '/answers/diaChi', value: words() }]
  ok(
    await p.call(
      p.citizen,
      'PATCH',
      `/api/v1/drafts/${draft.id}`,
      { changes },
      { 'idempotency-key': `nhap-${round}` },
    ),
  )
  const fileId = await upload(`${idNumber()} ${words()}`, `${plant(mark('cccd'))}.txt`)
  const d = ok(
    await p.call(p.citizen, 'POST', '/api/v1/dossiers', submission('online', fileId), {
      'idempotency-key': `nop-${round}`,
    }),
  )
  await act(d.id, 'supplement-requests', { reason: `Thiếu ${idNumber()}`, items: [`Sai ${words()}`] })
  await act(
    d.id,
    'supplements',
    { answers: { soBan: 2, ghiChu: words() }, note: `Gửi ${phone()}` },
    p.citizen,
  )
  const { version } = await act(d.id, 'acceptance', { note: `Gọi ${phone()}` })
  await act(d.id, 'corrections', {
    version,
    reason: `Sửa ${idNumber()}`,
    applicant: { idNumber: idNumber(), phone: phone(), address: words() },
  })
  for (const role of ['chuyenvien', 'lanhdao'] as const) {
    const officer = p.officer(role, 'xa')
    const task = ok(await p.call(officer, 'GET', `/api/v1/tasks?dossier=${d.id}`)).items[0]
    const body = { note: `Đã gọi ${phone()}`, data: { soDienThoai: phone() } }
    ok(await p.call(officer, 'POST', `/api/v1/tasks/${task.id}/completion`, body))
  }
  await act(d.id, 'results', { number: String(round) }, p.officer('vanthu', 'xa'))
  await act(d.id, 'handover', { receiverName: 'Trần Văn Nhận', receiverIdNumber: idNumber(), note: words() })
  const timeline = ok(await p.call(p.citizen, 'GET', `/api/v1/dossiers/${d.id}/timeline`)).items
  expect(timeline.at(-1).data.receiverIdNumber).toMatch(/^0669/)
}

describe('K-01: a copy of database and files without the root key', () => {
  it('holds none of more than 1,000 planted numbers, addresses and words', { timeout: 120_000 }, async () => {
    for (let round = 0; round < 38; round++) await live(round)
    for (let i = 0; i < 50; i++) {
      const account = {
        username: `nguoikin${i}`,
        kind: 'citizen',
        name: 'Trần Văn Kín',
        password: null,
      } as const
      const personal = { idNumber: idNumber(), phone: phone(), email: null, address: words() }
      await inTx(p.root, SYSTEM, 'test', (ctx) => createAccount(ctx, { ...account, ...personal }))
    }
    expect(planted.length).toBeGreaterThan(1000)
    const dump = join(folder, 'dump')
    const names = modules.map((m) => m.name)
    await backUp(p.root.database, names, p.root.filesFolder, dump, p.root.clock.now())
    const texts = readdirSync(dump, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const bytes = readFileSync(join(entry.parentPath, entry.name))
        return (entry.name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()
      })
    const all = texts.join('\n')
    // The search itself must be able to find: names stay readable.
    expect(all).toContain('Trần Văn Kín')
    const found = planted.filter(
      (text) => all.includes(text) || all.includes(Buffer.from(text).toString('hex')),
    )
    process.stdout.write(
      `sealed: ${planted.length} planted, ${texts.length} files looked through, found ${found.length}\n`,
    )
    expect(found).toEqual([])
  })

  it('while people are still found by their whole numbers', async () => {
    const applicant = { name: 'Đặng Thị Tìm', idNumber: '066190007777', phone: '0987 654 321' }
    const authorisation = { relation: 'Con' }
    const body = p.body({ applicant, authorisation })
    const { id } = ok(await p.call(p.citizen, 'POST', '/api/v1/dossiers', body))
    const find = async (q: string, actor = p.officer('tiepnhan', 'xa')) =>
      ok(await p.call(actor, 'GET', `/api/v1/dossiers?q=${encodeURIComponent(q)}`)).items.map(
        (d: { id: string }) => d.id,
      )
    for (const q of ['066190007777', '066.190.007.777', '0987654321', '+84 987 654 321', 'tim 0987 654 321'])
      expect([q, await find(q)]).toEqual([q, [id]])
    for (const q of ['06619000777', '0987654322', 'hoa 0987654321'])
      expect([q, await find(q)]).toEqual([q, []])
    expect(await find('0987654321', p.officer('tiepnhan', 'phuong'))).toEqual([])
  })
})

describe('K-02: new wrapping keys while dossiers are filed', () => {
  it('fail no request, also in a process that does not know them yet', { timeout: 120_000 }, async () => {
    const other = await testServer({ ...p.root, keys: await openTestKeys(p.root.database) })
    const statuses: number[] = []
    const ids: string[] = []
    let ended = false
    const file = async (server: typeof other) => {
      while (!ended) {
        const { status, body } = await server.call(p.citizen, 'POST', '/api/v1/dossiers', p.body())
        statuses.push(status)
        ids.push(body.id)
        statuses.push(
          (await server.call(p.citizen, 'GET', `/api/v1/dossiers/${ids[(ids.length * 7) % ids.length]}`))
            .status,
        )
      }
    }
    const load = [file(p), file(p), file(other)]
    const rotations: number[] = []
    for (let i = 0; i < 3; i++) {
      const { rewrapped } = await rotateKeys(
        p.root,
        () => {},
        async () => {
          const enough = ids.length + 20
          while (ids.length < enough) await new Promise((resolve) => setImmediate(resolve))
        },
      )
      rotations.push(rewrapped)
    }
    ended = true
    await Promise.all(load)
    const last = await rotateKeys(
      p.root,
      () => {},
      async () => {},
    )
    expect(statuses.filter((status) => status !== 200 && status !== 201)).toEqual([])
    expect((await wrappingKeys(p.root.database)).filter((k) => k.dataKeys > 0).map((k) => k.id)).toEqual([
      last.wrappingKey,
    ])
    // The process that was told nothing reads what is under the newest key.
    for (const id of ids.slice(-20))
      expect((await other.call(p.citizen, 'GET', `/api/v1/dossiers/${id}`)).status).toBe(200)
    process.stdout.write(
      `rotation: ${rotations.join(', ')} keys wrapped anew during ${statuses.length} requests, failed 0\n`,
    )
    await other.app.close()
  })
})

describe('K-03: a lost or meddled key', () => {
  const file = async () =>
    ok(
      await p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body({}), {
        'idempotency-key': `k03-${++count}`,
      }),
    )
  const page = async (id: string) => p.call(p.citizen, 'GET', `/api/v1/dossiers/${id}`)

  it('damages one dossier only, and erases it from kept answers too', async () => {
    const [one, two] = [await file(), await file()]
    const key = `k03-${count - 1}`
    await inTx(p.root as Root, SYSTEM, 'test', async (ctx) => eraseData(ctx, one.id))
    expect((await page(one.id)).body.code).toBe('data.erased')
    expect(
      (await p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body({}), { 'idempotency-key': key })).body.code,
    ).toBe('data.erased')
    expect((await page(two.id)).status).toBe(200)
    const list = await p.call(p.citizen, 'GET', `/api/v1/dossiers?q=${one.submissionNumber}`)
    expect(list.body.items.map((d: { id: string }) => d.id)).toEqual([one.id])
    const findings = await Promise.all(p.root.modules.map(async (m) => m.examine?.(readCtx(p.root, SYSTEM))))
    expect(findings.flat().find((f) => f?.name === 'khoá của hồ sơ')?.detail).toMatch(/^1 hồ sơ/)
  })

  it.each(['personal', 'sealed_answers'])(
    '%s of another dossier is not taken for its own',
    async (column) => {
      const [one, two] = [await file(), await file()]
      await p.root.database.pool.query(
        `update dossiers.dossier d set ${column} = o.${column} from dossiers.dossier o where d.id = $1 and o.id = $2`,
        [one.id, two.id],
      )
      expect((await page(one.id)).body.code).toBe('data.unreadable')
      // Nor together with the key of that dossier.
      await p.root.database.pool.query(
        'update platform.data_key k set wrapped = o.wrapped from platform.data_key o where k.id = $1 and o.id = $2',
        [one.id, two.id],
      )
      expect((await page(one.id)).body.code).toBe('data.unreadable')
      expect((await page(two.id)).status).toBe(200)
    },
  )
})

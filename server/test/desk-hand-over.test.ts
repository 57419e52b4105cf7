import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { desk } from '../src/modules/desk/index.ts'
import { type SmallProvince, smallProvince } from '../src/modules/dossiers/testing/small-province.ts'
import { slips } from '../src/modules/slips/index.ts'
import type { Actor } from '../src/platform/actor.ts'
import { NO_PARTNERS } from '../src/platform/partners.ts'
import { type MessageSimulator, startMessageSimulator } from '../src/simulators/messages/index.ts'

let p: SmallProvince
let officer: Actor
let gateway: MessageSimulator
beforeAll(async () => {
  gateway = await startMessageSimulator()
  p = await smallProvince([slips, desk], { ...NO_PARTNERS, messages: { ...gateway, timeoutMs: 3000 } })
  officer = p.officer('tiepnhan', 'xa')
})
afterAll(async () => {
  await p.close()
  await gateway.stop()
})

const post = (path: string, body: object = {}, actor = officer, headers = {}) =>
  p.call(actor, 'POST', `/api/v1${path}`, body, headers)

/** A dossier whose result lies at the desk. */
async function finished(): Promise<string> {
  const { id } = (await post('/dossiers', p.body(), p.citizen)).body
  await post(`/dossiers/${id}/acceptance`)
  for (const [role, outcome] of [
    ['chuyenvien', 'dat'],
    ['lanhdao', 'ky'],
  ] as const) {
    const actor = p.officer(role, 'xa')
    const [task] = (await p.call(actor, 'GET', `/api/v1/tasks?dossier=${id}`)).body.items
    await post(`/tasks/${task.id}/completion`, { outcome }, actor)
  }
  expect(
    (await post(`/dossiers/${id}/results`, { number: '15' }, p.officer('vanthu', 'xa'))).body.status,
  ).toBe(9)
  return id
}

const pass = (seconds: number) => p.root.clock.set(new Date(p.root.clock.now().getTime() + seconds * 1000))
const self = { idNumber: '066 190 000 001' }

async function upload(name: string, content: Buffer): Promise<string> {
  const token = Buffer.from(JSON.stringify(officer)).toString('base64url')
  const boundary = 'ranh-gioi'
  const answer = await p.app.inject({
    method: 'POST',
    url: '/api/v1/files',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload: Buffer.concat([
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
      ),
      content,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  })
  return JSON.parse(answer.body).id
}

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

describe('handing a result over', () => {
  it('to the applicant, who signs on the screen', async () => {
    const id = await finished()
    const check = await post(`/dossiers/${id}/handover-checks`, self)
    expect(check.body).toEqual({
      dossierId: id,
      matches: true,
      applicantName: 'Nguyễn Thị Hoà',
      phone: '090••••001',
    })
    const fileId = await upload('chu-ky.png', PNG)
    const body = { receiver: self, proof: { kind: 'signature', fileId } }
    const done = await post(`/dossiers/${id}/proven-handover`, body, officer, { 'idempotency-key': id })
    expect([done.status, done.body.status]).toEqual([200, 10])
    const again = await post(`/dossiers/${id}/proven-handover`, body, officer, { 'idempotency-key': id })
    expect([again.status, again.body.status]).toEqual([200, 10])
    const { items } = (await p.call(officer, 'GET', `/api/v1/dossiers/${id}/timeline`)).body
    expect(items.at(-1)).toMatchObject({
      kind: 'handedOver',
      data: {
        receiverName: 'Nguyễn Thị Hoà',
        identity: 'self',
        proof: 'signature',
        proofSha256: createHash('sha256').update(PNG).digest('hex'),
      },
    })
    // Whoever may see the dossier may see the signature; nobody else.
    const status = async (actor: Actor) => (await p.call(actor, 'GET', `/api/v1/files/${fileId}`)).status
    expect(await status(p.officer('lanhdao', 'xa'))).toBe(200)
    expect(await status(p.citizen)).toBe(200)
    expect(await status(p.officer('tiepnhan', 'phuong'))).toBe(404)
    const note = await post(`/dossiers/${id}/slips/handover`)
    expect(note.status).toBe(201)
  })

  it('to somebody else only with the paper that authorises him', async () => {
    const id = await finished()
    const other = { idNumber: '066088000002', name: 'Trần Văn Bình' }
    expect(
      (await post(`/dossiers/${id}/handover-checks`, other && { idNumber: other.idNumber })).body.matches,
    ).toBe(false)
    const refused = await post(`/dossiers/${id}/proven-handover`, {
      receiver: other,
      proof: { kind: 'paper' },
    })
    expect([refused.status, refused.body.code]).toEqual([403, 'handover.not_applicant'])
    const authorisation = { relation: 'Chồng', paper: 'Giấy uỷ quyền số 12, UBND xã Thử, 02/01/2026' }
    const done = await post(`/dossiers/${id}/proven-handover`, {
      receiver: { ...other, authorisation },
      proof: { kind: 'paper' },
    })
    expect([done.status, done.body.status]).toEqual([200, 10])
    const { items } = (await p.call(officer, 'GET', `/api/v1/dossiers/${id}/timeline`)).body
    expect(items.at(-1).data).toMatchObject({ receiverName: 'Trần Văn Bình', identity: 'authorised' })
    expect(items.at(-1).reason).toContain('Giấy uỷ quyền số 12')
  })

  it('only when there is a result, and only at the desk that returns it', async () => {
    const { id } = (await post('/dossiers', p.body(), p.citizen)).body
    const early = await post(`/dossiers/${id}/proven-handover`, { receiver: self, proof: { kind: 'paper' } })
    expect([early.status, early.body.code]).toEqual([409, 'handover.not_ready'])
    const elsewhere = p.officer('tiepnhan', 'phuong')
    expect((await post(`/dossiers/${id}/handover-checks`, self, elsewhere)).status).toBe(404)
  })
})

describe('a code by message', () => {
  const told = () => /la (\d{6})/.exec(gateway.sent().at(-1)!.text)![1]!
  const hand = (id: string, code: string) =>
    post(`/dossiers/${id}/proven-handover`, { receiver: self, proof: { kind: 'code', code } })
  const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

  it('goes to the telephone of the dossier, names nobody and proves the hand-over', async () => {
    const id = await finished()
    const sent = await post(`/dossiers/${id}/handover-codes`)
    expect([sent.status, sent.body.phone, sent.body.sendsLeft]).toEqual([201, '090••••001', 2])
    const message = gateway.sent().at(-1)!
    expect(message.phone).toBe('0900000001')
    expect(message.text).not.toMatch(/Nguy|Hoa|http/)
    expect(message.text.length).toBeLessThanOrEqual(160)
    const refused = await hand(id, wrong(told()))
    expect([refused.status, refused.body.code]).toEqual([422, 'handover.code_wrong'])
    const done = await hand(id, told())
    expect([done.status, done.body.status]).toEqual([200, 10])
    const { rows } = await p.root.database.pool.query(
      'select * from desk.handover_code where dossier_id = $1',
      [id],
    )
    expect(rows).toEqual([])
  })

  it('is kept nowhere, lasts ten minutes and bears five attempts', async () => {
    const id = await finished()
    await post(`/dossiers/${id}/handover-codes`)
    const code = told()
    const { rows } = await p.root.database.pool.query(
      'select * from desk.handover_code where dossier_id = $1',
      [id],
    )
    expect(JSON.stringify(rows)).not.toContain(code)
    for (let n = 0; n < 5; n++) expect((await hand(id, wrong(code))).status).toBe(422)
    expect((await hand(id, code)).body.code).toBe('handover.code_attempts')
    expect((await post(`/dossiers/${id}/handover-codes`)).body.code).toBe('handover.code_too_soon')
    pass(31)
    await post(`/dossiers/${id}/handover-codes`)
    const second = told()
    pass(601)
    expect((await hand(id, second)).body.code).toBe('handover.code_expired')
    expect((await post(`/dossiers/${id}/handover-codes`)).body.sendsLeft).toBe(0)
    pass(31)
    expect((await post(`/dossiers/${id}/handover-codes`)).body.code).toBe('handover.codes_used_up')
    expect((await hand(id, told())).body.status).toBe(10)
  })

  it('says so when the gateway takes nothing', async () => {
    const id = await finished()
    for (const fault of ['down', 'refused'] as const) {
      gateway.setFault(fault)
      const answer = await post(`/dossiers/${id}/handover-codes`)
      expect([answer.status, answer.body.code]).toEqual([502, 'handover.not_sent'])
      pass(31)
    }
    gateway.setFault(null)
  })
})

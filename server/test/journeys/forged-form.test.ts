import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openWorld, type Person, type World } from './world.ts'

// What a page never showed, sent by hand: nothing of it gets into a dossier, and what is refused is refused whole.

type Body = Record<string, unknown> & { answers: Record<string, unknown>; applicant: Record<string, unknown> }

let world: World
let citizen: Person
let example: Body
let filed = 0

beforeAll(async () => {
  world = await openWorld('2026-03-09T08:00')
  citizen = await world.as('nguoidan1')
  example = (await citizen.get('/procedures/1.001193/example')).body
})
afterAll(() => world?.close())
beforeEach(async () => {
  filed = await countOfDossiers()
})

const countOfDossiers = async (): Promise<number> =>
  (await citizen.get('/dossiers?limit=100')).body.items.length

const file = (body: unknown) =>
  citizen.post('/dossiers', body, { 'idempotency-key': `forged-form-${crypto.randomUUID()}` })

const withAnswers = (more: Record<string, unknown>): Body => ({
  ...example,
  answers: { ...example.answers, ...more },
})

/** Files, and gives what the office reads. */
async function answersAfter(body: Body): Promise<Record<string, unknown>> {
  const { status, body: made } = await file(body)
  expect(status, JSON.stringify(made)).toBe(201)
  return (await citizen.get(`/dossiers/${made.id}`)).body.answers
}

describe('answers that the form never asked for', () => {
  let honest: Record<string, unknown>
  beforeAll(async () => {
    honest = await answersAfter(example)
  })

  it.each<[string, Record<string, unknown>]>([
    ['an unknown field', { khongCo: 'x', status: 10, __proto__x: { quyen: 'lanhdao' } }],
    ['a field of another form', { loaiBanSao: 'dienTu', vanBan: [{ ten: 'Bằng', soBan: 99 }] }],
    ['a field that a condition hides', { boRoi: { soBienBan: '1' }, mangThaiHo: { hoTen: 'Ai đó' } }],
    [
      'a field in a group that a condition hides',
      {
        con: { quocTichKhac: 'Không quốc tịch', vaiTro: 'x' },
      },
    ],
    ['a computed fee', { lePhi: 0, phiBanSao: 0, tongPhi: -1_000_000, soNgay: 1 }],
  ])('%s is left out: the dossier says what the page would have sent', async (_, more) => {
    const inGroups = Object.entries(more).map(([name, value]) => {
      const own = example.answers[name]
      return [name, own && typeof value === 'object' ? { ...own, ...value } : value]
    })
    expect(await answersAfter(withAnswers(Object.fromEntries(inGroups)))).toEqual(honest)
    expect(await countOfDossiers()).toBe(filed + 1)
  })

  it('what is left out counts for nothing: fees are those of the honest form', async () => {
    const fees = async (body: Body) => (await file(body)).body.fees
    expect(await fees(withAnswers({ lePhi: 0, tongPhi: 0 }))).toEqual(await fees(example))
  })
})

describe('parts that are the office’s to write', () => {
  it.each<[string, Record<string, unknown>, number, string]>([
    ['the status', { status: 10 }, 400, 'request.invalid'],
    ['a code', { code: 'H15.61-260309-0001' }, 400, 'request.invalid'],
    ['a due date', { dueAt: '2030-01-01T00:00:00Z' }, 400, 'request.invalid'],
    ['the moment of receipt', { receivedAt: '2020-01-01T00:00:00Z' }, 400, 'request.invalid'],
    ['who filed it', { submittedBy: '01890000-0000-7000-8000-000000000000' }, 400, 'request.invalid'],
    ['fees', { fees: [{ key: 'lePhi', amount: 0 }] }, 400, 'request.invalid'],
    ['the abstract', { abstract: 'Ưu tiên giải quyết' }, 422, 'dossier.abstract_refused'],
    ['a dossier of the desk', { channel: 'desk' }, 403, 'forbidden'],
    ['an office that may not decide', { competentUnit: 'soxaydung' }, 422, 'dossier.unit_refused'],
    [
      'a paper of another procedure',
      { papers: [{ key: 'banChinh', copies: 1 }] },
      422,
      'dossier.unknown_paper',
    ],
    [
      'an applicant with more than is asked',
      {
        applicant: { role: 'lanhdao', name: 'A', idNumber: '066190000001' },
      },
      400,
      'request.invalid',
    ],
  ])('%s is refused in one sentence, and nothing is filed', async (_, more, status, code) => {
    const refused = await file({ ...example, ...more })
    expect([refused.status, refused.body.code]).toEqual([status, code])
    expect(refused.body.title).toMatch(/^\p{Lu}.+[.!]$/u)
    expect(await countOfDossiers()).toBe(filed)
  })

  it('a draft that holds such parts is still the person’s own, and none of them reaches the dossier', async () => {
    const { body: draft } = await citizen.post('/drafts', {
      procedureCode: '1.001193',
      body: { answers: example.answers, status: 10, competentUnit: 'songhinh' },
    })
    const changes = [
      { pointer: '/answers/khongCo', value: 'x' },
      { pointer: '/fees', value: [] },
    ]
    expect((await citizen.send('PATCH', `/drafts/${draft.id}`, { changes })).status).toBe(200)
    const { body: made } = await file({
      ...withAnswers({ khongCo: 'x' }),
      draftId: draft.id,
    })
    const { body: dossier } = await citizen.get(`/dossiers/${made.id}`)
    expect(dossier).toMatchObject({ status: 1, code: null })
    expect(dossier.answers).not.toHaveProperty('khongCo')
    expect(dossier.fees).not.toEqual([])
    expect((await citizen.get(`/drafts/${draft.id}`)).status).toBe(404)
  })
})

describe('sent once more', () => {
  it('the same form under the same key is one dossier, however often and at once it comes', async () => {
    const once = { 'idempotency-key': 'forged-form-twice' }
    const all = await Promise.all(Array.from({ length: 5 }, () => citizen.post('/dossiers', example, once)))
    const done = all.filter(({ status }) => status === 201)
    expect(new Set(done.map(({ body }) => body.id)).size).toBe(1)
    expect(await countOfDossiers()).toBe(filed + 1)
    const again = await citizen.post('/dossiers', example, once)
    expect(again.body.id).toBe(done[0]!.body.id)
    expect(await countOfDossiers()).toBe(filed + 1)
  })

  it('another form under the same key is refused, and the first stands', async () => {
    const once = { 'idempotency-key': 'forged-form-other' }
    const { body: first } = await citizen.post('/dossiers', example, once)
    const other = await citizen.post('/dossiers', withAnswers({ soBanSao: 9 }), once)
    expect([other.status, other.body.code]).toEqual([409, 'idempotency.key_reused'])
    expect((await citizen.get(`/dossiers/${first.id}`)).body.answers.soBanSao).toBe(2)
    expect(await countOfDossiers()).toBe(filed + 1)
  })

  it('a refused form is not lost: mended, it goes under the same key or another', async () => {
    const { title } = (await file(withAnswers({ soBanSao: -1 }))).body
    expect(title).toMatch(/[.!]$/)
    expect(await countOfDossiers()).toBe(filed)
    expect((await file(example)).status).toBe(201)
  })
})

describe('texts that are none', () => {
  const child = (hoTen: unknown) => withAnswers({ con: { ...(example.answers['con'] as object), hoTen } })
  const nameOf = (answers: Record<string, unknown>) => (answers['con'] as { hoTen: string }).hoTen

  it.each([
    ['5,000 characters', 'A'.repeat(5000)],
    ['only characters that nobody sees', '\u200b\u200d\ufeff\u202e'],
    ['a list', ['Trần', 'Gia', 'Bảo']],
    ['an object', { $ne: '' }],
    ['a number', 12],
  ])('a name of %s is refused at its field, and nothing is filed', async (_, hoTen) => {
    const { status, body } = await file(child(hoTen))
    expect([status, body.code]).toEqual([422, 'form.invalid'])
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toContain('/answers/con/hoTen')
    expect(await countOfDossiers()).toBe(filed)
  })

  it('half of a character is refused before anything is looked at', async () => {
    const { status, body } = await file(child('Trần \ud800'))
    expect([status, body.code]).toEqual([400, 'text.broken'])
    expect(await countOfDossiers()).toBe(filed)
  })

  it.each([
    ['turns the writing direction', 'Trần \u202eGia\u202c Bảo'],
    ['hides characters', 'Tr\u200bần Gia\u2060 Bảo\ufeff'],
    ['is decomposed', 'Trần Gia Bảo'.normalize('NFD')],
    ['has many spaces', '  Trần\u00a0\u00a0Gia \t Bảo '],
  ])('a name that %s is kept as it reads', async (_, hoTen) => {
    expect(nameOf(await answersAfter(child(hoTen)))).toBe('Trần Gia Bảo')
  })

  it('keeps writing from right to left as it was written', async () => {
    expect(nameOf(await answersAfter(child('محمد Nguyễn')))).toBe('محمد Nguyễn')
  })
})

describe('a file that is not what it says', () => {
  const HTML = Buffer.from('<html><script>alert(1)</script></html>')
  it.each([
    ['a page called PDF', 'giay.pdf', HTML, 'file.type_refused'],
    ['a page called photograph', 'giay.jpg', HTML, 'file.type_refused'],
    ['a PDF called photograph', 'giay.jpg', Buffer.from('%PDF-1.7\n%%EOF\n'), 'file.not_what_it_says'],
    [
      'a program called PDF',
      'giay.pdf',
      Buffer.concat([Buffer.from('MZ'), Buffer.alloc(600)]),
      'file.type_refused',
    ],
    ['nothing', 'giay.pdf', Buffer.alloc(0), 'file.empty'],
  ])('%s is refused in a sentence', async (_, name, content, code) => {
    const { status, body } = await citizen.upload(name, content)
    expect([status, body.code]).toEqual([422, code])
    expect(body.title).toMatch(/[.!]$/)
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Actor, SYSTEM } from '../../platform/actor.ts'
import { inTx } from '../../platform/ctx.ts'
import { NO_PARTNERS } from '../../platform/partners.ts'
import { type RegistrySimulator, startRegistrySimulator } from '../../simulators/registries/index.ts'
import { publishProcedure } from '../catalogue/index.ts'
import { publishForm } from '../forms/index.ts'
import { createAccount } from '../identity/index.ts'
import { PROCEDURE, type SmallProvince, smallProvince } from './testing/small-province.ts'

const CODE = '9.000079'
const words = (vi: string) => ({ vi, en: vi })
const field = (key: string, type: string, autocomplete?: string) => ({
  key,
  type,
  label: words(key),
  ...(autocomplete && { autocomplete }),
})
const FORM = {
  key: 'nguon-thong-tin',
  title: words('Nguồn thông tin'),
  sections: [
    {
      key: 'chung',
      title: words('Chung'),
      fields: [
        field('hoTen', 'text', 'name'),
        field('ngaySinh', 'date', 'bday'),
        field('noiO', 'address', 'street-address'),
        field('soMay', 'phone', 'tel'),
        field('ghiChu', 'text'),
      ],
    },
  ],
}
const HOA = { idNumber: '066190000001', name: 'Nguyễn Thị Hoà', birthDate: '1990-02-03' }
const AT = '2026-01-05T01:00:00.000Z'

let p: SmallProvince
let simulator: RegistrySimulator
let citizen: Actor
let other: Actor
beforeAll(async () => {
  const place = { province: '66', commune: '22207', place: 'Buôn Thô' }
  simulator = await startRegistrySimulator({ people: [{ ...HOA, ...place }], companies: [] })
  p = await smallProvince([], { ...NO_PARTNERS, sharedData: { ...simulator, timeoutMs: 3000 } })
  const make = (username: string, idNumber: string) =>
    inTx(p.root, SYSTEM, 'test', (ctx) =>
      createAccount(ctx, {
        username,
        kind: 'citizen',
        name: HOA.name,
        password: null,
        idNumber,
        phone: '0912345678',
      }),
    )
  citizen = { ...p.citizen, id: await make('hoa', HOA.idNumber), name: HOA.name }
  other = { ...p.citizen, id: await make('khac', '066190000002'), idNumberIndex: null }
  await inTx(p.root, SYSTEM, 'test', async (ctx) => {
    const { id } = await publishForm(ctx, FORM)
    const { fees: _, papers: __, ...rest } = PROCEDURE
    const pkg = { ...rest, code: CODE, fees: [], papers: [], goldenCases: [] }
    await publishProcedure(ctx, pkg, { formVersionId: id, processVersionId: null })
  })
})
afterAll(async () => {
  await p.close()
  await simulator.stop()
})

type Item = { pointer: string; value: unknown; source: { kind: string }; at: string; proof: string }
type Claims = Record<string, { source: object; at: string; proof?: string }>

/** What is proposed to the citizen, as the answers and the claims of a form that takes all of it over. */
async function filledIn(
  actor: Actor = citizen,
): Promise<{ answers: Record<string, unknown>; sources: Claims }> {
  const ask = actor === citizen ? { person: HOA } : null
  const url = `/api/v1/procedures/${CODE}/prefill`
  const { status, body } = ask ? await p.call(actor, 'POST', url, ask) : await p.call(actor, 'GET', url)
  expect(status, JSON.stringify(body)).toBe(200)
  const items = body.items as Item[]
  return {
    answers: Object.fromEntries(items.map(({ pointer, value }) => [pointer.slice(1), value])),
    sources: Object.fromEntries(
      items.map(({ pointer, source, at, proof }) => [pointer, { source, at, proof }]),
    ),
  }
}
const file = (changes: object, actor: Actor = citizen) =>
  p.call(actor, 'POST', '/api/v1/dossiers', { ...p.body(), procedureCode: CODE, papers: [], ...changes })
const seen = async (id: string, query = '') =>
  (await p.call(p.officer('tiepnhan', 'xa'), 'GET', `/api/v1/dossiers/${id}${query}`)).body
const kinds = (page: { sources: { pointer: string; kind: string }[] }) =>
  Object.fromEntries(page.sources.map(({ pointer, kind }) => [pointer, kind]))

describe('an officer sees', () => {
  it('where each answer comes from and since when, and what the applicant says is wrong', async () => {
    const { answers, sources } = await filledIn()
    const marks = { '/noiO': { right: 'Thôn 2, xã Sông Hinh' } }
    const { status, body } = await file({ answers: { ...answers, ghiChu: 'Gấp' }, sources, marks })
    expect(status, JSON.stringify(body)).toBe(201)
    const page = await seen(body.id)
    expect(kinds(page)).toEqual({
      '/hoTen': 'population',
      '/ngaySinh': 'population',
      '/noiO': 'population',
      '/soMay': 'account',
    })
    expect(page.sources[0]).toEqual({
      pointer: '/hoTen',
      kind: 'population',
      name: 'Cơ sở dữ liệu quốc gia về dân cư',
      at: AT,
      dossierCode: null,
    })
    expect(page.marks).toEqual([{ pointer: '/noiO', right: 'Thôn 2, xã Sông Hinh', at: AT }])
    const { rows } = await p.root.database.pool.query(
      `select encode(sealed_sources, 'escape') as text from dossiers.dossier where id = $1`,
      [body.id],
    )
    expect(rows[0].text).not.toMatch(/population|hoTen|Thôn 2/)
  })

  it('nothing of it where all was typed in', async () => {
    const { body } = await file({ answers: { hoTen: 'Trần Văn Thử' } })
    expect(await seen(body.id)).toMatchObject({ sources: [], marks: [] })
    const { rows } = await p.root.database.pool.query(
      'select sealed_sources as s from dossiers.dossier where id = $1',
      [body.id],
    )
    expect(rows).toEqual([{ s: null }])
  })
})

describe('a source is not believed', () => {
  it('of an answer that was changed, with another source, without or with a false proof, or given to another', async () => {
    const { answers, sources } = await filledIn()
    const strange = await filledIn(other)
    const claims: Claims = {
      '/hoTen': sources['/hoTen']!,
      '/ngaySinh': { ...sources['/ngaySinh']!, proof: 'x'.repeat(24) },
      '/noiO': { source: sources['/noiO']!.source, at: AT },
      '/soMay': { ...sources['/soMay']!, source: { kind: 'population', askedAt: AT } },
    }
    const page = await seen(
      (await file({ answers: { ...answers, hoTen: 'Nguyễn Thị Hoa' }, sources: claims })).body.id,
    )
    expect(kinds(page)).toEqual({
      '/hoTen': 'declared',
      '/ngaySinh': 'declared',
      '/noiO': 'declared',
      '/soMay': 'declared',
    })
    expect(page.sources[0].name).toBe('Tự khai')
    // The proof of one field is none of another, and that of one account none of another's.
    const swapped = { '/hoTen': sources['/soMay']!, '/soMay': strange.sources['/soMay']! }
    expect(kinds(await seen((await file({ answers, sources: swapped })).body.id))).toEqual({
      '/hoTen': 'declared',
      '/soMay': 'declared',
    })
  })

  it.each([
    [
      'a field that the form has not',
      { sources: { '/khac': { source: { kind: 'account' }, at: AT } } },
      422,
      '/sources/~1khac',
    ],
    ['a mark on no field', { marks: { hoTen: { right: 'Hoa' } } }, 422, '/marks/hoTen'],
    ['a mark on an answer of one’s own', { marks: { '/ghiChu': { right: 'Hoa' } } }, 422, '/marks/~1ghiChu'],
    ['an empty mark', { marks: { '/hoTen': { right: ' ' } } }, 400, null],
    ['an unknown source', { sources: { '/hoTen': { source: { kind: 'police' }, at: AT } } }, 400, null],
  ])('and %s is refused', async (_, changes, status, pointer) => {
    const answer = await file({ answers: { hoTen: 'Hà', ghiChu: 'x' }, ...changes })
    expect(answer.status).toBe(status)
    if (pointer) expect(answer.body.errors[0].pointer).toBe(pointer)
  })
})

describe('a draft', () => {
  it('keeps sources and marks, and a field loses its source when it is changed', async () => {
    const { answers, sources } = await filledIn()
    const marks = { '/soMay': { right: '0987654321' } }
    const draft = (
      await p.call(citizen, 'POST', '/api/v1/drafts', {
        procedureCode: CODE,
        body: { answers, sources, marks },
      })
    ).body
    expect(draft.body).toEqual({ answers, sources, marks })
    const change = (changes: object[]) => p.call(citizen, 'PATCH', `/api/v1/drafts/${draft.id}`, { changes })
    const { body } = (await change([{ pointer: '/answers/hoTen', value: 'Nguyễn Thị Hoa' }])).body
    expect(body.sources['/hoTen']).toEqual({ source: { kind: 'declared' }, at: AT })
    expect(body.sources['/soMay']).toEqual(sources['/soMay'])
    await change([
      { pointer: '/sources/~1ngaySinh', value: { source: { kind: 'card' }, at: AT, proof: 'gia' } },
    ])
    const kept = (await p.call(citizen, 'GET', `/api/v1/drafts/${draft.id}`)).body.body
    const filed = await file({ ...kept, draftId: draft.id })
    expect(filed.status, JSON.stringify(filed.body)).toBe(201)
    const page = await seen(filed.body.id)
    expect(kinds(page)).toEqual({
      '/hoTen': 'declared',
      '/ngaySinh': 'declared',
      '/noiO': 'population',
      '/soMay': 'account',
    })
    expect(page.marks).toMatchObject([{ pointer: '/soMay', right: '0987654321' }])
  })
})

describe('a supplement', () => {
  it('merges: what was changed is declared and its mark settled, the rest stays; the past shows what stood then', async () => {
    const { answers, sources } = await filledIn()
    const marks = { '/noiO': { right: 'Thôn 2' }, '/soMay': { right: '0987654321' } }
    const { id } = (await file({ answers, sources, marks })).body
    const desk = p.officer('tiepnhan', 'xa')
    await p.call(desk, 'POST', `/api/v1/dossiers/${id}/supplement-requests`, { reason: 'Sửa số máy' })
    const before = p.root.clock.now()
    p.root.clock.set(new Date(before.getTime() + 60_000))
    const again = { ...answers, soMay: '0987654321' }
    const newMarks = { '/hoTen': { right: 'Nguyễn Thị Hòa' } }
    const supplemented = await p.call(citizen, 'POST', `/api/v1/dossiers/${id}/supplements`, {
      answers: again,
      marks: newMarks,
    })
    expect(supplemented.status, JSON.stringify(supplemented.body)).toBe(200)
    const page = await seen(id)
    expect(kinds(page)).toMatchObject({ '/soMay': 'declared', '/noiO': 'population' })
    expect(page.marks.map((m: { pointer: string }) => m.pointer)).toEqual(['/noiO', '/hoTen'])
    const past = await seen(id, `?at=${before.toISOString()}`)
    expect(kinds(past)).toMatchObject({ '/soMay': 'account' })
    expect(past.marks.map((m: { pointer: string }) => m.pointer)).toEqual(['/noiO', '/soMay'])
    p.root.clock.set(before)
  })
})

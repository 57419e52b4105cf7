import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { SYSTEM } from '../../platform/actor.ts'
import { inTx } from '../../platform/ctx.ts'
import { NO_PARTNERS } from '../../platform/partners.ts'
import { type RegistrySimulator, startRegistrySimulator } from '../../simulators/registries/index.ts'
import { publishProcedure } from '../catalogue/index.ts'
import { publishForm } from '../forms/index.ts'
import { PROCEDURE, type SmallProvince, smallProvince } from './testing/small-province.ts'

const words = (vi: string) => ({ vi, en: vi })
const field = (key: string, type: string, autocomplete: string) => ({
  key,
  type,
  label: words(key),
  autocomplete,
})
const FORM = {
  key: 'hoi-so-dan-cu',
  title: words('Hỏi cơ sở dữ liệu'),
  sections: [
    {
      key: 'chung',
      title: words('Chung'),
      fields: [
        field('hoTen', 'text', 'name'),
        field('soDinhDanh', 'citizenId', 'citizen-id'),
        field('ngaySinh', 'date', 'bday'),
        field('noiO', 'address', 'street-address'),
        field('soMay', 'phone', 'tel'),
        field('tenCongTy', 'text', 'organization'),
      ],
    },
  ],
}
const HOA = { idNumber: '066190000001', name: 'Nguyễn Thị Hoà', birthDate: '1990-02-03' }
const CARD = '066190000001||Nguyễn Thị Hoà|03021990|Nữ|Buôn Thô, xã Sông Hinh, Đắk Lắk|01012022'
const COMPANY = { taxCode: '9900000016', name: 'Công ty TNHH Thử', address: 'Khu phố 5' }

let p: SmallProvince
let simulator: RegistrySimulator
beforeAll(async () => {
  const place = { province: '66', commune: '22207', place: 'Buôn Thô' }
  simulator = await startRegistrySimulator({ people: [{ ...HOA, ...place }], companies: [COMPANY] })
  p = await smallProvince([], { ...NO_PARTNERS, sharedData: { ...simulator, timeoutMs: 3000 } })
  await inTx(p.root, SYSTEM, 'test', async (ctx) => {
    const { id } = await publishForm(ctx, FORM)
    const { fees: _, papers: __, ...rest } = PROCEDURE
    const pkg = { ...rest, code: '9.000078', fees: [], papers: [], goldenCases: [] }
    await publishProcedure(ctx, pkg, { formVersionId: id, processVersionId: null })
  })
})
afterEach(() => simulator.setFault(null))
afterAll(async () => {
  await p.close()
  await simulator.stop()
})

const ask = (actor: Parameters<SmallProvince['call']>[0], body: object) =>
  p.call(actor, 'POST', '/api/v1/procedures/9.000078/prefill', body)
const kinds = (items: { pointer: string; source: { kind: string } }[]) =>
  Object.fromEntries(items.map((i) => [i.pointer, i.source.kind]))

describe('POST /procedures/{code}/prefill', () => {
  it('proposes to the desk what card, registers and earlier dossiers of the unit say, each with its source', async () => {
    const answers = { soMay: '0912345678' }
    const earlier = { ...p.body(), procedureCode: '9.000078', answers, papers: [] }
    expect((await p.call(p.citizen, 'POST', '/api/v1/dossiers', earlier)).status).toBe(201)
    const { status, body } = await ask(p.officer('tiepnhan', 'xa'), {
      unit: 'xa',
      cardQr: CARD,
      taxCode: COMPANY.taxCode,
    })
    expect([status, body.problems]).toEqual([200, []])
    expect(kinds(body.items)).toEqual({
      '/hoTen': 'population',
      '/soDinhDanh': 'population',
      '/ngaySinh': 'population',
      '/noiO': 'population',
      '/soMay': 'dossier',
      '/tenCongTy': 'enterprises',
    })
    expect(body.items).toContainEqual({
      pointer: '/noiO',
      value: { province: '66', commune: '22207', text: 'Buôn Thô' },
      source: { kind: 'population', askedAt: '2026-01-05T01:00:00.000Z' },
      at: '2026-01-05T01:00:00.000Z',
      proof: expect.any(String),
    })
    const other = await ask(p.officer('tiepnhan', 'phuong'), { unit: 'phuong', cardQr: CARD })
    expect(kinds(other.body.items)).not.toHaveProperty('/soMay')
    const { rows } = await sql`select 1 from platform.access where what = 'prefill'`.execute(
      p.root.database.kysely,
    )
    expect(rows).toHaveLength(1)
  })

  it('goes on with the card when the register is away', async () => {
    simulator.setFault('down')
    const { status, body } = await ask(p.officer('tiepnhan', 'phuong'), { unit: 'phuong', cardQr: CARD })
    expect([status, kinds(body.items)]).toEqual([
      200,
      { '/hoTen': 'card', '/soDinhDanh': 'card', '/ngaySinh': 'card' },
    ])
    expect(body.problems).toEqual([
      { register: 'population', code: 'unavailable', message: expect.stringContaining('hãy điền tay') },
    ])
  })

  it('tells whoever does not know name and birth date nothing', async () => {
    const person = { ...HOA, birthDate: '1991-02-03' }
    const { body } = await ask(p.officer('tiepnhan', 'xa'), { unit: 'xa', person })
    expect([body.items, body.problems[0].code]).toEqual([[], 'notFound'])
  })

  it('lets a citizen ask about herself', async () =>
    expect(kinds((await ask(p.citizen, { person: HOA })).body.items)).toMatchObject({
      '/noiO': 'population',
    }))

  it.each([
    ['a citizen about another', () => p.citizen, { person: { ...HOA, idNumber: '066190000002' } }, 403],
    ['a citizen about a company', () => p.citizen, { taxCode: COMPANY.taxCode }, 403],
    ['an officer of another desk', () => p.officer('tiepnhan', 'phuong'), { unit: 'xa', person: HOA }, 403],
    ['an officer without a desk', () => p.officer('tiepnhan', 'xa'), { person: HOA }, 403],
    ['a specialist', () => p.officer('chuyenvien', 'xa'), { unit: 'xa', person: HOA }, 403],
    ['nobody', () => null, { person: HOA }, 401],
    ['an unreadable card', () => p.officer('tiepnhan', 'xa'), { unit: 'xa', cardQr: 'xyz' }, 422],
    ['no person at all', () => p.officer('tiepnhan', 'xa'), { unit: 'xa' }, 422],
  ])('refuses %s, and asks no register', async (_, actor, body, status) => {
    const before = simulator.asked()
    expect((await ask(actor(), body)).status).toBe(status)
    expect(simulator.asked()).toBe(before)
  })
})

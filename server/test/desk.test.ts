import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { currentProcedure, publishProcedure } from '../src/modules/catalogue/index.ts'
import { desk } from '../src/modules/desk/index.ts'
import { type SmallProvince, smallProvince } from '../src/modules/dossiers/testing/small-province.ts'
import { closeBook } from '../src/modules/fees/commands.ts'
import { booksOf } from '../src/modules/fees/store.ts'
import { slips } from '../src/modules/slips/index.ts'
import { type Actor, SYSTEM } from '../src/platform/actor.ts'
import { inTx } from '../src/platform/ctx.ts'

let p: SmallProvince
let officer: Actor
beforeAll(async () => {
  p = await smallProvince([slips, desk])
  officer = p.officer('tiepnhan', 'xa')
})
afterAll(() => p.close())

const post = (path: string, body: object, headers = {}, actor = officer) =>
  p.call(actor, 'POST', `/api/v1${path}`, body, headers)
const get = async (path: string, actor = officer) => (await p.call(actor, 'GET', `/api/v1${path}`)).body
const intake = (changes = {}) => {
  const { channel: _, receivingUnit: unit, ...body } = p.body()
  return { ...body, unit, ...changes }
}

describe('intake in one request', () => {
  it('files, accepts, takes the fee and issues the receipt', async () => {
    const { status, body } = await post('/desk/intakes', intake({ fee: { method: 'cash' } }))
    expect(status, JSON.stringify(body)).toBe(201)
    expect(body.dossier).toMatchObject({ status: 2, channel: 'desk', feeTotal: 4000, paymentState: 'paid' })
    expect(body.dossier.code).toMatch(/^H15\.1-260105-/)
    expect(body.receipt).toMatchObject({ kind: 'receipt', issue: 1, paper: 'A5' })
    const { items } = await get(`/dossiers/${body.dossier.id}/timeline`)
    expect(items.map((act: { kind: string }) => act.kind)).toEqual(['submitted', 'accepted', 'feeCollected'])
    expect(items[2].data).toMatchObject({
      ...{ amount: 4000, method: 'cash', receiptNumber: null },
      receipt: { form: '01BLP2-001', series: 'AA-26T', number: '0000001', taxCode: '6099000014' },
    })
    const pdf = await p.call(officer, 'GET', body.receipt.file)
    expect([pdf.status, String(pdf.body).slice(0, 5)]).toEqual([200, '%PDF-'])
  })

  it('gives the same dossier and the same receipt when it is sent again', async () => {
    const headers = { 'idempotency-key': 'ban-1-luot-2' }
    const first = await post('/desk/intakes', intake(), headers)
    const again = await post('/desk/intakes', intake(), headers)
    expect(again.status).toBe(201)
    expect([again.body.dossier.id, again.body.receipt.id]).toEqual([
      first.body.dossier.id,
      first.body.receipt.id,
    ])
  })

  it('keeps nothing of what it refuses', async () => {
    const before = (await get('/queues')).map((q: { count: number }) => q.count)
    const missing = await post('/desk/intakes', intake({ papers: [] }))
    expect([missing.status, missing.body.code]).toEqual([422, 'dossier.papers_missing'])
    const wrong = await post('/desk/intakes', intake({ fee: { amount: 5000 } }))
    expect([wrong.status, wrong.body.code]).toEqual([422, 'dossier.fee_differs'])
    expect((await get('/queues')).map((q: { count: number }) => q.count)).toEqual(before)
  })

  it('receives for another unit of the province, at the own desk only', async () => {
    const across = await post('/desk/intakes', intake({ competentUnit: 'phuong' }))
    expect(across.body.dossier).toMatchObject({ receivingUnit: 'xa', competentUnit: 'phuong' })
    const elsewhere = await post('/desk/intakes', intake({ unit: 'phuong' }))
    expect(elsewhere.status).toBe(403)
  })

  it('asks for no fee where there is none', async () => {
    await inTx(p.root, SYSTEM, 'test', async (ctx) => {
      const known = await currentProcedure(ctx, '9.000001')
      await publishProcedure(ctx, { ...p.procedure, code: '9.000002', fees: [] }, known as never)
    })
    const free = intake({ procedureCode: '9.000002', fee: { method: 'cash' } })
    const { status, body } = await post('/desk/intakes', free)
    expect([status, body.dossier?.paymentState], JSON.stringify(body)).toEqual([201, 'none'])
  })

  it('takes the fee later too, once', async () => {
    const { dossier } = (await post('/desk/intakes', intake())).body
    expect([dossier.paymentState, dossier.can.includes('fee-collections')]).toEqual(['unpaid', true])
    const paid = await post(`/dossiers/${dossier.id}/fee-collections`, { method: 'card' })
    expect([paid.status, paid.body.paymentState]).toEqual([200, 'paid'])
    expect((await post(`/dossiers/${dossier.id}/fee-collections`, {})).status).toBe(409)
  })
})

describe('a desk without a receipt left', () => {
  it('takes no money without one, and receives all else', async () => {
    const other = p.officer('tiepnhan', 'phuong')
    const receive = (changes: object) =>
      post('/desk/intakes', intake({ unit: 'phuong', ...changes }), {}, other)
    await inTx(p.root, SYSTEM, 'test', async (ctx) => {
      await closeBook(ctx, (await booksOf(ctx, p.unitIds.phuong))[0]!.id)
    })
    const refused = await receive({ fee: { method: 'cash' } })
    expect([refused.status, refused.body.code]).toEqual([409, 'fees.no_book'])
    expect(refused.body.title).toContain('UBND phường Thử không có quyển biên lai nào còn số')
    expect((await receive({ procedureCode: '9.000002', fee: { method: 'cash' } })).status).toBe(201)
    const unpaid = (await receive({})).body.dossier
    expect([unpaid.paymentState, unpaid.collectingUnit]).toEqual(['unpaid', 'phuong'])
    const { body } = await p.call(p.officer('chuyenvien', 'phuong'), 'GET', `/api/v1/dossiers/${unpaid.id}`)
    expect(body.collectingUnit).toBeNull()
    const byHand = await receive({ fee: { method: 'cash', receiptNumber: 'AB-25P 0000345' } })
    const { paymentState, collectingUnit } = byHand.body.dossier
    expect([paymentState, collectingUnit]).toEqual(['paid', null])
  })
})

describe('recall of the person at the desk', () => {
  it('tells what dossiers of the unit know, and leaves a trace the person can read', async () => {
    p.root.clock.set(new Date(p.root.clock.now().getTime() + 60_000))
    const { dossier } = (await post('/desk/intakes', intake())).body
    const { status, body } = await post('/desk/recalls', { unit: 'xa', idNumber: '066 190 000 001' })
    expect([status, body.person.name, body.person.phone]).toEqual([200, 'Nguyễn Thị Hoà', '0900000001'])
    expect(body.person.from.code).toBe(dossier.code)
    expect(body.dossiers[0]).toMatchObject({
      id: dossier.id,
      statusName: 'Được tiếp nhận',
      toHandOver: false,
    })
    const reads = await get(`/dossiers/${dossier.id}/reads`, p.citizen)
    expect(JSON.stringify(reads)).toContain('recall')
  })

  it('knows nothing of what another unit received, and lets nobody ask from elsewhere', async () => {
    const other = p.officer('tiepnhan', 'phuong')
    await post('/desk/intakes', intake({ applicant: { name: 'Lê Văn Tám', idNumber: '066090000077' } }))
    const query = { unit: 'phuong', idNumber: '066090000077' }
    expect((await post('/desk/recalls', query, {}, other)).body).toMatchObject({
      ...{ person: null, dossiers: [], papers: [] },
    })
    expect((await post('/desk/recalls', { ...query, unit: 'xa' }, {}, other)).body.code).toBe(
      'desk.not_yours',
    )
    expect((await post('/desk/recalls', query, {}, p.officer('chuyenvien', 'phuong'))).status).toBe(403)
    const mine = { ...officer, idNumberIndex: p.citizen.idNumberIndex }
    const own = await post('/desk/recalls', { unit: 'xa', idNumber: '066190000001' }, {}, mine)
    expect(own.body.code).toBe('dossier.own_interest')
  })
})

describe('procedures of the desk', () => {
  it('are listed with those it receives often', async () => {
    const { items, frequent } = await get('/desk/procedures?unit=xa')
    expect(items[0]).toEqual({
      ...{ code: '9.000001', name: 'Thủ tục thử', sector: 'Thử nghiệm', keywords: ['Thủ tục thử'] },
    })
    expect(frequent).toEqual(['9.000001', '9.000002'])
    expect((await p.call(officer, 'GET', '/api/v1/desk/procedures?unit=phuong')).body.code).toBe(
      'desk.not_yours',
    )
  })

  it('have quick fills of the unit, without what is of one person', async () => {
    const fill = { unit: 'xa', procedureCode: '9.000001', name: 'Hai bản', answers: { soBan: 2, lạ: 'gì' } }
    const kept = await post('/desk/quick-fills', fill)
    expect([kept.status, kept.body.answers]).toEqual([201, { soBan: 2 }])
    expect((await post('/desk/quick-fills', { ...fill, answers: {} })).body.code).toBe('quick_fill.empty')
    const list = '/desk/quick-fills?unit=xa&procedure=9.000001'
    expect((await get(list)).items).toEqual([kept.body])
    const url = `/api/v1/desk/quick-fills/${kept.body.id}`
    expect((await p.call(p.officer('tiepnhan', 'phuong'), 'DELETE', url)).status).toBe(403)
    expect((await get(list)).items).toHaveLength(1)
    expect((await p.call(officer, 'DELETE', url)).status).toBe(200)
  })
})

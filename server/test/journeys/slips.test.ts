import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld('2026-08-20T09:00')
})
afterAll(() => world.close())

describe('the papers of a house permit', () => {
  let id = ''
  const issue = async (who: string, kind: string, body: object = {}) =>
    (await world.as(who)).post(`/dossiers/${id}/slips/${kind}`, body)
  const kindsFor = async (who: string) =>
    (await (await world.as(who)).get(`/dossiers/${id}/slips`)).body.can.map((c: { kind: string }) => c.kind)

  it('the desk prints the receipt, the fee receipt and the control slip', async () => {
    const desk = await world.as('tiepnhan.tayhoa')
    const example = (await desk.get('/procedures/1.013225/example')).body
    const body = { ...example, channel: 'desk', receivingUnit: 'tayhoa', competentUnit: 'tayhoa' }
    id = (await desk.post('/dossiers', body)).body.id
    expect(await kindsFor('tiepnhan.tayhoa')).toEqual([])
    await desk.post(`/dossiers/${id}/acceptance`, {})
    expect(await kindsFor('tiepnhan.tayhoa')).toEqual(['receipt', 'control'])
    expect((await desk.post(`/dossiers/${id}/fee-collections`, {})).status).toBe(200)
    expect(await kindsFor('tiepnhan.tayhoa')).toEqual(['receipt', 'control', 'fee'])
    for (const kind of ['receipt', 'fee', 'control']) {
      const { status, body: slip } = await issue('tiepnhan.tayhoa', kind, { paper: 'A5' })
      expect([status, slip.kind, slip.unit]).toEqual([201, kind, 'tayhoa'])
      const file = await desk.get(slip.file.slice('/api/v1'.length))
      expect([file.status, file.body.slice(0, 7)]).toEqual([200, '%PDF-1.'])
    }
  })

  it('the leader prints the apology, the desk the hand-over note, everybody after his act', async () => {
    const head = await world.as('lanhdao.tayhoa')
    const apology = { reason: 'Phải kiểm tra thực địa lại', newDue: '2026-09-10T16:00:00+07:00' }
    expect((await head.post(`/dossiers/${id}/apologies`, apology)).status).toBe(200)
    expect((await issue('lanhdao.tayhoa', 'apology')).status).toBe(201)
    await world.work(id)
    await (await world.as('vanthu.tayhoa')).post(`/dossiers/${id}/results`, { number: '7/GPXD' })
    expect((await issue('tiepnhan.tayhoa', 'handover')).status).toBe(201)
    await (await world.as('tiepnhan.tayhoa')).post(`/dossiers/${id}/handover`, {})
    const again = await issue('tiepnhan.tayhoa', 'handover', { reason: 'Ghi thêm người nhận' })
    expect(again.body.changes.map((c: { name: string }) => c.name)).toContain('Người nhận')
  })

  it('the register of the commune has its line', async () => {
    const order = { unit: 'tayhoa', from: '2026-08-01', to: '2026-08-31' }
    expect((await (await world.as('vanthu.tayhoa')).post('/registers', order)).status).toBe(201)
    expect((await (await world.as('vanthu.songhinh')).post('/registers', order)).status).toBe(403)
  })
})

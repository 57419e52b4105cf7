import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type World, wallTime } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld('2026-03-09T08:00')
})
afterAll(() => world.close())

describe('land transfer received in another place, with a supplement and the tax pause', () => {
  let id = ''
  const PDF = Buffer.from('%PDF-1.7\ntrailer <<>>\n%%EOF\n')

  it('is received at the commune for the land office, and both see it', async () => {
    const officer = await world.as('tiepnhan.songhinh')
    const example = (await officer.get('/procedures/1.013831/example')).body
    const submitted = await officer.post('/dossiers', {
      ...example,
      channel: 'desk',
      receivingUnit: 'songhinh',
    })
    expect(submitted.body).toMatchObject({
      crossBoundary: true,
      receivingUnit: 'songhinh',
      competentUnit: 'datdai',
    })
    id = submitted.body.id
    const accepted = await officer.post(`/dossiers/${id}/acceptance`, {})
    // 32 working hours from Monday 9/3 08:00: 7.5 h that day, 8 on 10, 11 and 12/3, 0.5 h on 13/3.
    expect(wallTime(accepted.body.dueAt)).toBe('2026-03-13T08:00')
    expect((await (await world.as('chuyenvien.datdai')).get(`/dossiers/${id}`)).status).toBe(200)
    expect((await (await world.as('chuyenvien.tayhoa')).get(`/dossiers/${id}`)).status).toBe(404)
  })

  it('the papers travel with states of their own', async () => {
    const sent = await (await world.as('tiepnhan.songhinh')).post(`/dossiers/${id}/transfers`, {
      state: 'sent',
    })
    expect(sent.body.transferState).toBe('sent')
    const received = await (await world.as('tiepnhan.datdai')).post(`/dossiers/${id}/transfers`, {
      state: 'received',
    })
    expect(received.body).toMatchObject({ transferState: 'received', status: 2 })
  })

  it('one supplement request stops the clock, a second is refused', async () => {
    await world.work(id, (open) => open[0] !== 'tiep_nhan')
    await world.at('2026-03-10T09:00')
    const specialist = await world.as('chuyenvien.datdai')
    const request = { reason: 'Thiếu trích lục', items: ['Trích lục bản đồ địa chính'] }
    const asked = await specialist.post(`/dossiers/${id}/supplement-requests`, request)
    expect(asked.body).toMatchObject({ status: 5, supplement: { receivedAt: null } })
    const open = (await specialist.get(`/tasks?dossier=${id}`)).body.items[0]
    const blocked = await specialist.post(`/tasks/${open.id}/completion`, { outcome: open.outcomes[0] })
    expect([blocked.status, blocked.body.code]).toEqual([409, 'dossier.waiting'])
    await world.at('2026-03-17T10:00')
    const officer = await world.as('tiepnhan.songhinh')
    const file = await officer.upload('trich-luc.pdf', PDF)
    const key = (await officer.get(`/dossiers/${id}`)).body.papers[0].key
    const back = await officer.post(`/dossiers/${id}/supplements`, {
      papers: [{ key, fileId: file.body.id, originals: 1 }],
    })
    expect(back.body.status).toBe(4)
    // The limit counts again from the complete dossier: 32 hours from Tuesday 17/3 10:00.
    expect(wallTime(back.body.dueAt)).toBe('2026-03-23T10:00')
    const again = await (await world.as('chuyenvien.datdai')).post(
      `/dossiers/${id}/supplement-requests`,
      request,
    )
    expect([again.status, again.body.code]).toEqual([422, 'dossier.supplement_twice'])
  })

  it('waits for the tax without the clock running, and goes on when it is paid', async () => {
    await world.at('2026-03-18T10:00')
    await world.work(id, (open) => open[0] === 'cho_thue')
    const waiting = await (await world.as('chuyenvien.datdai')).get(`/dossiers/${id}`)
    expect(waiting.body).toMatchObject({ status: 6, statusName: 'Yêu cầu thực hiện nghĩa vụ tài chính' })
    await world.at('2026-03-25T10:00')
    const paid = await (await world.as('chuyenvien.datdai')).post(`/dossiers/${id}/payment-confirmations`, {
      receiptNumber: '0001234',
    })
    // Five working days waited: 23/3 10:00 moves to 30/3 10:00.
    expect(paid.body.status).toBe(4)
    expect(wallTime(paid.body.dueAt)).toBe('2026-03-30T10:00')
    const kinds = (await (await world.as('chuyenvien.datdai')).get(`/dossiers/${id}/clock`)).body.ledger.map(
      (e: { kind: string }) => e.kind,
    )
    expect(kinds).toEqual(['START', 'PAUSE', 'RESTART', 'PAUSE', 'RESUME'])
  })

  it('the result goes back to where it was received', async () => {
    await world.work(id)
    const recorded = await (await world.as('vanthu.datdai')).post(`/dossiers/${id}/results`, {
      number: 'BA 123456',
    })
    expect(recorded.body.status).toBe(9)
    expect(
      (await (await world.as('tiepnhan.songhinh')).get('/dossiers?queue=to-hand-over')).body.items.length,
    ).toBe(1)
    const handed = await (await world.as('tiepnhan.songhinh')).post(`/dossiers/${id}/handover`, {
      method: 'counter',
    })
    expect(handed.body.status).toBe(10)
  })
})

describe('a supplement that never comes', () => {
  it('closes the dossier after fifteen working days', async () => {
    const citizen = await world.as('nguoidan2')
    const example = (await citizen.get('/procedures/2.000815/example')).body
    const body = { ...example, channel: 'desk', receivingUnit: 'tayhoa' }
    delete body.competentUnit
    await world.at('2026-04-01T09:00')
    const officer = await world.as('tiepnhan.tayhoa')
    const { id } = (await officer.post('/dossiers', body)).body
    const asked = await officer.post(`/dossiers/${id}/supplement-requests`, { reason: 'Bản chính bị mờ' })
    expect(asked.body.status).toBe(5)
    const replyBy = asked.body.supplement.replyBy
    await world.at(new Date(new Date(replyBy).getTime() + 60_000).toISOString())
    const closed = await (await world.as('tiepnhan.tayhoa')).get(`/dossiers/${id}`)
    expect(closed.body.status).toBe(8)
    const late = await (await world.as('tiepnhan.tayhoa')).post(`/dossiers/${id}/supplements`, {})
    expect(late.status).toBe(409)
  })
})

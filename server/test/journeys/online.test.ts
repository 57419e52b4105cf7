import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type World, wallTime } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld('2026-02-11T09:00')
})
afterAll(() => world.close())

const PDF = Buffer.from('%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n')

describe('social pension, online, across Tết 2026', () => {
  let id = ''
  let secret = ''
  let code = ''

  it('a visitor finds the procedure without tones', async () => {
    const visitor = await world.as(null)
    const found = await visitor.get('/procedures?q=tro cap huu tri xa hoi')
    expect(found.body.items[0].code).toBe('1.014027')
    const procedure = await visitor.get('/procedures/1.014027')
    expect(procedure.body).toMatchObject({ code: '1.014027', configured: true })
    expect(procedure.body.form.sections.length).toBeGreaterThan(0)
  })

  it('a citizen sends a file and files the dossier', async () => {
    const citizen = await world.as('nguoidan1')
    const file = await citizen.upload('don-de-nghi.pdf', PDF)
    expect(file.status).toBe(201)
    const example = (await citizen.get('/procedures/1.014027/example')).body
    const papers = example.papers.map((p: { key: string }) => ({ key: p.key, fileId: file.body.id }))
    const body = { ...example, channel: 'online', receivingUnit: 'songhinh', papers }
    const first = await citizen.post('/dossiers', body, { 'idempotency-key': 'nop-1' })
    expect(first.status).toBe(201)
    expect(first.body).toMatchObject({ status: 1, code: null, dueAt: null, can: ['withdrawal'] })
    const second = await citizen.post('/dossiers', body, { 'idempotency-key': 'nop-1' })
    expect(second.body).toEqual(first.body)
    id = first.body.id
    const mine = await citizen.get('/dossiers')
    expect(mine.body.items.map((d: { id: string }) => d.id)).toEqual([id])
  })

  it('reception of the commune accepts: code and due date to the minute', async () => {
    await world.at('2026-02-11T10:00')
    const officer = await world.as('tiepnhan.songhinh')
    const queue = await officer.get('/dossiers?queue=intake')
    expect(queue.body.items.map((d: { id: string }) => d.id)).toEqual([id])
    const accepted = await officer.post(`/dossiers/${id}/acceptance`)
    expect(accepted.status).toBe(200)
    expect(accepted.body.status).toBe(2)
    // Counted by hand: 80 working hours from Wednesday 11/2 10:00. 11/2 5.5 h, 12/2 8, 13/2 8, 16-20/2 Tết,
    // 23-27/2 40, 2/3 8, 3/3 8, 4/3 2.5 h from 07:30.
    expect(wallTime(accepted.body.dueAt)).toBe('2026-03-04T10:00')
    code = accepted.body.code
    secret = accepted.body.trackingSecret
    expect(code).toMatch(/^H15[.0-9A-Z]*-260211-0001$/)
  })

  it('anybody with the code sees status and dates; with the secret, the steps', async () => {
    const visitor = await world.as(null)
    const plain = await visitor.get(`/track/${code}`)
    expect(plain.body).toMatchObject({ code, status: 2, details: null })
    expect(JSON.stringify(plain.body)).not.toContain('Nguyễn')
    const whole = await visitor.get(`/track/${code}?secret=${secret}`)
    expect(whole.body.details.steps.map((s: { name: string }) => s.name)).toEqual([
      'Nộp hồ sơ',
      'Tiếp nhận hồ sơ',
    ])
    expect((await visitor.get(`/track/${code}?secret=SAISAISA`)).status).toBe(403)
  })

  it('the steps are done, the result recorded and handed over', async () => {
    await world.at('2026-03-03T15:00')
    const steps = await world.work(id)
    expect(steps.length).toBeGreaterThanOrEqual(5)
    const clerk = await world.as('vanthu.songhinh')
    const recorded = await clerk.post(`/dossiers/${id}/results`, {
      number: '12/QĐ-UBND',
      signedOn: '2026-03-03',
    })
    expect(recorded.body).toMatchObject({ status: 9, punctuality: 'early' })
    const officer = await world.as('tiepnhan.songhinh')
    const handed = await officer.post(`/dossiers/${id}/handover`, { receiverName: 'Người nhận' })
    expect(handed.body).toMatchObject({ status: 10, can: [] })
  })

  it('the timeline is whole and the clock explains itself', async () => {
    const citizen = await world.as('nguoidan1')
    const timeline = (await citizen.get(`/dossiers/${id}/timeline`)).body.items
    const statuses = timeline.map((a: { statusAfter: number }) => a.statusAfter)
    expect([...new Set(statuses)]).toEqual([1, 2, 4, 9, 10])
    const clock = (await citizen.get(`/dossiers/${id}/clock`)).body
    expect(clock.state).toBe('ended')
    expect(clock.ledger.map((e: { kind: string }) => e.kind)).toEqual(['START', 'END'])
    expect(clock.ledger[0].note).toContain('Tết')
  })
})

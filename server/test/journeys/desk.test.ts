import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type World, wallTime } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld('2026-08-20T14:00')
})
afterAll(() => world.close())

describe('house permit, at the desk, across the working Saturday 22/8/2026', () => {
  let id = ''

  it('the officer receives and accepts the dossier of a walk-in', async () => {
    const officer = await world.as('tiepnhan.tayhoa')
    const example = (await officer.get('/procedures/1.013225/example')).body
    const body = { ...example, channel: 'desk', receivingUnit: 'tayhoa', competentUnit: 'tayhoa' }
    const submitted = await officer.post('/dossiers', body)
    expect(submitted.body).toMatchObject({ status: 1, channel: 'desk' })
    id = submitted.body.id
    const accepted = await officer.post(`/dossiers/${id}/acceptance`, {})
    // Counted by hand: 56 working hours from Thursday 20/8 14:00. 20/8 3.5 h, 21/8 8, Saturday 22/8 8 (swapped with
    // Monday 31/8), 24-27/8 32, 28/8 4.5 h: 4 in the morning, then 13:30 to 14:00.
    expect(wallTime(accepted.body.dueAt)).toBe('2026-08-28T14:00')
  })

  it('queues count what their lists show, for every officer, after every step', async () => {
    const officers = ['tiepnhan', 'chuyenvien', 'truongphong', 'lanhdao', 'vanthu'].map((r) => `${r}.tayhoa`)
    const check = async () => {
      for (const name of officers) {
        const officer = await world.as(name)
        for (const queue of (await officer.get('/queues')).body) {
          const list = await officer.get(`/dossiers?queue=${queue.key}&limit=200`)
          expect([name, queue.key, list.body.items.length]).toEqual([name, queue.key, queue.count])
        }
      }
    }
    await check()
    let steps = 0
    await world.work(id, () => steps++ >= 2)
    await check()
    await world.work(id)
    await check()
  })

  it('is late when the result comes after the due minute', async () => {
    await world.at('2026-08-28T14:01')
    const late = await (await world.as('chuyenvien.tayhoa')).get(`/dossiers/${id}`)
    expect(late.body.punctuality).toBe('late')
    const recorded = await (await world.as('vanthu.tayhoa')).post(`/dossiers/${id}/results`, {
      number: '7/GPXD',
    })
    expect(recorded.body).toMatchObject({ status: 9, punctuality: 'late' })
    const handed = await (await world.as('tiepnhan.tayhoa')).post(`/dossiers/${id}/handover`, {})
    expect(handed.body.status).toBe(10)
  })
})

describe('refusals at the desk', () => {
  it('an officer of another unit does not find the dossier; a citizen may not accept it', async () => {
    const officer = await world.as('tiepnhan.tayhoa')
    const example = (await officer.get('/procedures/1.013225/example')).body
    const { body } = await officer.post('/dossiers', {
      ...example,
      channel: 'desk',
      receivingUnit: 'tayhoa',
      competentUnit: 'tayhoa',
    })
    expect((await (await world.as('tiepnhan.songcau')).get(`/dossiers/${body.id}`)).status).toBe(404)
    expect(
      (await (await world.as('tiepnhan.songcau')).post(`/dossiers/${body.id}/acceptance`, {})).status,
    ).toBe(404)
    expect((await (await world.as('nguoidan1')).post(`/dossiers/${body.id}/acceptance`, {})).status).toBe(403)
    expect((await (await world.as('vanthu.tayhoa')).post(`/dossiers/${body.id}/handover`, {})).status).toBe(
      403,
    )
    const early = await officer.post(`/dossiers/${body.id}/handover`, {})
    expect([early.status, early.body.code]).toEqual([409, 'dossier.bad_transition'])
  })

  it('two officers completing one task: one wins, the other gets 409', async () => {
    const officer = await world.as('tiepnhan.tayhoa')
    const example = (await officer.get('/procedures/1.013225/example')).body
    const { body } = await officer.post('/dossiers', {
      ...example,
      channel: 'desk',
      receivingUnit: 'tayhoa',
      competentUnit: 'tayhoa',
    })
    await officer.post(`/dossiers/${body.id}/acceptance`, {})
    const task = (await officer.get(`/tasks?dossier=${body.id}`)).body.items[0]
    const complete = () => officer.post(`/tasks/${task.id}/completion`, { outcome: task.outcomes[0] })
    const statuses = (await Promise.all([complete(), complete()])).map((a) => a.status)
    expect(statuses.sort()).toEqual([200, 409])
  })
})

describe('codes', () => {
  it('50 acceptances at once have no gap and no double, although some fail', async () => {
    const officer = await world.as('tiepnhan.songcau')
    const example = (await officer.get('/procedures/2.000815/example')).body
    const body = { ...example, channel: 'desk', receivingUnit: 'songcau' }
    delete body.competentUnit
    const submitted = await Promise.all(Array.from({ length: 50 }, () => officer.post('/dossiers', body)))
    expect(new Set(submitted.map((s) => s.body.submissionNumber)).size).toBe(50)
    const acceptTwice = submitted.flatMap((s) => [s.body.id, s.body.id])
    const accepted = await Promise.all(
      acceptTwice.map((id) => officer.post(`/dossiers/${id}/acceptance`, {})),
    )
    const codes = accepted.filter((a) => a.status === 200).map((a) => String(a.body.code))
    expect(accepted.filter((a) => a.status === 409).length).toBe(50)
    const numbers = codes.map((c) => Number(c.split('-').at(-1))).sort((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: 50 }, (_, i) => i + 1))
  })
})

describe('people who only look', () => {
  it('the auditor of the province sees every dossier and can do nothing with it', async () => {
    const auditor = await world.as('kiemtra')
    const all = await auditor.get('/dossiers?limit=200')
    expect(all.body.items.length).toBeGreaterThan(50)
    const one = await auditor.get(`/dossiers/${all.body.items[0].id}`)
    expect(one.body.can).toEqual([])
    expect((await auditor.post(`/dossiers/${one.body.id}/stop`, { reason: 'Thử' })).status).toBe(403)
  })

  it('the administrator of the system sees none', async () => {
    const administrator = await world.as('quantri')
    expect((await administrator.get('/dossiers')).status).toBe(403)
    expect((await administrator.get('/queues')).status).toBe(403)
  })
})

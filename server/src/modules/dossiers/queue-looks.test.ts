import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SmallProvince, smallProvince } from './testing/small-province.ts'

let p: SmallProvince
beforeAll(async () => {
  p = await smallProvince()
})
afterAll(() => p.close())

const pass = (minutes: number) => p.root.clock.set(new Date(p.root.clock.now().getTime() + minutes * 60_000))

describe('what is new in a queue', () => {
  it('counts what came since the last look, of each officer for himself', async () => {
    const desk = p.officer('tiepnhan', 'xa')
    const queue = async (actor = desk, key = 'intake') =>
      (await p.call(actor, 'GET', '/api/v1/queues')).body.find((q: { key: string }) => q.key === key)
    const file = () => p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body())
    await file()
    expect(await queue()).toMatchObject({ count: 1, newCount: 0, lookedAt: null })
    const look = await p.call(desk, 'POST', '/api/v1/queues/intake/look')
    expect(look).toMatchObject({ status: 200, body: { lookedAt: p.root.clock.now().toISOString() } })
    expect(await queue()).toMatchObject({ count: 1, newCount: 0 })
    pass(5)
    const { body } = await file()
    expect(await queue()).toMatchObject({ count: 2, newCount: 1, lookedAt: look.body.lookedAt })
    expect(await queue(p.officer('tiepnhan', 'xa'))).toMatchObject({ count: 2, newCount: 0 })
    const rows = (await p.call(desk, 'GET', '/api/v1/dossiers?queue=intake')).body.items
    const isNew = rows.map((r: { enteredAt: string }) => r.enteredAt > look.body.lookedAt)
    expect([rows[1].id, isNew]).toEqual([body.id, [false, true]])
  })

  it('is not new again when a colleague takes it, but when it becomes late', async () => {
    const clerk = p.officer('chuyenvien', 'xa')
    const { body } = await p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body())
    await p.call(p.officer('tiepnhan', 'xa'), 'POST', `/api/v1/dossiers/${body.id}/acceptance`)
    await p.call(clerk, 'POST', '/api/v1/queues/late/look')
    const entered = async (key: string) =>
      (await p.call(clerk, 'GET', `/api/v1/dossiers?queue=${key}`)).body.items.find(
        (d: { id: string }) => d.id === body.id,
      ).enteredAt
    const before = await entered('unit')
    pass(5)
    const [task] = (await p.call(clerk, 'GET', `/api/v1/tasks?dossier=${body.id}`)).body.items
    await p.call(clerk, 'POST', `/api/v1/tasks/${task.id}/claim`)
    expect(await entered('mine')).toBe(before)
    const { dueAt } = (await p.call(clerk, 'GET', `/api/v1/dossiers/${body.id}`)).body
    p.root.clock.set(new Date(new Date(dueAt).getTime() + 1000))
    expect(await entered('late')).toBe(dueAt)
    const late = (await p.call(clerk, 'GET', '/api/v1/queues')).body.find(
      (q: { key: string }) => q.key === 'late',
    )
    expect(late).toMatchObject({ count: 1, newCount: 1 })
  })

  it('knows no other queues', async () => {
    const answer = await p.call(p.officer('tiepnhan', 'xa'), 'POST', '/api/v1/queues/khac/look')
    expect([answer.status, answer.body.code]).toEqual([400, 'queue.unknown'])
  })
})

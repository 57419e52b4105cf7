import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SYSTEM } from '../../platform/actor.ts'
import { inTx } from '../../platform/ctx.ts'
import { createAccount } from '../identity/index.ts'
import { appoint } from '../organisations/index.ts'
import { type SmallProvince, smallProvince } from './testing/small-province.ts'

let p: SmallProvince
beforeAll(async () => {
  p = await smallProvince()
})
afterAll(() => p.close())

async function accepted(): Promise<string> {
  const { body } = await p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body())
  await p.call(p.officer('tiepnhan', 'xa'), 'POST', `/api/v1/dossiers/${body.id}/acceptance`)
  return body.id
}

const taskOf = async (id: string) =>
  (await p.call(p.officer('chuyenvien', 'xa'), 'GET', `/api/v1/tasks?dossier=${id}`)).body.items[0]

describe('rows of a queue', () => {
  it('carry the open steps on which the viewer may act', async () => {
    const id = await accepted()
    const row = async (role: 'chuyenvien' | 'lanhdao', queue: string) =>
      (await p.call(p.officer(role, 'xa'), 'GET', `/api/v1/dossiers?queue=${queue}`)).body.items.find(
        (d: { id: string }) => d.id === id,
      )
    expect((await row('chuyenvien', 'unit')).tasks).toMatchObject([
      { dossierId: id, assignee: null, assigneeName: null, can: ['claim', 'completion'] },
    ])
    expect(await row('lanhdao', 'unit')).toBeUndefined()
    const search = (await p.call(p.officer('chuyenvien', 'xa'), 'GET', '/api/v1/dossiers')).body.items
    expect(search.find((d: { id: string }) => d.id === id).tasks).toBeUndefined()
  })
})

describe('the process of a dossier', () => {
  it('tells what was done, what is open and what is ahead', async () => {
    const id = await accepted()
    const clerk = p.officer('chuyenvien', 'xa')
    const read = async () => (await p.call(clerk, 'GET', `/api/v1/dossiers/${id}/process`)).body
    const before = await read()
    expect(before.xml).toContain('<')
    expect(before.steps.map((s: { state: string }) => s.state)).toEqual(['open', 'ahead'])
    const task = await taskOf(id)
    await p.call(clerk, 'POST', `/api/v1/tasks/${task.id}/completion`, { outcome: task.outcomes[0] })
    const after = await read()
    expect(after.steps.map((s: { state: string }) => s.state)).toEqual(['done', 'open'])
    expect([after.done, after.current, after.ended]).toEqual([
      [before.steps[0].node],
      [before.steps[1].node],
      false,
    ])
    expect(after.steps[0].outcomeName).toBe(task.outcomeNames[task.outcomes[0]])
  })

  it('is not there before acceptance, and not for applicants', async () => {
    const { body } = await p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body())
    const path = `/api/v1/dossiers/${body.id}/process`
    const early = await p.call(p.officer('tiepnhan', 'xa'), 'GET', path)
    expect([early.status, early.body.code]).toEqual([404, 'dossier.no_process'])
    expect((await p.call(p.citizen, 'GET', path)).status).toBe(403)
    expect((await p.call(p.officer('chuyenvien', 'phuong'), 'GET', path)).status).toBe(404)
  })
})

describe('who holds what', () => {
  it('counts open, due and late steps of the own unit, and lists what is late as the figures do', async () => {
    const head = p.officer('lanhdao', 'xa')
    const loads = async () => (await p.call(head, 'GET', '/api/v1/workloads')).body
    const open = async () => (await loads()).reduce((sum: number, w: { open: number }) => sum + w.open, 0)
    const before = await open()
    const id = await accepted()
    expect(await open()).toBe(before + 1)
    expect(await loads()).toMatchObject([{ unit: 'xa', account: null, name: null, late: 0 }])
    expect((await p.call(p.officer('lanhdao', 'phuong'), 'GET', '/api/v1/workloads')).body).toEqual([])

    const { dueAt } = (await p.call(head, 'GET', `/api/v1/dossiers/${id}`)).body
    const late = async (filter: string) =>
      (await p.call(head, 'GET', `/api/v1/dossiers?limit=200&late=true${filter}`)).body.items.length
    expect(await late('')).toBe(0)
    p.root.clock.set(new Date(new Date(dueAt).getTime() + 1000))
    const { lateNow } = (await p.call(head, 'GET', '/api/v1/figures?unit=xa')).body.total
    expect(lateNow).toBeGreaterThan(0)
    expect([await late(''), await late('&unit=xa'), await late('&unit=phuong')]).toEqual([
      lateNow,
      lateNow,
      0,
    ])
    expect((await loads())[0].late).toBe(lateNow)
  })

  it('is told, in numbers only, to who is about to end the appointment by which it is held', async () => {
    const { accountId, appointment } = await inTx(p.root, SYSTEM, 'test', async (ctx) => {
      const made = await createAccount(ctx, {
        ...{ username: 'giuviec', password: 'mat-khau-dai', name: 'Lê Giữ Việc', kind: 'officer' },
      })
      const { id } = await appoint(ctx, { accountId: made, unit: 'xa', role: 'chuyenvien' })
      return { accountId: made, appointment: id }
    })
    const path = `/api/v1/appointments/${appointment}/held-steps`
    const told = async () => (await p.call(p.officer('quantri', 'xa'), 'GET', path)).body
    expect(await told()).toEqual({ open: 0, late: 0 })
    const clerk = { ...p.officer('chuyenvien', 'xa'), id: accountId }
    const late = await accepted()
    await p.call(clerk, 'POST', `/api/v1/tasks/${(await taskOf(late)).id}/claim`)
    const { dueAt } = (await p.call(clerk, 'GET', `/api/v1/dossiers/${late}`)).body
    p.root.clock.set(new Date(new Date(dueAt).getTime() + 1000))
    await p.call(clerk, 'POST', `/api/v1/tasks/${(await taskOf(await accepted())).id}/claim`)
    expect(await told()).toEqual({ open: 2, late: 1 })
    expect((await p.call(p.officer('quantri', 'phuong'), 'GET', path)).status).toBe(403)
    expect((await p.call(p.officer('lanhdao', 'xa'), 'GET', path)).status).toBe(403)
  })

  it('is for those who lead', async () => {
    expect((await p.call(p.officer('chuyenvien', 'xa'), 'GET', '/api/v1/workloads')).status).toBe(403)
  })
})

describe('the form of a dossier', () => {
  it('is the one it was filed by, with what was declared at first when that has changed', async () => {
    const desk = p.officer('tiepnhan', 'xa')
    const { body } = await p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body())
    const read = async () => (await p.call(desk, 'GET', `/api/v1/dossiers/${body.id}/form`)).body
    const first = await read()
    expect(first.form.sections[0].fields.map((f: { key: string }) => f.key)).toEqual(['soBan', 'ghiChu'])
    expect(first.before).toBeNull()
    await p.call(desk, 'POST', `/api/v1/dossiers/${body.id}/supplement-requests`, { reason: 'Sai số bản' })
    p.root.clock.set(new Date(p.root.clock.now().getTime() + 60_000))
    const more = { answers: { soBan: 3 }, note: 'Sửa số bản' }
    expect((await p.call(p.citizen, 'POST', `/api/v1/dossiers/${body.id}/supplements`, more)).status).toBe(
      200,
    )
    expect((await read()).before).toEqual({ soBan: 2 })
  })
})

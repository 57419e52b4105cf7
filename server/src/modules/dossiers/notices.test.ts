import { afterAll, beforeAll, expect, it } from 'vitest'
import { SYSTEM } from '../../platform/actor.ts'
import { inTx } from '../../platform/ctx.ts'
import { drainJobs } from '../../platform/jobs.ts'
import { setSpecialDay } from '../deadlines/index.ts'
import { type SmallProvince, smallProvince } from './testing/small-province.ts'

let p: SmallProvince
beforeAll(async () => {
  p = await smallProvince()
  await drainJobs(p.root, new Date('2026-01-09T08:00:00+07:00'))
})
afterAll(() => p.close())

const settle = () => drainJobs(p.root, new Date(p.root.clock.now().getTime() + 60_000))
const notices = async (actor: SmallProvince['citizen']) =>
  (await p.call(actor, 'GET', '/api/v1/notices')).body

it('tells the applicant and the holder a moved date and why, the applicant a request, each once and only them', async () => {
  const desk = p.officer('tiepnhan', 'xa')
  const holder = p.officer('chuyenvien', 'xa')
  const { id, submissionNumber } = (await p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body())).body
  const { code } = (await p.call(desk, 'POST', `/api/v1/dossiers/${id}/acceptance`)).body
  const task = (await p.call(holder, 'GET', `/api/v1/tasks?dossier=${id}`)).body.items[0]
  await p.call(holder, 'POST', `/api/v1/tasks/${task.id}/claim`)
  await inTx(p.root, SYSTEM, 'test', (ctx) =>
    setSpecialDay(ctx, {
      ...{ unitId: p.unitIds.xa, date: '2026-01-11', kind: 'WORKING_SWAP', name: 'Làm bù' },
      legalBasis: 'Thông báo của UBND xã',
    }),
  )
  await settle()
  const moved = new RegExp(`^Hồ sơ ${code}: ngày hẹn trả đổi từ .* sang .* vì `)
  for (const actor of [p.citizen, holder]) {
    const { items } = await notices(actor)
    expect(items[0]).toMatchObject({ kind: 'dueMoved', dossierId: id, readAt: null })
    expect(items[0].text).toMatch(moved)
  }
  expect((await notices(p.citizen)).unread).toBe(2)
  expect((await notices(holder)).unread).toBe(1)
  expect(submissionNumber).not.toBe(code)
  await p.call(desk, 'POST', `/api/v1/dossiers/${id}/supplement-requests`, { reason: 'Thiếu giấy' })
  await settle()
  const { items } = await notices(p.citizen)
  expect(items.map((n: { kind: string }) => n.kind)).toEqual(['supplementRequested', 'dueMoved', 'accepted'])

  const url = `/api/v1/notices/${items[0].id}/reading`
  expect((await p.call(holder, 'POST', url)).status).toBe(404)
  expect((await p.call(p.citizen, 'POST', url)).body.readAt).not.toBeNull()
  expect((await notices(p.citizen)).unread).toBe(2)
  expect((await notices(desk)).items).toEqual([])

  const messages = (actor: SmallProvince['citizen']) =>
    p.call(actor, 'GET', `/api/v1/dossiers/${id}/messages`)
  const told = (await messages(desk)).body.items
  expect(told.map((n: { kind: string }) => n.kind)).toEqual(['supplementRequested', 'dueMoved', 'accepted'])
  expect(told.map((n: { readAt: string | null }) => n.readAt !== null)).toEqual([true, false, false])
  expect((await messages(p.officer('chuyenvien', 'phuong'))).status).toBe(404)
})

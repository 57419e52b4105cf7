import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drainJobs } from '../../src/platform/jobs.ts'
import { openWorld, type World, wallTime } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld('2026-03-09T08:00')
})
afterAll(() => world.close())

type Child = { id: string; code: string; status: number; unit: string; statusName: string }
type Item = { pointer: string; value: unknown; source: object; at: string; proof: string }

describe('birth, residence and insurance card in one dossier', () => {
  let id = ''
  const children = async (): Promise<Child[]> =>
    (await (await world.as('tiepnhan.songhinh')).get(`/dossiers/${id}`)).body.children
  const part = async (unit: string) => (await children()).find((child) => child.unit === unit)!
  const settle = () => drainJobs(world.root, world.root.clock.now())

  it('is filed once, with what the account proposes and a word about what is wrong there', async () => {
    const mother = await world.as('nguoidan1')
    const example = (await mother.get('/procedures/2.000986/example')).body
    const { items } = (await mother.get('/procedures/2.000986/prefill')).body as { items: Item[] }
    expect(items.map((item) => item.pointer)).toEqual(['/nguoiYeuCau/hoTen', '/nguoiYeuCau/dienThoai'])
    const sources = Object.fromEntries(
      items.map(({ pointer, source, at, proof }) => [pointer, { source, at, proof }]),
    )
    const marks = { '/nguoiYeuCau/dienThoai': { right: '0900 000 111, số cũ đã mất' } }
    const filed = await mother.post('/dossiers', { ...example, sources, marks })
    expect([filed.status, filed.body.status]).toEqual([201, 1])
    id = filed.body.id
    const desk = await world.as('tiepnhan.songhinh')
    const accepted = await desk.post(`/dossiers/${id}/acceptance`)
    // Three working days from Monday 8:00.
    expect(wallTime(accepted.body.dueAt)).toBe('2026-03-12T08:00')
    expect(accepted.body.sources.map((s: { kind: string }) => s.kind)).toEqual(['account', 'account'])
  })

  it('goes to the police and the insurance of the place once the birth is registered', async () => {
    for (const [role, step] of [
      ['tiepnhan', 'tiep_nhan'],
      ['chuyenvien', 'tham_tra'],
      ['lanhdao', 'ky'],
      ['vanthu', 'dong_dau'],
    ] as const) {
      const officer = await world.as(`${role}.songhinh`)
      const [task] = (await officer.get(`/tasks?dossier=${id}`)).body.items
      expect(task.step).toBe(step)
      expect((await officer.post(`/tasks/${task.id}/completion`, {})).status).toBe(200)
    }
    await settle()
    expect((await children()).map((child) => child.unit).sort()).toEqual(['bhxhsonghinh', 'congansonghinh'])
    const waiting = (await (await world.as('lanhdao.songhinh')).get('/dossiers?queue=waiting-unit')).body
      .items
    expect(waiting.map((d: { id: string }) => d.id)).toContain(id)
    expect((await (await world.as('chuyenvien.congantayhoa')).get(`/dossiers/${id}`)).status).toBe(404)
  })

  it('tells each its part only, with the sources and the word of the mother, and its own clock and code', async () => {
    const { id: police } = await part('congansonghinh')
    const seen = (await (await world.as('chuyenvien.congansonghinh')).get(`/dossiers/${police}`)).body
    expect(seen).toMatchObject({
      procedureCode: '1.004222',
      caseKey: 'lienThong',
      competentUnit: 'congansonghinh',
    })
    expect(seen.code).toMatch(/^G01\.66\.61-260309-/)
    expect(wallTime(seen.dueAt)).toBe('2026-03-11T08:00')
    expect(Object.keys(seen.answers).sort()).toEqual([
      ...['camDoan', 'chuHo', 'chuHoDongY', 'nguoiDangKy', 'nguoiKhai', 'noiThuongTru', 'truongHop'],
    ])
    expect(seen.sources.map((s: { pointer: string }) => s.pointer)).toEqual([
      '/nguoiKhai/hoTen',
      '/nguoiKhai/dienThoai',
    ])
    expect(seen.marks).toMatchObject([
      { pointer: '/nguoiKhai/dienThoai', right: '0900 000 111, số cũ đã mất' },
    ])
    const { id: insurance } = await part('bhxhsonghinh')
    const card = (await (await world.as('chuyenvien.bhxhsonghinh')).get(`/dossiers/${insurance}`)).body
    expect(card.answers).toMatchObject({
      hinhThuc: 'lienThong',
      noiKhamBenh: 'Trung tâm Y tế Sông Hinh',
      nguoiGiamHo: { quanHe: 'me' },
    })
  })

  it('goes on when one part is refused: the desk tells the mother, the other part is not held up', async () => {
    const { id: police } = await part('congansonghinh')
    const specialist = await world.as('chuyenvien.congansonghinh')
    await world.work(police, ([step]) => step === 'kiem_tra_nhanh')
    const [check] = (await specialist.get(`/tasks?dossier=${police}`)).body.items
    await specialist.post(`/tasks/${check.id}/completion`, { outcome: 'tuchoi' })
    await world.work(police)
    const clerk = await world.as('vanthu.congansonghinh')
    await clerk.post(`/dossiers/${police}/results`, { outcome: 'refused', number: '3/TB' })
    await settle()
    const desk = await world.as('tiepnhan.songhinh')
    const [tell] = (await desk.get(`/tasks?dossier=${id}`)).body.items
    expect(tell).toMatchObject({
      step: 'bao_thuong_tru',
      name: 'Báo người nộp phần thường trú chưa giải quyết được',
    })
    await world.work(id)
    const done = (
      await (await world.as('vanthu.songhinh')).post(`/dossiers/${id}/results`, { number: '31/2026' })
    ).body
    expect([done.status, (await children()).map((child) => child.status)]).toEqual([9, [10, 10]])
    expect((await desk.post(`/dossiers/${id}/handover`)).body.status).toBe(10)
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Actor, SYSTEM } from '../../platform/actor.ts'
import { inTx, readCtx } from '../../platform/ctx.ts'
import { testActor } from '../../platform/testing/test-server.ts'
import { actorById, createAccount } from '../identity/index.ts'
import { appoint, delegate, endAppointment, type Role } from '../organisations/index.ts'
import type { AccessView } from './contract/access.ts'
import { type SmallProvince, smallProvince } from './testing/small-province.ts'

let p: SmallProvince
let id: string
const people = new Map<string, string>()
let appointmentOfAn: string

beforeAll(async () => {
  p = await smallProvince()
  await inTx(p.root, SYSTEM, 'test', async (ctx) => {
    const hire = async (name: string, role?: Role, unit = 'xa', limits: object = {}) => {
      const username = `canbo${people.size}`
      const account = await createAccount(ctx, { username, kind: 'officer', name, password: null })
      people.set(name, account)
      return role && (await appoint(ctx, { accountId: account, unit, role, ...limits }))
    }
    appointmentOfAn = (await hire('An', 'chuyenvien'))!.id
    await hire('Bình', 'lanhdao')
    await hire('Chi')
    await hire('Dũng', 'kiemtra', 'tinh')
    await hire('Em', 'chuyenvien', 'phuong')
    await hire('Giang', 'vanthu', 'xa', { procedures: ['9.000001'] })
    await hire('Hà', 'vanthu', 'xa', { procedures: ['9.999999'] })
    await hire('Khoa', 'chuyenvien', 'xa', { steps: ['thamDinh'] })
    await hire('Lan', 'quantri', 'tinh')
    await delegate(ctx, {
      ...{ fromAccountId: people.get('Bình')!, toAccountId: people.get('Chi')!, unit: 'xa', role: 'lanhdao' },
      ...{ validFrom: '2026-01-05', validTo: '2026-01-09', reason: 'Đi công tác' },
    })
  })
  const { body } = await p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body())
  id = body.id
  await p.call(p.officer('tiepnhan', 'xa'), 'POST', `/api/v1/dossiers/${id}/acceptance`)
})
afterAll(() => p.close())

const actor = async (name: string) => (await actorById(readCtx(p.root, SYSTEM), people.get(name)!))!
const ask = (who: Actor, query = '') => p.call(who, 'GET', `/api/v1/dossiers/${id}/access${query}`)

describe('who may see a dossier', () => {
  it('is told to its head with the reason of each, and each of them does see it', async () => {
    const { body } = await ask(await actor('Bình'))
    const told = body.items.map((v: AccessView) => [v.kind, v.name, v.reason])
    expect(told.slice(0, 1)).toEqual([['applicant', null, 'Là chủ hồ sơ.']])
    expect(new Map(told.slice(1).map(([, name, reason]: string[]) => [name, reason]))).toEqual(
      new Map([
        [
          'Dũng',
          'Giữ vai trò kiểm tra, giám sát tại UBND tỉnh, phạm vi gồm cả đơn vị trực thuộc UBND xã Thử, cơ quan giải quyết hồ sơ.',
        ],
        ['An', 'Giữ vai trò chuyên viên tại UBND xã Thử, cơ quan giải quyết hồ sơ.'],
        [
          'Khoa',
          'Giữ vai trò chuyên viên tại UBND xã Thử, cơ quan giải quyết hồ sơ, chỉ khi hồ sơ ở bước được giao.',
        ],
        ['Bình', 'Giữ vai trò lãnh đạo tại UBND xã Thử, cơ quan giải quyết hồ sơ.'],
        [
          'Chi',
          'Được Bình uỷ quyền vai trò lãnh đạo tại UBND xã Thử, cơ quan giải quyết hồ sơ, đến hết ngày 09/01/2026.',
        ],
        [
          'Giang',
          'Giữ vai trò văn thư tại UBND xã Thử, cơ quan giải quyết hồ sơ, chỉ với những thủ tục được giao.',
        ],
      ]),
    )
    for (const [name] of people) {
      const { status } = await p.call(await actor(name), 'GET', `/api/v1/dossiers/${id}`)
      expect([name, status === 200]).toEqual([name, told.some(([, other]: string[]) => other === name)])
    }
  })

  it('is told in pages that make the whole', async () => {
    const chief = await actor('Bình')
    const whole = (await ask(chief)).body.items
    const paged: AccessView[] = []
    for (let after = ''; ; ) {
      const { body } = await ask(chief, `?limit=2${after}`)
      paged.push(...body.items)
      if (body.next === null) break
      after = `&after=${body.next}`
    }
    expect(paged).toEqual(whole)
  })

  it('is told to the applicant by unit and role, without a name', async () => {
    const { body } = await ask(p.citizen)
    expect(body.items.map((v: AccessView) => [v.unit, v.role, v.via])).toEqual(
      expect.arrayContaining([
        [null, null, null],
        ['xa', 'chuyenvien', 'appointment'],
        ['xa', 'lanhdao', 'appointment'],
        ['xa', 'lanhdao', 'delegation'],
        ['tinh', 'kiemtra', 'appointment'],
      ]),
    )
    expect(body.next).toBeNull()
    const text = JSON.stringify(body)
    for (const [name] of people) expect(text).not.toContain(`"${name}"`)
    expect(text).not.toContain('Bình')
  })

  it('is told to auditors and administrators, and to nobody else', async () => {
    const status = async (who: Actor) => (await ask(who)).status
    expect(await status(await actor('Dũng'))).toBe(200)
    expect(await status(await actor('Lan'))).toBe(200)
    expect(await status(await actor('An'))).toBe(403)
    expect(await status(await actor('Em'))).toBe(404)
    expect(await status(testActor('citizen'))).toBe(404)
    expect((await p.call(await actor('Lan'), 'GET', `/api/v1/dossiers/${id}`)).status).toBe(403)
  })

  it('leaves a row for the applicant, and follows at once when a role is taken away', async () => {
    const { items } = (await p.call(p.citizen, 'GET', `/api/v1/dossiers/${id}/reads?limit=100`)).body
    expect(items.map((r: { what: string }) => r.what)).toContain('access')
    await inTx(p.root, SYSTEM, 'test', (ctx) => endAppointment(ctx, { id: appointmentOfAn }))
    const { body } = await ask(await actor('Bình'))
    expect(body.items.some((v: AccessView) => v.name === 'An')).toBe(false)
  })
})

describe('the timeline of an act by a lent role', () => {
  it('names who lent it to officers, and not to whom the dossier is about', async () => {
    const { body: filed } = await p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body())
    const url = `/api/v1/dossiers/${filed.id}`
    await p.call(p.officer('tiepnhan', 'xa'), 'POST', `${url}/acceptance`)
    const stopped = await p.call(await actor('Chi'), 'POST', `${url}/stop`, { reason: 'Lý do thử' })
    expect(stopped.status).toBe(200)
    const timeline = async (who: Actor) =>
      (await p.call(who, 'GET', `${url}/timeline`)).body.items.map(
        (act: { kind: string; actorName: string; lenderName: string | null }) => [
          act.kind,
          act.actorName,
          act.lenderName,
        ],
      )
    const byOfficer = await timeline(p.officer('chuyenvien', 'xa'))
    expect(byOfficer.at(-1)).toEqual(['stopped', 'Chi', 'Bình'])
    expect(byOfficer.slice(0, -1).map(([, , lender]: string[]) => lender)).toEqual([null, null])
    expect((await timeline(p.citizen)).map(([, , lender]: string[]) => lender)).toEqual([null, null, null])
  })
})

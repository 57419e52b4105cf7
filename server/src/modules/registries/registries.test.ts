import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { testIndex } from '../../platform/testing/test-keys.ts'
import { type TestRoot, testRoot } from '../../platform/testing/test-root.ts'
import { testActor } from '../../platform/testing/test-server.ts'
import {
  type Fault,
  type RegistrySimulator,
  startRegistrySimulator,
} from '../../simulators/registries/index.ts'
import { lookUpCompany, lookUpPerson, openRegistries, registries } from './index.ts'

const HOA = { idNumber: '066190000001', name: 'Nguyễn Thị Hoà', birthDate: '1990-02-03' }
const place = { province: '66', commune: '22207', place: 'Buôn Thô' }
const COMPANY = { taxCode: '9900000016', name: 'Công ty TNHH Nông sản & Sông Hinh', address: 'Khu phố 5' }
const UNIT = '00000000-0000-7000-8000-00000000000a'
const desk = { procedureCode: '9.000001', unitId: UNIT }
const self = { procedureCode: '9.000001', unitId: null }

let root: TestRoot
let simulator: RegistrySimulator
let ports: ReturnType<typeof openRegistries>
beforeAll(async () => {
  const old = { ...HOA, ...place, idNumber: '066048000003', name: "H'Bé Niê", birthDate: '1948' }
  simulator = await startRegistrySimulator({ people: [{ ...HOA, ...place }, old], companies: [COMPANY] })
  root = await testRoot([registries])
  ports = openRegistries({ ...simulator, timeoutMs: 3000 })
})
afterEach(() => simulator.setFault(null))
afterAll(async () => {
  await simulator.stop()
  await root.drop()
})

const officer = () => testActor('officer', [{ role: 'tiepnhan', unitId: UNIT, via: 'appointment' }])
const outcomes = async (actorId: string) =>
  (
    await sql<{ outcome: string }>`select outcome from registries.lookup where actor_id = ${actorId}
      order by id`.execute(root.database.kysely)
  ).rows.map((row) => row.outcome)

describe('lookUpPerson', () => {
  it('reads a person over the connection and keeps who asked, what for, and a blind index', async () => {
    const actor = officer()
    expect(await lookUpPerson(root, ports, actor, HOA, desk)).toEqual({
      ok: true,
      record: { ...HOA, sex: 'female', residence: { province: '66', commune: '22207', text: 'Buôn Thô' } },
    })
    const { rows } = await sql`select to_jsonb(l) as row from registries.lookup l
      where actor_id = ${actor.id}`.execute(root.database.kysely)
    expect(rows).toMatchObject([
      {
        row: {
          unit_id: UNIT,
          procedure_code: '9.000001',
          number_index: testIndex('idNumber', HOA.idNumber),
          outcome: 'found',
        },
      },
    ])
    expect(JSON.stringify(rows)).not.toContain(HOA.idNumber)
  })

  it('knows people of whom only the year is known', async () => {
    const query = { idNumber: '066048000003', name: "H'BE NIE", birthDate: '1948' }
    expect(await lookUpPerson(root, ports, officer(), query, desk)).toMatchObject({
      ok: true,
      record: { name: "H'Bé Niê", birthDate: '1948' },
    })
  })

  it.each([
    ['another name', { ...HOA, name: 'Nguyễn Thị Hoa Mai' }],
    ['another birth date', { ...HOA, birthDate: '1990-02-04' }],
    ['an unknown number', { ...HOA, idNumber: '066190000009' }],
  ])('finds nobody by %s', async (_, query) =>
    expect(await lookUpPerson(root, ports, officer(), query, desk)).toEqual({
      ok: false,
      problem: 'notFound',
    }),
  )

  it.each<[Fault, string]>([
    ['down', 'unavailable'],
    ['malformed', 'malformed'],
    ['mismatch', 'malformed'],
    ['unknown', 'notFound'],
    ['quota', 'quota'],
  ])('turns the fault %s into the problem %s and notes it', async (fault, problem) => {
    simulator.setFault(fault)
    const actor = officer()
    expect(await lookUpPerson(root, ports, actor, HOA, desk)).toEqual({ ok: false, problem })
    expect(await outcomes(actor.id)).toEqual([problem])
  })

  it('gives up on a register that does not answer', async () => {
    simulator.setFault('slow')
    const hasty = openRegistries({ ...simulator, timeoutMs: 100 })
    expect(await lookUpPerson(root, hasty, officer(), HOA, desk)).toEqual({
      ok: false,
      problem: 'unavailable',
    })
  })

  it('gets a new token when the old one is refused, and says when its own secret is', async () => {
    await lookUpPerson(root, ports, officer(), HOA, desk)
    simulator.setFault('expired')
    expect(await lookUpPerson(root, ports, officer(), HOA, desk)).toMatchObject({ ok: true })
    for (const wrong of [{ secret: 'sai' }, { account: 'khac:sai' }]) {
      const other = openRegistries({ ...simulator, timeoutMs: 3000, ...wrong })
      expect(await lookUpPerson(root, other, officer(), HOA, desk)).toEqual({ ok: false, problem: 'refused' })
    }
  })

  it('holds no connection to the database while it waits', async () => {
    const inUse = () => root.database.pool.totalCount - root.database.pool.idleCount
    const seen: number[] = []
    const watching = {
      ...ports,
      person: async (...asked: Parameters<typeof ports.person>) => {
        seen.push(inUse())
        return ports.person(...asked)
      },
    }
    await lookUpPerson(root, watching, officer(), HOA, desk)
    expect(seen).toEqual([0])
  })

  it('lets people look up themselves, and officers only whoever stands at a desk of theirs', async () => {
    const idNumberIndex = testIndex('idNumber', HOA.idNumber)
    const citizen = testActor('citizen', [], { idNumberIndex })
    expect(await lookUpPerson(root, ports, citizen, HOA, self)).toMatchObject({ ok: true })
    const asked = simulator.asked()
    const elsewhere = { ...desk, unitId: '00000000-0000-7000-8000-00000000000b' }
    const refused = [
      [testActor('citizen', [], { idNumberIndex: testIndex('idNumber', '066190000002') }), self],
      [testActor('citizen'), self],
      [officer(), elsewhere],
      [officer(), self],
      [testActor('officer', [{ role: 'chuyenvien', unitId: UNIT, via: 'appointment' }]), desk],
      [testActor('partner'), self],
    ] as const
    for (const [actor, purpose] of refused)
      await expect(lookUpPerson(root, ports, actor, HOA, purpose)).rejects.toMatchObject({
        code: 'registry.not_yours',
      })
    expect(simulator.asked()).toBe(asked)
  })

  it('stops an account that asks too often, until an hour has passed', async () => {
    const citizen = testActor('citizen', [], { idNumberIndex: testIndex('idNumber', HOA.idNumber) })
    const none = openRegistries(null)
    const ask = () => lookUpPerson(root, none, citizen, HOA, self)
    const all = await Promise.allSettled(Array.from({ length: 14 }, ask))
    expect(all.filter((one) => one.status === 'fulfilled')).toHaveLength(10)
    await expect(ask()).rejects.toMatchObject({ code: 'registry.too_many', status: 429 })
    const start = root.clock.now()
    root.clock.set(new Date(start.getTime() + 3_600_001))
    expect(await ask()).toEqual({ ok: false, problem: 'notConnected' })
    root.clock.set(start)
  })
})

describe('lookUpCompany', () => {
  it('reads name and address', async () =>
    expect(await lookUpCompany(root, ports, officer(), COMPANY.taxCode, desk)).toEqual({
      ok: true,
      record: COMPANY,
    }))

  it.each<[Fault | null, string, string]>([
    [null, '9900000099', 'notFound'],
    ['mismatch', COMPANY.taxCode, 'malformed'],
    ['malformed', COMPANY.taxCode, 'malformed'],
    ['down', COMPANY.taxCode, 'unavailable'],
  ])('with fault %s and number %s: %s', async (fault, taxCode, problem) => {
    simulator.setFault(fault)
    expect(await lookUpCompany(root, ports, officer(), taxCode, desk)).toEqual({ ok: false, problem })
  })
})

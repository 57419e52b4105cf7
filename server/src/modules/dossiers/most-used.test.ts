import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { SYSTEM } from '../../platform/actor.ts'
import { inTx } from '../../platform/ctx.ts'
import { watchRoundTrips } from '../../platform/testing/round-trips.ts'
import { publishProcedure } from '../catalogue/index.ts'
import { type SmallProvince, smallProvince } from './testing/small-province.ts'

let p: SmallProvince
beforeAll(async () => {
  p = await smallProvince()
  const { rows } = await sql<{ form: string; process: string }>`select form_version_id as form,
      process_version_id as process from catalogue.procedure_version`.execute(p.root.database.kysely)
  const versions = { formVersionId: rows[0]!.form, processVersionId: rows[0]!.process }
  await inTx(p.root, SYSTEM, 'test', async (ctx) => {
    for (const code of ['9.000002', '9.000003'])
      await publishProcedure(ctx, { ...p.procedure, code }, versions)
  })
})
afterAll(() => p.close())

const mostUsed = async (query = ''): Promise<string[]> =>
  (await p.call(null, 'GET', `/api/v1/figures/procedures${query}`)).body.codes

async function receive(procedureCode: string, times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    const filed = await p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body({ procedureCode }))
    const desk = p.officer('tiepnhan', 'xa')
    const accepted = await p.call(desk, 'POST', `/api/v1/dossiers/${filed.body.id}/acceptance`)
    expect([filed.status, accepted.status]).toEqual([201, 200])
  }
}

const later = (days: number, minutes = 0) =>
  p.root.clock.set(new Date(p.root.clock.now().getTime() + days * 86_400_000 + minutes * 60_000))

it('lists the procedures with most dossiers received in 90 days, from figures of at most ten minutes ago', async () => {
  expect(await mostUsed()).toEqual([])
  await receive('9.000003', 2)
  await receive('9.000001', 1)
  // Filed, but received by nobody.
  for (let i = 0; i < 3; i++)
    await p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body({ procedureCode: '9.000002' }))
  expect(await mostUsed()).toEqual([])
  later(0, 11)
  expect(await mostUsed()).toEqual(['9.000003', '9.000001'])
  expect(await mostUsed('?limit=1')).toEqual(['9.000003'])
  expect((await p.call(null, 'GET', '/api/v1/figures/procedures?limit=500')).status).toBe(400)

  later(60)
  await receive('9.000001', 2)
  later(0, 11)
  expect(await mostUsed()).toEqual(['9.000001', '9.000003'])
  // What is older than 90 days counts no more.
  later(31)
  expect(await mostUsed()).toEqual(['9.000001'])
})

it('asks the database once in ten minutes', async () => {
  const watch = watchRoundTrips(p.root.database)
  later(0, 11)
  expect((await watch(() => mostUsed())).trips).toBe(1)
  expect((await watch(() => mostUsed())).trips).toBe(0)
})

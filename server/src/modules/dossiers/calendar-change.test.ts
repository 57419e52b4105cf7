import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SYSTEM } from '../../platform/actor.ts'
import { inTx, readCtx } from '../../platform/ctx.ts'
import { drainJobs } from '../../platform/jobs.ts'
import { removeSpecialDay, setSpecialDay } from '../deadlines/index.ts'
import { driftOfFigures } from './store/figures.ts'
import { type SmallProvince, smallProvince } from './testing/small-province.ts'

let p: SmallProvince
beforeAll(async () => {
  p = await smallProvince()
})
afterAll(() => p.close())

describe('a calendar that changes while dossiers run', () => {
  it('moves their dates in the applicant’s favour, in row, queue and history, and back again', async () => {
    const officer = p.officer('tiepnhan', 'xa')
    // Friday 9 January 2026, 08:00, three working days; Saturday 10 is worked for 2 January: Tuesday 13, 08:00.
    await drainJobs(p.root, new Date('2026-01-09T08:00:00+07:00'))
    const { body } = await p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body())
    const url = `/api/v1/dossiers/${body.id}`
    const accepted = await p.call(officer, 'POST', `${url}/acceptance`)
    const promised = accepted.body.dueAt
    const settle = () => drainJobs(p.root, new Date(p.root.clock.now().getTime() + 60_000))
    const dates = async () => {
      const page = (await p.call(officer, 'GET', url)).body
      const { rows } = await sql<{ due: Date }>`select due_at as due from dossiers.queue_entry
        where dossier_id = ${body.id} limit 1`.execute(p.root.database.kysely)
      const clock = (await p.call(officer, 'GET', `${url}/clock`)).body
      return [page.dueAt, rows[0]!.due.toISOString(), clock.dueAt]
    }
    const day = { unitId: p.unitIds.xa, name: 'Làm bù', legalBasis: 'Thông báo của UBND xã' }
    expect(await dates()).toEqual([promised, promised, promised])

    await inTx(p.root, SYSTEM, 'test', (ctx) =>
      setSpecialDay(ctx, { ...day, date: '2026-01-11', kind: 'WORKING_SWAP' }),
    )
    await settle()
    const earlier = '2026-01-12T01:00:00.000Z'
    expect(await dates()).toEqual([earlier, earlier, earlier])
    expect(await driftOfFigures(readCtx(p.root, SYSTEM))).toBe(0)

    await inTx(p.root, SYSTEM, 'test', (ctx) =>
      removeSpecialDay(ctx, { unitId: p.unitIds.xa, date: '2026-01-11' }),
    )
    await settle()
    expect(await dates()).toEqual([promised, promised, promised])

    await inTx(p.root, SYSTEM, 'test', (ctx) =>
      setSpecialDay(ctx, { ...day, date: '2026-01-12', kind: 'LOCAL_OFF' }),
    )
    await settle()
    expect(await dates()).toEqual([promised, promised, promised])
    expect(await driftOfFigures(readCtx(p.root, SYSTEM))).toBe(0)
    const acts = (await p.call(officer, 'GET', `${url}/timeline`)).body.items
    expect(acts.filter((a: { kind: string }) => a.kind === 'dueMoved')).toHaveLength(2)
  })
})

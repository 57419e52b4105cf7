import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SYSTEM } from './actor.ts'
import { inTx } from './ctx.ts'
import type { StoredEvent } from './events.ts'
import { drainJobs } from './jobs.ts'
import { defineModule } from './module.ts'
import { type TestRoot, testRoot } from './testing/test-root.ts'

const seen: StoredEvent[] = []
const ran: string[] = []
const probe = defineModule({
  name: 'probe',
  subscribers: [
    { name: 'probe.note', on: 'probe.happened', react: async (_, event) => void seen.push(event) },
  ],
  jobs: { 'probe.ring': async (ctx) => void ran.push(ctx.now().toISOString()) },
})

let root: TestRoot
beforeAll(async () => {
  root = await testRoot([probe])
})
afterAll(() => root.drop())

const count = async (table: string) =>
  (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(root.database.kysely))
    .rows[0]!.n

describe('inTx', () => {
  it('leaves one audit row, and the event reaches its subscriber once', async () => {
    await inTx(root, SYSTEM, 'probe.do', async (ctx) => {
      ctx.about('thing-1')
      ctx.emit({ type: 'probe.happened', subject: 'thing-1', data: { a: 1 } })
    })
    expect(await count('platform.audit')).toBe(1)
    expect(await drainJobs(root, root.clock.now())).toBe(1)
    expect(seen.map((e) => [e.subject, e.data])).toEqual([['thing-1', { a: 1 }]])
    expect(await drainJobs(root, root.clock.now())).toBe(0)
  })

  it('keeps nothing when the work fails', async () => {
    const before = [await count('platform.audit'), await count('platform.event')]
    const failed = inTx(root, SYSTEM, 'probe.do', async (ctx) => {
      ctx.emit({ type: 'probe.happened', subject: 'x', data: {} })
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect([await count('platform.audit'), await count('platform.event')]).toEqual(before)
  })

  it('lets a part fail alone, rehearses without a trace, and names whom it acts for', async () => {
    const before = [await count('platform.event'), await count('platform.delivery')]
    const other = { ...SYSTEM, id: '01890000-0000-7000-8000-000000000009', name: 'Người khác' }
    await inTx(root, SYSTEM, 'probe.part', async (ctx) => {
      ctx.emit({ type: 'probe.kept', subject: 'y', data: {} })
      const failing = ctx.attempt(async (part) => {
        part.emit({ type: 'probe.lost', subject: 'y', data: {} })
        part.later(sql`insert into platform.delivery values (null, 'a', now())`)
      })
      await expect(failing).rejects.toThrow(/null value/)
      const rehearsed = await ctx.rehearse(async (part) => {
        part.emit({ type: 'probe.lost', subject: 'y', data: {} })
        return 7
      })
      expect(rehearsed).toBe(7)
      await ctx.as(other, (officer) =>
        officer.attempt(async (part) => {
          part.emit({ type: 'probe.kept', subject: 'y', data: {} })
        }),
      )
    })
    const { rows } = await sql<{ actor: string }>`select actor_id as actor from platform.event
      where subject = 'y' order by actor_id`.execute(root.database.kysely)
    expect(rows.map((row) => row.actor)).toEqual([SYSTEM.id, other.id])
    expect([await count('platform.event'), await count('platform.delivery')]).toEqual([
      before[0]! + 2,
      before[1],
    ])
    const audit = await sql<{ actor: string }>`select actor_id as actor from platform.audit
      where action = 'probe.part'`.execute(root.database.kysely)
    expect(audit.rows).toEqual([{ actor: other.id }])
  })

  it('throws the error of a write that was not awaited, and keeps nothing', async () => {
    const before = await count('platform.audit')
    const failed = inTx(root, SYSTEM, 'probe.do', async (ctx) => {
      ctx.later(sql`insert into platform.delivery values (null, 'a', now())`)
    })
    await expect(failed).rejects.toThrow(/null value/)
    expect(await count('platform.audit')).toBe(before)
  })

  it('runs planned jobs in order of time, a later plan with the same key replacing the earlier', async () => {
    const at = (hour: number) => new Date(root.clock.now().getTime() + hour * 3_600_000)
    await inTx(root, SYSTEM, 'probe.plan', async (ctx) => {
      ctx.schedule({ name: 'probe.ring', payload: {}, at: at(5), key: 'b' })
      ctx.schedule({ name: 'probe.ring', payload: {}, at: at(3), key: 'a' })
      ctx.schedule({ name: 'probe.ring', payload: {}, at: at(1), key: 'a' })
    })
    const [first, second, until] = [at(1), at(5), at(6)]
    expect(await drainJobs(root, until)).toBe(2)
    expect(ran).toEqual([first.toISOString(), second.toISOString()])
    expect(root.clock.now()).toEqual(until)
  })

  it('refuses a statement of work that goes on after the end', async () => {
    let late: Promise<unknown> = Promise.resolve()
    await inTx(root, SYSTEM, 'probe.do', async (ctx) => {
      late = new Promise((resolve) => setImmediate(resolve)).then(() => sql`select 1`.execute(ctx.db))
      late.catch(() => {})
    })
    await expect(late).rejects.toThrow('after the end of it')
  })
})

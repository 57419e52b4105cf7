import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { passOf } from '../../src/platform/access/pass.ts'
import { SYSTEM } from '../../src/platform/actor.ts'
import { type Database, openDatabase } from '../../src/platform/db.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { openReplica, type Replica } from '../../src/platform/replica.ts'

const OPTIONS = { poolSize: 3, namedStatements: true }

describe('openReplica', () => {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-replica-'))
  let clusters: EmbeddedPostgres[]
  let leader: Database
  let standby: Database
  let address: string

  beforeAll(async () => {
    chmodSync(folder, 0o711)
    const [first, second] = [join(folder, 'leader'), join(folder, 'standby')]
    startEmbeddedPostgres(first).stop()
    execFileSync('cp', ['-a', first, second])
    writeFileSync(join(second, 'standby.signal'), '')
    const [port, other] = [await freePort(), await freePort()]
    const listen = { listen_addresses: '127.0.0.1' }
    const leading = startEmbeddedPostgres(first, { ...listen, port })
    const follows = `host=127.0.0.1 port=${port} user=motcua`
    const following = startEmbeddedPostgres(second, { ...listen, port: other, primary_conninfo: follows })
    clusters = [following, leading]
    leader = openDatabase({ connectionString: `postgres://motcua@127.0.0.1:${port}/postgres` }, OPTIONS)
    address = `postgres://motcua@127.0.0.1:${other}/postgres`
    standby = openDatabase({ connectionString: address }, OPTIONS)
    // Every read shows its actor to a function of the platform's schema.
    await migrate(leader, [])
  })
  afterAll(async () => {
    await leader.close()
    await standby.close()
    for (const cluster of clusters) cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('reads from a standby that keeps up, and from the leader when it falls behind, dies or is away', async () => {
    const { replica, becomes } = watched(leader, address)
    try {
      await becomes(true)
      expect(await placeOf(replica)).toBe('standby')

      // A write is refused, and not done by the leader either.
      await expect(
        sql`create table scratch (n int)`.execute(replica.dbFor(passOf(SYSTEM))),
      ).rejects.toMatchObject({
        code: '25006',
      })

      await standby.pool.query('select pg_wal_replay_pause()')
      await leader.pool.query('create table marker (n int); grant select on marker to public')
      await becomes(false)
      expect(await placeOf(replica)).toBe('leader')
      await sql`select * from marker`.execute(replica.dbFor(passOf(SYSTEM)))

      await standby.pool.query('select pg_wal_replay_resume()')
      await becomes(true)
      expect(await placeOf(replica)).toBe('standby')

      // Hangs on the standby only.
      const reading = placeOf(replica, sql`case when pg_is_in_recovery() then pg_sleep(600) end`)
      await untilRunning(standby)
      clusters[0]!.stop()
      expect(await reading).toBe('leader')
      expect(replica.isFit()).toBe(false)
      expect(await placeOf(replica)).toBe('leader')
    } finally {
      await replica.close()
    }
  })

  it('reads from the leader when the address is dead, or is itself a leader', async () => {
    const own = leader.pool.options as { connectionString: string }
    for (const url of ['postgres://127.0.0.1:1/x', own.connectionString]) {
      const replica = openReplica(leader, url, OPTIONS)
      expect(await placeOf(replica)).toBe('leader')
      expect(replica.isFit()).toBe(false)
      await replica.close()
    }
  })
})

/** A replica with a way to wait for what it becomes next. */
function watched(leader: Database, address: string) {
  const seen: boolean[] = []
  let wake = () => {}
  const replica = openReplica(leader, address, OPTIONS, (fit) => {
    seen.push(fit)
    wake()
  })
  const becomes = async (fit: boolean): Promise<void> => {
    while (seen.at(-1) !== fit) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  return { replica, becomes }
}

async function placeOf(replica: Replica, more = sql`null`): Promise<string> {
  const { rows } = await sql<{ place: string }>`select
    case when pg_is_in_recovery() then 'standby' else 'leader' end as place, ${more} as more`.execute(
    replica.dbFor(passOf(SYSTEM)),
  )
  return rows[0]!.place
}

async function untilRunning(database: Database): Promise<void> {
  for (let running = false; !running; ) {
    const { rows } = await database.pool.query(
      `select 1 from pg_stat_activity where wait_event = 'PgSleep' and pid <> pg_backend_pid()`,
    )
    running = rows.length > 0
  }
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as { port: number }
  await new Promise((resolve) => probe.close(resolve))
  return port
}

import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts'
import { addressesOf, DatabaseAwayError, followLeader, untilReady } from '../../src/platform/leader.ts'

describe('addressesOf', () => {
  it.each([
    ['postgres://u:p@one/db', ['postgres://u:p@one/db']],
    [
      'postgres://u:p@one:5432,two:5433,three/db?sslmode=require',
      [
        'postgres://u:p@one:5432/db?sslmode=require',
        'postgres://u:p@two:5433/db?sslmode=require',
        'postgres://u:p@three/db?sslmode=require',
      ],
    ],
    ['postgres://one,two/db', ['postgres://one/db', 'postgres://two/db']],
    ['postgres:///db?host=/run/pg', ['postgres:///db?host=/run/pg']],
  ])('%s', (url, addresses) => {
    expect(addressesOf(url)).toEqual(addresses)
  })
})

it('says in one sentence that a database cannot be reached', async () => {
  const pool = new pg.Pool({ connectionString: 'postgres://127.0.0.1:1/x' })
  await expect(untilReady(pool, 0)).rejects.toThrow(/^Không kết nối được cơ sở dữ liệu; .*ECONNREFUSED/)
})

describe('followLeader', () => {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-leader-'))
  const clusters: EmbeddedPostgres[] = []
  const addresses: string[] = []

  beforeAll(async () => {
    chmodSync(folder, 0o711)
    const [leader, standby] = [join(folder, 'leader'), join(folder, 'standby')]
    startEmbeddedPostgres(leader).stop()
    // A copy that stays in recovery, as a standby that is not connected would.
    execFileSync('cp', ['-a', leader, standby])
    writeFileSync(join(standby, 'standby.signal'), '')
    for (const dir of [leader, standby]) {
      const port = await freePort()
      clusters.push(startEmbeddedPostgres(dir, { listen_addresses: '127.0.0.1', port }))
      addresses.push(`postgres://motcua@127.0.0.1:${port}/postgres`)
    }
  })
  afterAll(() => {
    for (const cluster of clusters) cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('goes to the host that leads, and on to the next one when that is promoted', async () => {
    const pool = new pg.Pool({ connectionString: addresses[1]!, max: 2 })
    pool.on('error', () => {})
    const places: number[] = []
    let wake = () => {}
    const moved = new Promise<void>((resolve) => {
      wake = resolve
    })
    const leader = await followLeader(pool, addresses.toReversed(), (place) => {
      places.push(place)
      wake()
    })
    try {
      expect(await isStandby(pool)).toBe(false)
      clusters[0]!.stop()
      await promote(addresses[1]!)
      await moved
      expect(places).toEqual([0])
      expect(await isStandby(pool)).toBe(false)
    } finally {
      await leader.stop()
      await pool.end()
    }
  })

  it('says so when no host leads', () => {
    const nobody = new pg.Pool({ connectionString: 'postgres://127.0.0.1:1/x' })
    return expect(followLeader(nobody, ['postgres://127.0.0.1:1/x'], () => {}, 500)).rejects.toThrow(
      DatabaseAwayError,
    )
  })
})

async function isStandby(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ standby: boolean }>('select pg_is_in_recovery() as standby')
  return rows[0]!.standby
}

async function promote(address: string): Promise<void> {
  const client = new pg.Client(address)
  await client.connect()
  await client.query('select pg_promote()')
  await client.end()
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as { port: number }
  await new Promise((resolve) => probe.close(resolve))
  return port
}

import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { startEmbeddedPostgres } from './embedded-postgres.ts'

const folder = mkdtempSync(join(tmpdir(), 'motcua-supervisor-'))
chmodSync(folder, 0o711)
const cluster = join(folder, 'postgres')
let server = startEmbeddedPostgres(cluster)
afterAll(() => {
  server.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function query<T extends pg.QueryResultRow>(text: string): Promise<T[]> {
  const client = new pg.Client(server.connection)
  // The server is killed on purpose below.
  client.on('error', () => {})
  await client.connect()
  const { rows } = await client.query<T>(text).finally(() => client.end())
  return rows
}

describe('the embedded PostgreSQL', () => {
  it('is a real one: synced to disk, sorting as Vietnamese does', async () => {
    expect(server.started).toBe(true)
    const [row] = await query<{ fsync: string; sorted: string[] }>(
      `select current_setting('fsync') as fsync, array(select w from unnest(array['đi','dì','e','ân','ăn','an']) w order by w) as sorted`,
    )
    expect(row).toEqual({ fsync: 'on', sorted: ['an', 'ăn', 'ân', 'dì', 'đi', 'e'] })
  })

  it('is attached to when it runs already', () => {
    expect(startEmbeddedPostgres(cluster)).toMatchObject({ started: false, connection: server.connection })
  })

  it('comes back after kill -9 with every committed row', async () => {
    await query('create table kept (n int)')
    await query('insert into kept select generate_series(1, 1000)')
    process.kill(Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL')
    expect(await afterRestart('select count(*)::int as n from kept')).toEqual([{ n: 1000 }])
  })

  it('is started again by whoever keeps it running', async () => {
    const restarted = new Promise<void>((resolve) => {
      const endWatch = server.keepRunning(() => {
        resolve()
        endWatch()
      })
    })
    process.kill(Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL')
    await restarted
    expect(await afterRestart('select count(*)::int as n from kept')).toEqual([{ n: 1000 }])
  })

  it('stops and starts again', async () => {
    server.stop()
    server = startEmbeddedPostgres(cluster)
    expect(server.started).toBe(true)
    expect(await query('select 1 as one')).toEqual([{ one: 1 }])
  })
})

/** After a kill the old server and its children may live a moment longer: tried again until it is up. */
async function afterRestart(text: string) {
  for (let attempt = 1; ; attempt++) {
    try {
      server = startEmbeddedPostgres(cluster)
      return await query(text)
    } catch (error) {
      if (attempt === 50) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

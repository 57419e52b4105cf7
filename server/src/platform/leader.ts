import pg from 'pg'
import { isDatabaseGone } from './db.ts'

/** How often the leader is asked whether it still leads, and how long it may take to answer. */
const HEARTBEAT_MS = 2000
const ANSWER_MS = 3000
const RETRY_MS = 300
/** How long a start waits for a leader, or for a database that is starting, before it gives up. */
const PATIENCE_MS = 60_000
const START_MS = 15_000

/** The database cannot be reached, or no host of the cluster leads: it is electing, or the addresses are wrong. */
export class DatabaseAwayError extends Error {
  override readonly name = 'DatabaseAwayError'
}

/**
 * Waits while a database that is just starting refuses connections.
 * @param patience milliseconds until it gives up
 * @throws DatabaseAwayError when it stays away or does not let us in
 */
export async function untilReady(pool: pg.Pool, patience = START_MS): Promise<void> {
  for (let waited = 0; ; waited += RETRY_MS) {
    const fault = await pool.query('select 1').then(
      () => null,
      (error: Error) => error,
    )
    if (fault === null) return
    if (waited < patience && isDatabaseGone(fault)) await pause(RETRY_MS)
    else
      throw new DatabaseAwayError(
        `Không kết nối được cơ sở dữ liệu; hãy kiểm tra DATABASE_URL và máy chủ cơ sở dữ liệu (${fault.message}).`,
      )
  }
}

/**
 * The addresses in a database URL that names several hosts, in the form of libpq:
 * `postgres://user:secret@one:5432,two:5432,three/motcua`. One host gives one address, the URL itself.
 */
export function addressesOf(url: string): string[] {
  const [, before, hosts, after] = /^([a-z]+:\/\/(?:[^@/]*@)?)([^/?]*)(.*)$/.exec(url) ?? []
  return before && hosts ? hosts.split(',').map((host) => before + host + after) : [url]
}

/**
 * Keeps the pool pointed at the one address that takes writes. A connection of its own watches that leader; when
 * it ends, goes silent or becomes a standby, all addresses are asked until one leads.
 * @param pool made with a `connectionString`, which is replaced when the leader moves
 * @param onMove called with the place of the new leader in `addresses`
 * @param patience milliseconds that the start waits for a leader
 * @throws DatabaseAwayError when none is found at the start
 */
export async function followLeader(
  pool: pg.Pool,
  addresses: readonly string[],
  onMove: (place: number) => void = () => {},
  patience = PATIENCE_MS,
): Promise<{ stop: () => Promise<void> }> {
  let isStopped = false
  let leader = await findLeader(addresses, () => isStopped, patience)
  pool.options.connectionString = leader.address
  const follow = async (): Promise<void> => {
    while (!isStopped) {
      await untilLost(leader.client, () => isStopped)
      await leader.client.end().catch(() => {})
      if (isStopped) return
      leader = await findLeader(addresses, () => isStopped, Number.POSITIVE_INFINITY)
      pool.options.connectionString = leader.address
      onMove(addresses.indexOf(leader.address))
    }
  }
  const following = follow().catch(() => {})
  return {
    async stop() {
      isStopped = true
      await leader.client.end().catch(() => {})
      await following
    },
  }
}

type Leader = { address: string; client: pg.Client }

async function findLeader(
  addresses: readonly string[],
  isOver: () => boolean,
  patience: number,
): Promise<Leader> {
  for (let waited = 0; !isOver() && waited < patience; waited += RETRY_MS) {
    const answers = await Promise.all(addresses.map(askWhetherLeads))
    const [leader, ...others] = answers.filter((a) => a !== null)
    await Promise.all(others.map((other) => other.client.end().catch(() => {})))
    if (leader) return leader
    await pause(RETRY_MS)
  }
  throw new DatabaseAwayError(
    'Không máy chủ cơ sở dữ liệu nào trong DATABASE_URL nhận ghi; hãy kiểm tra địa chỉ và tình trạng của cụm.',
  )
}

async function askWhetherLeads(address: string): Promise<Leader | null> {
  const client = new pg.Client({
    connectionString: address,
    connectionTimeoutMillis: ANSWER_MS,
    query_timeout: ANSWER_MS,
    application_name: `motcua-${process.pid}`,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    if (await leads(client)) return { address, client }
  } catch {
    // Away, starting or refusing: not the leader now.
  }
  await client.end().catch(() => {})
  return null
}

async function leads(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ standby: boolean }>('select pg_is_in_recovery() as standby')
  return rows[0]?.standby === false
}

async function untilLost(client: pg.Client, isOver: () => boolean): Promise<void> {
  const ended = new Promise<void>((resolve) => client.once('end', () => resolve()))
  const isEnded = ended.then(() => true)
  while (!isOver()) {
    if (await Promise.race([isEnded, heartbeat()])) return
    if (!(await leads(client).catch(() => false))) return
  }
}

// Not what keeps the process alive: the connection does.
const heartbeat = () => new Promise<false>((resolve) => setTimeout(resolve, HEARTBEAT_MS, false).unref())

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

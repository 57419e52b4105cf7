import pg from 'pg'

/** How often the leader is asked whether it still leads, and how long it may take to answer. */
const HEARTBEAT_MS = 2000
const ANSWER_MS = 3000
const RETRY_MS = 300
/** How long a start waits for a leader before it gives up. */
const PATIENCE_MS = 60_000

/** No address leads: the cluster is electing, or the addresses are wrong. */
export class NoLeaderError extends Error {
  override readonly name = 'NoLeaderError'
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
 * @throws NoLeaderError when none is found at the start
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
  throw new NoLeaderError(
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
    if (await Promise.race([isEnded, pause(HEARTBEAT_MS)])) return
    if (!(await leads(client).catch(() => false))) return
  }
}

const pause = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms).unref()
  })

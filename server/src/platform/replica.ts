import type { QueryResult } from 'kysely'
import pg from 'pg'
import { type Pass, passStatement } from './access/pass.ts'
import {
  type Database,
  type DatabaseOptions,
  type Db,
  isDatabaseGone,
  kyselyOver,
  kyselyWithPass,
  openDatabase,
} from './db.ts'

/** How often the standby is asked how far it is, how long it may take to answer, and how far behind it may be. */
const PROBE_MS = 1000
const ANSWER_MS = 2000
const BEHIND_MS = 3000

/** A standby for reads that may be seconds old. */
export type Replica = {
  /** Reads from the standby while it is fit, else from the leader; a read that the standby drops is done again there. */
  dbFor: (pass: Pass) => Db
  isFit: () => boolean
  close: () => Promise<void>
}

/**
 * Opens a pool on a standby and asks it each second whether it has all that the leader had written three seconds ago.
 * A host that is away, was promoted, belongs to another cluster or has stopped replaying is not read from.
 * @param leader where reads go otherwise
 * @param onChange called when the standby becomes fit or unfit
 */
export function openReplica(
  leader: Database,
  url: string,
  options: DatabaseOptions,
  onChange: (fit: boolean) => void = () => {},
): Replica {
  const settings = { connectionString: url, connectionTimeoutMillis: ANSWER_MS }
  const standby = openDatabase(settings, options)
  const stopped = new AbortController()
  // Aborted when the standby is found unfit: whoever waits for it goes to the leader.
  let fit: AbortController | null = null
  const turn = (isFit: boolean): void => {
    if (isFit === (fit !== null)) return
    fit?.abort()
    fit = isFit ? new AbortController() : null
    onChange(isFit)
  }
  const watching = watch(leader, url, stopped.signal, turn)
  const dbFor = (pass: Pass): Db => {
    const of = (place: Database) =>
      kyselyWithPass(place, () => passStatement(leader.role, pass, place.namedStatements))
    const [there, here] = [of(standby), of(leader)]
    return kyselyOver(async (query) => {
      const trust = fit
      if (trust) {
        try {
          return asPg(await unlessAborted(there.executeQuery(query), trust.signal))
        } catch (error) {
          if (!isStandbysFault(error)) throw error
          if (fit === trust && isDatabaseGone(error)) turn(false)
        }
      }
      return asPg(await here.executeQuery(query))
    })
  }
  return {
    dbFor,
    isFit: () => fit !== null,
    async close() {
      stopped.abort()
      await watching
      await standby.close()
    },
  }
}

const asPg = ({ rows, numAffectedRows }: QueryResult<unknown>) =>
  ({ rows, rowCount: Number(numAffectedRows ?? 0) }) as pg.QueryResult

const UNFIT = new Error('standby became unfit')

/** A fault of the place where it was read, not of the read itself. A write is refused by a standby and stays refused. */
function isStandbysFault(error: unknown): boolean {
  if (error === UNFIT) return true
  if (!(error instanceof pg.DatabaseError)) return isDatabaseGone(error)
  // 40001, 40P01: the read stood in the way of what the leader had already done ("conflict with recovery").
  return error.code !== '25006' && (['40001', '40P01'].includes(error.code ?? '') || isDatabaseGone(error))
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const give = () => reject(UNFIT)
    if (signal.aborted) give()
    signal.addEventListener('abort', give, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', give))
  })
}

type Mark = { at: number; lsn: string; cluster: string }

async function watch(
  leader: Database,
  url: string,
  stopped: AbortSignal,
  turn: (isFit: boolean) => void,
): Promise<void> {
  let client: pg.Client | null = null
  let marks: Mark[] = []
  while (!stopped.aborted) {
    try {
      // Not the pool: reports that fill it must not make the standby look silent.
      client ??= await connect(url)
      const mark = await markOf(leader)
      marks = [...marks.filter((m) => m.at >= mark.at - BEHIND_MS), mark]
      turn(await hasReplayed(client, marks[0]!))
    } catch {
      turn(false)
      await client?.end().catch(() => {})
      client = null
    }
    await pause(PROBE_MS, stopped)
  }
  turn(false)
  await client?.end().catch(() => {})
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: ANSWER_MS,
    query_timeout: ANSWER_MS,
    application_name: `motcua-${process.pid}`,
  })
  client.on('error', () => {})
  await client.connect()
  return client
}

/** How far the leader has written now. @throws while no host leads */
async function markOf(leader: Database): Promise<Mark> {
  const { rows } = await leader.pool.query<{ lsn: string; cluster: string }>(
    'select pg_current_wal_lsn()::text as lsn, (select system_identifier from pg_control_system())::text as cluster',
  )
  return { at: performance.now(), ...rows[0]! }
}

async function hasReplayed(client: pg.Client, { lsn, cluster }: Mark): Promise<boolean> {
  const { rows } = await client.query<{ fit: boolean }>(
    `select pg_is_in_recovery() and coalesce(pg_last_wal_replay_lsn() >= $1::pg_lsn, false)
       and (select system_identifier from pg_control_system())::text = $2 as fit`,
    [lsn, cluster],
  )
  return rows[0]!.fit
}

// Not what keeps the process alive: the server does.
function pause(ms: number, until: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      until.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, until.aborted ? 0 : ms).unref()
    until.addEventListener('abort', end)
  })
}

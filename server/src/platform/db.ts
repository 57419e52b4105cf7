import { createHash } from 'node:crypto'
import type { Socket } from 'node:net'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import pg from 'pg'

/** No table is known here: a module narrows it with `ctx.db.withTables<Tables>()`. */
export type Db = Kysely<Record<never, never>>

export type Database = {
  pool: pg.Pool
  /** The owner's, past all policies, for the platform's own tables: each query takes a connection of the pool. */
  kysely: Db
  /** The role that commands and reads take (`access/role.ts`); null until it is known, or without one. */
  role: string | null
  /** Statements sent so far, for the query budgets of the tests. */
  counter: { statements: number }
  namedStatements: boolean
  close: () => Promise<void>
}

export type DatabaseOptions = {
  poolSize: number
  namedStatements: boolean
  /** Commits do not wait for the disk: a crash of the machine may lose the last of them, nothing gets torn. */
  relaxedCommits?: boolean
}

/** Opens a pool of pipelined connections. @param connection a URL, or host (socket folder), user, database */
export function openDatabase(connection: pg.PoolConfig, options: DatabaseOptions): Database {
  const application_name = `motcua-${process.pid}`
  const relaxed = options.relaxedCommits ? { options: '-c synchronous_commit=off' } : {}
  const own = { application_name, max: options.poolSize, pipeline: true, types: TYPES }
  const settings = { ...connection, ...relaxed, ...own }
  const pool = new pg.Pool(settings as pg.PoolConfig)
  // A connection that dies while idle is replaced at the next use; the process must not fall with it.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const counter = { statements: 0 }
  const run: RunQuery = (query) => {
    counter.statements += 1
    return pool.query(toPgQuery(query, options.namedStatements))
  }
  return {
    pool,
    kysely: kyselyOver(run),
    role: null,
    counter,
    namedStatements: options.namedStatements,
    close: () => pool.end(),
  }
}

/**
 * Holds back what is written to a connection until this turn of the event loop ends, so that statements sent one
 * after the other leave in one write instead of one each.
 */
export function gatherWrites(client: pg.PoolClient): void {
  const { stream } = (client as pg.PoolClient & { connection: { stream: Socket } }).connection
  if (stream.writableCorked > 0) return
  stream.cork()
  setImmediate(() => stream.uncork())
}

type RunQuery = (query: CompiledQuery) => Promise<pg.QueryResult>

/** A Kysely whose queries all go through `run`; queries not awaited one by one travel in one round trip. */
export function kyselyOver(run: RunQuery): Db {
  const connection: DatabaseConnection = {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const result = await run(query)
      return { rows: result.rows as R[], numAffectedRows: BigInt(result.rowCount ?? 0) }
    },
    streamQuery() {
      throw new Error('streaming is not supported on a pipelined connection')
    },
  }
  const noTransactions = () => Promise.reject(new Error('transactions are opened by inTx only'))
  const driver: Driver = {
    init: async () => {},
    acquireConnection: async () => connection,
    releaseConnection: async () => {},
    beginTransaction: noTransactions,
    commitTransaction: noTransactions,
    rollbackTransaction: noTransactions,
    destroy: async () => {},
  }
  return new Kysely({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driver,
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
}

/**
 * A Kysely for reads with a pass. What is asked in one turn of the event loop travels together, in one transaction that
 * the pass does not outlive, so nothing is left on the connection, not even behind a pooler of transactions.
 */
export function kyselyWithPass(
  database: Database,
  pass: () => pg.QueryConfig,
  onShown: () => void = () => {},
): Db {
  const asked: Asked[] = []
  return kyselyOver((query) => {
    database.counter.statements += 1
    return new Promise((resolve, reject) => {
      asked.push({ query: toPgQuery(query, database.namedStatements), resolve, reject })
      // The first one fetched the connection.
      if (asked.length > 1) return
      const all = (client: pg.PoolClient) => readTogether(client, pass(), asked.splice(0), onShown)
      database.pool.connect().then(all, (error: Error) => {
        for (const { reject: refuse } of asked.splice(0)) refuse(error)
      })
    })
  })
}

type Asked = {
  query: pg.QueryConfig
  resolve: (result: pg.QueryResult) => void
  reject: (error: unknown) => void
}

async function readTogether(
  client: pg.PoolClient,
  pass: pg.QueryConfig,
  asked: Asked[],
  onShown: () => void,
): Promise<void> {
  gatherWrites(client)
  const before = [client.query('begin'), client.query(pass)]
  const answers = asked.map(({ query }) => client.query(query))
  const sent = await Promise.allSettled([...before, ...answers, client.query('commit')])
  const fault = sent.find((one) => one.status === 'rejected')
  if (sent[1]!.status === 'fulfilled') onShown()
  // A query that failed ended the transaction, and whatever came after failed because of it. A connection whose end of
  // the transaction is unknown is not used again.
  const ended = sent.at(-1)!
  client.release(ended.status === 'rejected' ? (ended.reason as Error) : undefined)
  for (const [place, { resolve, reject }] of asked.entries()) {
    const answer = sent[place + before.length]!
    if (answer.status === 'fulfilled') resolve(answer.value)
    else reject(fault?.reason)
  }
}

export function toPgQuery(query: CompiledQuery, named: boolean): pg.QueryConfig {
  const values = [...query.parameters]
  return named && values.length > 0
    ? { name: statementName(query.sql), text: query.sql, values }
    : { text: query.sql, values }
}

// Bounded: texts differ only by the code that wrote them, lists travel as arrays.
const names = new Map<string, string>()

function statementName(text: string): string {
  let name = names.get(text)
  if (!name) {
    if (names.size > 2000) names.clear()
    name = 'm' + createHash('sha1').update(text).digest('hex').slice(0, 20)
    names.set(text, name)
  }
  return name
}

// int8 and numeric come as JavaScript numbers (đồng and counts stay far below 2^53); date stays text.
const TYPES = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === pg.types.builtins.INT8 || oid === pg.types.builtins.NUMERIC) return Number
    if (oid === pg.types.builtins.DATE) return (text: string) => text
    if (oid === pg.types.builtins.TIMESTAMPTZ && format !== 'binary') return toMoment
    return pg.types.getTypeParser(oid, format as 'text')
  },
}

const slowMoment = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ)

/**
 * A moment as PostgreSQL writes it. V8 reads it in a third of the driver's time, and a list holds hundreds; what V8 does
 * not know, the driver reads. So are years below 1000, whose first zeros V8 takes for a short form.
 */
export function toMoment(text: string): Date {
  const at = new Date(text < '1' ? Number.NaN : text)
  return Number.isNaN(at.getTime()) ? slowMoment(text) : at
}

/** The server of the database is away or restarting: the caller should come back soon. */
export function isDatabaseGone(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof pg.DatabaseError)
    // 25006: what was the leader of a cluster has become a standby.
    return ['57P01', '57P02', '57P03', '53300', '25006'].includes(error.code ?? '')
  const code = (error as NodeJS.ErrnoException).code ?? ''
  if (['ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(code)) return true
  if (code === 'ENOENT' && (error as NodeJS.ErrnoException).syscall === 'connect') return true
  return /^Connection terminated|^Client has encountered a connection error|timeout exceeded when trying to connect/.test(
    error.message,
  )
}

/** Whether the error is PostgreSQL's, with this SQLSTATE (and constraint, when named). */
export function isPgError(error: unknown, state: string, constraint?: string): boolean {
  return (
    error instanceof pg.DatabaseError &&
    error.code === state &&
    (constraint === undefined || error.constraint === constraint)
  )
}

export const UNIQUE_VIOLATION = '23505'
export const EXCLUSION_VIOLATION = '23P01'

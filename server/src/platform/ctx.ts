import type { CompiledQuery } from 'kysely'
import pg from 'pg'
import { passOf, passStatement } from './access/pass.ts'
import { confirm } from './access/revision.ts'
import type { Actor } from './actor.ts'
import { auditStatement } from './audit.ts'
import type { Clock } from './clock.ts'
import { type Database, type Db, gatherWrites, kyselyOver, kyselyWithPass, toPgQuery } from './db.ts'
import { type DomainEvent, eventStatement } from './events.ts'
import { newId } from './id.ts'
import type { Keyring } from './keys/keyring.ts'
import type { Log } from './log.ts'
import type { Module } from './module.ts'
import type { Partners } from './partners.ts'
import type { Replica } from './replica.ts'
import { type Job, jobRemoval, jobStatement } from './schedule.ts'
import type { FileStore } from './storage.ts'

/** What the process holds open. Made once, by `openRoot` or by the tests. */
export type Root = {
  database: Database
  /** A standby for reads that may be seconds old, when one is configured (`reportCtx`). */
  replica?: Replica
  clock: Clock
  log: Log
  files: FileStore
  keys: Keyring
  modules: readonly Module[]
  /** Where people find this system: the origin of addresses printed on papers. */
  publicUrl: string
  /** Systems of others that are asked over a connection, never inside a transaction. */
  partners: Partners
}

/** Everything a use case may touch. Passed first, explicitly, everywhere. */
export type Ctx = {
  db: Db
  actor: Actor
  now: () => Date
  newId: () => string
  log: Log
  files: FileStore
  /** For sealing personal data (`platform/keys`). */
  keys: Keyring
  /** Origin of the addresses that papers and messages show. */
  publicUrl: string
  /** Writes a domain event in the same transaction; subscribers get it through jobs. */
  emit: (event: DomainEvent) => void
  /** Plans a job in the same transaction; the same `key` replaces an earlier plan. */
  schedule: (job: Job) => void
  /** Cancels a planned job. */
  unschedule: (key: string) => void
  /** Names what the command is about, for its audit row. `details` must hold no personal data; without, the last stay. */
  about: (subject: string, details?: Record<string, unknown>) => void
  /** The path by which this actor was let to act on the thing: the last `grant` told of it to `about`; null without. */
  grantOn: (subject: string) => string | null
  /**
   * Sends a write at once without waiting for it, so that several travel in one round trip. Its error is
   * thrown, and nothing kept, when the command ends.
   */
  later: (statement: Statement) => void
  /**
   * Does a part of a job in the name of who ordered it: with his pass to the database, and its audit row names him.
   * Parts that may fail are an `attempt` inside.
   */
  as: <T>(actor: Actor, work: (ctx: Ctx) => Promise<T>) => Promise<T>
  /** Does a part that may fail alone: its error is thrown, what it wrote is taken back, the rest of the command stays. */
  attempt: <T>(work: (ctx: Ctx) => Promise<T>) => Promise<T>
  /** Does the work to see what would come of it, and takes back all it wrote; locks are let go. */
  rehearse: <T>(work: (ctx: Ctx) => Promise<T>) => Promise<T>
}

/** A query that is ready to run: a `sql` text or a finished query builder. */
export type Statement = { compile: (db: Db) => CompiledQuery }

/**
 * One command = one transaction, with one audit row. Nothing but the database may be touched inside.
 * The work is run again (at most twice) when PostgreSQL reports a deadlock or a serialisation failure.
 * @param action name of the permission or job, e.g. `dossiers.accept`
 */
export async function inTx<T>(
  root: Root,
  actor: Actor,
  action: string,
  work: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await runOnce(root, actor, action, work)
    } catch (error) {
      if (attempt === 3 || !isRetryable(error)) throw error
    }
  }
}

/**
 * A context for reads outside a command: no event, job or audit row can be written with it.
 * @param tracked code of the one dossier that the actor may look up although it is not his
 */
export function readCtx(root: Root, actor: Actor, tracked: string | null = null): Ctx {
  const { database } = root
  const pass = passOf(actor, tracked)
  const refuse = () => {
    throw new Error('a command must run in inTx')
  }
  return {
    db: kyselyWithPass(
      database,
      () => passStatement(database.role, pass, database.namedStatements),
      () => confirm(actor),
    ),
    actor,
    now: root.clock.now,
    newId: () => newId(root.clock.now()),
    log: root.log,
    files: root.files,
    keys: root.keys,
    publicUrl: root.publicUrl,
    emit: refuse,
    schedule: refuse,
    unschedule: refuse,
    about: refuse,
    grantOn: refuse,
    later: refuse,
    as: refuse,
    attempt: refuse,
    rehearse: refuse,
  }
}

/**
 * The same for reports, exports and searches: reads may come from a standby and be some seconds old. Not for queues, a
 * person's own dossiers, or what was written by the same request.
 */
export function reportCtx(root: Root, actor: Actor): Ctx {
  const ctx = readCtx(root, actor)
  return root.replica ? { ...ctx, db: root.replica.dbFor(passOf(actor)) } : ctx
}

async function runOnce<T>(
  root: Root,
  actor: Actor,
  action: string,
  work: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  const { database } = root
  const client = await database.pool.connect()
  const pending: Promise<unknown>[] = []
  let open = true
  const send = (query: pg.QueryConfig): Promise<pg.QueryResult> => {
    // A command that goes on after its transaction ended would write outside of any.
    if (!open) return Promise.reject(new Error(`${action} used its transaction after the end of it`))
    database.counter.statements += 1
    gatherWrites(client)
    return client.query(query)
  }
  const wire = openWire(send, pending, database.namedStatements)
  let broken: Error | undefined
  try {
    // Not awaited: the first query of the work travels in the same round trip.
    gatherWrites(client)
    const begin = client.query('begin')
    begin.catch(() => {})
    const passed = client.query(passStatement(database.role, passOf(actor), database.namedStatements))
    passed.then(() => confirm(actor)).catch(() => {})
    pending.push(passed)
    const audited: Audited = {}
    const result = await work(commandCtx(root, wire, actor, audited))
    wire.later(auditStatement({ id: newId(), at: root.clock.now(), actor, action, ...audited }))
    open = false
    const commit = client.query('commit')
    commit.catch(() => {})
    await Promise.all([begin, ...pending])
    // A transaction that failed half-way answers COMMIT with ROLLBACK instead of an error.
    if ((await commit).command !== 'COMMIT') throw new Error(`transaction of ${action} was rolled back`)
    return result
  } catch (error) {
    open = false
    const sent = await Promise.allSettled(pending)
    await client.query('rollback').catch((fault: Error) => {
      broken = fault
    })
    // A write that failed ended the transaction, and whatever came after failed because of it.
    throw sent.find((write) => write.status === 'rejected')?.reason ?? error
  } finally {
    client.release(broken)
  }
}

type Audited = { subject?: string; details?: Record<string, unknown>; actor?: Actor }

type Send = (query: pg.QueryConfig) => Promise<pg.QueryResult>

/** The way to the database of a transaction, or of a part of one. `pending` are the writes not waited for. */
type Wire = { send: Send; pending: Promise<unknown>[]; db: Db; later: (statement: Statement) => void }

function openWire(send: Send, pending: Promise<unknown>[], named: boolean): Wire {
  const db = kyselyOver((query) => send(toPgQuery(query, named)))
  // Compiled and sent synchronously: a statement still on its way through Kysely could miss the commit.
  const later = (statement: Statement): void => {
    const write = send(toPgQuery(statement.compile(db), named))
    write.catch(() => {})
    pending.push(write)
  }
  return { send, pending, db, later }
}

/** Runs a part of a transaction behind a savepoint. @param keeps whether what it wrote stays when it succeeds */
async function runPart<T>(
  root: Root,
  wire: Wire,
  keeps: boolean,
  work: (part: Wire) => Promise<T>,
): Promise<T> {
  let open = true
  const send: Send = (query) =>
    open ? wire.send(query) : Promise.reject(new Error('a part used its transaction after the end of it'))
  const part = openWire(send, [], root.database.namedStatements)
  const begun = wire.send({ text: 'savepoint part' })
  begun.catch(() => {})
  const takeBack = () =>
    Promise.all([
      wire.send({ text: 'rollback to savepoint part' }),
      wire.send({ text: 'release savepoint part' }),
    ])
  try {
    const result = await work(part)
    await Promise.all([begun, ...part.pending])
    open = false
    if (keeps) await wire.send({ text: 'release savepoint part' })
    else await takeBack()
    return result
  } catch (error) {
    open = false
    const sent = await Promise.allSettled(part.pending)
    await takeBack()
    throw sent.find((write) => write.status === 'rejected')?.reason ?? error
  }
}

function commandCtx(root: Root, wire: Wire, actor: Actor, audited: Audited): Ctx {
  const { db, later } = wire
  const now = root.clock.now()
  const { jobShift } = root.clock
  // Not with `audited`, which parts in the name of others share: a grant is of one actor.
  const grants = new Map<string, string>()
  return {
    db,
    actor,
    now: () => now,
    newId: () => newId(now),
    log: root.log,
    files: root.files,
    keys: root.keys,
    publicUrl: root.publicUrl,
    emit: (event) => later(eventStatement(root.modules, jobShift, now, actor, event)),
    schedule: (job) => later(jobStatement(jobShift, { ...job, at: job.at ?? now })),
    unschedule: (key) => later(jobRemoval(key)),
    about: (subject, details) => {
      Object.assign(audited, { subject }, details && { details })
      if (typeof details?.['grant'] === 'string') grants.set(subject, details['grant'])
    },
    grantOn: (subject) => grants.get(subject) ?? null,
    later,
    as: async (other, work) => {
      audited.actor = other
      show(root, wire, other)
      try {
        return await work(commandCtx(root, wire, other, audited))
      } finally {
        show(root, wire, actor)
      }
    },
    attempt: (work) => runPart(root, wire, true, (part) => work(commandCtx(root, part, actor, audited))),
    rehearse: (work) => runPart(root, wire, false, (part) => work(commandCtx(root, part, actor, audited))),
  }
}

/** Shows the pass of an actor from here on; an error is thrown by what comes after it, or when the command ends. */
function show({ database }: Root, { send, pending }: Wire, actor: Actor): void {
  const shown = send(passStatement(database.role, passOf(actor), database.namedStatements))
  shown.catch(() => {})
  pending.push(shown)
}

function isRetryable(error: unknown): boolean {
  return error instanceof pg.DatabaseError && (error.code === '40001' || error.code === '40P01')
}

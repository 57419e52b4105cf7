import { sql } from 'kysely'
import type pg from 'pg'
import type { Root } from '../../../src/platform/ctx.ts'

/**
 * How a call to the database fails: the server refuses the statement; the connection dies before it is sent; or
 * it dies when the statement is done and nobody hears of it.
 */
export const FAILURES = ['refused', 'cut before', 'cut after'] as const
export type Failure = (typeof FAILURES)[number]

/** The same root, whose transactions fail at the call that was armed. */
export type FailingRoot<R extends Root> = R & {
  /** From now on the nth call of a transaction (1 is BEGIN) fails, once. */
  arm: (failure: Failure, nth: number) => void
  /** Whether it has failed since it was armed. */
  failed: () => boolean
}

export function failingRoot<R extends Root>(root: R): FailingRoot<R> {
  const plan: { failure: Failure; left: number; failed: boolean } = {
    failure: 'refused',
    left: 0,
    failed: false,
  }
  const pool = intercept(root.database.pool, 'connect', async (connect: () => Promise<pg.PoolClient>) => {
    const client = await connect()
    return intercept(client, 'query', (query: (q: unknown) => Promise<unknown>, q: unknown) => {
      if (plan.left === 0 || --plan.left > 0) return query(q)
      plan.failed = true
      return fail(plan.failure, query, q)
    })
  })
  return {
    ...root,
    database: { ...root.database, pool },
    arm: (failure, nth) => Object.assign(plan, { failure, left: nth, failed: false }),
    failed: () => plan.failed,
  }
}

async function fail(
  failure: Failure,
  query: (q: unknown) => Promise<unknown>,
  statement: unknown,
): Promise<unknown> {
  if (failure === 'refused') return query('select 1 / 0')
  // Sent together: the statement is done, and the connection dies before its answer is of use.
  const done = failure === 'cut after' ? [query(statement)] : []
  await Promise.all([...done, query('select pg_terminate_backend(pg_backend_pid())')])
  throw new Error('the connection should be dead')
}

/** A thing like this one, of which one method is answered by `answer`. */
function intercept<T extends object>(
  target: T,
  method: keyof T,
  answer: (original: never, ...args: never[]) => unknown,
): T {
  return new Proxy(target, {
    get(_, name) {
      const value = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      const bound = value.bind(target)
      return name === method ? (...args: never[]) => answer(bound as never, ...args) : bound
    },
  })
}

/**
 * A digest of every row of every table of ours and of the planned jobs, by table.
 * @param except tables that may differ, e.g. `platform.audit`
 */
export async function digestTables(root: Root, except: readonly string[] = []): Promise<Map<string, string>> {
  const { kysely } = root.database
  const tables = await sql<{ name: string }>`select schemaname || '.' || tablename as name from pg_tables
     where schemaname in (select distinct module from platform.migration)
     order by 1`.execute(kysely)
  const names = tables.rows.map((t) => t.name).filter((name) => !except.includes(name))
  const parts = names.map(
    (name) =>
      sql`select ${name} as name, count(*)::text || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '')
        as digest from ${sql.table(name)} t`,
  )
  const { rows } = await sql<{ name: string; digest: string }>`${sql.join(parts, sql` union all `)}`.execute(
    kysely,
  )
  return new Map(rows.map((r) => [r.name, r.digest]))
}

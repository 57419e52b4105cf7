import { sql } from 'kysely'
import { SYSTEM } from '../actor.ts'
import { type Ctx, inTx, type Root } from '../ctx.ts'
import type { Db } from '../db.ts'

const ROWS_AT_ONCE = 500

/**
 * Repeats a step, each time in a transaction of its own, until it finds nothing more to do; after a crash it goes on.
 * @param what table or thing, for the audit and the log
 * @param step does at most so many rows and says how many it did
 */
export async function sealInBatches(
  root: Root,
  what: string,
  step: (ctx: Ctx, most: number) => Promise<number>,
): Promise<void> {
  let total = 0
  for (;;) {
    const done = await inTx(root, SYSTEM, 'keys.seal', async (ctx) => {
      const rows = await step(ctx, ROWS_AT_ONCE)
      ctx.about(what, { rows })
      return rows
    })
    total += done
    if (done === 0) break
    root.log.info({ what, rows: total }, 'plain rows sealed')
  }
}

/** Whether a table still has a column, e.g. one that a later step drops. @param table `schema.name` */
export async function hasColumn(db: Db, table: string, column: string): Promise<boolean> {
  const { rows } = await sql`select 1 from pg_attribute
    where attrelid = to_regclass(${table}) and attname = ${column} and not attisdropped`.execute(db)
  return rows.length > 0
}

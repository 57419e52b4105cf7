import { sql } from 'kysely'
import { SYSTEM } from '../actor.ts'
import { inTx, type Root } from '../ctx.ts'
import type { Db } from '../db.ts'
import { type DataKey, REFRESH_MS, unwrapDataKey, wrapDataKey } from './data-key.ts'
import {
  type Keyring,
  openByRoot,
  refreshKeyring,
  secretPlace,
  wrapByRoot,
  wrappingPlace,
} from './keyring.ts'
import { newKey, type Place, SealError } from './seal.ts'

export type Rotation = {
  /** Id of the wrapping key that now wraps everything. */
  wrappingKey: number
  /** Data keys wrapped anew by this run. */
  rewrapped: number
  /** Ids of things whose key is damaged; they were left as they are. */
  damaged: string[]
  seconds: number
}

const KEYS_AT_ONCE = 2000

/** A wrapping key without data keys is deleted by the rotation that comes this long after its own retirement. */
const KEPT_DAYS = 30

/**
 * Makes a new wrapping key and wraps every data key by it, a batch at a time, while the system works on. When an
 * earlier run was interrupted it is finished first, with the key that it had made.
 * @param say called with the number of keys done and of all, after each batch
 * @param settle waits until every process of the system knows the new key
 */
export async function rotateKeys(
  root: Root,
  say: (done: number, total: number) => void,
  settle: () => Promise<void> = waitForOthers,
): Promise<Rotation> {
  const started = performance.now()
  const { kysely } = root.database
  await refreshKeyring(kysely, root.keys)
  const { rows } = await sql<{ total: number; behind: number }>`select count(*)::int as total,
      count(*) filter (where wrapping_key <> ${root.keys.newest})::int as behind
    from platform.data_key`.execute(kysely)
  const { total, behind } = rows[0]!
  const isInterrupted = behind > 0 && !(await othersRetired(kysely, root.keys.newest))
  if (!isInterrupted) await makeWrappingKey(root)
  const wrappingKey = root.keys.newest
  const damaged = new Set<string>()
  let rewrapped = 0
  const sweep = async () => {
    for (let after: string | null = NO_ID; after !== null; ) {
      const batch = await rewrapSome(root, after, damaged)
      rewrapped += batch.rows
      after = batch.last
      if (batch.rows > 0) say(rewrapped, Math.max(total, rewrapped))
    }
  }
  await sweep()
  // Other processes may have gone on with the key before for a moment.
  await settle()
  await sweep()
  await retireOthers(root, wrappingKey)
  return {
    wrappingKey,
    rewrapped,
    damaged: [...damaged],
    seconds: (performance.now() - started) / 1000,
  }
}

const NO_ID = '00000000-0000-0000-0000-000000000000'

const waitForOthers = () => new Promise<void>((resolve) => setTimeout(resolve, 2 * REFRESH_MS))

/** Whether all keys before this one are retired: then its own rotation was finished. */
async function othersRetired(db: Db, newest: number): Promise<boolean> {
  const { rows } = await sql`select 1 from platform.wrapping_key
    where id <> ${newest} and retired_at is null limit 1`.execute(db)
  return rows.length === 0
}

async function makeWrappingKey(root: Root): Promise<void> {
  await inTx(root, SYSTEM, 'keys.rotate', async (ctx) => {
    const { rows } = await sql<{ id: number }>`
      select max(id) + 1 as id from platform.wrapping_key`.execute(ctx.db)
    const id = rows[0]!.id
    ctx.later(sql`insert into platform.wrapping_key (id, wrapped, made_at)
      values (${id}, ${wrapByRoot(root.keys.root, wrappingPlace(id), newKey())}, ${ctx.now()})`)
    ctx.about(`wrapping-key:${id}`)
  })
  await refreshKeyring(root.database.kysely, root.keys)
}

type WrappedRow = { id: string; wrapped: Buffer }

async function rewrapSome(root: Root, after: string, damaged: Set<string>) {
  return inTx(root, SYSTEM, 'keys.rewrap', async (ctx) => {
    const { rows } = await sql<WrappedRow>`select id, wrapped from platform.data_key
      where id > ${after} and wrapping_key <> ${ctx.keys.newest}
      order by id limit ${KEYS_AT_ONCE} for update`.execute(ctx.db)
    const anew = rows.flatMap((row) => {
      const key = unwrapped(ctx.keys, row)
      if (!key) damaged.add(row.id)
      return key ? [{ id: row.id, wrapped: wrapDataKey(ctx.keys, key) }] : []
    })
    if (anew.length > 0) {
      ctx.later(sql`update platform.data_key k set wrapped = n.wrapped, wrapping_key = ${ctx.keys.newest}
        from unnest(${anew.map((k) => k.id)}::uuid[], ${anew.map((k) => k.wrapped)}::bytea[]) as n(id, wrapped)
       where k.id = n.id`)
    }
    ctx.about(`wrapping-key:${ctx.keys.newest}`, { rewrapped: anew.length })
    return { rows: anew.length, last: rows.at(-1)?.id ?? null }
  })
}

function unwrapped(keys: Keyring, row: WrappedRow): DataKey | null {
  try {
    return unwrapDataKey(keys, row.id, row.wrapped)
  } catch (error) {
    if (error instanceof SealError) return null
    throw error
  }
}

async function retireOthers(root: Root, newest: number): Promise<void> {
  await inTx(root, SYSTEM, 'keys.retire', async (ctx) => {
    const used = sql`exists (select 1 from platform.data_key k where k.wrapping_key = w.id)`
    const longAgo = new Date(ctx.now().getTime() - KEPT_DAYS * 86_400_000)
    ctx.later(sql`delete from platform.wrapping_key w
      where w.id < ${newest} and w.retired_at < ${longAgo} and not ${used}`)
    ctx.later(sql`update platform.wrapping_key w set retired_at = ${ctx.now()}
      where w.id < ${newest} and w.retired_at is null`)
    ctx.about(`wrapping-key:${newest}`)
  })
}

/**
 * Wraps the keys of the installation by another root key, all in one transaction; data keys and data stay untouched.
 * Processes that run keep what they have opened and need the new root key at their next start.
 * @returns how many keys were wrapped anew
 */
export async function rotateRootKey(root: Root, next: Buffer): Promise<number> {
  return inTx(root, SYSTEM, 'keys.rotate_root', async (ctx) => {
    const anew = (place: Place, wrapped: Buffer) =>
      wrapByRoot(next, place, openByRoot(ctx.keys.root, place, wrapped))
    const wrapping = await sql<{ id: number; wrapped: Buffer }>`select id, wrapped
      from platform.wrapping_key for update`.execute(ctx.db)
    const secrets = await sql<{ name: string; wrapped: Buffer }>`select name, wrapped
      from platform.secret for update`.execute(ctx.db)
    for (const { id, wrapped } of wrapping.rows) {
      ctx.later(sql`update platform.wrapping_key set wrapped = ${anew(wrappingPlace(id), wrapped)}
        where id = ${id}`)
    }
    for (const { name, wrapped } of secrets.rows) {
      ctx.later(sql`update platform.secret set wrapped = ${anew(secretPlace(name), wrapped)}
        where name = ${name}`)
    }
    ctx.about('root-key')
    return wrapping.rows.length + secrets.rows.length
  })
}

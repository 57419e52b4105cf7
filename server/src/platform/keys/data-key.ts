import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '../ctx.ts'
import { AppError } from '../errors.ts'
import { type Keyring, refreshKeyring } from './keyring.ts'
import { type Key, keyVersionOf, newKey, open, type Place, SealError, seal } from './seal.ts'

/** The key of one thing (a dossier, a draft, an account, a file); `id` is that thing's id. */
export type DataKey = Key & { id: string }

/** Parts of the context that keys need. */
type KeyCtx = Pick<Ctx, 'db' | 'keys'>

/** How long a process may go on wrapping with a key that has a successor, in milliseconds. */
export const REFRESH_MS = 5000

/** Data keys are made once and never replaced under the same id, so theirs is always the first version. */
const FIRST = 1

/** Makes the key of a new thing; its row travels with the command's other writes. */
export async function newDataKey(ctx: KeyCtx & Pick<Ctx, 'later'>, id: string): Promise<DataKey> {
  await wrapWithNewest(ctx)
  const key = { id, version: FIRST, bytes: newKey() }
  ctx.later(insertKey(ctx.keys, key))
  return key
}

/** Makes sure that this process knows a newer wrapping key soon after it was made. */
export async function wrapWithNewest(ctx: KeyCtx): Promise<void> {
  if (performance.now() - ctx.keys.readAt > REFRESH_MS) await refreshKeyring(ctx.db, ctx.keys)
}

/** A key that is kept nowhere yet, for bytes that arrive before their transaction. */
export const looseDataKey = (id: string): DataKey => ({ id, version: FIRST, bytes: newKey() })

/** The statement that keeps a key, wrapped by the newest wrapping key. */
export const insertKey = (keys: Keyring, key: DataKey): RawBuilder<unknown> =>
  sql`insert into platform.data_key (id, wrapping_key, wrapped)
    values (${key.id}, ${keys.newest}, ${wrapDataKey(keys, key)})`

/** Throws a key away: whatever it sealed can never be read again. @param id as SQL, for use beside other writes */
export const deleteKey = (id: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`delete from platform.data_key where id = ${id}`

/**
 * Crypto-erasure of a thing: its key goes, and with it the answers kept for repeated requests about it. What was read
 * before (backups, copies) is not reached.
 * @returns false when there is no such key
 */
export async function eraseData(ctx: Pick<Ctx, 'db' | 'later'>, id: string): Promise<boolean> {
  const { rows } = await sql`${deleteKey(sql`${id}`)} returning id`.execute(ctx.db)
  ctx.later(sql`update platform.idempotency set sealed = null where subject = ${id}`)
  return rows.length > 0
}

/** The wrapped key of a row, as a column of the statement that reads the row. @param id the row's id, as SQL */
export const wrappedKeyOf = (id: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`(select k.wrapped from platform.data_key k where k.id = ${id})`

/**
 * Opens the key of a thing.
 * @throws 410 `data.erased` when it was deleted, 500 `data.unreadable` when it was changed
 */
export async function openDataKey(ctx: KeyCtx, id: string, wrapped: Buffer | null): Promise<DataKey> {
  if (wrapped === null) throw erased()
  try {
    const version = keyVersionOf(wrapped)
    // Wrapped by a key that another process has made since this one looked.
    if (!ctx.keys.wrapping.has(version)) await refreshKeyring(ctx.db, ctx.keys)
    return unwrapDataKey(ctx.keys, id, wrapped)
  } catch (error) {
    throw error instanceof SealError ? unreadable() : error
  }
}

/** @throws SealError when the wrapped key is not that of this thing */
export function unwrapDataKey(keys: Keyring, id: string, wrapped: Buffer): DataKey {
  const version = keyVersionOf(wrapped)
  const bytes = keys.wrapping.get(version)
  if (!bytes) throw new SealError(`no wrapping key ${version}`)
  return { id, version: FIRST, bytes: open({ version, bytes }, keyPlace(id), wrapped) }
}

/** A data key wrapped by the newest wrapping key. */
export const wrapDataKey = (keys: Keyring, key: DataKey): Buffer =>
  seal({ version: keys.newest, bytes: keys.wrapping.get(keys.newest)! }, keyPlace(key.id), key.bytes)

const keyPlace = (id: string): Place => ({ table: 'platform.data_key', column: 'wrapped', row: id })

/** Seals a value as JSON. @param row id of the row it stands in, when that is not the key's own */
export const sealJson = (
  key: DataKey,
  table: string,
  column: string,
  value: unknown,
  row: string = key.id,
): Buffer => seal(key, { table, column, row }, Buffer.from(JSON.stringify(value)))

/** Opens what `sealJson` sealed. @throws 500 `data.unreadable` when it was changed or moved */
export function openJson<T>(
  key: DataKey,
  table: string,
  column: string,
  sealed: Buffer,
  row: string = key.id,
): T {
  try {
    return JSON.parse(open(key, { table, column, row }, sealed).toString()) as T
  } catch (error) {
    throw error instanceof SealError ? unreadable() : error
  }
}

const erased = () =>
  new AppError(
    'data.erased',
    410,
    'Dữ liệu cá nhân ở đây đã được xoá hoặc khoá của nó đã mất, nên không còn đọc được.',
  )

const unreadable = () =>
  new AppError(
    'data.unreadable',
    500,
    'Dữ liệu đã mã hoá ở đây bị sửa hoặc hỏng nên không đọc được; hãy báo quản trị chạy motcua doctor.',
  )

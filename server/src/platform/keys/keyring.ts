import { sql } from 'kysely'
import type { Database, Db } from '../db.ts'
import { KeyError, makeRootKeyFile, type RootKeySource, readRootKey } from './root-key.ts'
import { newKey, open, type Place, SealError, seal } from './seal.ts'

/** The opened keys of the installation. It learns new wrapping keys while the process runs. */
export type Keyring = {
  root: Buffer
  wrapping: Map<number, Buffer>
  /** Id of the newest wrapping key: new data keys are wrapped by it. */
  newest: number
  /** When the wrapping keys were last read, in milliseconds of `performance.now()`. */
  readAt: number
  /** Key of the blind index. */
  index: Buffer
  /** Key of answers kept for repeated requests. */
  replies: Buffer
}

type WrappingRow = { id: number; wrapped: Buffer }
type SecretRow = { name: SecretName; wrapped: Buffer }

const SECRETS = ['index', 'replies'] as const
export type SecretName = (typeof SECRETS)[number]

/** The root key has no versions of its own: a new one wraps everything anew. */
const rootKey = (bytes: Buffer) => ({ version: 0, bytes })

export const wrappingPlace = (id: number): Place => ({
  table: 'platform.wrapping_key',
  column: 'wrapped',
  row: String(id),
})
export const secretPlace = (name: string): Place => ({
  table: 'platform.secret',
  column: 'wrapped',
  row: name,
})

/** Wraps a key of the installation by the root key. */
export const wrapByRoot = (root: Buffer, place: Place, key: Buffer): Buffer => seal(rootKey(root), place, key)

/**
 * Looks at the root key before anything is changed: a database that has keys needs the one it was made with.
 * @returns null when the database has no keys yet and none is there
 * @throws KeyError when the root key is missing or wrong
 */
export async function checkRootKey(database: Database, source: RootKeySource): Promise<Buffer | null> {
  const root = readRootKey(source)
  const rows = await readWrapping(database)
  if (rows.length > 0) checkWrapping(root, rows, source)
  else if (root === null && !source.mayMake) throw new KeyError(missingSentence(source))
  return root
}

/** @throws KeyError when the root key is missing, or some of the wrapping keys are not under it */
export function checkWrapping(
  root: Buffer | null,
  rows: readonly WrappingRow[],
  source: RootKeySource,
): void {
  if (rows.length > 0 && root === null) throw new KeyError(missingSentence(source))
  if (root !== null) openAll(root, rows)
}

/**
 * Opens the keys of a migrated database, or makes the first ones.
 * @throws KeyError when the root key is missing or wrong
 */
export async function openKeyring(database: Database, source: RootKeySource): Promise<Keyring> {
  const root = (await checkRootKey(database, source)) ?? firstRootKey(source)
  await makeFirstKeys(database.kysely, root)
  const secrets = await sql<SecretRow>`select name, wrapped from platform.secret`.execute(database.kysely)
  const secret = (name: SecretName): Buffer => {
    const row = secrets.rows.find((r) => r.name === name)
    if (!row) throw new KeyError(`Cơ sở dữ liệu thiếu khoá “${name}”; hãy phục hồi từ bản sao lưu.`)
    return openByRoot(root, secretPlace(name), row.wrapped)
  }
  const wrapping = openAll(root, await readWrapping(database))
  return {
    root,
    wrapping,
    newest: Math.max(...wrapping.keys()),
    readAt: performance.now(),
    index: secret('index'),
    replies: secret('replies'),
  }
}

/** Learns the wrapping keys made since. @throws KeyError when one is under another root key than this process has */
export async function refreshKeyring(db: Db, keys: Keyring): Promise<void> {
  const { rows } = await sql<WrappingRow>`select id, wrapped from platform.wrapping_key`.execute(db)
  for (const { id, wrapped } of rows) {
    if (!keys.wrapping.has(id)) keys.wrapping.set(id, openByRoot(keys.root, wrappingPlace(id), wrapped))
  }
  keys.newest = Math.max(...keys.wrapping.keys())
  keys.readAt = performance.now()
}

/**
 * A random wrapping key and secrets for a database that has none; one statement, so two processes make one set.
 * @param fixed secrets to use instead of random ones (tests)
 */
export async function makeFirstKeys(
  db: Db,
  root: Buffer,
  fixed: Partial<Record<SecretName, Buffer>> = {},
): Promise<void> {
  const wrapping = wrapByRoot(root, wrappingPlace(1), newKey())
  const secrets = SECRETS.map((name) => wrapByRoot(root, secretPlace(name), fixed[name] ?? newKey()))
  await sql`with first as (
      insert into platform.wrapping_key (id, wrapped, made_at) values (1, ${wrapping}, now())
      on conflict do nothing returning id
    )
    insert into platform.secret (name, wrapped)
    select s.name, s.wrapped from first, unnest(${[...SECRETS]}::text[], ${secrets}::bytea[]) as s(name, wrapped)`.execute(
    db,
  )
}

async function readWrapping(database: Database): Promise<WrappingRow[]> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass('platform.wrapping_key') is not null as there`.execute(database.kysely)
  if (!rows[0]!.there) return []
  const found = await sql<WrappingRow>`select id, wrapped from platform.wrapping_key order by id`.execute(
    database.kysely,
  )
  return found.rows
}

const openAll = (root: Buffer, rows: readonly WrappingRow[]): Map<number, Buffer> =>
  new Map(rows.map(({ id, wrapped }) => [id, openByRoot(root, wrappingPlace(id), wrapped)]))

/** Opens a key wrapped by the root key. @throws KeyError when this is not the root key it was wrapped by */
export function openByRoot(root: Buffer, place: Place, wrapped: Buffer): Buffer {
  try {
    return open(rootKey(root), place, wrapped)
  } catch (error) {
    if (!(error instanceof SealError)) throw error
    throw new KeyError(
      'Khoá gốc không phải khoá của dữ liệu này; hãy đặt MOTCUA_ROOT_KEY_FILE tới đúng tệp khoá (chưa có gì bị thay đổi).',
    )
  }
}

function firstRootKey(source: RootKeySource): Buffer {
  if (source.file === null || !source.mayMake) throw new KeyError(missingSentence(source))
  try {
    return makeRootKeyFile(source.file)
  } catch (error) {
    // Another process may have made it a moment ago.
    const made = readRootKey(source)
    if (made) return made
    throw error
  }
}

const missingSentence = ({ file }: RootKeySource): string =>
  file === null
    ? 'Chưa có khoá gốc để mã hoá dữ liệu cá nhân; hãy tạo bằng “motcua keys new-root TỆP” rồi đặt MOTCUA_ROOT_KEY_FILE tới tệp đó.'
    : `Không thấy tệp khoá gốc ${file}; hãy đặt lại tệp đó (hoặc MOTCUA_ROOT_KEY_FILE tới đúng tệp) rồi chạy lại, chưa có gì bị thay đổi.`

import type { Database } from '../db.ts'
import { blindIndex } from '../keys/blind-index.ts'
import { type Keyring, makeFirstKeys, openKeyring } from '../keys/keyring.ts'

/** The root key of every database of the tests, as its text. */
export const TEST_ROOT_KEY = Buffer.alloc(32, 7).toString('base64')

/** The same in every test database, so that actors can be made before one is there. */
const TEST_INDEX = Buffer.alloc(32, 8)

/** Opens the keys of a test database. */
export async function openTestKeys(database: Database): Promise<Keyring> {
  await makeFirstKeys(database.kysely, Buffer.from(TEST_ROOT_KEY, 'base64'), { index: TEST_INDEX })
  return openKeyring(database, { file: null, text: TEST_ROOT_KEY, mayMake: false })
}

/** The blind index of a value in every test database. */
export const testIndex = (kind: string, value: string): string =>
  blindIndex({ index: TEST_INDEX }, kind, value)

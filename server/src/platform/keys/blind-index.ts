import { createHmac } from 'node:crypto'
import type { Keyring } from './keyring.ts'

/**
 * What stands in the database in place of a value that must be found again: the first 64 bits of an HMAC-SHA256
 * with a key of its own, as 16 hexadecimal digits. Equal values give equal digits; without the key nobody can try out
 * which value it was.
 * @param kind what the value is, e.g. `idNumber`, so that equal texts of two kinds differ
 * @param value the value in its one normal form
 */
export const blindIndex = (keys: Pick<Keyring, 'index'>, kind: string, value: string): string =>
  createHmac('sha256', keys.index).update(`${kind}|${value}`).digest('hex').slice(0, 16)

import { randomFillSync } from 'node:crypto'

// A submission makes a dozen: random bytes are fetched for many at once, and each is used once.
const pool = Buffer.alloc(16 * 256)
let used = pool.length

/** A new uuid version 7 (RFC 9562): 48 bits of Unix milliseconds, then random, so ids grow with time. */
export function newId(now: Date = new Date()): string {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const bytes = pool.subarray(used, used + 16)
  used += 16
  bytes.writeUIntBE(now.getTime(), 0, 6)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Whether the text has the form of a uuid. */
export const isId = (text: string): boolean => UUID.test(text)

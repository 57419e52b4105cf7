import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/**
 * Where a ciphertext stands. It is bound to its place and to the version of its key, so a ciphertext that is moved to
 * another table, column or row does not open there.
 */
export type Place = { table: string; column: string; row: string }

export type Key = { version: number; bytes: Buffer }

/** A ciphertext that was changed, stands in another place or belongs to another key. */
export class SealError extends Error {
  override readonly name = 'SealError'
}

export const KEY_BYTES = 32

/** The first byte of every ciphertext, so that another algorithm can be told from this one later. */
const AES_256_GCM = 1
const IV_BYTES = 12
const TAG_BYTES = 16
const HEADER = 1 + 4
const OVERHEAD = HEADER + IV_BYTES + TAG_BYTES

/** A new random key of 256 bits. */
export const newKey = (): Buffer => randomBytes(KEY_BYTES)

/** Encrypts with AES-256-GCM (NIST SP 800-38D): algorithm, key version, random nonce, tag, ciphertext. */
export function seal(key: Key, place: Place, plain: Buffer): Buffer {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key.bytes, iv)
  cipher.setAAD(boundTo(place, key.version))
  const out = Buffer.allocUnsafe(OVERHEAD + plain.length)
  out.writeUInt8(AES_256_GCM, 0)
  out.writeUInt32BE(key.version, 1)
  iv.copy(out, HEADER)
  cipher.update(plain).copy(out, OVERHEAD)
  cipher.final()
  cipher.getAuthTag().copy(out, HEADER + IV_BYTES)
  return out
}

/** @throws SealError when anything about the ciphertext, its place or its key is not as it was sealed */
export function open(key: Key, place: Place, sealed: Buffer): Buffer {
  if (keyVersionOf(sealed) !== key.version) throw new SealError('sealed with another version of the key')
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, sealed.subarray(HEADER, HEADER + IV_BYTES), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(boundTo(place, key.version))
  decipher.setAuthTag(sealed.subarray(HEADER + IV_BYTES, OVERHEAD))
  const plain = decipher.update(sealed.subarray(OVERHEAD))
  try {
    decipher.final()
  } catch {
    throw new SealError(`does not open in ${place.table}.${place.column}`)
  }
  return plain
}

/** Version of the key that a ciphertext asks for. @throws SealError when it is no ciphertext of ours */
export function keyVersionOf(sealed: Buffer): number {
  if (sealed.length < OVERHEAD || sealed[0] !== AES_256_GCM) throw new SealError('no known ciphertext')
  return sealed.readUInt32BE(1)
}

const boundTo = ({ table, column, row }: Place, version: number): Buffer =>
  Buffer.from(`${table}|${column}|${row}|${version}`)

import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { Keyring } from './keyring.ts'

/**
 * A mark by which the server knows again what it has said itself: nobody else can make it, and nothing has to be kept.
 * @param purpose what is proven, e.g. `dossiers.prefill`, so that a proof of one thing is none of another
 * @param text all that is proven, in its one normal form
 */
export const proofOf = (keys: Pick<Keyring, 'index'>, purpose: string, text: string): string =>
  macOf(keys, purpose, text).toString('base64url')

/** Whether a proof is of exactly this text. */
export function isProof(keys: Pick<Keyring, 'index'>, purpose: string, text: string, proof: string): boolean {
  const right = macOf(keys, purpose, text)
  const given = Buffer.from(proof, 'base64url')
  return given.length === right.length && timingSafeEqual(given, right)
}

/** A key of its own for each purpose (RFC 5869), so that it is neither an index nor another proof. */
function macOf(keys: Pick<Keyring, 'index'>, purpose: string, text: string): Buffer {
  const key = Buffer.from(hkdfSync('sha256', keys.index, '', `motcua proof ${purpose}`, 32))
  return createHmac('sha256', key).update(text).digest().subarray(0, 18)
}

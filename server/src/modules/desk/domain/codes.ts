/** One-time codes of six digits for a hand-over. */

/** How long a code is good, in milliseconds. */
export const LIFE_MS = 10 * 60_000
export const MOST_ATTEMPTS = 5
/** Messages for one dossier; after them another proof is needed. */
export const MOST_SENDS = 3
/** Between two messages, in milliseconds. */
export const PAUSE_MS = 30_000

export type KnownCode = { expiresAt: Date; attempts: number }

/** Why a code is not even compared; null when it may be. */
export function whyUnusable(code: KnownCode | null, now: Date): 'none' | 'expired' | 'attempts' | null {
  if (!code) return 'none'
  if (code.attempts >= MOST_ATTEMPTS) return 'attempts'
  return code.expiresAt <= now ? 'expired' : null
}

/** What the message says; without marks, names and addresses (nothing personal goes into a message). */
export const codeMessage = (code: string, dossier: string): string =>
  `Ma nhan ket qua ho so ${dossier} la ${code}, co hieu luc 10 phut. Chi doc ma cho can bo tai quay tra ket qua.`

/** A telephone number as the desk may see it: enough to ask whether it is still the person's. */
export const maskPhone = (phone: string): string =>
  `${phone.slice(0, 3)}${'•'.repeat(Math.max(0, phone.length - 6))}${phone.slice(-3)}`

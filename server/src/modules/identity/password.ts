import { createHash, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** Argon2id with the library's defaults (19 MiB, 2 passes), OWASP's first recommendation. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFC'))

let nobody: Promise<string> | undefined

/** Whether the password is right; without an account as much work is done, so that time tells nothing. */
export async function passwordMatches(
  passwordHash: string | null | undefined,
  password: string,
): Promise<boolean> {
  nobody ??= hash(randomBytes(16).toString('hex'))
  const matches = await verify(passwordHash ?? (await nobody), password.normalize('NFC'))
  return matches && Boolean(passwordHash)
}

/** A new secret token of 256 random bits, as text. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** What is kept of a token: a stolen database opens no session. */
export const tokenDigest = (token: string): Buffer => createHash('sha256').update(token).digest()

import type { Level, NationalIdentity } from './domain.ts'

export type { NationalIdentity } from './domain.ts'

/** Signing in at the provider of national identity: the visitor goes there and comes back. */
export type NationalLogin = {
  /** Where to send the visitor, and the secrets by which his return is known. @throws NationalLoginError */
  setOut: (level: Level) => Promise<{ url: string; state: string; nonce: string; codeVerifier: string }>
  /** Who he is. @param query what he brought back, as it stood in the address @throws NationalLoginError */
  comeBack: (
    query: string,
    attempt: { state: string; nonce: string; codeVerifier: string; level: Level },
  ) => Promise<NationalIdentity>
}

/** `refused`: by the visitor or the provider; `unavailable`: it gives no answer; `invalid`: an answer we do not trust. */
export type LoginProblem = 'refused' | 'unavailable' | 'invalid'

export class NationalLoginError extends Error {
  override readonly name = 'NationalLoginError'
  constructor(
    readonly problem: LoginProblem,
    options?: { cause: unknown },
  ) {
    super(problem, options)
  }
}

import type { Actor } from '../actor.ts'

/** What is known of a session: who it is, and up to when nothing but a change can make that wrong. */
export type FoundActor = {
  actor: Actor
  /** Of all actors when this one was read; null: he must be read anew for every request. */
  revision: string | null
  /** UTC; the session ends, or a day begins on which an appointment or a delegation may begin or end. */
  until: Date
}

/** Error of the database when a remembered actor shows his pass and somebody's rights have changed since. */
export const STALE_ACTOR = 'MC001'

/** Notes that the database has let the pass of a remembered actor through. */
export function confirm({ remembered }: Actor): void {
  if (remembered) remembered.isConfirmed = true
}

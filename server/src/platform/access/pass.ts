import type pg from 'pg'
import type { Actor, Grant } from '../actor.ts'

/** What the policies of the database are told of who asks (docs/adr/0011-row-security.md). */
export type Pass = {
  /** `all` for the system's own work; otherwise nothing is seen but what the rest names. */
  reach: 'all' | 'own'
  /** Units in which he holds a role. */
  units: readonly string[]
  /** Those of them that are open to him for every procedure. */
  open: readonly string[]
  /** When some grant is limited to procedures, all that is granted: `unit/` or `unit/procedure`; otherwise empty. */
  granted: readonly string[]
  account: string
  person: string | null
  /** The one dossier that may be tracked by its code; null: none. */
  tracked: string | null
  /** Of all actors when this one was remembered; null: he was read for this request. */
  revision: string | null
}

/**
 * The pass of an actor. Steps are not in it: a dossier leaves a step within the command that completes it, and what
 * cannot be seen any more could not be written to its end.
 * @param tracked code of the one dossier that a public request may look up
 */
export const passOf = (actor: Actor, tracked: string | null = null): Pass => ({
  reach: actor.kind === 'system' ? 'all' : 'own',
  units: unique(actor.roles),
  open: unique(actor.roles.filter((g) => g.procedures == null)),
  granted: actor.roles.some((g) => g.procedures != null)
    ? // Never empty, also when the limits leave nothing.
      ['/', ...actor.roles.flatMap((g) => (g.procedures ?? ['']).map((code) => `${g.unitId}/${code}`))]
    : [],
  account: actor.id,
  person: actor.idNumberIndex ?? null,
  tracked,
  revision: actor.remembered?.revision ?? null,
})

/**
 * The pass as the one text that the policies take apart. Anything with a character that no code or id has is
 * left out, so that no code can pretend to be another part.
 */
export function passText(pass: Pass): string {
  const { reach, units, open, granted, account, person, tracked } = pass
  const parts = [[reach], open, units, granted, [account], [person ?? ''], [tracked ?? '']]
  return parts.map((part) => part.filter((item) => SAFE.test(item)).join(',')).join('|')
}

const SAFE = /^[\p{L}\p{N}./_+=-]*$/u

/**
 * The statement that shows a pass to the database until the transaction ends, and takes the application's role.
 * @param role null: there is none, and the owner goes on by himself
 */
export const passStatement = (role: string | null, pass: Pass, named: boolean): pg.QueryConfig => ({
  ...(named && { name: 'motcua_pass' }),
  text: `select set_config('motcua.pass', $1, true), set_config('role', $2, true), platform.confirm_actor($3)`,
  values: [passText(pass), role ?? 'none', pass.revision],
})

const unique = (grants: readonly Grant[]): string[] => [...new Set(grants.map((g) => g.unitId))]

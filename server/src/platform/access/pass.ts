import type pg from 'pg'
import type { Actor } from '../actor.ts'

/** What the policies of the database are told of who asks (docs/adr/0011-row-security.md). */
export type Pass = {
  /** `all` for the system's own work; otherwise nothing is seen but what the rest names. */
  reach: 'all' | 'own'
  units: readonly string[]
  account: string
  person: string | null
  /** The one dossier that may be tracked by its code; null: none. */
  tracked: string | null
}

/** The pass of an actor. @param tracked code of the one dossier that a public request may look up */
export const passOf = (actor: Actor, tracked: string | null = null): Pass => ({
  reach: actor.kind === 'system' ? 'all' : 'own',
  units: [...new Set(actor.roles.map((grant) => grant.unitId))],
  account: actor.id,
  person: actor.idNumberIndex ?? null,
  tracked,
})

/**
 * The statement that shows a pass to the database until the transaction ends, and takes the application's role.
 * @param role null: there is none, and the owner goes on by himself
 */
export const passStatement = (role: string | null, pass: Pass, named: boolean): pg.QueryConfig => ({
  ...(named && { name: 'motcua_pass' }),
  text: `select set_config('motcua.pass', $1, true), set_config('motcua.units', $2, true),
    set_config('motcua.account', $3, true), set_config('motcua.person', $4, true),
    set_config('motcua.tracked', $5, true), set_config('role', $6, true)`,
  values: [
    pass.reach,
    pass.units.join(','),
    pass.account,
    pass.person ?? '',
    pass.tracked ?? '',
    role ?? 'none',
  ],
})

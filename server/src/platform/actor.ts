/** Whether a role is held in one unit only, or in all units below it too. */
export type Reach = 'self' | 'subtree'

/** A role held in a unit, by appointment or by delegation; `procedures` and `steps` null mean all of them. */
export type Grant = {
  role: string
  unitId: string
  via: 'appointment' | 'delegation'
  fromAccountId?: string | null
  procedures?: readonly string[] | null
  /** Steps of processes: then it is good for nothing but these, and for dossiers that stand at one of them. */
  steps?: readonly string[] | null
  /** Missing: `self`. The actor of a session has a grant of its own for every unit below. */
  reach?: Reach
  /** Held here because it is held in a unit above. */
  inherited?: boolean
}

export type ActorKind = 'citizen' | 'business' | 'officer' | 'partner' | 'system' | 'anonymous'

/** Who acts. `id` is the account's uuid; system and anonymous have fixed ids. */
export type Actor = {
  kind: ActorKind
  id: string
  name: string
  /** Blind index of the personal or business number of a citizen or a business, for "my dossiers". */
  idNumberIndex?: string | null
  roles: readonly Grant[]
  sessionId?: string
  /**
   * How surely the person of the session is who he says, and when he proved it (UTC milliseconds). Absent where no
   * provider of identity is connected, so that nothing higher can be asked for.
   */
  assurance?: { level: 1 | 2; at: number }
  /** Set when he was remembered from an earlier request: the first answer of the database must confirm the revision. */
  remembered?: { revision: string; isConfirmed: boolean }
}

export const SYSTEM: Actor = {
  kind: 'system',
  id: '00000000-0000-7000-8000-000000000001',
  name: 'Hệ thống',
  roles: [],
}

export const ANONYMOUS: Actor = {
  kind: 'anonymous',
  id: '00000000-0000-7000-8000-000000000000',
  name: 'Khách',
  roles: [],
}

/**
 * Whether the grant is good for the procedure at the step; one that is limited fits nothing unknown.
 * @param step null: what is done is no step of a process
 */
export const fits = (grant: Grant, procedure: string | null, step: string | null = null): boolean =>
  (grant.procedures == null || (procedure !== null && grant.procedures.includes(procedure))) &&
  (grant.steps == null || (step !== null && grant.steps.includes(step)))

/**
 * Whether the actor holds one of the roles in one of the units.
 * @param procedure what it is about; null: about no procedure, so a limited grant does not count
 */
export const holdsRole = (
  actor: Actor,
  roles: readonly string[],
  unitIds: readonly string[],
  procedure: string | null = null,
): boolean =>
  actor.roles.some((g) => roles.includes(g.role) && unitIds.includes(g.unitId) && fits(g, procedure))

/**
 * Whether the actor holds the role over a unit: in it, or in one above with reach over what is below.
 * @param unitAndAbove the unit's id, then those of its ancestors
 */
export const holdsOver = (actor: Actor, role: string, [unitId, ...above]: readonly string[]): boolean =>
  actor.roles.some(
    (g) =>
      g.role === role &&
      fits(g, null) &&
      (g.unitId === unitId || (g.reach === 'subtree' && above.includes(g.unitId))),
  )

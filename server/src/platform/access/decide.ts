import { type Actor, fits, type Grant } from '../actor.ts'

/** Who may do one action: the owner's side, its holder, and holders of roles at units that the resource names. */
export type AccessRule<R> = {
  /** Whether the owner of the resource may do it. */
  own?: boolean
  /** Whether whoever has the resource in hand may do it, in whatever role. */
  holder?: boolean
  officers: readonly OfficerLine<R>[]
  /** What must be true of the resource now, for everybody; `actor` only to tell who has it in hand. */
  when: (resource: R, actor: Actor) => boolean
}

/** Roles held at one of the units that stand in these fields of the resource, each with one unit or several. */
export type OfficerLine<R> = {
  /** As written, or as the resource says. */
  roles: readonly string[] | ((resource: R) => readonly string[])
  units: readonly (keyof R & string)[]
  /** Whether a grant limited to steps counts where the resource stands at one of them. Elsewhere it never does. */
  atStep?: boolean
  /** A further condition for these. */
  when?: (resource: R) => boolean
}

export type AccessRules<A extends string, R> = {
  rules: Readonly<Record<A, AccessRule<R>>>
  /** Whether the resource is the actor's own affair. */
  isOwn: (actor: Actor, resource: R) => boolean
  /** Whether the actor has the resource in hand. */
  isHolder?: (actor: Actor, resource: R) => boolean
  /** Whether the system's own work may do everything, as the state allows. */
  system?: boolean
  /** The procedure of the resource, for grants that are limited to some; null: not known. */
  procedureOf: (resource: R) => string | null
  /** The steps at which the resource stands in a unit, for grants that are limited to some. */
  stepsAt?: (resource: R, unitId: string) => readonly string[]
}

/**
 * What was decided and by which path. `never`: the actor has no right to this action here; `not-now`: he has, and
 * the state of the resource forbids it.
 */
export type Decision = { verdict: 'allow' | 'never' | 'not-now'; reason: string }

/** Decides about an action of an actor on a resource. */
export type Decide<A extends string, R> = (actor: Actor, action: A, resource: R) => Decision

/**
 * Makes the one function that decides, pure and without a query. Whoever has an own interest in the resource never
 * acts on it as an officer (Luật Phòng, chống tham nhũng 36/2018 art. 23): his roles do not count there.
 * @returns a decision whose reason is short, names ids only, and may be kept with the act: `own`, `holder`, `system`,
 *   `tiepnhan@receivingUnitId=UNIT`, `… by ACCOUNT` when lent, `own-interest`, `no-grant`, `state`
 */
export function decider<A extends string, R>(policy: AccessRules<A, R>): Decide<A, R> {
  return (actor, action, resource) => {
    const rule = policy.rules[action]
    const own = policy.isOwn(actor, resource)
    const paths = own ? [] : pathsOf(policy, actor, rule, resource)
    const plain = plainPath(policy, actor, rule, resource, own)
    if (!plain && paths.length === 0) {
      return { verdict: 'never', reason: own && actor.roles.length > 0 ? 'own-interest' : 'no-grant' }
    }
    if (!rule.when(resource, actor)) return NOT_NOW
    const path = paths.find(({ line }) => line.when?.(resource) ?? true)
    if (plain) return { verdict: 'allow', reason: plain }
    return path ? { verdict: 'allow', reason: reasonOf(path) } : NOT_NOW
  }
}

const NOT_NOW: Decision = { verdict: 'not-now', reason: 'state' }

/** A way to the action that needs no role; null without one. */
function plainPath<A extends string, R>(
  policy: AccessRules<A, R>,
  actor: Actor,
  rule: AccessRule<R>,
  resource: R,
  own: boolean,
): string | null {
  if (policy.system && actor.kind === 'system') return 'system'
  if (own) return rule.own ? 'own' : null
  return rule.holder && policy.isHolder?.(actor, resource) ? 'holder' : null
}

type Path<R> = { line: OfficerLine<R>; grant: Grant; field: string }

/** Ways to the action, in the order of the rule; of each line the first that fits, an own role before a lent one. */
function pathsOf<A extends string, R>(
  policy: AccessRules<A, R>,
  actor: Actor,
  rule: AccessRule<R>,
  resource: R,
): Path<R>[] {
  const procedure = policy.procedureOf(resource)
  const isGoodFor = (line: OfficerLine<R>, grant: Grant): boolean => {
    if (grant.steps == null) return fits(grant, procedure)
    const steps = line.atStep ? (policy.stepsAt?.(resource, grant.unitId) ?? []) : []
    return steps.some((step) => fits(grant, procedure, step))
  }
  return rule.officers.flatMap((line) => {
    const roles = typeof line.roles === 'function' ? line.roles(resource) : line.roles
    const fitting = actor.roles.flatMap((grant) => {
      if (!roles.includes(grant.role)) return []
      const field = line.units.find((unit) => names(resource[unit], grant.unitId))
      return field !== undefined && isGoodFor(line, grant) ? [{ line, grant, field }] : []
    })
    return fitting.find(({ grant }) => grant.via === 'appointment') ?? fitting[0] ?? []
  })
}

const names = (units: unknown, unitId: string): boolean =>
  Array.isArray(units) ? units.includes(unitId) : units === unitId

function reasonOf<R>({ grant, field }: Path<R>): string {
  const lent = grant.via === 'delegation' ? ` by ${grant.fromAccountId ?? ''}` : ''
  return `${grant.role}@${field}=${grant.unitId}${lent}`
}

/**
 * Who lent the role by which something was allowed.
 * @param reason of the decision, as kept with the act; null when none was kept
 * @returns the account's id; null when the role was the actor's own, or no role was needed
 */
export const lenderOf = (reason: string | null): string | null => / by (\S+)$/.exec(reason ?? '')?.[1] ?? null

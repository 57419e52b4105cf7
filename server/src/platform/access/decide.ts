import type { Actor, Grant } from '../actor.ts'

/** Who may do one action: the owner's side, and holders of roles at units that the resource names. */
export type AccessRule<R> = {
  /** Whether the owner of the resource may do it. */
  own?: boolean
  officers: readonly OfficerLine<R>[]
  /** What must be true of the resource now, for everybody. */
  when: (resource: R) => boolean
}

/** Roles held at one of the units that stand in these fields of the resource. */
export type OfficerLine<R> = {
  roles: readonly string[]
  units: readonly (keyof R & string)[]
  /** A further condition for these. */
  when?: (resource: R) => boolean
}

export type AccessRules<A extends string, R> = {
  rules: Readonly<Record<A, AccessRule<R>>>
  /** Whether the resource is the actor's own affair. */
  isOwn: (actor: Actor, resource: R) => boolean
  /** The procedure of the resource, for grants that are limited to some. */
  procedureOf: (resource: R) => string
}

/**
 * What was decided and by which path. `never`: the actor has no right to this action here; `not-now`: he has, and
 * the state of the resource forbids it.
 */
export type Decision = { verdict: 'allow' | 'never' | 'not-now'; reason: string }

/**
 * Makes the one function that decides, pure and without a query. Whoever has an own interest in the resource never
 * acts on it as an officer (Luật Phòng, chống tham nhũng 36/2018 art. 23): his roles do not count there.
 * @returns a decision whose reason is short, names ids only, and may be kept with the act:
 *   `own`, `tiepnhan@receivingUnitId=UNIT`, `… by ACCOUNT` when lent, `own-interest`, `no-grant`, `state`
 */
export function decider<A extends string, R>(
  policy: AccessRules<A, R>,
): (actor: Actor, action: A, resource: R) => Decision {
  return (actor, action, resource) => {
    const rule = policy.rules[action]
    const own = policy.isOwn(actor, resource)
    const paths = own ? [] : pathsOf(actor, rule, resource, policy.procedureOf(resource))
    const mayOwn = own && rule.own === true
    if (!mayOwn && paths.length === 0) {
      return { verdict: 'never', reason: own && actor.roles.length > 0 ? 'own-interest' : 'no-grant' }
    }
    if (!rule.when(resource)) return NOT_NOW
    if (mayOwn) return OWN
    const path = paths.find(({ line }) => line.when?.(resource) ?? true)
    return path ? { verdict: 'allow', reason: reasonOf(path) } : NOT_NOW
  }
}

const OWN: Decision = { verdict: 'allow', reason: 'own' }
const NOT_NOW: Decision = { verdict: 'not-now', reason: 'state' }

type Path<R> = { line: OfficerLine<R>; grant: Grant; field: string }

/** Ways to the action, in the order of the rule; of each line the first that fits, an own role before a lent one. */
function pathsOf<R>(actor: Actor, rule: AccessRule<R>, resource: R, procedure: string): Path<R>[] {
  return rule.officers.flatMap((line) => {
    const fitting = actor.roles.flatMap((grant) => {
      if (!line.roles.includes(grant.role)) return []
      if (grant.procedures != null && !grant.procedures.includes(procedure)) return []
      const field = line.units.find((unit) => resource[unit] === grant.unitId)
      return field === undefined ? [] : [{ line, grant, field }]
    })
    return fitting.find(({ grant }) => grant.via === 'appointment') ?? fitting[0] ?? []
  })
}

function reasonOf<R>({ grant, field }: Path<R>): string {
  const lent = grant.via === 'delegation' ? ` by ${grant.fromAccountId ?? ''}` : ''
  return `${grant.role}@${field}=${grant.unitId}${lent}`
}

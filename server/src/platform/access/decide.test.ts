import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Actor, Grant } from '../actor.ts'
import { type AccessRules, decider } from './decide.ts'

type Thing = { owner: string; kind: string; north: string; south: string; open: boolean; fresh: boolean }

const POLICY: AccessRules<'take' | 'give', Thing> = {
  rules: {
    take: {
      officers: [
        { roles: ['clerk'], units: ['north'], when: (t) => t.fresh },
        { roles: ['head'], units: ['north', 'south'] },
      ],
      when: (t) => t.open,
    },
    give: { own: true, officers: [{ roles: ['clerk'], units: ['south'] }], when: (t) => t.open },
  },
  isOwn: (actor, t) => actor.id === t.owner,
  procedureOf: (t) => t.kind,
}
const decide = decider(POLICY)

const thing = (part: Partial<Thing> = {}): Thing => ({
  owner: 'me',
  kind: 'p1',
  north: 'N',
  south: 'S',
  open: true,
  fresh: true,
  ...part,
})
const actor = (id: string, roles: Grant[] = []): Actor => ({ kind: 'officer', id, name: '', roles })
const held = (role: string, unitId: string): Grant => ({ role, unitId, via: 'appointment' })
const lent = (role: string, unitId: string, procedures: string[] | null): Grant => ({
  role,
  unitId,
  via: 'delegation',
  fromAccountId: 'giver',
  procedures,
})

describe('decide', () => {
  it.each<[string, Actor, 'take' | 'give', Partial<Thing>, string, string]>([
    ['a role at its unit', actor('o', [held('clerk', 'N')]), 'take', {}, 'allow', 'clerk@north=N'],
    ['another role', actor('o', [held('guard', 'N')]), 'take', {}, 'never', 'no-grant'],
    ['another unit', actor('o', [held('clerk', 'S')]), 'take', {}, 'never', 'no-grant'],
    ['the second unit of a line', actor('o', [held('head', 'S')]), 'take', {}, 'allow', 'head@south=S'],
    ['a lent role', actor('o', [lent('head', 'N', null)]), 'take', {}, 'allow', 'head@north=N by giver'],
    ['lent for this', actor('o', [lent('head', 'N', ['p1'])]), 'take', {}, 'allow', 'head@north=N by giver'],
    ['lent for others', actor('o', [lent('head', 'N', ['p2'])]), 'take', {}, 'never', 'no-grant'],
    [
      'own before lent',
      actor('o', [lent('head', 'N', null), held('head', 'S')]),
      'take',
      {},
      'allow',
      'head@south=S',
    ],
    ['not in this state', actor('o', [held('head', 'N')]), 'take', { open: false }, 'not-now', 'state'],
    ['not by this line now', actor('o', [held('clerk', 'N')]), 'take', { fresh: false }, 'not-now', 'state'],
    [
      'by the next line',
      actor('o', [held('clerk', 'N'), held('head', 'N')]),
      'take',
      { fresh: false },
      'allow',
      'head@north=N',
    ],
    ['the owner', actor('me'), 'give', {}, 'allow', 'own'],
    ['the owner, closed', actor('me'), 'give', { open: false }, 'not-now', 'state'],
    ['not for owners', actor('me'), 'take', {}, 'never', 'no-grant'],
    ['own interest', actor('me', [held('head', 'N')]), 'take', {}, 'never', 'own-interest'],
    ['own with a role', actor('me', [held('clerk', 'S')]), 'give', {}, 'allow', 'own'],
  ])('%s', (_, who, action, part, verdict, reason) =>
    expect(decide(who, action, thing(part))).toEqual({ verdict, reason }),
  )

  it('agrees with a slow reading of the rules', () => {
    const unit = fc.constantFrom('N', 'S', 'X')
    const role = fc.constantFrom('clerk', 'head', 'guard')
    const grant = fc.oneof(
      fc.record({ role, unitId: unit }).map((g) => held(g.role, g.unitId)),
      fc
        .record({ role, unitId: unit, procedures: fc.option(fc.subarray(['p1', 'p2'], { minLength: 1 })) })
        .map((g) => lent(g.role, g.unitId, g.procedures)),
    )
    const world = fc.record({
      who: fc.record({ id: fc.constantFrom('me', 'you'), roles: fc.array(grant, { maxLength: 4 }) }),
      action: fc.constantFrom('take' as const, 'give' as const),
      on: fc.record({
        owner: fc.constantFrom('me', 'you'),
        kind: fc.constantFrom('p1', 'p2', 'p3'),
        north: unit,
        south: unit,
        open: fc.boolean(),
        fresh: fc.boolean(),
      }),
    })
    fc.assert(
      fc.property(world, ({ who, action, on }) => {
        const decision = decide(actor(who.id, who.roles), action, on)
        expect(decision.verdict).toBe(slowVerdict(who, action, on))
      }),
      { numRuns: 2000 },
    )
  })
})

/** The rules above, written out by hand. */
function slowVerdict(who: { id: string; roles: readonly Grant[] }, action: 'take' | 'give', t: Thing) {
  const has = (role: string, units: string[]) =>
    who.id !== t.owner &&
    who.roles.some(
      (g) => g.role === role && units.includes(g.unitId) && (!g.procedures || g.procedures.includes(t.kind)),
    )
  const right =
    action === 'give'
      ? who.id === t.owner || has('clerk', [t.south])
      : has('clerk', [t.north]) || has('head', [t.north, t.south])
  if (!right) return 'never'
  if (action === 'give') return t.open ? 'allow' : 'not-now'
  const now = t.open && ((has('clerk', [t.north]) && t.fresh) || has('head', [t.north, t.south]))
  return now ? 'allow' : 'not-now'
}

/** A role held in a unit, by appointment or by delegation; `procedures` null means all of them. */
export type Grant = {
  role: string
  unitId: string
  via: 'appointment' | 'delegation'
  fromAccountId?: string | null
  procedures?: readonly string[] | null
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

/** Whether the actor holds one of the roles, in any of the units or (without `unitIds`) anywhere. */
export function holdsRole(actor: Actor, roles: readonly string[], unitIds?: readonly string[]): boolean {
  return actor.roles.some((g) => roles.includes(g.role) && (!unitIds || unitIds.includes(g.unitId)))
}

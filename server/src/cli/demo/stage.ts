import { accountByUsername, actorOf } from '../../modules/identity/index.ts'
import { unitRef, unitsByIds } from '../../modules/organisations/index.ts'
import { type Actor, SYSTEM } from '../../platform/actor.ts'
import type { MovableClock } from '../../platform/clock.ts'
import { type Root, readCtx } from '../../platform/ctx.ts'

/** Where the stories are played: a clock that moves, and everybody in his role. */
export type Stage = {
  root: Root & { clock: MovableClock }
  /** Who an account is; the roles of the demo never change. */
  actor: (username: string) => Promise<Actor>
  /** Short name of a unit. */
  unitKey: (unitId: string) => Promise<string>
}

export function openStage(root: Root & { clock: MovableClock }): Stage {
  const ctx = readCtx(root, SYSTEM)
  const actors = new Map<string, Promise<Actor>>()
  const findActor = async (username: string): Promise<Actor> => {
    const account = await accountByUsername(ctx, username)
    if (!account) throw new Error(`no account ${username}`)
    return actorOf(ctx, account)
  }
  return {
    root,
    actor: (username) => {
      const actor = actors.get(username) ?? findActor(username)
      actors.set(username, actor)
      return actor
    },
    unitKey: async (unitId) => unitRef((await unitsByIds(ctx, [unitId])).get(unitId)!),
  }
}

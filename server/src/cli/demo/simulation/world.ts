import type { Dossier } from '../../../modules/dossiers/index.ts'
import { accountByUsername, actorOf } from '../../../modules/identity/index.ts'
import { type Unit, unitRef, unitsByIds } from '../../../modules/organisations/index.ts'
import { type Actor, ANONYMOUS, SYSTEM } from '../../../platform/actor.ts'
import type { MovableClock } from '../../../platform/clock.ts'
import { type Ctx, inTx, type Root, readCtx } from '../../../platform/ctx.ts'
import type { DemoPackage } from '../packages.ts'
import type { Person } from '../people.ts'
import type { Agenda } from './agenda.ts'
import type { Arrival } from './arrivals.ts'
import type { Behaviour } from './behaviour.ts'
import type { Office } from './office.ts'

/** A dossier of the play and what its people remember of it. */
export type Run = {
  arrival: Arrival
  /** User name of whoever files it and answers for it. */
  applicant: string
  dossier: Dossier | null
  papers: readonly string[]
  forgotten: string | null
  /** Open steps for which somebody has found time already. */
  tasks: Set<string>
  /** What is planned or done once: `reception`, `result` … */
  once: Set<string>
  denied: boolean
}

/** One thing that will be done to a dossier, by an officer when `by` is there; `task` is a step. */
export type Deed = { run: Run; what: What; by?: string; task?: string }

export type What =
  | 'arrive'
  | 'receive'
  | 'answer'
  | 'work'
  | 'look'
  | 'pay'
  | 'record'
  | 'collect'
  | 'withdraw'
  | 'stop'
  | 'foresee'
  | 'apologise'
  | 'correct'
  | 'correctAsHead'
  | 'send'
  | 'take'
  | 'giveBack'
  | 'rate'

export type World = {
  root: Root & { clock: MovableClock }
  behaviour: Behaviour
  office: Office
  agenda: Agenda<Deed>
  cast: { packages: readonly DemoPackage[]; people: ReadonlyMap<string, Person> }
  unitKey: (id: string) => Promise<string>
  /** Does a command as somebody, null without an account; what was done is written down without any random id. */
  act: <T>(by: string | null, action: string, run: Run, work: (ctx: Ctx) => Promise<T>) => Promise<T>
  journal: string[]
  tally: Map<string, number>
}

export function openWorld(parts: Pick<World, 'root' | 'behaviour' | 'office' | 'agenda' | 'cast'>): World {
  const { root } = parts
  const actors = new Map<string, Promise<Actor>>()
  const units = new Map<string, Promise<string>>()
  const journal: string[] = []
  const tally = new Map<string, number>()
  const findActor = async (username: string): Promise<Actor> => {
    const ctx = readCtx(root, SYSTEM)
    return actorOf(ctx, (await accountByUsername(ctx, username))!)
  }
  const findUnit = async (id: string): Promise<string> => {
    const found: Unit | undefined = (await unitsByIds(readCtx(root, SYSTEM), [id])).get(id)
    return unitRef(found!)
  }
  return {
    ...parts,
    journal,
    tally,
    unitKey: (id) => remember(units, id, () => findUnit(id)),
    async act(by, action, run, work) {
      // Who stands in for somebody does so for whole days.
      const day = root.clock.now().toISOString().slice(0, 10)
      const actor =
        by === null
          ? ANONYMOUS
          : await remember(actors, by.includes('.') ? `${by} ${day}` : by, () => findActor(by))
      const done = await inTx(root, actor, action, work)
      journal.push(`${root.clock.now().toISOString()} ${run.arrival.index} ${by} ${action}`)
      tally.set(action, (tally.get(action) ?? 0) + 1)
      return done
    },
  }
}

function remember<T>(known: Map<string, Promise<T>>, key: string, find: () => Promise<T>): Promise<T> {
  const found = known.get(key) ?? find()
  known.set(key, found)
  return found
}

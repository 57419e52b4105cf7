import { createHash } from 'node:crypto'
import { addDays } from '@motcua/rules'
import { addWorkingMinutes, clocksOf, STANDARD_CALENDAR } from '../../../modules/deadlines/index.ts'
import { countByStatus, journalOf } from '../../../modules/dossiers/index.ts'
import { accountByUsername, actorOf } from '../../../modules/identity/index.ts'
import { delegate } from '../../../modules/organisations/index.ts'
import { SYSTEM } from '../../../platform/actor.ts'
import type { MovableClock } from '../../../platform/clock.ts'
import { inTx, type Root, readCtx } from '../../../platform/ctx.ts'
import { drainJobs } from '../../../platform/jobs.ts'
import { releaseJobs } from '../../../platform/release-jobs.ts'
import { readPackages } from '../packages.ts'
import { demoPeople } from '../people.ts'
import { loadProvince } from '../province.ts'
import { openAgenda } from './agenda.ts'
import { drawArrivals } from './arrivals.ts'
import type { Behaviour } from './behaviour.ts'
import { doDeed } from './deeds.ts'
import { type Leave, openOffice } from './office.ts'
import { type Deed, openWorld, type Run, type World } from './world.ts'

export type Play = {
  days: number
  dossiers: number
  seed: string
  behaviour: Behaviour
  /** Civil date on which the play ends, in the morning: what would come later is under way. */
  until: string
}

export type Punctuality = { early: number; on_time: number; late: number; running: number; overdue: number }

export type PlayReport = {
  seed: string
  from: string
  until: string
  dossiers: number
  byStatus: Record<string, number>
  /** By key of the competent unit; `running` and `overdue` are not finished. */
  units: Record<string, Punctuality>
  /** Commands done, by the permission they need; `secondRequestRefused`: what the law refused. */
  acts: Record<string, number>
  leaves: number
  delegations: number
  jobs: number
  /** Of everything that happened, without random ids: the same for the same seed, dates and behaviour. */
  digest: string
  /** False when it was stopped half-way. */
  finished: boolean
  seconds: number
}

/**
 * Plays the province: people file, officers work, jobs ring, all through the real commands under a clock that moves.
 * @param root of a database without a province; its clock is moved to the end of the play
 * @param isStopped asked between two acts
 */
export async function playProvince(
  root: Root & { clock: MovableClock },
  play: Play,
  say: (line: string) => void = () => {},
  isStopped: () => boolean = () => false,
): Promise<PlayReport> {
  const began = performance.now()
  const { days, dossiers: count, seed, behaviour, until } = play
  const from = addDays(until, -days)!
  root.clock.set(`${addDays(from, -1)}T07:00:00+07:00`)
  await loadProvince(root)
  const { staff, citizens, businesses } = demoPeople()
  const packages = (await readPackages()).filter((pkg) => pkg.procedure.goldenCases?.length)
  const office = openOffice(staff, behaviour, { seed, from, days })
  const people = new Map([...citizens, ...businesses].map((p) => [p.username, p]))
  const world = openWorld({ root, behaviour, office, agenda: openAgenda<Deed>(), cast: { packages, people } })
  const runs = drawArrivals(behaviour, packages, { seed, from, days, count }).map(
    (arrival): Run => ({
      ...{ arrival, applicant: '', dossier: null, papers: [], forgotten: null, denied: false },
      ...{ tasks: new Set<string>(), once: new Set<string>() },
    }),
  )
  for (const run of runs) world.agenda.plan(run.arrival.at, { run, what: 'arrive' })
  say(`Đã tạo tỉnh, ${packages.length} thủ tục; diễn từ ${from} đến ${until}.`)

  const end = new Date(`${until}T00:00:00+07:00`)
  const leaves = office.leaves
    .filter((leave) => leave.deputy)
    .map((leave) => ({ leave, at: dayBefore(leave) }))
    .sort((a, b) => a.at.getTime() - b.at.getTime())
  let [jobs, delegations, done, arrived] = [0, 0, 0, 0]
  for (let step = world.agenda.next(end); step && !isStopped(); step = world.agenda.next(end)) {
    for (; leaves[delegations] && leaves[delegations]!.at <= step.at; delegations++) {
      jobs += await drainJobs(root, later(leaves[delegations]!.at, root.clock.now()))
      await lendRoles(world, leaves[delegations]!.leave)
    }
    jobs += await drainJobs(root, later(step.at, root.clock.now()))
    await doDeed(world, step.what).catch((cause) => {
      const { index, pkg } = step.what.run.arrival
      throw new Error(
        `dossier ${index} of ${pkg.code}, ${step.what.what} at ${step.at.toISOString()}: ${cause}`,
        {
          cause,
        },
      )
    })
    done += 1
    if (step.what.what === 'arrive' && ++arrived % Math.ceil(count / 10) === 0) {
      say(`  ${step.at.toISOString().slice(0, 10)}  ${arrived}/${count} hồ sơ, ${done} việc`)
    }
  }
  const finished = !isStopped()
  if (finished) jobs += await drainJobs(root, end)
  await releaseJobs(root)
  const ctx = readCtx(root, SYSTEM)
  const byStatus = await countByStatus(ctx)
  return {
    ...{ seed, from, until, byStatus, delegations, jobs, finished, leaves: office.leaves.length },
    dossiers: Object.values(byStatus).reduce((a, b) => a + b, 0),
    units: await punctualityByUnit(world, runs),
    acts: Object.fromEntries([...world.tally].sort(([a], [b]) => (a < b ? -1 : 1))),
    digest: await digestOf(world),
    seconds: Math.round(performance.now() - began) / 1000,
  }
}

const later = (a: Date, b: Date): Date => (a > b ? a : b)

/** Half an hour before the end of the last working day before the leave. */
const dayBefore = ({ from }: Leave): Date =>
  addWorkingMinutes(STANDARD_CALENDAR, new Date(`${from}T00:00:00+07:00`), -30)

/** An officer who goes on leave lends his role in every unit in which he holds it. */
async function lendRoles({ root, journal }: World, { officer, deputy, from, to }: Leave): Promise<void> {
  const ctx = readCtx(root, SYSTEM)
  const account = await accountByUsername(ctx, officer.username)
  const other = await accountByUsername(ctx, deputy!.username)
  const actor = await actorOf(ctx, account!)
  for (const unit of [officer.unit, ...(officer.alsoIn ?? [])]) {
    const wish = {
      toAccountId: other!.id,
      unit,
      role: officer.role,
      validFrom: from,
      validTo: to,
      reason: 'Nghỉ phép',
    }
    await inTx(root, actor, 'delegations.make', (tx) => delegate(tx, wish))
  }
  journal.push(
    `${root.clock.now().toISOString()} leave ${officer.username} ${deputy!.username} ${from} ${to}`,
  )
}

async function punctualityByUnit(world: World, runs: readonly Run[]): Promise<Record<string, Punctuality>> {
  const now = world.root.clock.now()
  const ids = runs.flatMap((run) => (run.dossier?.acceptedAt ? [run.dossier.id] : []))
  const units = new Map<string, Punctuality>()
  for (const clock of (await clocksOf(readCtx(world.root, SYSTEM), ids)).values()) {
    const key = await world.unitKey(clock.unitId)
    const counts = units.get(key) ?? { early: 0, on_time: 0, late: 0, running: 0, overdue: 0 }
    const isOverdue = clock.state === 'running' && clock.firstDueAt < now
    counts[clock.outcome ?? (isOverdue ? 'overdue' : 'running')] += 1
    units.set(key, counts)
  }
  return Object.fromEntries([...units].sort(([a], [b]) => (a < b ? -1 : 1)))
}

async function digestOf({ root, journal }: World): Promise<string> {
  const hash = createHash('sha256')
  for (const line of journal) hash.update(`${line}\n`)
  for (const line of await journalOf(readCtx(root, SYSTEM))) hash.update(`${line}\n`)
  return hash.digest('hex')
}

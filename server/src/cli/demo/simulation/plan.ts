import { addWorkingMinutes, STANDARD_CALENDAR } from '../../../modules/deadlines/index.ts'
import { type Dossier, openSubDossiers } from '../../../modules/dossiers/index.ts'
import type { Role } from '../../../modules/organisations/index.ts'
import { openTasks, type Task } from '../../../modules/process/index.ts'
import { SYSTEM } from '../../../platform/actor.ts'
import { readCtx } from '../../../platform/ctx.ts'
import type { Run, What, World } from './world.ts'

/** Working minutes that short acts take: a supplement request, a signature on a slip, a hand-over. */
const SHORT = 6

/** Looks at where a dossier stands, and puts on the agenda what its people will do next. */
export async function planNext(world: World, run: Run): Promise<void> {
  const d = run.dossier!
  switch (d.status) {
    case 1:
      return planReception(world, run, world.behaviour.officers.receptionHours[d.channel])
    case 5:
      return planAnswer(world, run, d)
    case 2:
    case 4:
    case 6:
      await planAccepted(world, run, d)
      return planWork(world, run, d)
    case 9:
      planRating(world, run)
      return planCollection(world, run, d)
    case 3:
    case 8:
    case 10:
      return planRating(world, run)
    case 7:
      return
  }
}

/** Steps that nobody has found time for yet, and the result when the process is over. */
export async function planWork(world: World, run: Run, d: Dossier): Promise<void> {
  if (d.processEnded) {
    if (!d.resultAt && first(run, 'record')) {
      const unit = await world.unitKey(d.competentUnitId)
      planOfficer(world, run, 'record', 'vanthu', unit, hours(world, 0.5))
    }
    return
  }
  const tasks = (await openTasks(readCtx(world.root, SYSTEM), [d.id])).toSorted((a, b) =>
    a.node < b.node ? -1 : 1,
  )
  for (const task of tasks) {
    if (run.tasks.has(task.id)) continue
    run.tasks.add(task.id)
    await planTask(world, run, d, task)
  }
  if (tasks.length === 0) await planChildren(world, run, d)
}

/**
 * Officers of other units work on the sub-dossiers that a dossier waits for; a day later somebody looks again. Their
 * results go to the parent, over no counter.
 */
async function planChildren(world: World, run: Run, d: Dossier): Promise<void> {
  if (d.status !== 2 && d.status !== 4) return
  const children = await openSubDossiers(readCtx(world.root, SYSTEM), d.id)
  for (const child of children.toSorted((a, b) => (a.procedureCode < b.procedureCode ? -1 : 1))) {
    if (!first(run, child.id)) continue
    const own = { dossier: child, tasks: new Set<string>(), once: new Set(['accepted', 'collect', 'rate']) }
    await planNext(world, { ...run, ...own, papers: [], forgotten: null, denied: false })
  }
  world.agenda.plan(hours(world, 8), { run, what: 'look' })
}

async function planTask(world: World, run: Run, d: Dossier, task: Task): Promise<void> {
  const { random, fate } = run.arrival
  const { officers, citizens } = world.behaviour
  if (task.clock === 'pause') {
    if (!fate.pays) return
    const unit = await world.unitKey(d.competentUnitId)
    return planOfficer(
      world,
      run,
      'pay',
      'tiepnhan',
      unit,
      hours(world, random.around(citizens.payHours, 0.7)),
    )
  }
  const isOpinion = ![d.competentUnitId, d.receivingUnitId, d.returnUnitId].includes(task.unitId)
  // Somebody comes back when the time to answer is over and the process has gone on by itself.
  if (isOpinion && fate.leavesOpinion) return world.agenda.plan(hours(world, 36), { run, what: 'look' })
  const minutes = (task.hours ?? 1) * 60
  const pace = random.around(fate.slow ? officers.slowPace : officers.pace, officers.spread)
  const wish = addWorkingMinutes(STANDARD_CALENDAR, task.openedAt, Math.max(5, Math.round(minutes * pace)))
  const effort = Math.min(180, Math.max(SHORT, Math.round(minutes * officers.effort)))
  const role = (task.roles[0] ?? 'chuyenvien') as Role
  planOfficer(world, run, 'work', role, await world.unitKey(task.unitId), later(wish, world), effort, task.id)
}

async function planReception(world: World, run: Run, after: number): Promise<void> {
  const unit = await world.unitKey(run.dossier!.receivingUnitId)
  const at = hours(world, run.arrival.random.around(after, 0.5))
  planOfficer(world, run, 'receive', 'tiepnhan', unit, at, 12)
}

async function planAnswer(world: World, run: Run, d: Dossier): Promise<void> {
  if (d.supplement?.receivedAt) return planReception(world, run, 1)
  if (!run.arrival.fate.answers || !first(run, 'answer')) return
  // Fifteen working days, then it closes by itself: who answers at all does so in time.
  const wait = Math.min(100, run.arrival.random.around(world.behaviour.citizens.answerHours, 0.8))
  const at = hours(world, wait)
  if (d.channel === 'online') world.agenda.plan(at, { run, what: 'answer', by: run.applicant })
  else planOfficer(world, run, 'answer', 'tiepnhan', await world.unitKey(d.receivingUnitId), at)
}

/** What is planned once, when a dossier has been accepted. */
async function planAccepted(world: World, run: Run, d: Dossier): Promise<void> {
  if (!d.acceptedAt || !first(run, 'accepted')) return
  const { random, fate } = run.arrival
  const receiving = await world.unitKey(d.receivingUnitId)
  if (fate.corrected) planOfficer(world, run, 'correct', 'tiepnhan', receiving, hours(world, 0.5))
  if (fate.withdraws) {
    const at = hours(world, random.around(5, 0.6))
    if (d.channel === 'online') world.agenda.plan(at, { run, what: 'withdraw', by: run.applicant })
    else planOfficer(world, run, 'withdraw', 'tiepnhan', receiving, at)
  }
  if (fate.stops) planOfficer(world, run, 'stop', 'tiepnhan', receiving, hours(world, random.around(6, 0.6)))
  if (fate.apologises) planForesight(world, run, d)
  if (d.receivingUnitId !== d.competentUnitId && d.channel !== 'online') {
    planOfficer(world, run, 'send', 'tiepnhan', receiving, hours(world, 2))
  }
}

/** One day before the due date it is known that it will not be kept (domain.md 1.4.5). */
export function planForesight(world: World, run: Run, d: Dossier): void {
  if (!d.dueAt) return
  const at = addWorkingMinutes(STANDARD_CALENDAR, d.dueAt, -500)
  if (at > world.root.clock.now()) world.agenda.plan(at, { run, what: 'foresee' })
}

async function planCollection(world: World, run: Run, d: Dossier): Promise<void> {
  if (!first(run, 'collect')) return
  if (d.transferState !== 'none') {
    const competent = await world.unitKey(d.competentUnitId)
    planOfficer(world, run, 'giveBack', 'tiepnhan', competent, hours(world, 1))
  }
  if (!run.arrival.fate.collects) return
  const { citizens } = world.behaviour
  const wait =
    d.delivery.method === 'electronic' ? 0.3 : run.arrival.random.around(citizens.collectHours, 0.9)
  planOfficer(
    world,
    run,
    'collect',
    'tiepnhan',
    await world.unitKey(d.returnUnitId),
    hours(world, 1.5 + wait),
  )
}

/** Some people say afterwards how it went. */
function planRating(world: World, run: Run): void {
  const { rating: random } = run.arrival
  const { rates, rateHours } = world.behaviour.citizens
  if (!first(run, 'rate') || !random.chance(rates)) return
  world.agenda.plan(hours(world, random.around(rateHours, 0.8)), { run, what: 'rate', by: run.applicant })
}

/** Puts on the agenda what an officer will do as soon as he finds time after a moment. */
export function planOfficer(
  world: World,
  run: Run,
  what: What,
  role: Role,
  unit: string,
  wish: Date,
  minutes = SHORT,
  task?: string,
): void {
  const { by, at } = world.office.book(role, unit, wish, minutes)
  world.agenda.plan(at, { run, what, by, ...(task !== undefined && { task }) })
}

/** So many working hours from now, at least a minute. */
const hours = (world: World, n: number): Date =>
  addWorkingMinutes(STANDARD_CALENDAR, world.root.clock.now(), Math.max(1, Math.round(n * 60)))

const later = (at: Date, world: World): Date => {
  const now = world.root.clock.now()
  return at > now ? at : addWorkingMinutes(STANDARD_CALENDAR, now, 1)
}

/** Whether this has not been planned for the dossier before. */
function first(run: Run, what: string): boolean {
  if (run.once.has(what)) return false
  run.once.add(what)
  return true
}

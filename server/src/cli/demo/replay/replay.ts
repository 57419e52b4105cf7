import { clocksOf } from '../../../modules/deadlines/index.ts'
import {
  acceptDossier,
  completeStep,
  countByStatus,
  recordResult,
  type SubmitDossier,
  submitDossier,
} from '../../../modules/dossiers/index.ts'
import { openTasks } from '../../../modules/process/index.ts'
import { SYSTEM } from '../../../platform/actor.ts'
import type { MovableClock } from '../../../platform/clock.ts'
import { inTx, type Root, readCtx } from '../../../platform/ctx.ts'
import { drainJobs } from '../../../platform/jobs.ts'
import { releaseJobs } from '../../../platform/release-jobs.ts'
import { openStage, type Stage } from '../stage.ts'
import type { LogAttributes, LogCase, ReadLog } from './cases.ts'
import { type Counts, countLog, type PunctualityClass } from './count-log.ts'
import { deriveProvince, END, officersOf, pathOf } from './derive.ts'
import { applicantName, applicantOf, createProvince, REPLAY_PROCEDURE } from './province.ts'

export type ReplayReport = {
  cases: number
  departments: number
  officers: number
  activities: number
  transitions: number
  /** Steps completed, and those the log has after the end of their case, which no dossier can have. */
  steps: number
  stepsAfterEnd: number
  otherEvents: number
  byStatus: Record<string, number>
  /** Ended cases with a deadline, by the clock of the dossiers and straight from the log. */
  replayed: Counts
  log: Counts
  mismatches: { case: string; replayed: PunctualityClass | null; log: PunctualityClass | null }[]
  unfinished: number
  withoutDeadline: number
  seconds: number
  commands: number
}

type Replaying = { one: LogCase; index: number; path: string[]; dossierId: string }
/** `step` -1 opens the dossier; one past the last ends it. */
type Act = { at: Date; of: Replaying; step: number }

/**
 * Plays a log into an empty database: units, officers and a procedure derived from it, and every case as a dossier
 * whose acts are done at the times of the log through the commands that serve the web.
 * @param root its clock is moved from the first to the last moment of the log
 * @param name of the log, for reading
 */
export async function replayLog(
  root: Root & { clock: MovableClock },
  { path, name, log, attributes }: { path: string; name: string; log: ReadLog; attributes: LogAttributes },
  say: (line: string) => void = () => {},
): Promise<ReplayReport> {
  const began = performance.now()
  const { cases } = log
  const province = deriveProvince(cases)
  const { stepOf, transitions } = province.process
  const userOf = new Map(province.officers.map((o) => [o.name, o.username]))
  const unitOf = new Map(province.departments.map((d) => [d.name, d.key]))
  const playing = cases.map(
    (one, index): Replaying => ({ one, index, path: pathOf(one, stepOf), dossierId: '' }),
  )
  const acts = playing.flatMap(actsOf).sort((a, b) => a.at.getTime() - b.at.getTime())
  root.clock.set(acts[0]!.at)
  await createProvince(root, province, cases, name)
  say(`Đã tạo ${province.departments.length} đơn vị, ${province.officers.length} cán bộ và quy trình.`)
  const stage = openStage(root)
  let commands = 0
  for (const [i, act] of acts.entries()) {
    await drainJobs(root, act.at)
    commands += await play(stage, act, userOf, unitOf)
    if ((i + 1) % Math.ceil(acts.length / 10) === 0) say(`  ${i + 1}/${acts.length} việc`)
  }
  await releaseJobs(root)
  const classes = await classesOf(root, playing)
  const judged = countLog(path, attributes)
  const mismatches = playing.flatMap(({ one, index }) => {
    const [replayed, counted] = [classes[index]!, judged.classes[index] ?? null]
    return replayed === counted ? [] : [{ case: one.name, replayed, log: counted }]
  })
  return {
    cases: cases.length,
    departments: province.departments.length,
    officers: province.officers.length,
    activities: stepOf.size,
    transitions,
    steps: cases.reduce((sum, c) => sum + c.steps.length, 0),
    stepsAfterEnd: cases.reduce((sum, c) => sum + c.afterEnd, 0),
    otherEvents: log.otherEvents,
    byStatus: await countByStatus(readCtx(root, SYSTEM)),
    replayed: tally(classes),
    log: judged.counts,
    mismatches,
    unfinished: cases.filter((c) => c.endAt === null).length,
    withoutDeadline: cases.filter((c) => c.dueAt === null).length,
    seconds: Math.round(performance.now() - began) / 1000,
    commands,
  }
}

function actsOf(of: Replaying): Act[] {
  const { startAt, steps, endAt } = of.one
  const end =
    endAt === null
      ? []
      : [{ at: new Date(Math.max(endAt.getTime(), startAt.getTime())), of, step: steps.length }]
  return [{ at: startAt, of, step: -1 }, ...steps.map(({ at }, step) => ({ at, of, step })), ...end]
}

/** Does one act at the moment the clock shows. @returns how many commands it took */
async function play(
  stage: Stage,
  { of, step }: Act,
  userOf: ReadonlyMap<string, string>,
  unitOf: ReadonlyMap<string, string>,
): Promise<number> {
  const { one, path } = of
  const officers = officersOf(one.steps)
  const actor = await stage.actor(userOf.get(officers[Math.min(Math.max(step, 0), officers.length - 1)]!)!)
  const complete = async (outcome: string): Promise<void> => {
    const [task] = await openTasks(readCtx(stage.root, SYSTEM), [of.dossierId])
    await inTx(stage.root, actor, 'tasks.complete', (ctx) => completeStep(ctx, task!.id, { outcome }))
  }
  if (step === -1) {
    const filer = one.channel === 'online' ? await stage.actor(applicantName(of.index)) : actor
    const body = bodyOf(of, unitOf.get(one.department)!)
    const filed = await inTx(stage.root, filer, 'dossiers.submit', (ctx) => submitDossier(ctx, body))
    of.dossierId = filed.dossier.id
    const carried = one.dueAt ? { carriedDue: one.dueAt } : {}
    await inTx(stage.root, actor, 'dossiers.accept', (ctx) => acceptDossier(ctx, of.dossierId, carried))
    if (one.steps.length === 0) return 2
    await complete(path[1]!)
    return 3
  }
  if (step < one.steps.length) {
    await complete(path[step + 2]!)
    return 1
  }
  if (one.steps.length === 0) await complete(END)
  await inTx(stage.root, actor, 'dossiers.record_result', (ctx) => recordResult(ctx, of.dossierId, {}))
  return one.steps.length === 0 ? 2 : 1
}

const bodyOf = ({ one, index }: Replaying, receivingUnit: string): SubmitDossier => ({
  procedureCode: REPLAY_PROCEDURE,
  channel: one.channel,
  receivingUnit,
  applicant: applicantOf(one, index),
  answers: {},
})

/** What our clocks say of the ended cases with a deadline, in the order of the log. */
async function classesOf(root: Root, playing: readonly Replaying[]): Promise<(PunctualityClass | null)[]> {
  const ids = playing.map((p) => p.dossierId)
  const clocks = await clocksOf(readCtx(root, SYSTEM), ids)
  return playing.map(({ one, dossierId }) => (one.dueAt ? (clocks.get(dossierId)?.outcome ?? null) : null))
}

function tally(classes: readonly (PunctualityClass | null)[]): Counts {
  const counts: Counts = { early: 0, on_time: 0, late: 0 }
  for (const found of classes) if (found) counts[found] += 1
  return counts
}

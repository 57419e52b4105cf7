import { addWorkingMinutes, STANDARD_CALENDAR } from '../../modules/deadlines/index.ts'
import { type Dossier, submitDossier } from '../../modules/dossiers/index.ts'
import type { Task } from '../../modules/process/index.ts'
import { inTx } from '../../platform/ctx.ts'
import { drainJobs } from '../../platform/jobs.ts'
import { doAct, doStep, openSteps, submitterOf } from './acts.ts'
import { bodyOf } from './body.ts'
import { childWork, recordChild } from './children.ts'
import type { Act, Story } from './history.ts'
import type { DemoPackage } from './packages.ts'
import type { Person } from './people.ts'
import type { Stage } from './stage.ts'
import { momentOf } from './working-days.ts'

export type Cast = { packages: readonly DemoPackage[]; people: ReadonlyMap<string, Person> }

/** A story under way: what comes next, and when. `next` -1 is the submission. */
type Run = {
  story: Story
  /** Civil date on which it starts. */
  day: string
  dossier: Dossier | null
  next: number
  at: Date
  /** Outcomes already used up, by step. */
  used: Map<string, number>
}

const calendar = STANDARD_CALENDAR

/**
 * Plays the stories all together in order of time, running the jobs that fall due between the acts. What would
 * come at `until` or later is left undone: those dossiers are under way.
 * @param today civil date that the stories count from
 * @throws the error of the first act that fails, with the name of its story
 */
export async function playStories(
  stage: Stage,
  stories: readonly Story[],
  cast: Cast,
  { today, until }: { today: string; until: Date },
): Promise<number> {
  const runs = stories.map((story) => begin(story, today))
  let acts = 0
  for (;;) {
    const run = earliest(runs)
    if (!run || run.at >= until) break
    await drainJobs(stage.root, run.at)
    try {
      if (await advance(stage, run, cast)) acts += 1
    } catch (error) {
      const act = run.story.then[run.next]?.do ?? 'submit'
      const { procedure, start } = run.story
      throw new Error(`story ${procedure} of ${start}, ${act} at ${run.at.toISOString()}`, { cause: error })
    }
  }
  return acts
}

function begin(story: Story, today: string): Run {
  const at = momentOf(calendar, today, story.start)
  const day = new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 10)
  return { story, day, dossier: null, next: -1, at, used: new Map() }
}

function earliest(runs: readonly Run[]): Run | undefined {
  const open = runs.filter((run) => run.next < run.story.then.length)
  return open.reduce<Run | undefined>((first, run) => (first && first.at <= run.at ? first : run), undefined)
}

/** Does what is next in a story, or finds out when it is; true when something was done. */
async function advance(stage: Stage, run: Run, cast: Cast): Promise<boolean> {
  if (!run.dossier) {
    run.dossier = await submit(stage, run, cast)
    goOn(run)
    return true
  }
  const act = run.story.then[run.next]!
  if (act.do === 'work') return workOn(stage, run, run.dossier, act)
  if (act.do === 'workChildren') return workOnChildren(stage, run, run.dossier, act)
  run.dossier = await doAct(stage, { story: run.story, dossier: run.dossier }, act)
  goOn(run)
  return true
}

async function submit(stage: Stage, run: Run, cast: Cast): Promise<Dossier> {
  const body = bodyOf(run.story, cast.packages, cast.people, run.day)
  const actor = await stage.actor(submitterOf(run.story))
  const submitted = await inTx(stage.root, actor, 'dossiers.submit', (ctx) => submitDossier(ctx, body))
  return submitted.dossier
}

/** Goes to the next act of the story. */
function goOn(run: Run): void {
  run.next += 1
  const act = run.story.then[run.next]
  if (!act) return
  const wanted =
    act.at === undefined
      ? addWorkingMinutes(calendar, run.at, (act.after ?? 0.25) * 60)
      : momentOf(calendar, run.day, act.at)
  run.at = later(wanted, run.at)
}

/** Completes the step that is to be done first, when it is time; goes on when nothing is left to do. */
async function workOn(stage: Stage, run: Run, dossier: Dossier, act: Act): Promise<boolean> {
  const open = await openSteps(stage, dossier)
  const doable = open.filter((task) => !act.except?.includes(task.node))
  if (open.length === 0 || open.some((task) => task.node === act.until)) {
    goOn(run)
    return false
  }
  const [first] = doable
    .map((task) => ({ task, at: timeFor(task, act.pace ?? 0.8, run.at) }))
    .sort((a, b) => a.at.getTime() - b.at.getTime())
  // Only steps that are left lying: a timer will take them away.
  if (!first) run.at = addWorkingMinutes(calendar, run.at, 60)
  if (!first) return false
  if (first.at > run.at) {
    run.at = first.at
    return false
  }
  run.dossier = await doStep(stage, first.task, act, nextOutcome(run, act, first.task.node))
  return true
}

/** The same for the sub-dossiers; between their acts the jobs carry results to the parent. */
async function workOnChildren(stage: Stage, run: Run, dossier: Dossier, act: Act): Promise<boolean> {
  const { isOver, tasks, toRecord } = await childWork(stage, dossier)
  if (isOver) {
    goOn(run)
    return false
  }
  const [child] = toRecord
  if (child) {
    await recordChild(stage, child)
    run.at = addWorkingMinutes(calendar, run.at, 15)
    return true
  }
  const [first] = tasks
    .map((task) => ({ task, at: timeFor(task, act.pace ?? 0.8, run.at) }))
    .sort((a, b) => a.at.getTime() - b.at.getTime() || (a.task.procedure! < b.task.procedure! ? -1 : 1))
  if (!first || first.at > run.at) {
    run.at = first?.at ?? addWorkingMinutes(calendar, run.at, 15)
    return false
  }
  await doStep(stage, first.task, act, nextOutcome(run, act, first.task.node))
  return true
}

/** When a step is done: its due date, moved by the share of its hours that is saved or overrun. */
function timeFor(task: Task, pace: number, earliestAt: Date): Date {
  const { dueAt, hours } = task
  if (!dueAt || hours === null) return addWorkingMinutes(calendar, task.openedAt, 60)
  const at = addWorkingMinutes(calendar, dueAt, Math.round((pace - 1) * hours * 60))
  return later(at, earliestAt)
}

function nextOutcome(run: Run, act: Act, step: string): string | undefined {
  const used = run.used.get(step) ?? 0
  run.used.set(step, used + 1)
  return act.outcomes?.[step]?.[used]
}

const later = (a: Date, b: Date): Date => new Date(Math.max(a.getTime(), b.getTime()))

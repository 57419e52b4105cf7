import { addDays, dayNumber } from '@motcua/rules'
import type { Ctx } from '../../platform/ctx.ts'
import type { JobHandler } from '../../platform/jobs.ts'
import { unitSubtree } from '../organisations/index.ts'
import { scheduleAlarm } from './alarms.ts'
import { calendarOf, forgetCalendars } from './calendars.ts'
import type { LedgerEntry } from './domain/clock-state.ts'
import { instantOf, MINUTES_PER_DAY } from './domain/moment.ts'
import { recompute } from './domain/recompute.ts'
import { type ClockView, ledgersOf, lockClocks, lockOpenClocks } from './queries.ts'
import { updateClocks } from './store.ts'

/** What changed in whose working time. `cause` is for the ledger: "thứ Bảy 22/08/2026 là ngày làm việc (…)". */
export type CalendarChange = {
  /** The unit, which stands for those below it too; null for the whole country. */
  unitId: string | null
  /** First and last day that changed, `YYYY-MM-DD`; null is without bound. */
  from: string | null
  to: string | null
  cause: string
  legalBasis: string | null
}

/**
 * Plans to compute the open clocks of the changed units again, in batches of their own transactions: the change itself
 * holds no clock, and a batch that fails is tried again.
 */
export function recomputeLater(ctx: Ctx, change: CalendarChange): void {
  plan(ctx, { ...change, after: null }, new Date(ctx.now().getTime() + SETTLED_MS))
}

export const recomputeJobs: Record<string, JobHandler> = {
  'deadlines.recompute': (ctx, payload) => recomputeBatch(ctx, payload as Payload),
  'deadlines.move_alarms': (ctx, payload) => moveAlarms(ctx, payload.subjectIds as string[]),
}

/** `after` is the last subject done. */
type Payload = CalendarChange & { after: string | null }

const BATCH = 500

// Other processes see the change within a second: clocks they started by the old calendar are met too.
const SETTLED_MS = 5000

function plan(ctx: Ctx, payload: Payload, at: Date = ctx.now()): void {
  ctx.schedule({ name: 'deadlines.recompute', payload, at })
}

async function recomputeBatch(ctx: Ctx, payload: Payload): Promise<void> {
  const { unitId, from, to, cause, legalBasis } = payload
  // What this process remembers may be a second older than the change.
  forgetCalendars(ctx)
  const clocks = await lockOpenClocks(ctx, {
    unitIds: unitId === null ? null : await unitSubtree(ctx, unitId),
    since: from === null ? null : startOfDay(from),
    before: to === null ? null : startOfDay(addDays(to, 1)!),
    after: payload.after,
    limit: BATCH,
  })
  const ledgers = await ledgersOf(
    ctx,
    clocks.map((clock) => clock.subjectId),
  )
  const changed: { view: ClockView; entry: LedgerEntry; dueBefore: Date }[] = []
  for (const before of clocks) {
    const calendar = await calendarOf(ctx, before.unitId)
    const at = new Date(Math.max(ctx.now().getTime(), before.lastAt.getTime()))
    const ledger = ledgers.get(before.subjectId)!
    const step = recompute({ ...before, calendar }, before, ledger, { at, cause, legalBasis })
    if (!step) continue
    const view = { ...before, ...step.clock, version: before.version + 1 }
    changed.push({ view, entry: step.entry, dueBefore: before.dueAt })
  }
  if (changed.length > 0) updateClocks(ctx, changed)
  // Planning a job costs twenty times what a date does, so alarms follow when all dates are told.
  const subjectIds = changed.flatMap(({ view }) => (view.state === 'running' ? view.subjectId : []))
  if (subjectIds.length > 0) {
    const at = new Date(ctx.now().getTime() + ALARMS_FOLLOW_MS)
    ctx.schedule({ name: 'deadlines.move_alarms', payload: { subjectIds }, at })
  }
  // One event for all: who tells applicants or keeps a copy of the date does it for a batch at once.
  if (changed.length > 0) {
    const moved = changed.map(({ view, dueBefore }) => ({
      subjectId: view.subjectId,
      unitId: view.unitId,
      dueBefore: dueBefore.toISOString(),
      dueAt: view.dueAt.toISOString(),
      firstDueAt: view.firstDueAt.toISOString(),
    }))
    const data = { from, to, cause, clocks: moved }
    ctx.emit({ type: 'deadlines.recomputed', subject: unitId ?? 'national', data })
  }
  ctx.about(unitId ?? 'national', { from, to, clocks: clocks.length, changed: changed.length })
  if (clocks.length === BATCH) plan(ctx, { ...payload, after: clocks.at(-1)!.subjectId })
}

/** Plans the alarms of clocks whose due dates moved; one that has stopped meanwhile has none. */
async function moveAlarms(ctx: Ctx, subjectIds: readonly string[]): Promise<void> {
  forgetCalendars(ctx)
  ctx.about('alarms', { clocks: subjectIds.length })
  for (const clock of await lockClocks(ctx, subjectIds)) {
    if (clock.state === 'running') scheduleAlarm(ctx, await calendarOf(ctx, clock.unitId), clock)
  }
}

const ALARMS_FOLLOW_MS = 10_000

const startOfDay = (date: string): Date => instantOf(dayNumber(date)! * MINUTES_PER_DAY)

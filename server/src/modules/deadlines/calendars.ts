import type { Ctx } from '../../platform/ctx.ts'
import { unitAncestors } from '../organisations/index.ts'
import { createCalendar, type SpecialDay, type WeekPeriod, type WorkCalendar } from './domain/calendar.ts'
import { loadPlans, loadRevision, type PlanRows } from './queries.ts'

/**
 * The working time of a unit: its own weeks, else those of the nearest unit above that has one, else Monday to Friday;
 * national days, over them those of the units above, over them its own. From memory: another process's change is seen
 * within a second, one of the own transaction at once.
 * @param unitId null is the calendar of the whole country
 */
export async function calendarOf(ctx: Ctx, unitId: string | null): Promise<WorkCalendar> {
  const [book, above] = await Promise.all([calendarBook(ctx), unitId ? unitAncestors(ctx, unitId) : []])
  const chain = unitId ? [unitId, ...above].filter((id) => book.plans.has(id)) : []
  const key = chain.join()
  let calendar = book.made.get(key)
  if (!calendar) {
    const plans = chain.map((id) => book.plans.get(id)!)
    const days = [...plans].reverse().flatMap((plan) => plan.days)
    calendar = createCalendar(
      plans.flatMap((plan) => plan.weeks),
      [...book.national, ...days],
    )
    book.made.set(key, calendar)
  }
  return calendar
}

/** What is special about the working time of one unit. */
export type Plan = { weeks: readonly WeekPeriod[]; days: readonly SpecialDay[] }

/**
 * The working time of a unit as it would be if what is special about one of the units changed: nothing is changed or
 * remembered.
 * @param changedId the unit whose plan is another
 * @param change its plan as it would be
 */
export async function calendarAsIf(
  ctx: Ctx,
  unitId: string,
  changedId: string,
  change: (plan: Plan) => Plan,
): Promise<WorkCalendar> {
  const [book, above] = await Promise.all([calendarBook(ctx), unitAncestors(ctx, unitId)])
  const plans = [unitId, ...above].map((id) => {
    const plan = book.plans.get(id) ?? { weeks: [], days: [] }
    return id === changedId ? change(plan) : plan
  })
  return createCalendar(
    plans.flatMap((plan) => plan.weeks),
    [...book.national, ...plans.reverse().flatMap((plan) => plan.days)],
  )
}

/** To be called by every command after it changed a calendar: its own transaction must not read the old one. */
export function forgetCalendars(ctx: Ctx): void {
  changed.set(ctx.db, { book: null })
  const kept = books.get(ctx.files)
  if (kept) kept.checkedAt = Number.NEGATIVE_INFINITY
}

/** All that is special about any unit, of one revision; calendars are made from it when first asked for. */
type Book = {
  revision: number
  national: readonly SpecialDay[]
  plans: ReadonlyMap<string, { weeks: WeekPeriod[]; days: SpecialDay[] }>
  made: Map<string, WorkCalendar>
}

const FRESH_MS = 1000

// Remembered per process and database, and dropped with it: the file store is what all contexts of a root share.
const books = new WeakMap<Ctx['files'], { book: Book; checkedAt: number }>()

// Transactions that changed calendars themselves; each has its own `db`.
const changed = new WeakMap<Ctx['db'], { book: Book | null }>()

async function calendarBook(ctx: Ctx): Promise<Book> {
  const own = changed.get(ctx.db)
  if (own) {
    own.book ??= makeBook(await loadRevision(ctx), await loadPlans(ctx))
    return own.book
  }
  const kept = books.get(ctx.files)
  if (kept && performance.now() - kept.checkedAt < FRESH_MS) return kept.book
  const checkedAt = performance.now()
  const revision = await loadRevision(ctx)
  const book = kept?.book.revision === revision ? kept.book : makeBook(revision, await loadPlans(ctx))
  books.set(ctx.files, { book, checkedAt })
  return book
}

function makeBook(revision: number, { weeks, days }: PlanRows): Book {
  const plans = new Map<string, { weeks: WeekPeriod[]; days: SpecialDay[] }>()
  const planOf = (unitId: string) => {
    let plan = plans.get(unitId)
    if (!plan) {
      plan = { weeks: [], days: [] }
      plans.set(unitId, plan)
    }
    return plan
  }
  for (const { unitId, ...week } of weeks) planOf(unitId).weeks.push(week)
  const national: SpecialDay[] = []
  for (const { unitId, ...day } of days) (unitId ? planOf(unitId).days : national).push(day)
  return { revision, national, plans, made: new Map() }
}

import type { Ctx } from '../../platform/ctx.ts'
import { badRequest, notFound } from '../../platform/errors.ts'
import type { Of } from '../../platform/http/schema.ts'
import { type Unit, unitAncestors, unitByRef, unitRef, unitsByIds } from '../organisations/index.ts'
import { authorise } from './authorise.ts'
import { printShift } from './calendar-year.ts'
import { removeUnitWeek, setUnitWeek } from './commands.ts'
import type { NewWeek, WorkWeek } from './contract.ts'
import type { Shift, Week } from './domain/calendar.ts'
import { minuteOfDay } from './domain/moment.ts'
import { mayPlan } from './policy.ts'
import { type WeekOfUnit, weekById, weeksOf } from './queries.ts'

/**
 * The working weeks that are set for a unit and for those above it, its own first. None: Monday to Friday.
 * @throws 403 `calendar.forbidden`; 404 `unit.not_found`
 */
export async function workWeeks(ctx: Ctx, ref: string): Promise<WorkWeek[]> {
  const unit = await unitByRef(ctx, ref)
  const chain = [unit.id, ...(await authorise(ctx, unit.id))]
  const weeks = await weeksOf(ctx, chain)
  weeks.sort((a, b) => chain.indexOf(a.unitId) - chain.indexOf(b.unitId))
  return presentWeeks(ctx, weeks)
}

/** @throws those of `setUnitWeek`; 400 `calendar.bad_week` when a weekday stands twice; 404 `unit.not_found` */
export async function addWeek(ctx: Ctx, body: Of<typeof NewWeek>): Promise<WorkWeek> {
  const { unit: ref, days: _, ...rest } = body
  const { id: unitId } = await unitByRef(ctx, ref)
  await setUnitWeek(ctx, { ...rest, unitId, week: weekOf(body) })
  const set = (await weeksOf(ctx, [unitId])).filter((row) => row.from === rest.from)
  return (await presentWeeks(ctx, set))[0]!
}

/** @returns the week as it was. @throws 403; 404 `calendar.no_such_week` */
export async function dropWeek(ctx: Ctx, id: string): Promise<WorkWeek> {
  const row = await weekById(ctx, id)
  if (!row) throw notFound('calendar.no_such_week', 'Không có tuần làm việc này; có thể đã được bỏ.')
  const [week] = await presentWeeks(ctx, [row])
  await removeUnitWeek(ctx, row)
  return week!
}

/** The shifts of the seven days. @throws 400 `calendar.bad_week` when a weekday stands twice */
export function weekOf({ days }: Of<typeof NewWeek>): Week {
  if (new Set(days.map(({ weekday }) => weekday)).size < days.length) {
    throw badRequest('calendar.bad_week', 'Mỗi ngày trong tuần chỉ được khai một lần.')
  }
  return Array.from({ length: 7 }, (_, i) => shiftsOf(days, i + 1))
}

function shiftsOf(days: Of<typeof NewWeek>['days'], weekday: number): Shift[] {
  const day = days.find((one) => one.weekday === weekday)
  return (day?.shifts ?? []).map(({ from, to }) => [minuteOfDay(from), minuteOfDay(to)] as const)
}

async function presentWeeks(ctx: Ctx, rows: readonly WeekOfUnit[]): Promise<WorkWeek[]> {
  const units = await unitsByIds(
    ctx,
    rows.map((row) => row.unitId),
  )
  const presented: WorkWeek[] = []
  for (const row of rows) {
    const unit = units.get(row.unitId)!
    const chain = [unit.id, ...(await unitAncestors(ctx, unit.id))]
    presented.push(present(row, unit, mayPlan(ctx.actor, chain)))
  }
  return presented
}

function present({ unitId: _, week, ...row }: WeekOfUnit, unit: Unit, mayRemove: boolean): WorkWeek {
  return {
    ...row,
    unit: { id: unit.id, code: unitRef(unit), name: unit.name },
    days: week.map((shifts, i) => ({ weekday: i + 1, shifts: shifts.map(printShift) })),
    can: mayRemove ? ['remove'] : [],
  }
}

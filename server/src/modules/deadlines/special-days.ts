import { vietnamDate } from '@motcua/rules'
import type { Ctx } from '../../platform/ctx.ts'
import { notFound } from '../../platform/errors.ts'
import type { Of } from '../../platform/http/schema.ts'
import { type Unit, unitAncestors, unitByRef, unitRef, unitsByIds } from '../organisations/index.ts'
import { authorise } from './authorise.ts'
import { printShift } from './calendar-year.ts'
import { removeSpecialDay, setSpecialDay } from './commands.ts'
import type { NewSpecialDay, SpecialDay } from './contract.ts'
import { minuteOfDay } from './domain/moment.ts'
import { mayPlan } from './policy.ts'
import { type DayRow, dayById, daysOf } from './queries.ts'

/**
 * The special days that hold in a unit in a year: of the country, of the units above and its own.
 * @param ref id, code or short name of the unit
 * @param year default this year
 * @throws 403 `calendar.forbidden`; 404 `unit.not_found`
 */
export async function specialDays(
  ctx: Ctx,
  ref: string,
  year: number = Number(vietnamDate(ctx.now()).slice(0, 4)),
): Promise<SpecialDay[]> {
  const unit = await unitByRef(ctx, ref)
  const chain = [unit.id, ...(await authorise(ctx, unit.id))]
  const days = await daysOf(ctx, chain, { from: `${year}-01-01`, to: `${year}-12-31` })
  return presentDays(ctx, days)
}

/** @throws those of `setSpecialDay`; 404 `unit.not_found` */
export async function addSpecialDay(ctx: Ctx, body: Of<typeof NewSpecialDay>): Promise<SpecialDay> {
  const { unit: ref, shifts, ...day } = body
  const { id: unitId } = await unitByRef(ctx, ref)
  const hours = shifts?.map(({ from, to }) => [minuteOfDay(from), minuteOfDay(to)] as const)
  await setSpecialDay(ctx, { ...day, unitId, shifts: hours })
  const days = await daysOf(ctx, [unitId], { from: day.date, to: day.date })
  return (
    await presentDays(
      ctx,
      days.filter((row) => row.unitId === unitId),
    )
  )[0]!
}

/** @returns the day as it was. @throws those of `removeSpecialDay` */
export async function dropSpecialDay(ctx: Ctx, id: string): Promise<SpecialDay> {
  const row = await dayById(ctx, id)
  if (!row)
    throw notFound('calendar.no_such_day', 'Không có ngày nghỉ hay ngày làm bù này; có thể đã bị xoá.')
  const [day] = await presentDays(ctx, [row])
  await removeSpecialDay(ctx, row)
  return day!
}

async function presentDays(ctx: Ctx, rows: readonly DayRow[]): Promise<SpecialDay[]> {
  const units = await unitsByIds(
    ctx,
    rows.flatMap((row) => row.unitId ?? []),
  )
  const presented: SpecialDay[] = []
  for (const row of rows) {
    const unit = row.unitId === null ? null : units.get(row.unitId)!
    const chain = unit ? [unit.id, ...(await unitAncestors(ctx, unit.id))] : []
    presented.push(present(row, unit, mayPlan(ctx.actor, chain)))
  }
  return presented
}

function present({ unitId: _, ...row }: DayRow, unit: Unit | null, mayRemove: boolean): SpecialDay {
  return {
    ...row,
    unit: unit && { id: unit.id, code: unitRef(unit), name: unit.name },
    swappedWith: row.swappedWith ?? null,
    shifts: row.shifts ? row.shifts.map(printShift) : null,
    provisional: row.provisional ?? false,
    can: mayRemove ? ['remove'] : [],
  }
}

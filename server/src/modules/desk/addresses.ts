import { searchText } from '@motcua/rules'
import type { Ctx } from '../../platform/ctx.ts'
import { AppError } from '../../platform/errors.ts'
import { currentOf } from '../organisations/index.ts'

/** As forms keep an address. */
export type TodaysAddress = { province: string; commune?: string; old?: string; text?: string }

/**
 * An address as printed or written, in the units of today: the longest ending that names a commune, also one of before
 * 1/7/2025; else a province. Null when it names none, or several: then a person has to choose.
 */
export async function addressOfToday(ctx: Ctx, written: string): Promise<TodaysAddress | null> {
  const parts = written
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  // Village, commune, district, province: the commune is second or third from the end.
  for (const place of [parts.length - 3, parts.length - 2, parts.length - 1]) {
    if (place < 0) continue
    const ref = parts.slice(place).join(', ')
    const found = await origins(ctx, ref)
    const today = found.flatMap((origin) => origin.current.map(({ area }) => ({ area, unit: origin.unit })))
    const areas = new Map(today.map((t) => [t.area.code, t]))
    if (areas.size !== 1) continue
    const { area, unit } = [...areas.values()][0]!
    const text = parts.slice(0, place).join(', ')
    if (area.level === 1) return { province: area.code, text: parts.slice(0, -1).join(', ') }
    if (area.level !== 3 || area.parentCode === null) continue
    const isOld = searchText(unit.fullName) !== searchText(area.fullName) || unit.validTo !== null
    return { province: area.parentCode, commune: area.code, text, ...(isOld && { old: ref }) }
  }
  return null
}

async function origins(ctx: Ctx, ref: string) {
  try {
    return await currentOf(ctx, ref)
  } catch (error) {
    if (error instanceof AppError && error.status === 404) return []
    throw error
  }
}

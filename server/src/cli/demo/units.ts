import { vietnamDate } from '@motcua/rules'
import { openBook } from '../../modules/fees/index.ts'
import { type CodeScheme, createUnit, findAreas, type UnitKind } from '../../modules/organisations/index.ts'
import type { Ctx } from '../../platform/ctx.ts'
import { readDemo } from './read-data.ts'

type UnitData = {
  key: string
  name: string
  kind: UnitKind
  parent?: string
  /** Under the real H15 of Đắk Lắk; what follows it is invented for the demo. */
  codes: Partial<Record<CodeScheme, string>>
  /** Code of the administrative unit it serves. */
  area?: string
  isReceptionPoint?: boolean
  canDecide?: boolean
  address: string
  phone?: string
  /** The tax code and the first letters of the receipts of its desk; both invented. */
  receipts?: { taxCode: string; letters: string }
}

/** The two tiers of local government began on this day. */
export const FIRST_DAY = '2025-07-01'

/** The units of `demo/units.json`, parents before children. */
export const demoUnits = (): UnitData[] => readDemo<UnitData[]>('units.json')

/**
 * Creates the units and opens a book of receipts for each that has a desk.
 * @returns keys of the units whose administrative area is not in the database and so could not be linked
 */
export async function createUnits(ctx: Ctx): Promise<string[]> {
  const unlinked: string[] = []
  for (const { codes, area, receipts, ...unit } of demoUnits()) {
    const isKnown = area !== undefined && (await hasArea(ctx, area))
    if (area !== undefined && !isKnown) unlinked.push(unit.key)
    await createUnit(ctx, {
      ...unit,
      ...(isKnown ? { adminUnitCode: area } : {}),
      codes: Object.entries(codes).map(([scheme, value]) => ({ scheme: scheme as CodeScheme, value })),
      validFrom: FIRST_DAY,
      legalBasis: 'Dữ liệu trình diễn',
    })
    if (receipts) {
      const { taxCode, letters } = receipts
      // The series names the year in which the book is begun; T: printed by the unit itself.
      const series = `${letters}-${vietnamDate(ctx.now()).slice(2, 4)}T`
      await openBook(ctx, { unit: unit.key, form: '01BLP2-001', series, taxCode })
    }
  }
  return unlinked
}

async function hasArea(ctx: Ctx, code: string): Promise<boolean> {
  const areas = await findAreas(ctx, { q: code, at: FIRST_DAY, limit: 5 })
  return areas.some((a) => a.code === code)
}

import { searchText, vietnamDate } from '@motcua/rules'
import type { Ctx } from '../../platform/ctx.ts'
import { notFound } from '../../platform/errors.ts'
import { isValidOn } from './domain/validity.ts'
import { type Area, type CurrentArea, findCurrent, findVersions } from './queries/areas.ts'

/** A unit as it was, and where it is on the day asked about: several places where it was split. */
export type AreaOrigin = { unit: Area; current: CurrentArea[] }

/**
 * "What is this old commune today". A name, possibly followed by those above it ("Đức Bình Đông, Sông Hinh, Phú
 * Yên"), may mean several units; a code or an id means one. A code that a new unit inherited means the unit of the
 * paper's day `on`, and without it the oldest.
 * @param ref id, code or name; tones may be missing
 * @param options `at`: the day of the answer, default today; `on`: the day of the paper that names the unit
 * @throws 404 `area.not_found`
 */
export async function currentOf(
  ctx: Ctx,
  ref: string,
  options: { at?: string; on?: string } = {},
): Promise<AreaOrigin[]> {
  const { at = vietnamDate(ctx.now()), on } = options
  const [name = '', ...above] = ref.split(',').map((part) => part.trim())
  const named = (await findVersions(ctx, name)).filter((unit) => liesIn(unit, above))
  const meant = on === undefined ? oldestOfEach(named) : named.filter((unit) => isValidOn(unit, on))
  if (meant.length === 0) {
    const when = on === undefined ? '' : ` vào ngày ${on}`
    throw notFound(
      'area.not_found',
      `Không có đơn vị hành chính nào mang mã hoặc tên “${ref.slice(0, 60)}”${when}; hãy kiểm tra lại cách viết.`,
    )
  }
  return Promise.all(meant.map(async (unit) => ({ unit, current: await findCurrent(ctx, unit.id, at) })))
}

const liesIn = (unit: Area, above: readonly string[]): boolean => {
  const place = searchText(unit.place)
  return above.every((part) => place.includes(searchText(part)))
}

/** Of the versions that share a code, the first: it is the old one that people ask about. */
function oldestOfEach(versions: readonly Area[]): Area[] {
  const seen = new Set<string>()
  return versions.filter((v) => !seen.has(v.code) && seen.add(v.code))
}

import {
  type AddressLookup,
  type AddressPlace,
  addressesIn,
  type CompiledForm,
  formatDate,
  type RunOptions,
  type Words,
} from '@motcua/rules'
import type { Ctx } from '../../platform/ctx.ts'
import { type AddressFacts, findCurrent, readAddressFacts } from './queries/areas.ts'

/**
 * Looks addresses up in the list of administrative units of a day, for `runForm`: what is wrong with a pair of
 * province and commune, in words that name where an ended unit is now. Communes of a province whose list has not
 * been imported are not judged. Answers are kept for ten minutes: units change a few times a year.
 * @param on civil day in Việt Nam
 */
export async function addressLookup(
  ctx: Ctx,
  places: readonly AddressPlace[],
  on: string,
): Promise<AddressLookup> {
  const known = knownOf(ctx)
  const asked = places.filter((place) => !known.has(keyOf(place, on)))
  if (asked.length > 0) {
    for (const facts of await readAddressFacts(ctx, asked, on)) {
      known.set(keyOf(facts, on), await faultOf(ctx, facts, on))
    }
  }
  return (place) => known.get(keyOf(place, on)) ?? undefined
}

/** The options of `runForm` for these answers on a civil day in Việt Nam: addresses are judged by the list of that day. */
export async function runOptions(
  ctx: Ctx,
  form: CompiledForm,
  answers: unknown,
  today: string,
): Promise<RunOptions> {
  const places = addressesIn(form, answers)
  return places.length === 0 ? { today } : { today, address: await addressLookup(ctx, places, today) }
}

const keyOf = ({ province, commune }: AddressPlace, on: string) => `${on} ${province} ${commune ?? ''}`

const KEPT_MS = 600_000
const MOST = 20_000
const kept = new WeakMap<Ctx['files'], { since: number; faults: Map<string, Words | null> }>()

// Per database: the file store is what all contexts of a root share.
function knownOf(ctx: Ctx): Map<string, Words | null> {
  const old = kept.get(ctx.files)
  if (old && performance.now() - old.since < KEPT_MS && old.faults.size < MOST) return old.faults
  const faults = new Map<string, Words | null>()
  kept.set(ctx.files, { since: performance.now(), faults })
  return faults
}

/** To be called when the list of units was changed. */
export function forgetAddresses(ctx: Ctx): void {
  kept.delete(ctx.files)
}

async function faultOf(ctx: Ctx, facts: AddressFacts, on: string): Promise<Words | null> {
  if (facts.listed && !facts.provinceName) return goneOrUnknown(ctx, facts.province, facts.endedProvince, on)
  if (!facts.commune || !facts.communesListed) return null
  if (facts.communeParent === facts.province) return null
  if (facts.communeName) {
    return {
      vi: `${facts.communeName} thuộc ${facts.communePlace}, không thuộc ${facts.provinceName}; hãy chọn lại.`,
      en: `${facts.communeName} belongs to ${facts.communePlace}, not to ${facts.provinceName}; choose again.`,
    }
  }
  return goneOrUnknown(ctx, facts.commune, facts.endedCommune, on)
}

async function goneOrUnknown(
  ctx: Ctx,
  code: string,
  ended: AddressFacts['endedCommune'],
  on: string,
): Promise<Words> {
  if (!ended) {
    return {
      vi: `Không có đơn vị hành chính mang mã ${code}; hãy chọn lại trong danh sách.`,
      en: `There is no administrative unit with the code ${code}; choose from the list.`,
    }
  }
  const now = (await findCurrent(ctx, ended.id, on)).map(({ area }) =>
    [area.fullName, area.place].filter((part) => part !== '').join(', '),
  )
  const since = formatDate(ended.validTo)
  const [vi, en] =
    now.length > 0 ? [`; nay là ${now.join(' hoặc ')}`, `; it is now ${now.join(' or ')}`] : ['', '']
  return {
    vi: `${ended.fullName} đã kết thúc sau ngày ${since}${vi}; hãy chọn đơn vị hiện nay.`,
    en: `${ended.fullName} ended after ${since}${en}; choose the unit of today.`,
  }
}

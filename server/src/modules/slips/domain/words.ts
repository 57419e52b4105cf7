import { formatLongDate, vietnamDate } from '@motcua/rules'

/** "16 giờ 30 phút, ngày 27 tháng 02 năm 2026", in Việt Nam (UTC+7); '' when not known. */
export const longMoment = (at: Date | null): string =>
  at ? `${clockOf(at, ' giờ ')} phút, ${formatLongDate(vietnamDate(at))}` : ''

/** "ngày 05 tháng 01 năm 2026" */
export const longDay = (at: Date): string => formatLongDate(vietnamDate(at))

/** "16:30 27/02/2026" for the cells of tables; '' when not known. */
export const shortMoment = (at: Date | null): string => (at ? `${clockOf(at, ':')} ${shortDay(at)}` : '')

/** "27/02/2026" */
export const shortDay = (at: Date): string => vietnamDate(at).split('-').reverse().join('/')

/** "Số: 05/TNHS": below ten with a zero (NĐ 30/2020, annex I). */
export const numberOf = (n: number, symbol: string): string => `${String(n).padStart(2, '0')}/${symbol}`

/** What a sheet needs to know of a unit. */
export type UnitFacts = {
  name: string
  kind: string
  phone: string | null
  /** Name of the unit above. */
  above: string | null
}

/** The two lines of the agency when its one-stop desk issues the sheet (domain.md 1.1). */
export function deskHead({ name, kind, above }: UnitFacts): { above: string; agency: string } {
  return kind === 'centre' && above
    ? { above: inFull(above), agency: inFull(name) }
    : { above: inFull(name), agency: DESK }
}

/** The two lines when the agency itself does: a People's Committee has none above it, and its name takes both. */
export function agencyHead({ name, above }: UnitFacts): { above: string; agency: string } {
  const [, place] = COMMITTEE.exec(name) ?? []
  if (place) return { above: COMMITTEE_IN_FULL, agency: place }
  return { above: above ? inFull(above) : '', agency: name }
}

/** The desk by name, in a sentence. */
export const deskName = (unit: UnitFacts): string =>
  unit.kind === 'centre' ? unit.name : `Bộ phận Một cửa ${unit.name}`

/**
 * The place before the date: the commune or the province whose body the unit is (NĐ 30/2020, annex I).
 * @param province name of the province's People's Committee
 */
export function placeOf(unit: UnitFacts, province: string): string {
  const body = [unit.name, unit.above ?? '', province].find((name) => COMMITTEE.test(name)) ?? province
  return (COMMITTEE.exec(body)?.[1] ?? body).replace(/^(xã|phường|đặc khu|tỉnh|thành phố)\s+/iu, '')
}

const DESK = 'Bộ phận Một cửa'
const COMMITTEE_IN_FULL = 'Ủy ban nhân dân'
const COMMITTEE = /^(?:UBND|U[ỷỶ] ban nhân dân|[ỦỦ]y ban nhân dân)\s+(.+)$/iu
const inFull = (name: string): string => name.replace(COMMITTEE, `${COMMITTEE_IN_FULL} $1`)

/** Hour and minute in Việt Nam, with what stands between. */
const clockOf = (at: Date, between: string): string =>
  new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(11, 16).replace(':', between)

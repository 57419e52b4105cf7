import { readIfPossible } from './read.ts'
import type { Request } from './visit.ts'

/** The province by name: `tỉnh Đắk Lắk`, `Đắk Lắk province`. Null when no unit governs a province. */
export async function placeOf({ api, lang }: Request): Promise<string | null> {
  const page = await readIfPossible<'listUnits'>(api, '/units?kind=province&limit=1')
  const unit = page?.items[0]
  return unit ? nameOf(unit.name, lang) : null
}

function nameOf(office: string, lang: 'vi' | 'en'): string {
  const name = office.replace(/^(UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+/i, '')
  if (lang === 'vi') return name
  const [, kind, own] = /^(tỉnh|thành phố)\s+(.+)$/i.exec(name) ?? []
  return own ? `${own} ${kind!.toLowerCase() === 'tỉnh' ? 'province' : 'city'}` : name
}

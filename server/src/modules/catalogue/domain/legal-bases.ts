import type { NationalLegalBasis } from './national.ts'
import { isEmptyCell } from './national.ts'

export type ParsedLegalBases = { legalBases: NationalLegalBasis[]; kept: string[] }

/**
 * Reads `can_cu_phap_ly`: the table "Tên văn bản pháp lý, Mã văn bản" with all cells glued together
 * ("…Luật Hộ tịch60/2014/QH13Nghị định …"). A number followed by a blank or a comma stands inside a name; one
 * followed by the next name, another number or the end is the code cell. Never throws.
 */
export function parseLegalBases(cell: string): ParsedLegalBases {
  const text = cell.startsWith(HEADER) ? cell.slice(HEADER.length) : cell
  const parsed: ParsedLegalBases = { legalBases: [], kept: [] }
  if (isEmptyCell(text)) return parsed
  let from = 0
  for (const match of text.matchAll(NUMBER)) {
    const end = match.index + match[0].length
    if (match.index < from || (end < text.length && /[\s,;.:)("'”/-]/.test(text[end] ?? ''))) continue
    const { year, digits } = splitYear(match[1] ?? '')
    addBasis(parsed.legalBases, text.slice(from, match.index) + year, digits + (match[2] ?? ''))
    from = end
  }
  const rest = text.slice(from).trim()
  if (rest !== '') parsed.kept.push(rest)
  return parsed
}

const HEADER = 'Tên văn bản pháp lýMã văn bản'

// Ministries and agencies whose abbreviation may be glued to the next name ("TT-BTCNghị định", "TT-BTChướng dẫn").
const AGENCIES =
  'BLĐTBXH|BNNPTNT|BNN&PTNT|BVHTTDL|BKHCNMT|VKSNDTC|TANDTC|UBTWMTTQVN|UBTƯMTTQVN|BTNMT|BGTVT|BGDĐT|BKHCN|BKHĐT|BNNMT|BTTTT|BDTTG|BHXH|NHNN|TTCP|VPCP|VPQH|UBDT|UBND|HĐND|HĐTP|BCA|BCN|BCT|BNG|BNV|BQP|BTC|BTM|BTP|BTS|BXD|BYT|TTg|CP'
const KINDS = 'TTLT|NQLT|VBHN|TT|NĐ|NQ|QĐ|CT|PL|CV|HD|TB|KH|ND|QD'
const ISSUERS = [
  String.raw`(?:NQ-|PL-)?(?:UBTVQH|QH)\d{2}`,
  `(?:${KINDS})[-_](?:${AGENCIES})(?:-(?:${AGENCIES}))*`,
  // Any other abbreviation: its last capital must not be the first letter of the next name.
  String.raw`(?:${KINDS})(?:-\p{Lu}{2,12})+(?!\p{Ll})`,
].join('|')
// Resolutions of 2025-2026 on cutting red tape are numbered 66.1, 66.2, ….
const NUMBER = new RegExp(String.raw`(66\.\d{1,3}|\d{1,8}[a-zA-Z]?)(/(?:\d{4}/)?(?:${ISSUERS}))`, 'gu')

/** "Luật Cư trú 2020" + "68/2020/QH14" arrives as "202068": the first four digits are the year of the name. */
function splitYear(run: string): { year: string; digits: string } {
  const [, year = '', digits = run] = /^((?:19|20)\d{2})(\d{1,4}[a-zA-Z]?)$/.exec(run) ?? []
  return { year, digits }
}

function addBasis(bases: NationalLegalBasis[], rawName: string, number: string): void {
  const name = cleanName(rawName)
  const last = bases.at(-1)
  if (last && name === '') {
    // "Luật … số 27/2023/QH15" + "27/2023/QH15": what was taken for the code of the row before is its name.
    last.name = `${last.name} ${last.number}`.trim()
    last.number = number
  } else if (last && last.number === number && BARE_KIND.test(last.name)) {
    // "Thông tư số 53/2025/TT-BCAngày 01/7/2025 …53/2025/TT-BCA": a blank was missing inside the name.
    last.name = `${last.name} ${number} ${name}`
  } else if (!bases.some((b) => b.number === number && b.name === name)) {
    bases.push({ number, name, date: null, issuer: issuerOf(number) })
  }
  const basis = bases.at(-1)
  if (!basis) return
  basis.date = ownDate(basis.name, number)
  basis.issuer = issuerOf(number)
}

const BARE_KIND = /^(Nghị định|Thông tư|Quyết định|Nghị quyết|Bộ luật|Luật|Pháp lệnh)( số)?$/u

// The code cell sometimes repeats the kind: "…thực vật" + "Nghị định số 33/2026/NĐ-CP".
const KIND_OF_CODE =
  /(?<=[\p{Ll}\d.;)])(?:(?:Nghị định|Thông tư|Quyết định|Nghị quyết|Bộ luật|Luật|Pháp lệnh)(?: số)?|số) ?$/u

function cleanName(text: string): string {
  return text
    .replace(KIND_OF_CODE, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s;,.\-–]+/, '')
    .replace(/[\s;,\-–]+$/, '')
    .trim()
}

/** The first date of a name is the document's own only when it falls in the year of the number. */
function ownDate(name: string, number: string): string | null {
  const match = /ngày (\d{1,2})(?:\/| tháng )(\d{1,2})(?:\/| năm )(\d{4})/iu.exec(name)
  const [, day = '', month = '', year = ''] = match ?? []
  const isDate = Number(day) >= 1 && Number(day) <= 31 && Number(month) >= 1 && Number(month) <= 12
  if (!match || !isDate || !number.includes(`/${year}/`)) return null
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

const KNOWN_ISSUERS: readonly [RegExp, string][] = [
  [/UBTVQH/, 'Ủy ban Thường vụ Quốc hội'],
  [/QH\d/, 'Quốc hội'],
  [/-CP$/, 'Chính phủ'],
  [/-TTg$/, 'Thủ tướng Chính phủ'],
  [/CTN$/, 'Chủ tịch nước'],
]

/** The issuer a number names: in words for the state's highest bodies, else its abbreviation ("BTC"). */
function issuerOf(number: string): string | null {
  const known = KNOWN_ISSUERS.find(([pattern]) => pattern.test(number))
  if (known) return known[1]
  const [, agencies] = /\/(?:[\p{Lu}]+-)?([\p{Lu}-]+)$/u.exec(number) ?? []
  return agencies ?? null
}

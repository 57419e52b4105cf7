import type { NationalResult } from './national.ts'

export type ParsedResults = { results: NationalResult[]; kept: string[] }

/**
 * Reads `ket_qua_xu_ly`: names each followed by "Mã: KQ.Gxx.nnnnnn", then leftovers of the web page
 * ("Từ khóa…", "Chọn cơ quan thực hiện…"). Codes of 7 digits and of the old form are kept as they are.
 */
export function parseResults(cell: string): ParsedResults {
  const parsed: ParsedResults = { results: [], kept: [] }
  const text = cell.split(PAGE_LEFTOVER)[0] ?? ''
  let from = 0
  for (const match of text.matchAll(CODE)) {
    const name = cleanName(text.slice(from, match.index))
    const code = match[1] ?? ''
    from = match.index + match[0].length
    if (name === '') parsed.kept.push(code)
    else if (!parsed.results.some((r) => r.code === code && r.name === name))
      parsed.results.push({ code, name })
  }
  const rest = cleanName(text.slice(from))
  if (rest !== '') readUncoded(rest, parsed)
  return parsed
}

const PAGE_LEFTOVER = /Từ khóa|Chọn cơ quan thực hiện/u
// KQ.G15.000031, and the older forms 000.00.00.G04-KQ3331, KQ-G10.000004, TP-G12.0001124, BQP-CCS.KQ0001.
const CODE =
  /Mã:\s*(KQ[.-][A-Z]\d{2}[.-](?:KQ-?)?\d+|[\d.]*(?:[A-Z]\d{2}(?:\.[\d.]+)?)?[-.]KQ[.-]?\d+|KQ[\d.]+(?:[A-Z]\d{2})?-\d+|TP-[A-Z]\d{2}\.\d+|[A-Z]{2,4}-[A-Z]{2,4}\.KQ\d+)/gu

/** Some rows carry a word instead of a code ("Mã: Chưa xác định"): the name is a result, the word is kept. */
function readUncoded(rest: string, parsed: ParsedResults): void {
  const [name = '', ...words] = rest.split(/Mã:/u).map(cleanName)
  if (name !== '' && words.length > 0) parsed.results.push({ code: '', name })
  parsed.kept.push(words.length > 0 ? words.join('; ') : rest)
}

function cleanName(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/^[\s,;.\-+]+/, '')
    .replace(/[\s,;:.]+$/, '')
    .trim()
}

import type { NationalPaper } from './national.ts'
import { isEmptyCell } from './national.ts'

export type ParsedPapers = { papers: NationalPaper[]; kept: string[] }

/**
 * Reads `thanh_phan_ho_so`: tables "Tên giấy tờ, Mẫu đơn tờ khai, Số lượng", one under each heading, with all
 * cells glued together ("…theo Mẫu số 01;Mẫu số 01.docx1 bản chính,1 bản sao…"). A paper ends where its
 * quantity stands. Never throws; what is not a paper is kept as text.
 */
export function parsePapers(cell: string): ParsedPapers {
  const parsed: ParsedPapers = { papers: [], kept: [] }
  const [heading = '', ...tables] = cell.split(TABLE)
  if (tables.length === 0) {
    if (!isEmptyCell(cell)) parsed.kept.push(cell.trim())
    return parsed
  }
  let group = headingOf(heading)
  tables.forEach((table, i) => {
    const { papers, rest } = readTable(table, group)
    parsed.papers.push(...papers)
    const isLast = i === tables.length - 1
    if (isLast && !isEmptyCell(rest)) parsed.kept.push(rest.trim())
    group = isLast ? '' : headingOf(rest)
  })
  return parsed
}

const TABLE = 'Tên giấy tờMẫu đơn, tờ khaiSố lượng'

// The digits stand right behind the name; "01 bản chính" inside a sentence stands behind a blank.
const QUANTITY = /(\d+) bản (chính|sao)(?:, ?(\d+) bản sao)?/gu

function readTable(table: string, group: string): { papers: NationalPaper[]; rest: string } {
  const papers: NationalPaper[] = []
  let from = 0
  for (const match of table.matchAll(QUANTITY)) {
    const [whole, digits = '', kind = '', copyDigits = '0'] = match
    const end = match.index + whole.length
    if (match.index < from || !endsCell(table, match.index, digits, end)) continue
    const count = countOf(table[match.index - 1] ?? '', digits)
    const nameEnd = match.index + digits.length - String(count).length
    const { name, formFile } = splitForm(table.slice(from, nameEnd))
    from = end
    if (name === '') continue
    papers.push({
      group,
      name,
      originals: kind === 'chính' ? count : 0,
      copies: kind === 'sao' ? count : countOf(',', copyDigits),
      formFile,
    })
  }
  return { papers, rest: table.slice(from) }
}

/** Whether a quantity ends a table cell, and is not part of a sentence ("nộp 01 bản chính tờ khai"). */
function endsCell(table: string, index: number, digits: string, end: number): boolean {
  const before = table[index - 1] ?? ''
  const after = table.slice(end, end + 2)
  if (/\s/.test(before) && /^0\d$/.test(digits)) return false
  if (/^[;.,:)]/.test(after)) return false
  if (!/^\s/.test(after)) return true
  return !/\s/.test(before) && /^\s+([\p{Lu}\-+*]|$)/u.test(after)
}

/**
 * "Mẫu số 011 bản chính" is form 01 and one original, "Ảnh 3x42 bản chính" two photographs: only the last digit
 * is sure, except behind a mark.
 */
function countOf(before: string, digits: string): number {
  const isWholeNumber = digits.length <= 2 && !digits.startsWith('0') && /[;:,.)"”]/.test(before)
  return Number(isWholeNumber ? digits : digits.slice(-1))
}

/** Splits "Đơn đề nghị;Mẫu số 01.docx" where the name of the form file begins: a capital glued to what precedes. */
function splitForm(text: string): { name: string; formFile: string | null } {
  const whole = text.trim()
  if (!FILE.test(whole)) return { name: cleanName(whole), formFile: null }
  for (const match of whole.matchAll(FILE_START)) {
    const file = whole.slice(match.index)
    const name = cleanName(whole.slice(0, match.index))
    if (file.length <= 80 && name.length >= 3) return { name, formFile: file }
  }
  return { name: cleanName(whole), formFile: null }
}

const FILE = /\.(docx?|xlsx?|pdf|rar|zip|jpe?g|png)$/i
const FILE_START = /(?<=[\p{Ll};:.,)"”\d])(?=\p{Lu}|Mẫu|mẫu \d)/gu

/** Bullets and closing marks of a list line are not part of a paper's name; inner lines become one. */
function cleanName(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/^(?:[-+*•·–]\s*)+/, '')
    .replace(/[\s;,]+\.?$/, '')
    .trim()
}

function headingOf(text: string): string {
  const heading = text
    .replace(/^[-\s]+/, '')
    .replace(/\s+/g, ' ')
    .replace(/[\s:;-]+$/, '')
    .trim()
  return isEmptyCell(heading) ? '' : heading
}

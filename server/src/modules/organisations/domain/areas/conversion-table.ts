import { cleanLine } from '@motcua/rules'
import { parse } from 'csv-parse/sync'
import { CODE_FORM, type Share } from './area.ts'
import { BROKEN_BYTES, type Damage } from './json-records.ts'
import { readShare } from './share.ts'

/** One row of the official old-to-new table. `oldCode` null: an old district without communes, or no unit at all. */
export type ConversionRow = {
  line: number
  province: { code: string; fullName: string }
  newCode: string
  newName: string
  oldCode: string | null
  oldName: string
  oldDistrict: { code: string; fullName: string } | null
  oldProvinceCode: string | null
  share: Share
  note: string
}

/**
 * Reads the table of the statistics office (bảng chuyển đổi, July 2025): columns new province, new commune, its
 * code, old commune, its code, note, old district, old province. Rows with nothing but a first cell are headings.
 */
export function readConversionTable(text: string): {
  rows: ConversionRow[]
  headings: number
  damages: Damage[]
} {
  const rows: ConversionRow[] = []
  const damages: Damage[] = []
  let headings = 0
  for (const { line, source } of splitRecords(text.replace(/^\uFEFF/, ''))) {
    const cells = readCells(source)
    if (cells && isHeading(cells)) headings += 1
    else {
      const row = cells ? readRow(line, cells) : 'dấu ngoặc kép không khép lại hoặc đặt sai chỗ'
      if (typeof row === 'string') damages.push({ line, reason: row })
      else rows.push(row)
    }
  }
  return { rows, headings, damages }
}

const RECORD_START = /^"?(Tỉnh|Thành phố) [^,"\n]+\(\d\d\)"?,/

/**
 * Records with the line they begin on. A cell in quotes may go over lines; a quote that is never closed ends
 * where the next line looks like the beginning of a row, so that it spoils one row and not the file.
 */
function splitRecords(text: string): { line: number; source: string }[] {
  const records: { line: number; source: string }[] = []
  let isOpen = false
  for (const [i, piece] of text.split(/\r?\n/).entries()) {
    const last = records.at(-1)
    if (last && isOpen && !RECORD_START.test(piece)) last.source += `\n${piece}`
    else records.push({ line: i + 1, source: piece })
    const quotes = records.at(-1)!.source.split('"').length - 1
    isOpen = quotes % 2 === 1
  }
  return records.filter((record) => record.source.trim() !== '')
}

function readCells(source: string): string[] | null {
  if (!source.includes('"')) return source.split(',').map(cleanLine)
  try {
    const [cells] = parse(source, { relax_column_count: true }) as string[][]
    return cells ? cells.map(cleanLine) : null
  } catch {
    return null
  }
}

function isHeading(cells: readonly string[]): boolean {
  const [first = '', ...rest] = cells
  const titles = ['Đơn vị hành chính từ ngày 01/7/2025', 'Tỉnh, thành phố']
  return titles.includes(first) || (first !== '' && rest.every((cell) => cell === ''))
}

function readRow(line: number, cells: readonly string[]): ConversionRow | string {
  if (cells.some((cell) => cell.includes(BROKEN_BYTES))) return 'có ký tự hỏng, tệp không phải UTF-8'
  if (cells.length < 8) return `chỉ có ${cells.length} cột, cần ít nhất 8 cột`
  const [provinceCell, newName, newCode, oldName, oldCode, note, districtCell, oldProvinceCell] =
    cells as unknown as [string, string, string, string, string, string, string, string]
  const province = splitCode(provinceCell)
  if (!province || !CODE_FORM[1].test(province.code))
    return `cột tỉnh mới “${provinceCell}” thiếu mã 2 chữ số`
  if (newName === '' || oldName + districtCell === '') return 'thiếu tên đơn vị mới hoặc đơn vị cũ'
  if (!CODE_FORM[3].test(newCode)) return `mã xã mới “${newCode}” không phải 5 chữ số`
  if (oldCode !== '' && !CODE_FORM[3].test(oldCode)) return `mã xã cũ “${oldCode}” không phải 5 chữ số`
  const share = readShare(note)
  if (!share) return `không hiểu ghi chú “${note}”`
  return {
    line,
    province,
    newCode,
    newName,
    oldCode: oldCode === '' ? null : oldCode,
    oldName,
    oldDistrict: splitCode(districtCell),
    oldProvinceCode: splitCode(oldProvinceCell)?.code ?? null,
    share,
    note,
  }
}

/** "Huyện Sông Hinh (560)". */
function splitCode(cell: string): { code: string; fullName: string } | null {
  const match = /^(.+?)\s*\((\d+)\)$/.exec(cell)
  return match ? { fullName: match[1]!, code: match[2]! } : null
}

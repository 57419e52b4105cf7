import { buffer } from 'node:stream/consumers'
import { cleanText, formatDate, searchText } from '@motcua/rules'
import { parse } from 'csv-parse/sync'
import type ExcelJS from 'exceljs'
import { unprocessable } from '../../platform/errors.ts'
import type { ReadableFile } from '../files/index.ts'
import type { Column } from './domain/group-columns.ts'

/** A row of the spreadsheet: `line` as the spreadsheet counts, texts by header. */
export type SheetRow = { line: number; cells: ReadonlyMap<string, string> }

/** Rows of one group; more belong into several files. */
export const MOST_ROWS = 300
const MOST_BYTES = 5 * 1024 * 1024

/** Read on first use: the library takes 20 MB, and most servers of a day receive no group. */
async function newWorkbook(): Promise<ExcelJS.Workbook> {
  const { default: library } = await import('exceljs')
  return new library.Workbook()
}

/** An empty spreadsheet for the columns, with a sheet that explains them. */
export async function makeTemplate(columns: readonly Column[], title: string): Promise<Buffer> {
  const book = await newWorkbook()
  const sheet = book.addWorksheet('Danh sách', { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = columns.map(({ header, required }) => ({
    header: required ? `${header} *` : header,
    width: Math.min(40, Math.max(14, header.length + 3)),
    style: { numFmt: '@' },
  }))
  sheet.getRow(1).font = { bold: true }
  for (const [i, { to }] of columns.entries()) {
    if (to.kind !== 'answer' || to.field.type !== 'choice') continue
    const list = to.field.choices.map((c) => c.label.vi.replaceAll(',', ' ')).join(',')
    if (list.length > 250) continue
    for (let row = 2; row <= 51; row++) {
      sheet.getCell(row, i + 1).dataValidation = { type: 'list', allowBlank: true, formulae: [`"${list}"`] }
    }
  }
  const guide = book.addWorksheet('Hướng dẫn')
  guide.columns = [
    { header: 'Cột', width: 44 },
    { header: 'Bắt buộc', width: 12 },
    { header: 'Cách ghi', width: 90 },
  ]
  guide.getRow(1).font = { bold: true }
  for (const { header, required, hint } of columns) guide.addRow([header, required ? 'có' : '', hint])
  guide.addRow([])
  guide.addRow([`${title}. Mỗi người một dòng, nhiều nhất ${MOST_ROWS} dòng.`])
  return Buffer.from(await book.xlsx.writeBuffer())
}

/**
 * The rows of an .xlsx or .csv file under the headers of the template; empty rows are passed over.
 * @throws 422 `group.bad_file`, `group.missing_columns`, `group.too_many`, `group.empty`
 */
export async function readSheet(file: ReadableFile, columns: readonly Column[]): Promise<SheetRow[]> {
  if (file.size > MOST_BYTES) {
    file.content.destroy()
    throw unprocessable('group.bad_file', 'Tệp lớn quá 5 MB; hãy chia danh sách thành nhiều tệp.')
  }
  const content = await buffer(file.content)
  const table = file.name.toLowerCase().endsWith('.xlsx') ? await readXlsx(content) : readCsv(content)
  const [head, ...rows] = table
  const places = new Map((head?.cells ?? []).map((text, i) => [keyOf(text), i]))
  const missing = columns.filter(({ header, required }) => required && !places.has(keyOf(header)))
  if (missing.length > 0) {
    const more = missing.length > 4 ? ` và ${missing.length - 4} cột khác` : ''
    const names = missing
      .slice(0, 4)
      .map(({ header }) => `“${header}”`)
      .join(', ')
    throw unprocessable(
      'group.missing_columns',
      `Tệp thiếu cột ${names}${more}. Hãy dùng đúng tệp mẫu của thủ tục.`,
    )
  }
  const filled = rows.filter(({ cells }) => cells.some((text) => text !== ''))
  if (filled.length === 0) throw unprocessable('group.empty', 'Tệp chưa có dòng nào dưới hàng tiêu đề.')
  if (filled.length > MOST_ROWS) {
    throw unprocessable('group.too_many', `Mỗi lần nhận nhiều nhất ${MOST_ROWS} dòng; hãy chia danh sách ra.`)
  }
  return filled.map(({ line, cells }) => ({
    line,
    cells: new Map(columns.map(({ header }) => [header, cells[places.get(keyOf(header)) ?? -1] ?? ''])),
  }))
}

type TableRow = { line: number; cells: string[] }

const keyOf = (header: string): string => searchText(header).replace(/\s*\*$/, '')

async function readXlsx(content: Buffer): Promise<TableRow[]> {
  const book = await newWorkbook()
  try {
    await book.xlsx.load(new Uint8Array(content).buffer)
  } catch {
    throw unprocessable('group.bad_file', 'Không đọc được tệp; hãy lưu lại ở dạng Excel (.xlsx) hoặc CSV.')
  }
  const rows: TableRow[] = []
  book.worksheets[0]?.eachRow({ includeEmpty: false }, (row, line) => {
    if (rows.length > MOST_ROWS + 1) return
    const cells: string[] = []
    for (let n = 1; n <= row.cellCount; n++) cells.push(textOf(row.getCell(n).value))
    rows.push({ line, cells })
  })
  return rows
}

function readCsv(content: Buffer): TableRow[] {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content)
    const delimiter = text.slice(0, text.indexOf('\n')).includes(';') ? ';' : ','
    const rows: string[][] = parse(text, {
      bom: true,
      relax_column_count: true,
      delimiter,
      to: MOST_ROWS + 2,
    })
    return rows.map((cells, i) => ({ line: i + 1, cells: cells.map((cell) => cleanText(cell).trim()) }))
  } catch {
    throw unprocessable(
      'group.bad_file',
      'Không đọc được tệp CSV; hãy lưu ở dạng “CSV UTF-8” hoặc Excel (.xlsx).',
    )
  }
}

function textOf(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return formatDate(value.toISOString().slice(0, 10))
  if (typeof value === 'object') {
    if ('result' in value) return textOf(value.result as ExcelJS.CellValue)
    if ('richText' in value) return cleanText(value.richText.map(({ text }) => text).join('')).trim()
    return 'text' in value ? cleanText(String(value.text)).trim() : ''
  }
  return cleanText(String(value)).trim()
}

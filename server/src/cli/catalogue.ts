import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { Command } from 'commander'
import {
  catalogue,
  currentProcedure,
  type ImportReport,
  type ImportRow,
  importProcedures,
  type ProcedureVersion,
  rowProblem,
} from '../modules/catalogue/index.ts'
import { ANONYMOUS, SYSTEM } from '../platform/actor.ts'
import { inTx, readCtx } from '../platform/ctx.ts'
import { AppError } from '../platform/errors.ts'
import { CliError, newCommand, print } from './command.ts'
import { withRoot } from './with-root.ts'

/** `motcua catalogue import FILE` and `motcua catalogue show CODE`. */
export function catalogueCommand(): Command {
  const command = newCommand('catalogue', 'Danh mục thủ tục hành chính quốc gia')
  command.addCommand(
    newCommand('import', 'Nhập danh mục quốc gia (mỗi dòng một JSON, có thể nén .gz)')
      .argument('<file>', 'mỗi dòng một thủ tục, các trường như trên dichvucong.gov.vn')
      .option('--keep-going', 'vẫn nhập những dòng đúng của tệp có dòng hỏng')
      .action((file: string, _own: unknown, cmd: Command) => runImport(file, cmd.optsWithGlobals())),
  )
  command.addCommand(
    newCommand('show', 'Xem phiên bản hiện hành của một thủ tục')
      .argument('<code>', 'ví dụ 1.001193')
      .action((code: string, _own: unknown, cmd: Command) => runShow(code, cmd.optsWithGlobals())),
  )
  return command
}

type ImportFlags = { json?: boolean; keepGoing?: boolean }

async function runImport(file: string, options: ImportFlags): Promise<void> {
  const rows = await readLines(file, options.keepGoing === true)
  if (rows.length === 0) throw new CliError(`Tệp ${file} không có dòng nào.`)
  for (const { line, row, fault } of rows) {
    const message = fault ?? rowProblem(row)
    if (message === null) continue
    if (!options.keepGoing) throw damaged(file, line, message)
    process.stderr.write(`Dòng ${line} bị bỏ qua: ${message}.\n`)
  }
  const report = await withRoot([catalogue], (root) =>
    inTx(root, SYSTEM, 'catalogue.import', (ctx) =>
      importProcedures(ctx, rows, { onProgress: showProgress }),
    ),
  )
  print(options, report, () => reportLines(report))
}

const damaged = (file: string, line: number, message: string) =>
  new CliError(
    `Dòng ${line} của ${file} hỏng: ${message}. Chưa nhập dòng nào; sửa tệp hoặc thêm --keep-going để nhập các dòng còn lại.`,
  )

/** Lines of a plain or gzipped file; empty lines are skipped but counted, so that numbers fit an editor's. */
async function readLines(file: string, keepGoing: boolean): Promise<ImportRow[]> {
  const rows: ImportRow[] = []
  let line = 0
  try {
    for await (const text of createInterface({
      input: openFile(file),
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      line += 1
      if (text.trim() !== '') rows.push(toRow(line, text))
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new CliError(`Không có tệp ${file}.`)
    if (code === 'EISDIR') throw new CliError(`${file} là thư mục, không phải tệp.`)
    if (code === 'EACCES') throw new CliError(`Không có quyền đọc tệp ${file}.`)
    // A cut or broken archive: what came out of it before is whole lines, except perhaps the last.
    const fault = `tệp nén bị hỏng từ chỗ này (${message})`
    if (!keepGoing) throw damaged(file, line + 1, fault)
    rows.push({ line: line + 1, row: null, fault })
  }
  return rows
}

function openFile(file: string): Readable {
  const bytes = createReadStream(file)
  if (!file.endsWith('.gz')) return bytes
  const text = createGunzip()
  bytes.on('error', (error) => text.destroy(error))
  return bytes.pipe(text)
}

function toRow(line: number, text: string): ImportRow {
  try {
    return { line, row: JSON.parse(text) as unknown }
  } catch {
    return { line, row: null, fault: 'không phải JSON đúng' }
  }
}

function showProgress(done: number, total: number): void {
  if (process.stderr.isTTY && done % 500 === 0) process.stderr.write(`\rĐang đọc ${done}/${total} thủ tục…`)
  if (process.stderr.isTTY && done === total - 1) process.stderr.write('\r\x1b[K')
}

const PARTS: Record<keyof ImportReport['parsed'], string> = {
  channels: 'cách thức nộp',
  limits: 'thời hạn',
  fees: 'mức phí',
  papers: 'thành phần hồ sơ',
  legalBases: 'căn cứ pháp lý',
  results: 'kết quả',
}

const KEPT: Record<keyof ImportReport['kept'], string> = {
  ...PARTS,
  levels: 'cấp thực hiện',
  targetGroups: 'đối tượng',
}

function reportLines(report: ImportReport): string {
  const parsed = Object.entries(report.parsed) as [keyof ImportReport['parsed'], number][]
  const kept = (Object.entries(report.kept) as [keyof ImportReport['kept'], number][]).filter(
    ([, n]) => n > 0,
  )
  const lines = [
    `${report.read} read, ${report.new} new, ${report.changed} changed, ${report.unchanged} unchanged`,
    'Tách được:',
    ...parsed.map(([part, n]) => `  ${PARTS[part]}: ${n}`),
    'Giữ nguyên văn vì không tách được:',
    ...kept.map(([part, n]) => `  ${KEPT[part]}: ${n}`),
    `Dòng thử của nguồn (quyết định công bố giả): ${report.demo.length}${listOf(report.demo)}`,
    `Mã lặp lại: ${report.duplicates.length}${listOf(report.duplicates.map((d) => `${d.code} (dòng ${d.firstLine} và ${d.line})`))}`,
  ]
  if (report.problems.length > 0) {
    lines.push(
      `Dòng hỏng, không nhập: ${report.problems.length}${listOf(report.problems.map((p) => `dòng ${p.line}`))}`,
    )
  }
  return lines.join('\n')
}

function listOf(items: readonly string[]): string {
  if (items.length === 0) return ''
  return `: ${items.slice(0, 10).join(', ')}${items.length > 10 ? ', …' : ''}`
}

async function runShow(code: string, options: { json?: boolean }): Promise<void> {
  const procedure = await withRoot([catalogue], async (root) => {
    try {
      return await currentProcedure(readCtx(root, ANONYMOUS), code)
    } catch (error) {
      if (error instanceof AppError) throw new CliError(`Không có thủ tục mã “${code}” trong danh mục.`)
      throw error
    }
  })
  print(options, procedure, () => procedureLines(procedure))
}

function procedureLines(p: ProcedureVersion): string {
  const section = (title: string, items: readonly string[]) =>
    items.length > 0 ? [`${title}:`, ...items.map((item) => `  - ${item}`)] : []
  return [
    `${p.code} ${p.name}`,
    `Phiên bản ${p.version} (${p.source === 'national' ? 'danh mục quốc gia' : 'tỉnh công bố'}), ${p.configured ? 'nộp được trên hệ thống' : 'chỉ tra cứu'}`,
    `Lĩnh vực: ${p.sector}. Quyết định: ${p.decision}${p.demo ? ' (giả trong dữ liệu nguồn)' : ''}`,
    ...section(
      'Trường hợp',
      p.cases.map((c) => `${c.key}: ${c.name.vi}`),
    ),
    ...section(
      'Thời hạn',
      p.limits.map((l) => l.text),
    ),
    ...section(
      'Cách nộp',
      p.channels.map((c) => [c.channel, c.limitText].filter(Boolean).join(', ')),
    ),
    ...section('Phí, lệ phí', p.fees.map(feeLine)),
    ...section('Giấy tờ', p.papers.map(paperLine)),
    ...section(
      'Kết quả',
      p.results.map((r) => [r.code, r.name].filter(Boolean).join(' ')),
    ),
    ...section(
      'Căn cứ pháp lý',
      p.legalBases.map((b) => [b.number, b.name].filter(Boolean).join(' – ')),
    ),
    ...section(
      'Thay đổi so với phiên bản trước',
      (p.changes ?? []).map((c) => `${c.label}: ${c.text}`),
    ),
  ].join('\n')
}

function feeLine(fee: ProcedureVersion['fees'][number]): string {
  if (fee.rule) return `${fee.name.vi}: ${fee.rule.feel}${fee.text === '' ? '' : ` (${fee.text})`}`
  return fee.text
}

function paperLine(paper: ProcedureVersion['papers'][number]): string {
  const group = paper.group === '' ? '' : `[${paper.group}] `
  return `${group}${paper.name.vi} (${paper.originals} bản chính, ${paper.copies} bản sao)`
}

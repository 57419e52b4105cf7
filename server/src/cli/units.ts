import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isCivilDate, vietnamDate } from '@motcua/rules'
import type { Command } from 'commander'
import {
  type Area,
  type AreaFiles,
  type AreaOrigin,
  type AreaReading,
  type AreasWritten,
  currentOf,
  findAreas,
  importAreas,
  organisations,
  readAreaFiles,
  searchUnits,
  unitRef,
} from '../modules/organisations/index.ts'
import { SYSTEM } from '../platform/actor.ts'
import { type Ctx, inTx, readCtx } from '../platform/ctx.ts'
import { AppError } from '../platform/errors.ts'
import { repositoryRoot } from '../platform/paths.ts'
import { CliError, newCommand, print } from './command.ts'
import { withRoot } from './with-root.ts'

/** `motcua units import | today | list`: administrative units and organisations. */
export function unitsCommand(): Command {
  return newCommand('units', 'Đơn vị hành chính và cơ quan')
    .addCommand(importCommand())
    .addCommand(todayCommand())
    .addCommand(listCommand())
}

const DEFAULT_FOLDER = join(repositoryRoot, '../shared/data/admin-units')

const FILES: Record<keyof AreaFiles, { pattern: RegExp; title: string }> = {
  current: { pattern: /^vn_units_34_.*\.json$/, title: 'danh mục sau 1/7/2025 (vn_units_34_*.json)' },
  former: { pattern: /^vn_units_63_.*\.json$/, title: 'danh mục trước 1/7/2025 (vn_units_63_*.json)' },
  conversion: { pattern: /^NSO_BangChuyendoi.*\.csv$/, title: 'bảng chuyển đổi (NSO_BangChuyendoi*.csv)' },
}

function importCommand(): Command {
  return newCommand('import', 'Nhập danh mục đơn vị hành chính trước và sau ngày 1/7/2025')
    .argument('[folder]', 'thư mục chứa ba tệp danh mục', DEFAULT_FOLDER)
    .option('--keep-going', 'vẫn nhập những dòng đọc được khi có dòng hỏng')
    .action(async (folder: string, _own: unknown, command: Command) => {
      const options = command.optsWithGlobals<{ json?: boolean; keepGoing?: boolean }>()
      const names = await findFiles(folder)
      const reading = readAreaFiles({
        current: await readFile(join(folder, names.current), 'utf8'),
        former: await readFile(join(folder, names.former), 'utf8'),
        conversion: await readFile(join(folder, names.conversion), 'utf8'),
      })
      if (reading.damages.length > 0 && !options.keepGoing) throw damaged(reading, names)
      const written = await withRoot([organisations], (root) =>
        telling(() => inTx(root, SYSTEM, 'units.import', (ctx) => importAreas(ctx, reading.history))),
      )
      const note = ({ file, line, reason }: AreaReading['damages'][number]) => ({
        file: names[file],
        line,
        reason,
      })
      const report = {
        ...reading.counts,
        ...written,
        corrected: reading.corrected.map(note),
        notUnderstood: reading.notUnderstood.map(note),
        skipped: reading.damages.map(note),
      }
      print(options, report, () => describeImport(report))
    })
}

function todayCommand(): Command {
  return newCommand('today', 'Xã, huyện, tỉnh cũ nay là đơn vị nào')
    .argument('<unit...>', 'mã hoặc tên; có thể kèm đơn vị cấp trên: "Đức Bình Đông, Sông Hinh"')
    .option('--at <date>', 'ngày cần biết, YYYY-MM-DD; mặc định hôm nay')
    .option('--on <date>', 'ngày ghi trên giấy tờ nêu tên đơn vị, YYYY-MM-DD')
    .action(async (words: string[], own: { at?: string; on?: string }, command: Command) => {
      checkDates(own)
      const origins = await reading((ctx) => currentOf(ctx, words.join(' '), own))
      print(command.optsWithGlobals(), origins, () => origins.map(describeOrigin).join('\n'))
    })
}

function listCommand(): Command {
  return newCommand('list', 'Liệt kê cơ quan, hoặc đơn vị hành chính (--areas)')
    .argument('[query...]', 'một phần tên hoặc mã')
    .option('--areas', 'đơn vị hành chính thay cho cơ quan')
    .option('--parent <code>', 'chỉ các đơn vị hành chính của tỉnh, huyện này')
    .option('--at <date>', 'tính đến ngày này, YYYY-MM-DD; mặc định hôm nay')
    .option('--limit <number>', 'nhiều nhất bao nhiêu dòng', '50')
    .action(async (words: string[], own: ListOptions, command: Command) => {
      checkDates(own)
      const limit = Number(own.limit)
      if (!Number.isInteger(limit) || limit < 1) throw new CliError('--limit phải là một số nguyên dương.')
      const query = { q: words.join(' '), at: own.at, limit }
      const items = await reading((ctx) =>
        own.areas || own.parent ? listAreas(ctx, { ...query, parent: own.parent }) : listUnits(ctx, query),
      )
      print(command.optsWithGlobals(), { items }, () =>
        items.map((item) => [item.code, item.name, item.place].filter(Boolean).join('  ')).join('\n'),
      )
    })
}

type ListOptions = { areas?: boolean; parent?: string; at?: string; limit: string }
type Listed = { code: string; name: string; place: string; validFrom: string | null; validTo: string | null }

async function listAreas(
  ctx: Ctx,
  query: { q: string; at?: string; limit: number; parent?: string },
): Promise<Listed[]> {
  const areas = await findAreas(ctx, { ...query, at: query.at ?? vietnamDate(ctx.now()) })
  return areas.map(({ code, fullName: name, place, validFrom, validTo }) => ({
    code,
    name,
    place,
    validFrom,
    validTo,
  }))
}

async function listUnits(ctx: Ctx, query: { q: string; at?: string; limit: number }): Promise<Listed[]> {
  const { items } = await searchUnits(ctx, query)
  return items.map((unit) => ({
    code: unitRef(unit),
    name: unit.name,
    place: unit.address ?? '',
    validFrom: unit.validFrom,
    validTo: unit.validTo,
  }))
}

async function findFiles(folder: string): Promise<Record<keyof AreaFiles, string>> {
  const names = await readdir(folder).catch(() => {
    throw new CliError(`Không mở được thư mục ${folder}.`)
  })
  const find = (file: keyof AreaFiles): string => {
    const found = names.filter((name) => FILES[file].pattern.test(name)).sort()
    // Names end with the date of the data: the last is the newest.
    const newest = found.at(-1)
    if (newest === undefined) throw new CliError(`Thư mục ${folder} thiếu ${FILES[file].title}.`)
    return newest
  }
  return { current: find('current'), former: find('former'), conversion: find('conversion') }
}

function damaged(reading: AreaReading, names: Record<keyof AreaFiles, string>): CliError {
  const { file, line, reason } = reading.damages[0]!
  const more = reading.damages.length - 1
  const others = more === 0 ? '' : ` (và ${more} dòng hỏng khác)`
  return new CliError(
    `${names[file]}, dòng ${line}: ${reason}${others}. Chưa nhập gì; thêm --keep-going để nhập phần còn lại.`,
  )
}

async function reading<T>(work: (ctx: Ctx) => Promise<T>): Promise<T> {
  return withRoot([organisations], (root) => telling(() => work(readCtx(root, SYSTEM))))
}

/** A refusal of the application is the person's to mend, not a fault of ours. */
async function telling<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof AppError) throw new CliError(error.message)
    throw error
  }
}

function checkDates(dates: { at?: string; on?: string }): void {
  for (const [name, date] of [
    ['--at', dates.at],
    ['--on', dates.on],
  ] as const) {
    if (date !== undefined && !isCivilDate(date)) {
      throw new CliError(`${name} “${date}” không phải ngày dạng YYYY-MM-DD.`)
    }
  }
}

type Noted = { file: string; line: number; reason: string }

function describeImport(
  report: AreaReading['counts'] &
    AreasWritten & { corrected: Noted[]; notUnderstood: Noted[]; skipped: Noted[] },
): string {
  const list = (title: string, notes: readonly Noted[]) =>
    notes.length === 0
      ? []
      : [`${title}: ${notes.length}`, ...notes.map((n) => `  ${n.file}, dòng ${n.line}: ${n.reason}`)]
  const { units, parts } = report
  return [
    `Hiện hành: ${report.provinces} tỉnh, thành phố; ${report.communes} xã, phường, đặc khu`,
    `Trước 1/7/2025: ${report.formerProvinces} tỉnh; ${report.formerDistricts} huyện; ${report.formerCommunes} xã`,
    `Bảng chuyển đổi: ${report.conversionRows} dòng (${report.whole} toàn bộ, ${report.part} một phần), ${report.headings} dòng tiêu đề`,
    `Đơn vị: ${units.inserted} thêm, ${units.changed} sửa, ${units.unchanged} giữ nguyên`,
    `Quan hệ cũ - mới: ${parts.inserted} thêm, ${parts.changed} sửa, ${parts.unchanged} giữ nguyên`,
    ...list('Dòng sai mã đã sửa theo tên', report.corrected),
    ...list('Dòng không hiểu', report.notUnderstood),
    ...list('Dòng hỏng bị bỏ qua', report.skipped),
  ].join('\n')
}

function describeOrigin({ unit, current }: AreaOrigin): string {
  const head = `${titleOf(unit)}${unit.validTo ? `, đến ${unit.validTo}` : ''}`
  if (current.length === 0) return `${head}\n  chưa rõ nay là đơn vị nào`
  const lines = current.map(({ area, share, people, note }) => {
    if (area.id === unit.id) return '  nay vẫn là chính đơn vị này'
    const much = share === 'WHOLE' ? 'toàn bộ' : PART_NAMES[people]
    return `  → ${titleOf(area)}: ${much}${note ? ` (${note})` : ''}`
  })
  return [head, ...lines].join('\n')
}

const PART_NAMES = {
  WHOLE: 'một phần đất, toàn bộ dân',
  PART: 'một phần',
  NONE: 'một phần đất, không có dân',
} as const

const titleOf = (area: Area): string => `${area.code} ${area.fullName}${area.place ? `, ${area.place}` : ''}`

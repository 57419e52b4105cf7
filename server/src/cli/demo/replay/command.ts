import { basename } from 'node:path'
import type { Command } from 'commander'
import { modules } from '../../../app.ts'
import { DATABASE_NAME, readConfig } from '../../../config.ts'
import { STATUS_NAMES, type Status } from '../../../modules/dossiers/index.ts'
import { movableClock } from '../../../platform/clock.ts'
import { createDatabase, openRoot } from '../../../platform/root.ts'
import { CliError, newCommand, print } from '../../command.ts'
import { asStartError } from '../../with-root.ts'
import { type LogAttributes, type ReadLog, readCases } from './cases.ts'
import type { Counts } from './count-log.ts'
import { type ReplayReport, replayLog } from './replay.ts'
import { XesError } from './xes.ts'

type ReplayOptions = LogAttributes & { into: string; json?: boolean }

/** `motcua demo replay FILE.xes.gz`: a real log as dossiers, in a database of its own. */
export function replayCommand(): Command {
  return newCommand('replay', 'Diễn lại một nhật ký XES thành hồ sơ, trong cơ sở dữ liệu riêng')
    .argument('<file>', 'nhật ký .xes hoặc .xes.gz')
    .option('--start <attr>', 'thuộc tính của hồ sơ: lúc bắt đầu (mặc định: sự kiện đầu tiên)')
    .option('--deadline <attr>', 'thuộc tính của hồ sơ: hạn trả')
    .option(
      '--planned <attr>',
      'thuộc tính của hồ sơ: lúc xong theo kế hoạch, là hạn trả khi không có hạn riêng',
    )
    .option('--end <attr>', 'thuộc tính của hồ sơ: lúc xong thật (mặc định: sự kiện cuối cùng)')
    .option('--channel <attr>', 'thuộc tính: cách nộp (Internet, Desk, Post …)')
    .option('--department <attr>', 'thuộc tính: phòng ban, thành đơn vị')
    .option('--resource <attr>', 'thuộc tính của sự kiện: người làm (mặc định: org:resource)')
    .option('--activity <attr>', 'thuộc tính của sự kiện: tên việc (mặc định: concept:name)')
    .option('--into <name>', 'tên cơ sở dữ liệu mới', 'motcua_replay')
    .action(async (file: string, _own: unknown, command: Command) => {
      const options = command.optsWithGlobals<ReplayOptions>()
      const say = (line: string) => process.stderr.write(`${line}\n`)
      const report = await replayFile(file, options, say).catch(asCliError)
      print(options, { database: options.into, ...report }, () => describeReplay(report, options.into))
      if (report.mismatches.length > 0) process.exitCode = 1
    })
}

async function replayFile(
  path: string,
  { into, json, ...attributes }: ReplayOptions,
  say: (line: string) => void,
): Promise<ReplayReport> {
  if (!DATABASE_NAME.test(into))
    throw new CliError('--into phải gồm chữ thường không dấu, chữ số, gạch dưới, bắt đầu bằng chữ.')
  const config = { ...readConfig(), logLevel: 'error' as const, relaxedCommits: true }
  // Read whole before anything is made: a bad file leaves nothing behind.
  const log = await readCases(path, attributes)
  say(`Đã đọc ${log.cases.length} hồ sơ, ${countSteps(log)} việc từ ${basename(path)}.`)
  if (!(await createDatabase(config, into)))
    throw new CliError(`Cơ sở dữ liệu ${into} đã có; hãy chọn tên khác bằng --into.`)
  const clock = movableClock(log.cases[0]!.startAt)
  const root = await openRoot({ ...config, databaseName: into }, modules, clock)
  const name = basename(path).replace(/\.xes(\.gz)?$/i, '')
  return replayLog({ ...root, clock }, { path, name, log, attributes }, say).finally(() => root.close())
}

const countSteps = ({ cases }: ReadLog): number =>
  cases.reduce((sum, c) => sum + c.steps.length + c.afterEnd, 0)

function asCliError(error: unknown): never {
  throw error instanceof XesError ? new CliError(error.message) : asStartError(error)
}

const CLASS_NAMES = { early: 'trước hạn', on_time: 'đúng hạn', late: 'quá hạn' } as const

function describeReplay(report: ReplayReport, into: string): string {
  const { replayed, log, mismatches, seconds, commands } = report
  const row = (name: string, a: number | string, b: number | string) =>
    `  ${name.padEnd(12)}${String(a).padStart(12)}${String(b).padStart(12)}`
  const rate = seconds > 0 ? Math.round(commands / seconds) : commands
  return [
    `Hồ sơ: ${report.cases}, đơn vị: ${report.departments}, cán bộ: ${report.officers}, bước: ${report.activities} (${report.transitions} lối đi)`,
    `Việc đã làm: ${report.steps}; nhật ký ghi sau khi hồ sơ kết thúc, không diễn: ${report.stepsAfterEnd}; không phải hoàn thành: ${report.otherEvents}`,
    `Chưa kết thúc trong nhật ký: ${report.unfinished}; không có hạn trả: ${report.withoutDeadline}`,
    ...Object.entries(report.byStatus).map(
      ([status, n]) => `  ${String(n).padStart(6)}  ${STATUS_NAMES[Number(status) as Status].vi}`,
    ),
    row('', 'đồng hồ', 'nhật ký'),
    ...(Object.keys(CLASS_NAMES) as (keyof Counts)[]).map((key) =>
      row(CLASS_NAMES[key], replayed[key], log[key]),
    ),
    `Khác nhau: ${mismatches.length} hồ sơ`,
    ...mismatches.map((m) => `  ${m.case}: đồng hồ ${sayClass(m.replayed)}, nhật ký ${sayClass(m.log)}`),
    `Thời gian: ${seconds.toFixed(1)} giây, ${commands} lệnh (${rate} lệnh mỗi giây)`,
    `Cơ sở dữ liệu: ${into}. Xem bằng: MOTCUA_DATABASE=${into} npx motcua serve (canbo1 …, mật khẩu motcua-demo)`,
  ].join('\n')
}

const sayClass = (found: keyof Counts | null): string => (found ? CLASS_NAMES[found] : 'không đếm')

import { isCivilDate, vietnamDate } from '@motcua/rules'
import type { Command } from 'commander'
import { modules } from '../../../app.ts'
import { DATABASE_NAME, readConfig } from '../../../config.ts'
import { STATUS_NAMES, type Status } from '../../../modules/dossiers/index.ts'
import { accountByUsername } from '../../../modules/identity/index.ts'
import { SYSTEM } from '../../../platform/actor.ts'
import { movableClock } from '../../../platform/clock.ts'
import { readCtx } from '../../../platform/ctx.ts'
import { createDatabase, openRoot } from '../../../platform/root.ts'
import { CliError, newCommand, print } from '../../command.ts'
import { asStartError } from '../../with-root.ts'
import { BehaviourError, readBehaviour } from './behaviour.ts'
import { type PlayReport, playProvince } from './simulate.ts'

type PlayOptions = {
  days: string
  dossiers: string
  seed: string
  behaviour?: string
  until?: string
  into?: string
  json?: boolean
}

/** `motcua demo play`: a province that has lived for some months. */
export function playCommand(): Command {
  return newCommand('play', 'Diễn hoạt động của tỉnh trình diễn trong nhiều ngày; cùng seed thì cùng lịch sử')
    .option('--days <n>', 'số ngày, kết thúc vào sáng ngày --until', '180')
    .option('--dossiers <n>', 'số hồ sơ', '2000')
    .option('--seed <text>', 'hạt giống của mọi ngẫu nhiên', '1')
    .option('--until <date>', 'ngày kết thúc (mặc định: hôm nay)')
    .option('--behaviour <file>', 'tệp JSON thay các tham số của demo/behaviour.json, cả tệp hoặc một phần')
    .option(
      '--into <name>',
      'tên một cơ sở dữ liệu mới (mặc định: cơ sở dữ liệu đang cấu hình, phải còn trống)',
    )
    .action(async (_own: unknown, command: Command) => {
      const options = command.optsWithGlobals<PlayOptions>()
      const say = (line: string) => process.stderr.write(`${line}\n`)
      const report = await playFromCommandLine(options, say).catch((error) => {
        throw error instanceof BehaviourError ? new CliError(error.message) : asStartError(error)
      })
      print(options, report, () => describePlay(report, options.into))
      if (!report.finished) process.exitCode = 1
    })
}

async function playFromCommandLine(options: PlayOptions, say: (line: string) => void): Promise<PlayReport> {
  const { seed, into, until = vietnamDate(new Date()) } = options
  const days = wholeNumber('--days', options.days, 1, 3650)
  const dossiers = wholeNumber('--dossiers', options.dossiers, 1, 100_000)
  if (!isCivilDate(until)) throw new CliError(`--until phải là một ngày như 2026-11-25, đang là "${until}".`)
  if (into !== undefined && !DATABASE_NAME.test(into))
    throw new CliError('--into phải gồm chữ thường không dấu, chữ số, gạch dưới, bắt đầu bằng chữ.')
  const behaviour = readBehaviour(options.behaviour)
  const own = { ...readConfig(), logLevel: 'error' as const, relaxedCommits: true }
  if (into !== undefined && !(await createDatabase(own, into)))
    throw new CliError(`Cơ sở dữ liệu ${into} đã có; hãy chọn tên khác bằng --into.`)
  const clock = movableClock(`${until}T00:00:00+07:00`)
  const root = await openRoot({ ...own, ...(into !== undefined && { databaseName: into }) }, modules, clock)
  let stopped = false
  const stop = () => {
    stopped = true
    say('Đang dừng sau việc đang làm…')
  }
  process.once('SIGINT', stop).once('SIGTERM', stop)
  try {
    // Two histories in one province would contradict each other, and one that was cut off has lost its clock.
    if (await accountByUsername(readCtx(root, SYSTEM), 'quantri'))
      throw new CliError(
        'Cơ sở dữ liệu này đã có tỉnh trình diễn; hãy diễn vào cơ sở dữ liệu mới bằng --into.',
      )
    return await playProvince(
      { ...root, clock },
      { days, dossiers, seed, behaviour, until },
      say,
      () => stopped,
    )
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop)
    await root.close()
  }
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const n = Number(text)
  if (Number.isInteger(n) && n >= least && n <= most) return n
  throw new CliError(`${name} phải là số nguyên từ ${least} đến ${most}, đang là "${text}".`)
}

function describePlay(report: PlayReport, into: string | undefined): string {
  const row = (name: string, cells: (string | number)[]) =>
    `  ${name.padEnd(12)}${cells.map((c) => String(c).padStart(11)).join('')}`
  const from = report.from.split('-').reverse().join('/')
  const until = report.until.split('-').reverse().join('/')
  return [
    `Hồ sơ: ${report.dossiers}, từ ${from} đến trước ${until}${report.finished ? '' : ' (dừng giữa chừng)'}`,
    ...Object.entries(report.byStatus).map(
      ([status, n]) => `  ${String(n).padStart(6)}  ${STATUS_NAMES[Number(status) as Status].vi}`,
    ),
    row('', ['trước hạn', 'đúng hạn', 'quá hạn', 'đang xử lý', 'đang quá']),
    ...Object.entries(report.units).map(([key, u]) =>
      row(key, [u.early, u.on_time, u.late, u.running, u.overdue]),
    ),
    `Việc: ${Object.values(report.acts).reduce((a, b) => a + b, 0)} lệnh, ${report.jobs} việc tự động, ${report.delegations} lần uỷ quyền khi nghỉ`,
    `Dấu của lịch sử (seed ${report.seed}): ${report.digest.slice(0, 16)}`,
    `Thời gian: ${report.seconds.toFixed(1)} giây`,
    ...(into === undefined
      ? []
      : [`Cơ sở dữ liệu: ${into}. Xem bằng: MOTCUA_DATABASE=${into} npx motcua serve`]),
  ].join('\n')
}

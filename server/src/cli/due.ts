import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import {
  CLOCK_EVENT_KINDS,
  CLOCK_MODES,
  type ClockEvent,
  type ClockEventKind,
  type ClockMode,
  calendarOf,
  computeClock,
  deadlines,
  formatLimit,
  parseLimit,
  parseMoment,
  STANDARD_CALENDAR,
  sayMoment,
  vietnamIso,
  type WorkCalendar,
} from '../modules/deadlines/index.ts'
import { organisations, unitByRef } from '../modules/organisations/index.ts'
import { SYSTEM } from '../platform/actor.ts'
import { readCtx } from '../platform/ctx.ts'
import { AppError } from '../platform/errors.ts'
import { CliError, newCommand, print } from './command.ts'
import { withRoot } from './with-root.ts'

type DueOptions = {
  json?: boolean
  from: string
  limit: string
  unit?: string
  events?: string
  mode: string
}

/** `motcua due`: a due date with the ledger that explains it. Without `--unit` no database is touched. */
export function dueCommand(): Command {
  return newCommand('due', 'Tính hạn trả theo giờ làm việc, nói rõ lý do của từng bước')
    .requiredOption(
      '--from <moment>',
      'thời điểm bắt đầu, ví dụ 2026-02-13T16:30 (không ghi múi giờ là giờ Việt Nam)',
    )
    .requiredOption(
      '--limit <text>',
      'thời hạn: "5 ngày làm việc", "10 ngày", "4 giờ làm việc" hoặc "1 tháng"',
    )
    .option('--unit <code>', 'mã số, mã định danh hoặc tên ngắn của đơn vị có lịch làm việc được dùng')
    .option(
      '--events <file>',
      `tệp JSON, danh sách {at, kind, reason, of?, newDue?, legalBasis?}; kind là ${CLOCK_EVENT_KINDS.join(', ')}`,
    )
    .option(
      '--mode <mode>',
      'RESUME sau khi dừng vì SUPPLEMENT: RESUME là tính tiếp, RESTART là tính lại toàn bộ thời hạn',
      'RESUME',
    )
    .action(async (_own: unknown, command: Command) => {
      const options = command.optsWithGlobals<DueOptions>()
      const from = readMoment('--from', options.from)
      const limit = refusing('--limit', () => parseLimit(options.limit))
      const mode = readMode(options.mode)
      const events = options.events === undefined ? [] : await readEvents(options.events)
      const calendar = options.unit === undefined ? STANDARD_CALENDAR : await unitCalendar(options.unit)
      const clock = refusing('--events', () => computeClock({ from, limit, mode, events, calendar }))
      const result = {
        from: vietnamIso(from),
        limit: { ...limit, text: formatLimit(limit) },
        due: vietnamIso(clock.dueAt),
        firstDue: vietnamIso(clock.firstDueAt),
        state: clock.state,
        endedAt: clock.endedAt && vietnamIso(clock.endedAt),
        outcome: clock.outcome,
        ledger: clock.ledger.map(({ at, kind, reason, due, note, legalBasis }) => ({
          at: vietnamIso(at),
          kind,
          reason,
          due: vietnamIso(due),
          note,
          legalBasis,
        })),
      }
      print(options, result, () =>
        [`Hạn trả: ${sayMoment(clock.dueAt)}`, ...clock.ledger.map((entry) => `- ${entry.note}`)].join('\n'),
      )
    })
}

async function unitCalendar(ref: string): Promise<WorkCalendar> {
  return withRoot([organisations, deadlines], async (root) => {
    const ctx = readCtx(root, SYSTEM)
    try {
      return await calendarOf(ctx, (await unitByRef(ctx, ref)).id)
    } catch (error) {
      if (error instanceof AppError) throw new CliError(`--unit: ${error.message}`)
      throw error
    }
  })
}

async function readEvents(file: string): Promise<ClockEvent[]> {
  const list = await readJson(file)
  if (!Array.isArray(list)) {
    throw new CliError(`--events ${file}: phải là một danh sách [{"at", "kind", "reason"}, …].`)
  }
  return list.map((item: unknown, index) => readEvent(`--events ${file}, sự kiện thứ ${index + 1}`, item))
}

async function readJson(file: string): Promise<unknown> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch {
    throw new CliError(`--events ${file}: không đọc được tệp này.`)
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw new CliError(`--events ${file}: không phải JSON đúng.`)
  }
}

const FIELDS = ['at', 'kind', 'reason', 'of', 'newDue', 'legalBasis']

function readEvent(where: string, item: unknown): ClockEvent {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    throw new CliError(`${where}: phải là một đối tượng {"at", "kind", "reason"}.`)
  }
  const {
    at,
    kind,
    reason = '',
    of = null,
    newDue = null,
    legalBasis = null,
  } = item as Record<string, unknown>
  const unknown = Object.keys(item).find((key) => !FIELDS.includes(key))
  if (unknown !== undefined) throw new CliError(`${where}: không có trường “${unknown}”.`)
  if (!CLOCK_EVENT_KINDS.includes(kind as ClockEventKind)) {
    throw new CliError(`${where}: “kind” phải là ${CLOCK_EVENT_KINDS.join(', ')}.`)
  }
  if (typeof reason !== 'string') throw new CliError(`${where}: “reason” phải là chữ.`)
  if (of !== null && typeof of !== 'string') throw new CliError(`${where}: “of” phải là chữ.`)
  if (legalBasis !== null && typeof legalBasis !== 'string') {
    throw new CliError(`${where}: “legalBasis” phải là chữ.`)
  }
  if (newDue !== null && kind !== 'APOLOGY') {
    throw new CliError(`${where}: chỉ APOLOGY có “newDue”.`)
  }
  return {
    at: readMoment(`${where}, “at”`, at),
    kind: kind as ClockEventKind,
    reason: reason || String(kind),
    of,
    newDue: newDue === null ? null : readMoment(`${where}, “newDue”`, newDue),
    legalBasis,
  }
}

function readMode(text: string): ClockMode {
  const mode = CLOCK_MODES.find((m) => m === text.toUpperCase())
  if (!mode) throw new CliError(`--mode “${text}” phải là ${CLOCK_MODES.join(' hoặc ')}.`)
  return mode
}

function readMoment(where: string, text: unknown): Date {
  const moment = typeof text === 'string' ? parseMoment(text) : null
  if (moment) return moment
  throw new CliError(
    `${where}: ${JSON.stringify(text) ?? 'thiếu'} không phải thời điểm đúng; hãy viết như 2026-02-13T16:30 (năm 2000 đến 2100).`,
  )
}

function refusing<T>(flag: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const { event } = (error.details ?? {}) as { event?: number }
    const where = event === undefined ? flag : `${flag}, sự kiện thứ ${event + 1}`
    throw new CliError(`${where}: ${error.message}`)
  }
}

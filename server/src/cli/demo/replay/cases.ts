import { readTraces, type XesAttributes, XesError, type XesTrace } from './xes.ts'

/** Attributes of the log that say what the standard keys of XES do not. */
export type LogAttributes = {
  /** Of the trace: when it begins; otherwise its first event. */
  start?: string
  /** Of the trace: the date promised. */
  deadline?: string
  /** Of the trace: the planned end, which is the date promised where there is no deadline. */
  planned?: string
  /** Of the trace: when it really ended; a trace without it is not finished. Without a name: its last event. */
  end?: string
  /** Of the trace or of its first event. */
  channel?: string
  department?: string
  /** Of the event, instead of `org:resource`. */
  resource?: string
  /** Of the event, instead of `concept:name`. */
  activity?: string
}

export type Channel = 'online' | 'desk' | 'post'

export type LogStep = { activity: string; officer: string; at: Date }

/** One case as it will be replayed. */
export type LogCase = {
  name: string
  channel: Channel
  department: string
  startAt: Date
  dueAt: Date | null
  endAt: Date | null
  /** Completed steps in order of time, none after the end. */
  steps: LogStep[]
  /** Steps the log has after the end. */
  afterEnd: number
}

export type ReadLog = {
  cases: LogCase[]
  /** Events that complete no step (`lifecycle:transition`). */
  otherEvents: number
}

export const UNKNOWN_DEPARTMENT = 'Không rõ phòng ban'
export const UNKNOWN_OFFICER = 'Không rõ cán bộ'

/**
 * Reads the cases of a log.
 * @throws XesError with the line, for what is missing or no date; or when it holds no case
 */
export async function readCases(path: string, attributes: LogAttributes): Promise<ReadLog> {
  const read: ReadLog = { cases: [], otherEvents: 0 }
  const seen = new Set<string>()
  for await (const trace of readTraces(path)) {
    for (const name of traceAttributes(attributes)) if (trace.attributes.has(name)) seen.add(name)
    const { steps, others } = stepsOf(trace, attributes)
    read.otherEvents += others
    read.cases.push(caseOf(trace, attributes, steps, read.cases.length))
  }
  if (read.cases.length === 0) throw new XesError(`Nhật ký ${path} không có hồ sơ (<trace>) nào.`)
  const missing = traceAttributes(attributes).filter((name) => !seen.has(name))
  if (missing.length > 0)
    throw new XesError(`Không hồ sơ nào trong nhật ký có thuộc tính ${missing.join(', ')}; hãy xem lại tên.`)
  return read
}

const traceAttributes = ({ start, deadline, planned, end }: LogAttributes): string[] =>
  [start, deadline, planned, end].filter((name) => name !== undefined)

function caseOf(trace: XesTrace, names: LogAttributes, steps: LogStep[], index: number): LogCase {
  const { attributes, line } = trace
  const dated = (name: string | undefined) => (name ? dateOf(attributes, name, line) : null)
  const first = steps[0]?.at
  const begun = [dated(names.start), first].filter((at) => at instanceof Date)
  if (begun.length === 0)
    throw new XesError(`Dòng ${line}: hồ sơ không có sự kiện nào nên không biết bắt đầu lúc nào.`)
  const startAt = new Date(Math.min(...begun.map((at) => at.getTime())))
  const endAt = names.end ? dated(names.end) : (steps.at(-1)?.at ?? null)
  const kept = steps.filter((step) => endAt === null || step.at <= endAt)
  const words = (name: string | undefined) =>
    name ? (attributes.get(name) ?? trace.events[0]?.attributes.get(name)) : undefined
  return {
    name: attributes.get('concept:name') ?? `hồ sơ ${index + 1}`,
    channel: channelOf(words(names.channel)),
    department: words(names.department)?.trim() || UNKNOWN_DEPARTMENT,
    startAt,
    dueAt: dated(names.deadline) ?? dated(names.planned),
    endAt,
    steps: kept,
    afterEnd: steps.length - kept.length,
  }
}

function stepsOf(trace: XesTrace, names: LogAttributes): { steps: LogStep[]; others: number } {
  const steps = trace.events.flatMap(({ attributes, line }): LogStep[] => {
    const transition = attributes.get('lifecycle:transition') ?? 'complete'
    if (transition.toLowerCase() !== 'complete') return []
    const activity = attributes.get(names.activity ?? 'concept:name')?.trim()
    if (!activity) throw new XesError(`Dòng ${line}: sự kiện không có ${names.activity ?? 'concept:name'}.`)
    const at = dateOf(attributes, 'time:timestamp', line)
    if (!at) throw new XesError(`Dòng ${line}: sự kiện không có time:timestamp.`)
    return [
      { activity, officer: attributes.get(names.resource ?? 'org:resource')?.trim() || UNKNOWN_OFFICER, at },
    ]
  })
  // Sorting is stable: events of one moment stay as the log has them.
  steps.sort((a, b) => a.at.getTime() - b.at.getTime())
  return { steps, others: trace.events.length - steps.length }
}

const DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/

function dateOf(attributes: XesAttributes, name: string, line: number): Date | null {
  const text = attributes.get(name)
  if (text === undefined || text === '') return null
  const at = DATE.test(text) ? new Date(text) : new Date(Number.NaN)
  if (Number.isNaN(at.getTime())) {
    throw new XesError(
      `Dòng ${line}: ${name}="${text.slice(0, 40)}" không phải thời điểm có múi giờ như 2011-10-11T13:45:40+02:00.`,
    )
  }
  return at
}

/** The words logs have for how a case came in; who does not say so came to the desk. */
function channelOf(words: string | undefined): Channel {
  if (!words) return 'desk'
  if (/internet|online|e-?mail|web|portal|digita|trực tuyến/i.test(words)) return 'online'
  return /post|mail|letter|bưu/i.test(words) ? 'post' : 'desk'
}

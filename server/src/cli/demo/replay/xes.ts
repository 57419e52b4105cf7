import { createReadStream } from 'node:fs'
import { extname } from 'node:path'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { SaxesParser } from 'saxes'

/** Attributes of a trace or an event by key, as written; nested ones are left out. */
export type XesAttributes = ReadonlyMap<string, string>

/** One case of a log. `line`: where it begins in the file (unpacked). */
export type XesTrace = { attributes: XesAttributes; events: readonly XesEvent[]; line: number }
export type XesEvent = { attributes: XesAttributes; line: number }

/** A log that cannot be read: one Vietnamese sentence, with the line where it stands. */
export class XesError extends Error {
  override readonly name = 'XesError'
}

/**
 * Reads an event log (IEEE 1849 XES), packed with gzip when its name ends in `.gz`, trace by trace: memory holds a few
 * traces, however large the log is.
 * @throws XesError when there is no such file, it is no XML, or no XES
 */
export async function* readTraces(path: string): AsyncGenerator<XesTrace> {
  const reader = openReader()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of openLog(path)) {
      reader.write(decoder.decode(chunk, { stream: true }))
      yield* reader.take()
    }
    reader.write(decoder.decode())
    reader.close()
    yield* reader.take()
  } catch (error) {
    throw asXesError(error, path, reader.line())
  }
}

function openLog(path: string): AsyncIterable<Buffer> {
  const file = createReadStream(path)
  if (extname(path).toLowerCase() !== '.gz') return file
  // The error of either stream reaches the reader of the second.
  return pipeline(file, createGunzip(), () => {})
}

const XES_VALUES = new Set(['string', 'date', 'int', 'float', 'boolean', 'id'])
const XES_LISTS = new Set(['list', 'container', 'values'])

/** A pushed parser: text goes in with `write`, whole traces come out with `take`. */
function openReader() {
  const done: XesTrace[] = []
  let trace: { attributes: Map<string, string>; events: XesEvent[]; line: number } | null = null
  let event: { attributes: Map<string, string>; line: number } | null = null
  const path: string[] = []
  let sawLog = false
  const parser = new SaxesParser()
  const fail = (what: string): never => {
    throw new XesError(`Dòng ${parser.line}: ${what}`)
  }
  parser.on('error', (error) =>
    fail(`tệp không phải XML đúng (${error.message.replace(/^\S*?:?\d+:\d+: /, '')}).`),
  )
  parser.on('doctype', () => fail('tệp có DOCTYPE, không đọc vì lý do an toàn.'))
  parser.on('opentag', ({ name, attributes }) => {
    const parent = path.at(-1)
    path.push(name)
    if (parent === undefined) {
      if (name !== 'log') fail(`phần tử gốc là <${name}>, không phải <log> của nhật ký XES.`)
      sawLog = true
    } else if (name === 'trace' && parent === 'log') {
      trace = { attributes: new Map(), events: [], line: parser.line }
    } else if (name === 'event' && parent === 'trace') {
      event = { attributes: new Map(), line: parser.line }
    } else if (name === 'event' && parent === 'log') {
      fail('có sự kiện đứng ngoài hồ sơ (<event> ngay trong <log>), nhật ký này không diễn lại được.')
    } else if (XES_VALUES.has(name) && (parent === 'trace' || parent === 'event')) {
      const { key, value } = attributes as Record<string, string>
      if (key === undefined || value === undefined) fail(`<${name}> thiếu thuộc tính key hoặc value.`)
      const target = parent === 'event' ? event : trace
      target?.attributes.set(key!, value!)
    } else if ((parent === 'trace' || parent === 'event') && !XES_LISTS.has(name)) {
      fail(`không hiểu phần tử <${name}> trong <${parent}>.`)
    }
  })
  parser.on('closetag', ({ name }) => {
    path.pop()
    if (name === 'event' && path.at(-1) === 'trace' && event) {
      trace!.events.push(event)
      event = null
    } else if (name === 'trace' && path.length === 1 && trace) {
      done.push(trace)
      trace = null
    }
  })
  return {
    write: (text: string) => void parser.write(text),
    close() {
      if (!sawLog) fail('tệp rỗng hoặc không có phần tử <log>.')
      parser.close()
    },
    take: () => done.splice(0),
    line: () => parser.line,
  }
}

function asXesError(error: unknown, path: string, line: number): unknown {
  if (error instanceof XesError) return error
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return new XesError(`Không có tệp ${path}.`)
  if (code === 'EISDIR') return new XesError(`${path} là thư mục, không phải tệp nhật ký.`)
  if (code === 'EACCES') return new XesError(`Không được phép đọc tệp ${path}.`)
  if (code?.startsWith('Z_'))
    return new XesError(`Tệp ${path} không giải nén được: không phải gzip hoặc bị cụt.`)
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
    return new XesError(`Dòng ${line}: có chữ không phải UTF-8; hãy đổi tệp sang UTF-8.`)
  return error
}

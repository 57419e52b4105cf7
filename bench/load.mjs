// Load over real HTTP with as little of the machine as can be: raw keep-alive connections, one request at a time each.
import { connect } from 'node:net'

/**
 * @typedef {{method?: string, path: string, token?: string, body?: string, headers?: Record<string, string>}} Request
 * @typedef {{status: number, body: string}} Answer
 */

/** One connection; `send` waits for the whole answer. */
export async function openConnection(port) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  let waiting = null
  let buffer = Buffer.alloc(0)
  socket.on('data', (chunk) => {
    buffer = buffer.length === 0 ? chunk : Buffer.concat([buffer, chunk])
    const answer = readAnswer(buffer)
    if (!answer) return
    buffer = buffer.subarray(answer.length)
    const done = waiting
    waiting = null
    done?.resolve(answer)
  })
  const fail = (error) => waiting?.reject(error ?? new Error('connection closed'))
  socket.on('error', fail)
  socket.on('close', () => fail())
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  return {
    /** @param {Request} request @returns {Promise<Answer>} */
    send: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        socket.write(textOf(request, port))
      }),
    close: () => socket.destroy(),
  }
}

function textOf({ method = 'GET', path, token, body, headers = {} }, port) {
  const lines = [`${method} ${path} HTTP/1.1`, `host: 127.0.0.1:${port}`]
  if (token) lines.push(`authorization: Bearer ${token}`)
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`)
  if (body !== undefined)
    lines.push('content-type: application/json', `content-length: ${Buffer.byteLength(body)}`)
  return `${lines.join('\r\n')}\r\n\r\n${body ?? ''}`
}

/** The first whole answer in the bytes; null when more must come. Every route answers with its length. */
function readAnswer(buffer) {
  const end = buffer.indexOf('\r\n\r\n')
  if (end < 0) return null
  const head = buffer.latin1Slice(0, end)
  const status = Number(head.slice(9, 12))
  const sized = /\r\ncontent-length: (\d+)/i.exec(head)
  if (!sized) {
    if (/\r\ntransfer-encoding: chunked/i.test(head)) return readChunked(buffer, end + 4, status)
    return { status, body: '', length: end + 4 }
  }
  const length = end + 4 + Number(sized[1])
  return buffer.length < length ? null : { status, body: buffer.utf8Slice(end + 4, length), length }
}

function readChunked(buffer, start, status) {
  const parts = []
  for (let at = start; ; ) {
    const line = buffer.indexOf('\r\n', at)
    if (line < 0) return null
    const size = Number.parseInt(buffer.latin1Slice(at, line), 16)
    if (buffer.length < line + 2 + size + 2) return null
    if (size === 0) return { status, body: Buffer.concat(parts).toString(), length: line + 4 }
    parts.push(buffer.subarray(line + 2, line + 2 + size))
    at = line + 2 + size + 2
  }
}

/**
 * Runs an operation over and over on many connections.
 * @param {{port: number, connections?: number, seconds?: number, warmup?: number, operation: (send: (r: Request) =>
 *   Promise<Answer>, worker: number) => Promise<boolean>}} run `operation` answers false when there is nothing left
 * @returns {Promise<{p50: number, p95: number, p99: number, rate: number, count: number, errors: number, seconds: number}>}
 *   times in milliseconds
 */
export async function runLoad({ port, connections = 32, seconds = 6, warmup = 1, operation, onStart }) {
  const times = []
  let errors = 0
  let firstError = ''
  let left = true
  const begin = performance.now() + warmup * 1000
  const end = begin + seconds * 1000
  let measuring = false
  const worker = async (_, index) => {
    const connection = await openConnection(port)
    const send = async (request) => {
      const answer = await connection.send(request)
      if (answer.status >= 400) {
        errors += 1
        firstError ||= `${answer.status} ${answer.body.slice(0, 300)}`
      }
      return answer
    }
    try {
      while (left && performance.now() < end) {
        const started = performance.now()
        if (started >= begin && !measuring) {
          measuring = true
          onStart?.()
        }
        if (!(await operation(send, index))) {
          left = false
          break
        }
        // What began in the warm-up counts when it was that slow: an operation longer than the run must not vanish.
        const took = performance.now() - started
        if (started >= begin || took > seconds * 1000) times.push(took)
      }
    } finally {
      connection.close()
    }
  }
  await Promise.all(Array.from({ length: connections }, worker))
  const passed = (performance.now() - begin) / 1000
  return {
    ...percentiles(times),
    rate: times.length / passed,
    count: times.length,
    errors,
    firstError,
    isCut: !left,
    seconds: passed,
  }
}

/** @param {number[]} times */
export function percentiles(times) {
  const sorted = Float64Array.from(times).sort()
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { modules } from '../../src/app.ts'
import { loadProvince } from '../../src/cli/demo/load.ts'
import { openRoot } from '../../src/platform/root.ts'
import { random } from './engine/random.ts'
import { configOf, makeDataDir, type RunningServer, runServer } from './engine/running-server.ts'

const full = inject('faults') === 'full'
const FORM = full ? { files: 120, kills: 20, chunks: 12 } : { files: 12, kills: 2, chunks: 8 }
const SENDERS = 4
const CHUNK = 20_000
const SEED = 20260106
const PAUSE_MS = 50

const { dataDir, remove } = makeDataDir()
let server: RunningServer

beforeAll(async () => {
  const root = await openRoot(configOf(dataDir), modules)
  await loadProvince(root).finally(root.close)
  server = await runServer(dataDir)
})
afterAll(async () => {
  await server?.stop()
  remove()
})

type Json = Record<string, unknown>
type Answer = { status: number; body: Json }

/** A PDF as far as its first bytes tell, different for each number. */
function fileOf(n: number): Buffer {
  const next = random(SEED + n)
  const noise = Buffer.from(Array.from({ length: FORM.chunks * CHUNK - 11 - n }, () => next(256)))
  return Buffer.concat([Buffer.from('%PDF-1.4\n'), noise, Buffer.from('\n%')])
}

async function once(path: string, init: RequestInit): Promise<Answer | null> {
  return fetch(`${server.base}/api/v1${path}`, init)
    .then(async (r) => ({ status: r.status, body: r.status === 204 ? {} : ((await r.json()) as Json) }))
    .catch(() => null)
}

/** Repeats until there is an answer that is not "come back later". */
async function ask(path: string, init: RequestInit): Promise<Answer> {
  for (;;) {
    const answer = await once(path, init)
    if (answer && answer.status !== 503) return answer
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
}

/** The bytes behind an address, asked for until they come whole. */
async function read(path: string, headers: Record<string, string>): Promise<Buffer> {
  for (;;) {
    const bytes = await fetch(`${server.base}/api/v1${path}`, { headers })
      .then(async (r) => (r.status === 503 ? null : Buffer.from(await r.arrayBuffer())))
      .catch(() => null)
    if (bytes) return bytes
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
}

describe('kill -9 while files are sent in pieces', () => {
  it(`${FORM.files} files by ${SENDERS} senders, ${FORM.kills} kills: no acknowledged piece is lost, every file arrives whole`, {
    timeout: full ? 600_000 : 120_000,
  }, async () => {
    const session = await ask('/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'nguoidan2', password: 'motcua-demo' }),
    })
    const own = { authorization: `Bearer ${session.body['token']}` }
    const tally = { pieces: 0, cut: 0, lost: [] as string[], wrong: [] as string[], whole: 0 }
    const next = random(SEED)
    const all = FORM.files * FORM.chunks
    const points = Array.from({ length: FORM.kills }, () => next(Math.floor(all * 0.8))).sort((a, b) => a - b)
    let killing = Promise.resolve()
    const killWhenDue = () => {
      if (points.length === 0 || tally.pieces < points[0]!) return
      points.shift()
      killing = killing.then(async () => {
        await server.killServer()
        await server.start()
      })
    }

    /** Sends piece after piece from where the server says it is. */
    const sendPieces = async (id: string, content: Buffer): Promise<void> => {
      let acknowledged = 0
      for (;;) {
        const { body } = await ask(`/uploads/${id}`, { headers: own })
        const offset = Number(body['offset'])
        if (offset < acknowledged) tally.lost.push(`${id}: ${acknowledged} acknowledged, ${offset} there`)
        if (offset === content.length) return
        for (let at = offset; at < content.length; at = acknowledged) {
          const piece = content.subarray(at, at + CHUNK)
          const answer = await once(`/uploads/${id}`, {
            method: 'PATCH',
            headers: {
              ...own,
              'content-type': 'application/offset+octet-stream',
              'upload-offset': String(at),
            },
            body: new Uint8Array(piece),
          })
          if (!answer || answer.status === 503) {
            tally.cut += 1
            await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
            break
          }
          if (answer.status !== 200) {
            tally.wrong.push(`${answer.status} ${JSON.stringify(answer.body)}`)
            return
          }
          acknowledged = Number(answer.body['offset'])
          tally.pieces += 1
          killWhenDue()
        }
      }
    }

    const sender = async (first: number): Promise<void> => {
      for (let n = first; n < FORM.files; n += SENDERS) {
        const content = fileOf(n)
        const sha256 = createHash('sha256').update(content).digest('hex')
        const made = await ask('/uploads', {
          method: 'POST',
          headers: { ...own, 'content-type': 'application/json', 'idempotency-key': `tep-${n}` },
          body: JSON.stringify({ name: `giay-${n}.pdf`, size: content.length, sha256 }),
        })
        const id = String(made.body['id'])
        await sendPieces(id, content)
        const { body } = await ask(`/uploads/${id}/completion`, { method: 'POST', headers: own })
        const back = await read(`/files/${body['id']}`, own)
        if (!back.equals(content)) tally.wrong.push(`${n}: other bytes came back`)
        tally.whole += 1
      }
    }
    await Promise.all(Array.from({ length: SENDERS }, (_, n) => sender(n)))
    await killing
    process.stdout.write(`uploads: ${JSON.stringify({ files: FORM.files, kills: FORM.kills, ...tally })}\n`)
    expect(points).toEqual([])
    expect(tally).toMatchObject({ lost: [], wrong: [], whole: FORM.files })
    expect(tally.cut).toBeGreaterThan(0)
  })
})

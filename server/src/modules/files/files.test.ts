import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../platform/actor.ts'
import { type TestRoot, testRoot } from '../../platform/testing/test-root.ts'
import { type TestServer, testActor, testServer } from '../../platform/testing/test-server.ts'
import { receiveFile } from './commands.ts'
import { cleanFileName } from './domain.ts'
import { files } from './index.ts'

let root: TestRoot
let server: TestServer
beforeAll(async () => {
  root = await testRoot([files])
  server = await testServer(root)
})
afterAll(async () => {
  await server.app.close()
  await root.drop()
})

const PDF = Buffer.from('%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n')
const citizen = testActor('citizen')

async function upload(actor: Actor | null, name: string, content: Buffer, field = 'file') {
  const boundary = 'ranh-gioi'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`
  const body = Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${boundary}--\r\n`)])
  return server.call(actor, 'POST', '/api/v1/files', body, {
    'content-type': `multipart/form-data; boundary=${boundary}`,
  })
}

describe('POST /files', () => {
  it('keeps the bytes, says what they are, and gives them back to the sender only', async () => {
    const sent = await upload(citizen, 'Giấy chứng sinh.pdf', PDF)
    expect(sent.status).toBe(201)
    expect(sent.body).toMatchObject({
      size: PDF.length,
      type: 'application/pdf',
      name: 'Giấy chứng sinh.pdf',
    })
    expect(sent.body.sha256).toMatch(/^[0-9a-f]{64}$/)
    const url = `/api/v1/files/${sent.body.id}`
    const got = await server.call(citizen, 'GET', url)
    expect([got.status, got.body]).toEqual([200, PDF.toString()])
    expect((await server.call(testActor('citizen'), 'GET', url)).status).toBe(404)
    expect((await server.call(null, 'GET', url)).status).toBe(401)
  })

  it.each([
    ['an empty file', 'a.pdf', Buffer.alloc(0), 422, 'file.empty'],
    [
      'a program named .pdf',
      'a.pdf',
      Buffer.from('MZ\x90\x00\x03\x00\x00\x00', 'latin1'),
      422,
      'file.type_refused',
    ],
    ['a PDF named .jpg', 'a.jpg', PDF, 422, 'file.not_what_it_says'],
    ['text named .pdf', 'a.pdf', Buffer.from('xin chào'), 422, 'file.not_what_it_says'],
    ['a page with script', 'a.txt', Buffer.from('<html><script>1</script>'), 422, 'file.type_refused'],
    [
      '25 MB and a byte',
      'a.pdf',
      Buffer.concat([PDF, Buffer.alloc(25 * 1024 * 1024)]),
      413,
      'file.too_large',
    ],
  ])('refuses %s', async (_, name, content, status, code) => {
    const answer = await upload(citizen, name, content)
    expect([answer.status, answer.body.code]).toEqual([status, code])
  })

  it('refuses a request without a file', async () => {
    expect((await upload(citizen, 'a.pdf', PDF, 'tep')).body.code).toBe('file.missing')
    expect((await server.call(citizen, 'POST', '/api/v1/files', {})).body.code).toBe('file.missing')
  })
})

describe('receiveFile', () => {
  it('says the same digest of the same bytes, but stores them apart and sealed', async () => {
    const receive = () => receiveFile(root.files, { name: 'a.pdf', content: Readable.from([PDF]) })
    const [one, two] = await Promise.all([receive(), receive()])
    expect(one.sha256).toBe(createHash('sha256').update(PDF).digest('hex'))
    expect(two.sha256).toBe(one.sha256)
    expect(two.storedAs).not.toBe(one.storedAs)
    const stored = await buffer(root.files.read(one.storedAs))
    expect(createHash('sha256').update(stored).digest('hex')).toBe(one.storedAs)
    expect(stored.includes('%PDF')).toBe(false)
  })
})

describe('cleanFileName', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\ảnh\\đơn.png', 'đơn.png'],
    ['a\u202Egnp.exe', 'agnp.exe'],
    ['  ', 'tep'],
  ])('%j becomes %j', (name, expected) => expect(cleanFileName(name)).toBe(expected))
})

import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drainJobs } from '../../platform/jobs.ts'
import { type TestRoot, testRoot } from '../../platform/testing/test-root.ts'
import { type TestServer, testActor, testServer } from '../../platform/testing/test-server.ts'
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

const PDF = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(200, 'x'), Buffer.from('\n%%EOF\n')])
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const citizen = testActor('citizen')

const start = async (fields: object = {}, actor = citizen) =>
  server.call(actor, 'POST', '/api/v1/uploads', { name: 'đơn.pdf', size: PDF.length, ...fields })
const send = (id: string, offset: number, bytes: Buffer, actor = citizen) =>
  server.call(actor, 'PATCH', `/api/v1/uploads/${id}`, bytes, {
    'content-type': 'application/offset+octet-stream',
    'upload-offset': String(offset),
  })
const complete = (id: string) => server.call(citizen, 'POST', `/api/v1/uploads/${id}/completion`)

describe('uploads in chunks', () => {
  it('go on where they stopped, and become one file however often they are completed', async () => {
    const { body } = await start({ sha256: sha256(PDF) })
    expect(body).toMatchObject({ offset: 0, size: PDF.length, name: 'đơn.pdf', fileId: null })
    expect((await send(body.id, 0, PDF.subarray(0, 50))).body.offset).toBe(50)
    expect((await complete(body.id)).body.code).toBe('upload.incomplete')
    const gap = await send(body.id, 60, PDF.subarray(60))
    expect([gap.status, gap.body.errors]).toEqual([409, { offset: 50 }])
    // The beginning again, and then beyond it: only the new bytes are taken.
    expect((await send(body.id, 0, PDF.subarray(0, 50))).body.offset).toBe(50)
    expect((await send(body.id, 20, PDF.subarray(20))).body.offset).toBe(PDF.length)
    const file = (await complete(body.id)).body
    expect(file).toMatchObject({ type: 'application/pdf', size: PDF.length, sha256: sha256(PDF) })
    expect((await complete(body.id)).body).toEqual(file)
    await drainJobs(root, root.clock.now())
    expect((await complete(body.id)).body).toEqual(file)
    expect((await server.call(citizen, 'GET', `/api/v1/files/${file.id}`)).body).toBe(PDF.toString())
  })

  it('belong to one account', async () => {
    const { body } = await start()
    const other = testActor('citizen')
    expect((await server.call(other, 'GET', `/api/v1/uploads/${body.id}`)).status).toBe(404)
    expect((await send(body.id, 0, PDF, other)).status).toBe(404)
  })

  it('take each byte once when the same chunk comes twice at once', async () => {
    const { body } = await start()
    const both = await Promise.all([send(body.id, 0, PDF), send(body.id, 0, PDF)])
    expect(both.map((answer) => answer.body.offset)).toEqual([PDF.length, PDF.length])
    expect((await complete(body.id)).body.sha256).toBe(sha256(PDF))
  })

  it.each([
    ['another content than promised', { sha256: 'a'.repeat(64) }, PDF, 'upload.digest'],
    ['a program named .pdf', { size: 4 }, Buffer.from('MZ\x90\x00', 'latin1'), 'file.type_refused'],
  ])('refuse %s', async (_, fields, bytes, code) => {
    const { body } = await start(fields)
    await send(body.id, 0, bytes)
    expect((await complete(body.id)).body.code).toBe(code)
  })

  it.each([
    [{ size: 0 }, 'file.empty'],
    [{ size: 26 * 1024 * 1024 }, 'file.too_large'],
  ])('refuse to begin with %j', async (fields, code) => expect((await start(fields)).body.code).toBe(code))

  it('end after a day or when given up, and leave nothing on disk', async () => {
    const actor = testActor('citizen')
    const { body } = await start({}, actor)
    await send(body.id, 0, PDF.subarray(0, 10), actor)
    const url = `/api/v1/uploads/${body.id}`
    const { rows } = await root.database.pool.query(
      'select stored_as from files.upload_chunk where upload_id = $1',
      [body.id],
    )
    root.clock.set(new Date(root.clock.now().getTime() + 25 * 3_600_000))
    expect((await server.call(actor, 'GET', url)).status).toBe(404)
    await drainJobs(root, root.clock.now())
    await expect(root.files.read(rows[0].stored_as).toArray()).rejects.toThrow('ENOENT')
    const again = await start({}, actor)
    expect((await server.call(actor, 'DELETE', `/api/v1/uploads/${again.body.id}`)).status).toBe(204)
    await drainJobs(root, root.clock.now())
    expect((await server.call(actor, 'GET', `/api/v1/uploads/${again.body.id}`)).status).toBe(404)
  })

  it('are limited for each account', async () => {
    const actor = testActor('citizen')
    for (let i = 0; i < 8; i++) expect((await start({ size: 25 * 1024 * 1024 }, actor)).status).toBe(201)
    expect((await start({ size: 25 * 1024 * 1024 }, actor)).body.code).toBe('upload.quota')
  })

  it('give the file whatever chunks came in whatever order', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(PDF.length), fc.integer({ min: 1, max: 120 })), { maxLength: 12 }),
        async (chunks) => {
          const actor = citizen
          const { body } = await start({}, actor)
          for (const [from, length] of chunks) await send(body.id, from, PDF.subarray(from, from + length))
          const { offset } = (await server.call(actor, 'GET', `/api/v1/uploads/${body.id}`)).body
          await send(body.id, offset, PDF.subarray(offset))
          expect((await complete(body.id)).body.sha256).toBe(sha256(PDF))
        },
      ),
      { numRuns: 10 },
    ))
})

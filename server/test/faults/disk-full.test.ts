import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type SmallProvince, smallProvince } from '../../src/modules/dossiers/testing/small-province.ts'
import { openDatabase } from '../../src/platform/db.ts'
import { openFileStore } from '../../src/platform/storage.ts'
import { testServer } from '../../src/platform/testing/test-server.ts'
import { digestTables } from './engine/failing-calls.ts'

const folder = mkdtempSync(join(tmpdir(), 'motcua-full-'))
chmodSync(folder, 0o711)
const NOBODY = 65534

/** A disk of a few megabytes in memory; needs the right to mount. */
function mountDisk(name: string, megabytes: number): string | null {
  const path = join(folder, name)
  mkdirSync(path)
  const options = `size=${megabytes}m,uid=${NOBODY},gid=${NOBODY},mode=700`
  return spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path]).status === 0 ? path : null
}

const rowDisk = mountDisk('rows', 32)
const fileDisk = mountDisk('files', 1)
afterAll(() => {
  for (const disk of [rowDisk, fileDisk]) if (disk) spawnSync('umount', ['-l', disk])
  rmSync(folder, { recursive: true, force: true })
})

describe.skipIf(!rowDisk || !fileDisk)('a full disk', () => {
  let p: SmallProvince
  const admin = openDatabase(inject('postgres'), { poolSize: 1, namedStatements: false })
  beforeAll(async () => {
    p = await smallProvince()
    const { database } = p.root.database.pool.options
    await admin.pool.query(`create tablespace small_disk location '${rowDisk}'`)
    await admin.pool.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
      database,
    ])
    await admin.pool.query(`alter database ${database} set tablespace small_disk`)
  })
  afterAll(async () => {
    await p.close()
    await admin.pool.query('drop tablespace small_disk')
    await admin.close()
  })

  const submit = () => p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body())

  it('of the database: 503 storage.full, nothing half-saved, and service resumes when there is room', async () => {
    expect((await submit()).status).toBe(201)
    // Every connection is open before: a new one may find no room to begin, which is a refusal of its own.
    const { pool } = p.root.database
    await Promise.all(Array.from({ length: pool.options.max }, () => pool.query('select pg_sleep(0.05)')))
    const ballast = join(rowDisk!, 'ballast')
    const { bavail, bsize } = statfsSync(rowDisk!)
    try {
      writeFileSync(ballast, Buffer.alloc(bavail * bsize))
    } catch (error) {
      // The database wrote in between: the disk is full all the same.
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    }
    let tried = 0
    let answer: Awaited<ReturnType<typeof submit>>
    let before: Map<string, string>
    do {
      before = await digestTables(p.root)
      answer = await submit()
      tried += 1
    } while (answer.status === 201 && tried < 500)
    expect([answer.status, answer.body.code]).toEqual([503, 'storage.full'])
    expect(answer.headers['retry-after']).toBe('60')
    expect(await digestTables(p.root)).toEqual(before)
    const officer = p.officer('tiepnhan', 'xa')
    expect((await p.call(officer, 'GET', '/api/v1/queues')).status).toBe(200)
    rmSync(ballast)
    expect((await submit()).status).toBe(201)
    process.stdout.write(`disk full: refused at submission ${tried}, lost 0, service resumed at once\n`)
  })

  it('of the files: 503 storage.full, no half file, and what fits is still taken', async () => {
    const store = join(fileDisk!, 'files')
    const server = await testServer({ ...p.root, files: openFileStore(store) })
    const upload = async (bytes: number) => {
      const form = new FormData()
      const head = '%PDF-1.7\n1 0 obj <<>> endobj\n'
      form.append('file', new Blob([head, Buffer.alloc(bytes, 32), '\ntrailer <<>>\n%%EOF\n']), 'a.pdf')
      const body = new Response(form)
      return server.app.inject({
        method: 'POST',
        url: '/api/v1/files',
        headers: {
          authorization: `Bearer ${Buffer.from(JSON.stringify(p.citizen)).toString('base64url')}`,
          'content-type': body.headers.get('content-type') ?? '',
        },
        payload: Buffer.from(await body.arrayBuffer()),
      })
    }
    const before = await digestTables(p.root)
    const refused = await upload(2_000_000)
    expect([refused.statusCode, refused.json().code]).toEqual([503, 'storage.full'])
    expect(await digestTables(p.root)).toEqual(before)
    expect(readdirSync(join(store, 'incoming'))).toEqual([])
    expect((await upload(100_000)).statusCode).toBe(201)
    await server.app.close()
  })
})

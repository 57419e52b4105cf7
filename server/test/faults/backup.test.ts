import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type SmallProvince, smallProvince } from '../../src/modules/dossiers/testing/small-province.ts'
import { backUp, type Manifest, tableFile } from '../../src/platform/backup/dump.ts'
import { RestoreError, restore } from '../../src/platform/backup/load.ts'
import { checkBackupKey } from '../../src/platform/backup/root-key.ts'
import { type Database, openDatabase } from '../../src/platform/db.ts'
import { examineDeep } from '../../src/platform/examine.ts'
import { openFileStore } from '../../src/platform/storage.ts'
import { TEST_ROOT_KEY } from '../../src/platform/testing/test-keys.ts'
import { random } from './engine/random.ts'

const folder = mkdtempSync(join(tmpdir(), 'motcua-backup-'))
const filesOf = (name: string) => join(folder, name, 'files')
let p: SmallProvince
let names: string[]
let manifest: Manifest
let written = 0

beforeAll(async () => {
  p = await smallProvince()
  names = p.root.modules.map((m) => m.name)
  const store = openFileStore(filesOf('live'))
  const next = random(1)
  for (let i = 0; i < 20; i++)
    await store.save(Readable.from([Buffer.from(Array.from({ length: 500 }, () => next(256)))]))
  // Text that a careless format would break.
  const answers = { soBan: 2, ghiChu: 'dòng "một"\\n\ttab, {ngoặc} \\ NULL, Đặng Thị Ước' }
  expect((await p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body({ answers }))).status).toBe(201)
})
afterAll(async () => {
  await p.close()
  rmSync(folder, { recursive: true, force: true })
})

/** An empty database on the tests' server. */
async function emptyDatabase(): Promise<{ database: Database; drop: () => Promise<void> }> {
  const server = inject('postgres')
  const options = { poolSize: 4, namedStatements: true }
  const admin = openDatabase(server, options)
  const name = `restored_${process.hrtime.bigint()}`
  await admin.pool.query(`create database ${name}`)
  const database = openDatabase({ ...server, database: name }, options)
  return {
    database,
    async drop() {
      await database.close()
      await admin.pool.query(`drop database ${name} with (force)`)
      await admin.close()
    },
  }
}

describe('a backup under load', () => {
  it('is of one moment, while dossiers are filed and accepted', { timeout: 60_000 }, async () => {
    let ended = false
    const file = async () => {
      while (!ended) {
        const { body } = await p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body())
        const desk = p.officer('tiepnhan', 'xa')
        await p.call(desk, 'POST', `/api/v1/dossiers/${body.id}/acceptance`, {})
        written += 1
      }
    }
    const load = [file(), file(), file()]
    while (written < 10) await new Promise((resolve) => setImmediate(resolve))
    manifest = await backUp(
      p.root.database,
      names,
      filesOf('live'),
      join(folder, 'backup'),
      p.root.clock.now(),
    ).finally(() => {
      ended = true
    })
    await Promise.all(load)
    const dossiers = manifest.tables.find((t) => t.table === 'dossiers.dossier')!
    expect(dossiers.rows).toBeGreaterThanOrEqual(10)
    expect(manifest.files).toBe(20)
  })

  it('is restored with equal rows and digests, and the system goes on', { timeout: 60_000 }, async () => {
    const { database, drop } = await emptyDatabase()
    try {
      await restore(database, names, join(folder, 'backup'), filesOf('restored'))
      const deep = await examineDeep(database, names, filesOf('restored'), manifest)
      expect(deep.findings.filter((f) => !f.ok)).toEqual([])
      expect(deep.tables.map((t) => [t.table, t.rows, t.digest])).toEqual(
        manifest.tables.map((t) => [t.table, t.rows, t.digest]),
      )
      const rows = manifest.tables.reduce((sum, t) => sum + t.rows, 0)
      process.stdout.write(
        `backup: ${manifest.tables.length} tables, ${rows} rows, ${manifest.files} files under load; different after restore 0\n`,
      )
      // Numbers go on behind the last one, and foreign keys are back.
      const next = await database.pool.query<{ n: number }>(
        `select nextval('dossiers.submission_number') as n, (select max(split_part(submission_number, '-', 2)::int)
           from dossiers.dossier) as last`,
      )
      const row = next.rows[0] as { n: number; last: number }
      expect(row.n).toBeGreaterThan(row.last)
      await expect(
        database.pool.query('insert into dossiers.scope values (gen_random_uuid(), gen_random_uuid())'),
      ).rejects.toThrow(/foreign key/)
      await expect(
        restore(database, names, join(folder, 'backup'), filesOf('restored')),
      ).rejects.toBeInstanceOf(RestoreError)
    } finally {
      await drop()
    }
  })

  it('is looked at with the root key before it is restored', async () => {
    const backup = join(folder, 'backup')
    const source = (text: string | null) => ({ file: text === null ? '/nowhere' : null, text, mayMake: true })
    await expect(checkBackupKey(backup, source(TEST_ROOT_KEY))).resolves.toBeUndefined()
    await expect(checkBackupKey(backup, source(null))).rejects.toThrow(/Không thấy tệp khoá gốc/)
    const other = Buffer.alloc(32, 9).toString('base64')
    await expect(checkBackupKey(backup, source(other))).rejects.toThrow(/không phải khoá của dữ liệu này/)
  })

  it('that lost a row, the end of a table or a whole one is refused, and nothing is kept', {
    timeout: 60_000,
  }, async () => {
    const path = join(folder, 'backup/tables', tableFile('dossiers.act'))
    const whole = readFileSync(path)
    const lines = gunzipSync(whole).toString().trimEnd().split('\n')
    const damages = [
      () => writeFileSync(path, gzipSync(`${lines.slice(1).join('\n')}\n`)),
      () => writeFileSync(path, whole.subarray(0, whole.length / 2)),
      () => rmSync(path),
    ]
    for (const damage of damages) {
      const { database, drop } = await emptyDatabase()
      try {
        damage()
        await expect(restore(database, names, join(folder, 'backup'), filesOf('again'))).rejects.toThrow(
          /dossiers\.act/,
        )
        const { rows } = await database.pool.query<{ n: number }>(
          'select count(*) as n from dossiers.dossier',
        )
        expect(rows[0]!.n).toBe(0)
      } finally {
        await drop()
        writeFileSync(path, whole)
      }
    }
    await expect(
      restore(p.root.database, names, join(folder, 'nowhere'), filesOf('never')),
    ).rejects.toBeInstanceOf(RestoreError)
    expect(existsSync(filesOf('never'))).toBe(false)
  })
})

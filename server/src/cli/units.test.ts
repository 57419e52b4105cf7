import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { repositoryRoot } from '../platform/paths.ts'
import { type TestDatabase, testDatabase } from '../platform/testing/test-database.ts'
import { TEST_ROOT_KEY } from '../platform/testing/test-keys.ts'
import { exitCodeOf } from './command.ts'
import { unitsCommand } from './units.ts'

const shared = join(repositoryRoot, '../shared/data/admin-units')

let test: TestDatabase
let folder: string
beforeAll(async () => {
  test = await testDatabase(['organisations'])
  const { host, port, user, database } = test.database.pool.options
  vi.stubEnv('DATABASE_URL', `postgresql://${user}@localhost:${port}/${database}?host=${host}`)
  vi.stubEnv('MOTCUA_ROOT_KEY', TEST_ROOT_KEY)
  folder = mkdtempSync(join(tmpdir(), 'motcua-units-'))
})
afterAll(async () => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
  await test.drop()
})
afterEach(() => vi.restoreAllMocks())

const CURRENT = `[
 { "Type": "province", "Code": "66", "FullName": "Tỉnh Đắk Lắk", "Wards": [
   { "Type": "ward", "Code": "22207", "FullName": "Xã Sông Hinh", "ProvinceCode": "66" },
   { "Type": "ward", "Code": "22222", "FullName": "Xã Đức Bình", "ProvinceCode": "66" }
 ] }
]`
const FORMER = JSON.stringify([
  {
    Code: '54',
    FullName: 'Tỉnh Phú Yên',
    District: [
      {
        Code: '560',
        FullName: 'Huyện Sông Hinh',
        ProvinceCode: '54',
        Ward: [{ Code: '22228', FullName: 'Xã Ea Bia', DistrictCode: '560' }],
      },
    ],
  },
])
const ROWS = ['Xã Sông Hinh,22207', 'Xã Đức Bình,22222'].map(
  (to) => `Tỉnh Đắk Lắk (66),${to},Xã Ea Bia,22228,Nhập một phần,Huyện Sông Hinh (560),Tỉnh Phú Yên (54),`,
)

function writeFiles(change: { current?: string; rows?: string[] } = {}): string {
  writeFileSync(join(folder, 'vn_units_34_test.json'), change.current ?? CURRENT)
  writeFileSync(join(folder, 'vn_units_63_test.json'), FORMER)
  writeFileSync(join(folder, 'NSO_BangChuyendoi_test.csv'), (change.rows ?? ROWS).join('\n'))
  return folder
}

/** Runs the command in this process; answers what it printed, or its refusal with the exit code. */
async function run(...args: string[]): Promise<{ exit: number; text: string }> {
  const printed: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0)
  try {
    await unitsCommand().parseAsync(args, { from: 'user' })
    return { exit: 0, text: printed.join('') }
  } catch (error) {
    return { exit: exitCodeOf(error), text: (error as Error).message }
  } finally {
    vi.restoreAllMocks()
  }
}

describe('units import', () => {
  it('names the damaged line and imports nothing, and the rest only with --keep-going', async () => {
    const bad = writeFiles({ rows: [ROWS[0]!, ROWS[1]!.replace('22222', '2222')] })
    const refused = await run('import', bad)
    expect(refused).toEqual({
      exit: 2,
      text: expect.stringMatching(/^NSO_BangChuyendoi_test\.csv, dòng 2: mã xã mới “2222”.*--keep-going/),
    })
    expect((await run('today', '22228')).exit).toBe(2)
    const { exit, text } = await run('import', bad, '--keep-going', '--json')
    expect(exit).toBe(0)
    expect(JSON.parse(text)).toMatchObject({
      provinces: 1,
      communes: 2,
      part: 1,
      units: { inserted: 6, changed: 0, unchanged: 0 },
      skipped: [{ file: 'NSO_BangChuyendoi_test.csv', line: 2 }],
    })
  })

  it('completes the import, and a second run changes nothing', async () => {
    const good = writeFiles()
    expect(JSON.parse((await run('import', good, '--json')).text)).toMatchObject({
      units: { inserted: 0, changed: 0, unchanged: 6 },
      parts: { inserted: 1, changed: 0, unchanged: 2 },
      skipped: [],
    })
    const { text } = await run('import', good)
    expect(text).toContain('Đơn vị: 0 thêm, 0 sửa, 6 giữ nguyên')
    expect(text).toContain('Quan hệ cũ - mới: 0 thêm, 0 sửa, 3 giữ nguyên')
  })

  it.each([
    [
      'a damaged JSON line',
      CURRENT.replace('"22222"', '22222"'),
      /vn_units_34_test\.json, dòng 4: không phải/,
    ],
    ['a cut file', CURRENT.slice(0, -4), /vn_units_34_test\.json, dòng \d+: tệp JSON bị cắt cụt/],
  ])('refuses %s', async (_, current, message) => {
    const refused = await run('import', writeFiles({ current }))
    expect(refused).toEqual({ exit: 2, text: expect.stringMatching(message) })
  })

  it('refuses a folder that is missing or lacks a file', async () => {
    expect(await run('import', join(folder, 'none'))).toMatchObject({ exit: 2 })
    rmSync(join(folder, 'vn_units_63_test.json'))
    expect(await run('import', folder)).toEqual({
      exit: 2,
      text: expect.stringContaining('vn_units_63_*.json'),
    })
  })
})

describe('units today and list', () => {
  it('print what became of an old unit', async () => {
    const { text } = await run('today', 'ea', 'bia', '--at', '2025-06-30')
    expect(text).toContain(
      '22228 Xã Ea Bia, Huyện Sông Hinh, Tỉnh Phú Yên, đến 2025-06-30\n  nay vẫn là chính',
    )
    expect(JSON.parse((await run('today', '22228', '--json')).text)[0].unit.code).toBe('22228')
  })

  it('list administrative units and organisations', async () => {
    expect((await run('list', '--parent', '66', '--limit', '1')).text).toBe(
      '22207  Xã Sông Hinh  Tỉnh Đắk Lắk\n',
    )
    expect(JSON.parse((await run('list', '--json')).text)).toEqual({ items: [] })
  })

  it.each([
    ['today', '99999'],
    ['today', '22228', '--at', '2025-02-30'],
    ['list', '--limit', 'x'],
    ['today'],
    ['nothing'],
  ])('refuse %s %s', async (...args) => {
    expect((await run(...args)).exit).toBe(2)
  })
})

// Last, because it fills the database that the tests above share.
it.skipIf(!existsSync(shared))('units import reads the official files', async () => {
  const { text } = await run('import', shared, '--json')
  expect(JSON.parse(text)).toMatchObject({
    provinces: 34,
    communes: 3321,
    formerProvinces: 63,
    formerDistricts: 696,
    formerCommunes: 10035,
    skipped: [],
  })
  expect((await run('today', 'Ea', 'Bia,', 'Phú', 'Yên')).text).toMatch(/→ 22207 Xã Sông Hinh, Tỉnh Đắk Lắk/)
})

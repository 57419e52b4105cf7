import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { catalogue } from '../modules/catalogue/index.ts'
import { TEST_ROOT_KEY } from '../platform/testing/test-keys.ts'
import { type TestRoot, testRoot } from '../platform/testing/test-root.ts'
import { catalogueCommand } from './catalogue.ts'
import { CliError } from './command.ts'

let root: TestRoot
const folder = mkdtempSync(join(tmpdir(), 'motcua-cli-'))
const write = (name: string, content: string | Buffer) => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const row = (code: string, name: string) =>
  JSON.stringify({
    ma_thu_tuc: code,
    ten_thu_tuc: name,
    so_quyet_dinh: 'Demo/QĐ-BCA',
    cach_thuc_thuc_hien: 'Trực tiếp5 Ngày làm việcMiễn phí',
  })
const good = `${row('1.000001', 'Đăng ký A')}\n${row('1.000002', 'Đăng ký B')}\n`

beforeAll(async () => {
  root = await testRoot([catalogue])
  const { host, port, user, database } = root.database.pool.options
  vi.stubEnv(
    'DATABASE_URL',
    `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host ?? '')}`,
  )
  vi.stubEnv('MOTCUA_ROOT_KEY', TEST_ROOT_KEY)
  vi.stubEnv('MOTCUA_DATA', folder)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await root.drop()
  rmSync(folder, { recursive: true, force: true })
})

async function run(...args: string[]): Promise<{ out: string; err: string; error: unknown }> {
  const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  const err = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  let error: unknown
  await catalogueCommand()
    .parseAsync(args, { from: 'user' })
    .catch((e: unknown) => {
      error = e
    })
  const texts = [out, err].map((spy) => spy.mock.calls.map(([text]) => String(text)).join(''))
  out.mockRestore()
  err.mockRestore()
  return { out: texts[0] ?? '', err: texts[1] ?? '', error }
}

describe('motcua catalogue import', () => {
  it.each([
    ['a missing file', () => join(folder, 'none.jsonl'), /Không có tệp/],
    ['a folder', () => folder, /là thư mục/],
    ['an empty file', () => write('empty.jsonl', ''), /không có dòng nào/],
    [
      'broken JSON',
      () => write('json.jsonl', `${good}{"a":`),
      /^Dòng 3 của .*json\.jsonl hỏng: không phải JSON đúng/,
    ],
    ['a row without a code', () => write('code.jsonl', `${good}\n{}`), /^Dòng 4 .*mã thủ tục ""/],
    [
      'a cut archive',
      () => write('cut.jsonl.gz', gzipSync(good.repeat(50)).subarray(0, 60)),
      /hỏng: tệp nén bị hỏng/,
    ],
    ['no archive at all', () => write('text.jsonl.gz', good), /hỏng: tệp nén bị hỏng/],
  ])('refuses %s with one line and imports nothing', async (_, file, message) => {
    const { error, out } = await run('import', file())
    expect(error).toBeInstanceOf(CliError)
    expect((error as CliError).message).toMatch(message)
    expect((error as CliError).message).not.toContain('\n')
    expect(out).toBe('')
  })

  it('imports plain and gzipped files and reports what it did', async () => {
    const first = await run('import', write('good.jsonl.gz', gzipSync(good)), '--json')
    expect(first.error).toBeUndefined()
    expect(JSON.parse(first.out)).toMatchObject({
      read: 2,
      new: 2,
      parsed: { limits: 2 },
      demo: ['1.000001', '1.000002'],
    })
    const second = await run('import', write('good.jsonl', good))
    expect(second.out).toContain('2 read, 0 new, 0 changed, 2 unchanged')
  })

  it('leaves out the damaged lines with --keep-going', async () => {
    const { out, err, error } = await run('import', write('part.jsonl', `nope\n${good}`), '--keep-going')
    expect(error).toBeUndefined()
    expect(err).toBe('Dòng 1 bị bỏ qua: không phải JSON đúng.\n')
    expect(out).toContain('Dòng hỏng, không nhập: 1: dòng 1')
  })
})

describe('motcua catalogue show', () => {
  it('shows the current version', async () => {
    const { out } = await run('show', '1.000001')
    expect(out).toContain('1.000001 Đăng ký A')
    expect(JSON.parse((await run('show', '1.000001', '--json')).out)).toMatchObject({
      code: '1.000001',
      version: 1,
    })
  })

  it('says so when there is none', async () => {
    const { error } = await run('show', '9.999999')
    expect((error as Error).message).toBe('Không có thủ tục mã “9.999999” trong danh mục.')
  })
})

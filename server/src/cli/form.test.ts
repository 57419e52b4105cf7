import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { repositoryRoot } from '../platform/paths.ts'
import { exitCodeOf } from './command.ts'
import { formCommand } from './form.ts'

const examples = join(repositoryRoot, 'rules/examples')
const birth = join(examples, 'khai-sinh.json')
const vectors = JSON.parse(readFileSync(join(repositoryRoot, 'rules/vectors/khai-sinh.json'), 'utf8'))

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'motcua-form-'))
})
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => vi.restoreAllMocks())

function fileWith(name: string, content: unknown): string {
  const path = join(folder, name)
  const raw = typeof content === 'string' || Buffer.isBuffer(content)
  writeFileSync(path, raw ? content : JSON.stringify(content))
  return path
}

/** What the command printed, the line of its error, and its exit code. */
async function run(...args: string[]): Promise<{ out: string; line: string; code: number }> {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  let line = ''
  let code = 0
  try {
    await formCommand().parseAsync(args, { from: 'user' })
  } catch (error) {
    line = error instanceof Error ? error.message : String(error)
    code = exitCodeOf(error)
  }
  const out = write.mock.calls.map(([text]) => String(text)).join('')
  write.mockRestore()
  return { out, line, code }
}

describe('form check', () => {
  it('counts what a sound form holds', async () => {
    const result = await run('check', birth)
    expect(result).toMatchObject({ code: 0, line: '' })
    expect(result.out).toContain('biểu mẫu dùng được (4 phần,')
    expect(JSON.parse((await run('check', birth, '--json')).out)).toEqual({
      ok: true,
      problems: [],
      warnings: [],
    })
  })

  it('prints every problem with its place', async () => {
    const source = JSON.parse(readFileSync(birth, 'utf8'))
    source.sections[0].fields[0].fields[0].showIf = 'khong_co = 1'
    source.sections[1].fields[1].compute = `$\{1}`
    const file = fileWith('sai.json', source)
    const result = await run('check', file)
    expect(result.code).toBe(2)
    expect(result.line).toBe(`${file}: biểu mẫu có 2 chỗ sai.`)
    expect(result.out.trim().split('\n')).toHaveLength(2)
    expect(result.out).toContain('/sections/0/fields/0/fields/0/showIf: Không có trường “khong_co”.')
    const json = JSON.parse((await run('check', file, '--json')).out)
    expect(json).toMatchObject({
      ok: false,
      problems: [{ code: 'unknown_name' }, { code: 'bad_expression' }],
    })
  })

  it('prints what a package would be told at publication, with lines', async () => {
    const source = join(repositoryRoot, 'demo/procedures/1.013225')
    const sound = await run('check', source)
    expect([sound.code, sound.line]).toEqual([0, ''])
    const bad = join(folder, 'goi')
    mkdirSync(bad)
    const form = JSON.parse(readFileSync(join(source, 'form.json'), 'utf8'))
    form.sections[0].fields[0].showIf = 'nopThay = true and nopThay = false'
    writeFileSync(join(bad, 'form.json'), JSON.stringify(form, null, 1))
    const text = readFileSync(join(source, 'procedure.json'), 'utf8').replace('"\\"xa\\""', '"\\"thon\\""')
    writeFileSync(join(bad, 'procedure.json'), text)
    const { code, out } = await run('check', bad)
    expect(code).toBe(2)
    expect(out).toMatch(/Nên sửa: .*form.json, dòng \d+, .*không bao giờ hiện/)
    const line = text.split('\n').findIndex((l) => l.includes('thon')) + 1
    expect(out).toContain(`procedure.json, dòng ${line}, /fees/0/table/rows/1/when/0: “thon” không có trong`)
  })

  it.each([
    ['a damaged file', '{\n  "key": 1,\n}', 'không phải JSON đúng ở dòng 3, cột 1.'],
    ['an empty file', '', 'không phải JSON đúng ở dòng 1, cột 1.'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x7b]), 'không phải văn bản UTF-8.'],
  ])('refuses %s in one line', async (_, content, words) => {
    const file = fileWith('hong.json', content)
    expect(await run('check', file)).toEqual({ out: '', line: `${file}: ${words}`, code: 2 })
  })

  it('refuses a missing file and a missing argument', async () => {
    expect(await run('check', '/khong/co.json')).toEqual({
      out: '',
      line: '/khong/co.json: không có tệp này.',
      code: 2,
    })
    expect((await run('check', folder)).line).toBe(`${folder}: không đọc được tệp này.`)
    expect((await run('check')).code).toBe(2)
  })
})

describe('form validate', () => {
  it.each<{ name: string; today: string; answers: unknown; result: { answers: unknown; errors: unknown[] } }>(
    vectors,
  )('$name', async ({ today, answers, result }) => {
    const file = fileWith('tra-loi.json', answers)
    const done = await run('validate', birth, '--answers', file, '--today', today)
    const valid = result.errors.length === 0
    expect(done.code).toBe(valid ? 0 : 2)
    expect(JSON.parse(done.out)).toEqual({ valid, answers: result.answers, errors: result.errors })
    if (!valid) expect(done.line).toBe(`${file}: có ${result.errors.length} chỗ cần sửa.`)
  })

  it('speaks English when asked, and survives answers of any shape', async () => {
    const file = fileWith('la.json', [1, null, { a: 'x' }])
    const done = await run('validate', birth, '--answers', file, '--locale', 'en', '--json')
    expect(JSON.parse(done.out).errors[0].message).toBe('Enter “Full name of the requester”.')
  })

  it.each([
    [['--today', '2026-02-30'], '--today phải là ngày có thật'],
    [['--locale', 'fr'], '--locale chỉ nhận vi hoặc en.'],
  ])('refuses %j', async (options, words) => {
    const file = fileWith('tra-loi.json', {})
    const done = await run('validate', birth, '--answers', file, ...options)
    expect([done.code, done.out]).toEqual([2, ''])
    expect(done.line).toContain(words)
  })

  it('refuses a form that cannot be published, and needs answers', async () => {
    const file = fileWith('sai.json', { key: 'x' })
    expect((await run('validate', file, '--answers', file)).line).toContain('biểu mẫu chưa dùng được')
    expect((await run('validate', birth)).code).toBe(2)
  })
})

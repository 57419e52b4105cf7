import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { bpmn, flows } from '../modules/process/testing/bpmn.ts'
import { exitCodeOf } from './command.ts'
import { processCommand } from './process.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'motcua-process-'))
})
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => vi.restoreAllMocks())

const file = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

/** Runs the command in this process. */
async function run(...args: string[]) {
  let out = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text)
    return true
  })
  try {
    await processCommand().parseAsync(args, { from: 'user' })
    return { out, error: '', code: 0 }
  } catch (error) {
    return { out, error: (error as Error).message, code: exitCodeOf(error) }
  }
}

const PLAIN =
  bpmn(`<startEvent id="s"/><userTask id="a" name="Nhận"/><exclusiveGateway id="x" default="x_e"/><userTask id="b"/>
  <boundaryEvent id="t" attachedToRef="a"><timerEventDefinition><timeDuration>PT48H</timeDuration></timerEventDefinition></boundaryEvent>
  <endEvent id="e"/>${flows('s -> a', 'a -> x', 'x -> b if amount > 5', 'x -> e', 'b -> e', 't -> b')}`)

describe('process check', () => {
  test('a plain file of others is fine, with warnings', async () => {
    const { out, code } = await run('check', file('plain.bpmn', PLAIN))
    expect(code).toBe(0)
    expect(out).toContain('quy trình dùng được, 2 bước của người.')
    expect(out).toContain('Cảnh báo: Bước "Nhận" (a): chưa nêu vai trò được làm.')
  })

  test.each([
    ['check', '--json'],
    ['--json', 'check'],
  ])('%s %s prints one JSON document', async (...args) => {
    const { out } = await run(...args, file('plain.bpmn', PLAIN))
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      problems: [],
      steps: [
        { id: 'a', name: 'Nhận', roles: [], unit: 'competent', hours: null },
        { id: 'b', name: null },
      ],
    })
  })

  test('a refused file lists every problem and ends with 2', async () => {
    const bad = file(
      'bad.bpmn',
      PLAIN.replace('<userTask id="b"/>', '<task id="b"/><complexGateway id="o"/>'),
    )
    const { error, code } = await run('check', bad)
    expect(code).toBe(2)
    expect(error).toContain('công việc chưa phân loại (task) "b"'.slice(1))
    expect(error).toContain('(complexGateway) "o"')
    const { out } = await run('check', bad, '--json')
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      problems: [{ element: { id: 'b' } }, { element: { id: 'o' } }],
    })
  })

  test('more hours than the limit are refused', async () => {
    const long = file('long.bpmn', PLAIN.replace('name="Nhận"', 'motcua:roles="tiepnhan" motcua:hours="9"'))
    expect((await run('check', long, '--limit-hours', '8')).error).toContain('9 giờ, quá thời hạn')
    expect((await run('check', long, '--limit-hours', '9')).code).toBe(0)
  })

  test('names are checked against the form, golden cases are played', async () => {
    const label = { vi: 'x', en: 'x' }
    const form = (key: string) =>
      file(
        'form.json',
        JSON.stringify({
          key: 'f',
          title: label,
          sections: [{ key: 's', title: label, fields: [{ key, type: 'number', label }] }],
        }),
      )
    const cases = (path: string[]) =>
      file('cases.json', JSON.stringify([{ name: 'nhỏ', script: [{ complete: 'a' }], expect: { path } }]))
    const plain = file('plain.bpmn', PLAIN)
    const good = await run('check', plain, '--form', form('amount'), '--cases', cases(['a']))
    expect(good).toMatchObject({ code: 0, error: '' })
    expect(good.out).toContain('1 trường hợp mẫu chạy đúng.')
    expect(good.out).toContain('Chưa trường hợp mẫu nào đi qua: b.')
    const unknown = await run('check', plain, '--form', form('amt'))
    expect(unknown).toMatchObject({ code: 2, error: expect.stringContaining('không có tên "amount"') })
    const other = await run('check', plain, '--cases', cases(['a', 'b']))
    expect(other).toMatchObject({ code: 2, error: expect.stringContaining('mong đợi: a → b; thực tế: a.') })
    const broken = await run('check', plain, '--form', file('form.json', '{"key": 1}'))
    expect(broken).toMatchObject({ code: 2, error: expect.stringContaining('biểu mẫu sai') })
  })

  test.each([
    ['no such file', ['check', 'nowhere.bpmn'], 'không có tệp này'],
    ['no file named', ['check'], "missing required argument 'file'"],
    ['a bad limit', ['check', 'x.bpmn', '--limit-hours', 'hai'], '--limit-hours "hai"'],
  ])('%s', async (_, args, message) => {
    const { error, code } = await run(...args)
    expect(code).toBe(2)
    expect(error).toContain(message)
  })

  test('a damaged file names the line; wrong bytes are told', async () => {
    const cut = await run('check', file('cut.bpmn', PLAIN.replace('</process>', '')))
    expect(cut).toMatchObject({
      code: 2,
      error: expect.stringMatching(/bị từ chối: Dòng \d+: thẻ đóng không khớp/),
    })
    const bytes = await run('check', file('bytes.bpmn', Buffer.from('<a>\xff</a>', 'latin1')))
    expect(bytes).toMatchObject({ code: 2, error: expect.stringContaining('bảng mã') })
    const large = await run('check', file('large.bpmn', 'x'.repeat(5 * 1024 * 1024 + 1)))
    expect(large).toMatchObject({ code: 2, error: expect.stringContaining('5 MB') })
  })
})

describe('process run', () => {
  const play = (script: unknown, xml = PLAIN) =>
    run('run', file('plain.bpmn', xml), '--script', file('steps.json', JSON.stringify(script)))

  test('shows what is open after each step', async () => {
    const { out, code } = await play([
      { complete: 'a', set: { amount: 6 } },
      { advance: 'PT48H' },
      { complete: 'b' },
    ])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toEqual({
      start: { open: ['a'] },
      steps: [{ open: ['b'] }, { open: ['b'] }, { open: [] }],
      ended: true,
    })
  })

  test('timers fire when the clock moves', async () => {
    const { out } = await play([{ advance: 'PT47H59M' }, { advance: 'PT1M' }])
    expect(JSON.parse(out)).toMatchObject({ steps: [{ open: ['a'] }, { open: ['b'] }], ended: false })
  })

  test.each([
    [[{ complete: 'b' }], 'Bước 1 của kịch bản: bước “b” không đang mở; đang mở: “Nhận”.'],
    [[{ message: 'zzz' }], 'thông điệp "zzz"'],
    [[{ advance: 'hai ngày' }], 'ISO 8601'],
    [{ complete: 'a' }, 'danh sách JSON'],
  ])('%j ends with one line and 2', async (script, message) => {
    const { error, code, out } = await play(script)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(error).toContain(message)
    expect(error).not.toContain('\n')
  })

  test('a script that is no JSON, a refused file, a start that leads nowhere', async () => {
    const plain = file('plain.bpmn', PLAIN)
    expect((await run('run', plain, '--script', file('x.json', '[{'))).error).toContain(
      'không phải JSON đúng',
    )
    expect((await run('run', plain)).code).toBe(2)
    expect((await play([], PLAIN.replace('<userTask id="b"/>', '<task id="b"/>'))).error).toContain(
      'bị từ chối',
    )
    const nowhere =
      bpmn(`<startEvent id="s"/><exclusiveGateway id="x"/><userTask id="a"/><userTask id="b"/><endEvent id="e"/>
      ${flows('s -> x', 'x -> a if y = 1', 'x -> b if y = 2', 'a -> e', 'b -> e')}`)
    expect((await play([], nowhere)).error).toMatch(/^Không bắt đầu được: Không có đường đi tiếp/)
  })
})

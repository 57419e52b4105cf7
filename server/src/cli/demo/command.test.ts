import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { CliError, exitCodeOf } from '../command.ts'
import { demoCommand } from '../demo.ts'

const folder = mkdtempSync(join(tmpdir(), 'motcua-demo-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const file = (name: string, content: string): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

describe('motcua demo refuses in one line, before any database is opened', () => {
  it.each<[string, string[], RegExp]>([
    ['no days', ['play', '--days', '0'], /^--days phải là số nguyên từ 1 đến 3650, đang là "0"\.$/],
    ['half a dossier', ['play', '--dossiers', '1.5'], /^--dossiers phải là số nguyên/],
    ['no such day', ['play', '--until', '2026-02-30'], /^--until phải là một ngày/],
    ['a name that needs quotes', ['play', '--into', 'A-b'], /^--into phải gồm chữ thường/],
    ['no behaviour', ['play', '--behaviour', join(folder, 'none.json')], /^Không đọc được tệp hành vi/],
    ['bad behaviour', ['play', '--behaviour', file('b.json', '{"citizens":{"x":1}}')], /sai ở \/citizens/],
    ['no log', ['replay', join(folder, 'none.xes')], /^Không có tệp /],
    ['no XML', ['replay', file('a.xes', 'nhật ký')], /^Dòng 1: tệp không phải XML đúng/],
    ['an empty log', ['replay', file('c.xes', '<log/>')], /không có hồ sơ/],
    ['a bad name', ['replay', file('d.xes', '<log/>'), '--into', 'x y'], /^--into phải gồm chữ thường/],
  ])('%s', async (_what, args, message) => {
    const error = await demoCommand()
      .parseAsync(args, { from: 'user' })
      .catch((e) => e)
    expect(error).toBeInstanceOf(CliError)
    expect(exitCodeOf(error)).toBe(2)
    expect(error.message).toMatch(message)
    expect(error.message).not.toContain('\n')
  })
})

import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { repositoryRoot } from '../src/platform/paths.ts'
import { CASES, CLEAN, CLEAN_MAP } from './architecture/cases.ts'
import { FORBIDDEN_IMPORTS } from './architecture/forbidden-imports.ts'
import { RULES, type TextFile, violations } from './architecture/violations.ts'

const LOOKED_AT = [
  'rules/src',
  'form-ui/src',
  'portal/src',
  'staff/src',
  'server/src',
  'server/test',
  'server/bin',
  'tools',
]

// Reads and parses everything, or starts other programs: slow when all cores are taken.
describe('the repository', { timeout: 60_000 }, () => {
  const files = LOOKED_AT.flatMap((folder) =>
    readdirSync(join(repositoryRoot, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(tsx?|mjs|sql|md|css)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  )

  it('keeps the rules of STYLE.md', () => {
    const map = JSON.parse(readFileSync(join(repositoryRoot, 'server/src/modules/map.json'), 'utf8'))
    const texts = files.map((path) => ({
      path: path.slice(repositoryRoot.length).replaceAll('\\', '/'),
      text: readFileSync(path, 'utf8'),
    }))
    expect(texts.length).toBeGreaterThan(100)
    const found = violations(texts, map)
    expect(found.map((v) => `${v.path}:${v.line ?? ''} ${v.rule}: ${v.message}`)).toEqual([])
  })
})

describe('violations', () => {
  it('finds none in a clean tree', () => {
    expect(violations(CLEAN, CLEAN_MAP)).toEqual([])
  })

  it.each(CASES)('$rule: $what', ({ rule, files, map }) => {
    const seeded = new Set(files.map((f) => f.path))
    const tree = [...CLEAN.filter((f) => !seeded.has(f.path)), ...files].filter((f) => f.text !== GONE)
    const found = violations(tree, map ?? CLEAN_MAP)
    expect([...new Set(found.map((v) => v.rule))]).toEqual(rule === null ? [] : [rule])
  })

  it('has a seeded violation for every rule', () => {
    expect(Object.keys(RULES).filter((rule) => !CASES.some((c) => c.rule === rule))).toEqual([])
  })
})

/** Text of a file that the case takes away. */
const GONE = ''

describe('dependency-cruiser', { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-cruise-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  function cruise(files: readonly TextFile[]): { status: number | null; rules: string[] } {
    const tree = mkdtempSync(join(folder, 'tree-'))
    for (const name of ['.dependency-cruiser.cjs', 'tsconfig.base.json', 'server/tsconfig.json']) {
      mkdirSync(dirname(join(tree, name)), { recursive: true })
      cpSync(join(repositoryRoot, name), join(tree, name))
    }
    for (const { path, text } of files) {
      mkdirSync(dirname(join(tree, path)), { recursive: true })
      writeFileSync(join(tree, path), text)
    }
    const bin = join(repositoryRoot, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
    const args = [bin, '--config', '.dependency-cruiser.cjs', 'rules/src', 'portal/src', 'server/src']
    const { status, stdout } = spawnSync(process.execPath, args, { cwd: tree, encoding: 'utf8' })
    return { status, rules: [...stdout.matchAll(/^\s+error ([a-z-]+):/gm)].map((hit) => hit[1]!) }
  }

  it('passes a clean tree', () => {
    expect(cruise(FORBIDDEN_IMPORTS.clean)).toEqual({ status: 0, rules: [] })
  })

  it('fails on one forbidden import', () => {
    const peek = FORBIDDEN_IMPORTS.seeded['modules-through-index']!
    const { status, rules } = cruise([...FORBIDDEN_IMPORTS.clean, ...peek])
    expect(status).not.toBe(0)
    expect(rules).toEqual(['modules-through-index'])
  })

  it('finds a seeded import for each of its rules', () => {
    const { status, rules } = cruise([
      ...FORBIDDEN_IMPORTS.clean,
      ...Object.values(FORBIDDEN_IMPORTS.seeded).flat(),
    ])
    expect(status).not.toBe(0)
    const config = readFileSync(join(repositoryRoot, '.dependency-cruiser.cjs'), 'utf8')
    const named = [...config.matchAll(/^\s+name: '([a-z-]+)'/gm)].map((hit) => hit[1]!)
    expect(named.filter((rule) => !rules.includes(rule))).toEqual([])
  })
})

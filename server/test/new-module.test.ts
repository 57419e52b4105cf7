import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ts from 'typescript'
import { afterAll, describe, expect, it } from 'vitest'
import { repositoryRoot } from '../src/platform/paths.ts'
import { type TextFile, violations } from './architecture/violations.ts'

const folder = mkdtempSync(join(tmpdir(), 'motcua-new-module-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** An empty checkout: no module, an empty map. */
function emptyTree(): string {
  const root = mkdtempSync(join(folder, 'tree-'))
  mkdirSync(join(root, 'server/src/modules'), { recursive: true })
  writeFileSync(join(root, 'server/src/modules/map.json'), '{}')
  return root
}

function newModule(root: string, ...args: string[]) {
  const tool = join(repositoryRoot, 'tools/new-module.mjs')
  const { status, stdout, stderr } = spawnSync(process.execPath, [tool, ...args, '--root', root], {
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

function filesOf(root: string): TextFile[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({
      path: path.slice(root.length + 1).replaceAll('\\', '/'),
      text: readFileSync(path, 'utf8'),
    }))
}

const mapOf = (root: string) => JSON.parse(readFileSync(join(root, 'server/src/modules/map.json'), 'utf8'))

describe('npm run new:module', { timeout: 60_000 }, () => {
  it.each([
    { name: 'petitions', face: 'petitions', table: 'petitions.petition', thing: 'Petition' },
    { name: 'data-stores', face: 'dataStores', table: 'data_stores.data_store', thing: 'DataStore' },
    { name: 'agencies', face: 'agencies', table: 'agencies.agency', thing: 'Agency' },
    { name: 'press', face: 'press', table: 'press.press', thing: 'Press' },
  ])('makes $name, which keeps every rule and parses', ({ name, face, table, thing }) => {
    const root = emptyTree()
    const { status, stdout } = newModule(root, name)
    expect(status).toBe(0)
    expect(stdout).toContain(`import { ${face} } from './modules/${name}/index.ts'\n  ${face},\n`)
    expect(mapOf(root)).toEqual({ [name]: [] })
    const files = filesOf(root)
    expect(violations(files, mapOf(root))).toEqual([])
    expect(files.filter((f) => /__[a-z]+__/i.test(f.path + f.text))).toEqual([])
    const text = (file: string) => files.find((f) => f.path.endsWith(`/${name}/${file}`))?.text
    expect(text(`migrations/0001_create_${name.replace('-', '_')}.sql`)).toContain(`create table ${table} (`)
    expect(text('commands.ts')).toContain(`export async function create${thing}(`)
    for (const file of files.filter((f) => f.path.endsWith('.ts'))) {
      const options = { reportDiagnostics: true, compilerOptions: { module: ts.ModuleKind.ESNext } }
      expect(ts.transpileModule(file.text, options).diagnostics).toEqual([])
    }
  })

  it('keeps the map in order and the other modules in it', () => {
    const root = emptyTree()
    newModule(root, 'petitions')
    newModule(root, 'archives')
    expect(Object.keys(mapOf(root))).toEqual(['archives', 'petitions'])
  })

  it.each([
    ['no name', []],
    ['two names', ['a', 'b']],
    ['capital letters', ['Petitions']],
    ['a path', ['../petitions']],
    ['Vietnamese letters', ['đơn']],
    ['a word of SQL', ['user']],
    ['a word of JavaScript', ['import']],
    ['the platform', ['platform']],
    ['a module that exists', ['taken']],
    ['an unknown option', ['petitions', '--force']],
  ])('refuses %s with one line and exit code 2', (_, args) => {
    const root = emptyTree()
    mkdirSync(join(root, 'server/src/modules/taken'))
    const { status, stdout, stderr } = newModule(root, ...args)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^[^\n]+\n$/)
    expect(mapOf(root)).toEqual({})
  })

  it('refuses a folder that is no checkout', () => {
    const nowhere = join(folder, 'nowhere')
    expect(newModule(nowhere, 'petitions').status).toBe(2)
    expect(existsSync(nowhere)).toBe(false)
  })
})

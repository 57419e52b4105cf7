// Makes a checkout ready to run with nothing but Node and npm: installs what is missing, builds what is stale.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..')

const INSTALL_STAMP = join(root, 'node_modules/.motcua-lock')
const BUILD_STAMP = join(root, 'server/dist/.motcua-sources')

/** Installs and builds when needed; says what it does on standard error and ends the process when it fails. */
export function prepare() {
  checkNode()
  ensureInstalled()
  ensureBuilt()
}

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  fail(`Motcua cần Node.js từ 20.19 trở lên, máy này có ${process.versions.node}.`)
}

/** `npm ci`, unless the packages were installed from this very lock file. */
export function ensureInstalled() {
  const lock = digest([join(root, 'package-lock.json')])
  if (existsSync(INSTALL_STAMP) && readFileSync(INSTALL_STAMP, 'utf8') === lock) return
  say('Đang cài các gói (npm ci)…')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  run(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  writeFileSync(INSTALL_STAMP, lock)
}

/** `tsc -b`, unless the sources are those of the last build. */
export function ensureBuilt() {
  const sources = digest(sourceFiles())
  if (existsSync(BUILD_STAMP) && readFileSync(BUILD_STAMP, 'utf8') === sources) return
  say('Đang dịch chương trình (tsc -b)…')
  run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b'])
  writeFileSync(BUILD_STAMP, sources)
}

function sourceFiles() {
  const configs = [
    'tsconfig.base.json',
    'tsconfig.json',
    'rules/tsconfig.json',
    'server/tsconfig.json',
    'package-lock.json',
  ]
  const folders = ['rules/src', 'server/src', 'server/test']
  return [...configs.map((f) => join(root, f)), ...folders.flatMap((f) => filesBelow(join(root, f)))]
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((file) => file.endsWith('.ts') && statSync(file).isFile())
    .sort()
}

function digest(files) {
  const hash = createHash('sha256')
  for (const file of files) hash.update(file.slice(root.length)).update(readFileSync(file))
  return hash.digest('hex')
}

function run(command, args) {
  const done = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] })
  if (done.status !== 0) fail(`Không chạy được: ${command} ${args.join(' ')}`)
}

const say = (line) => process.stderr.write(`${line}\n`)

function fail(line) {
  say(line)
  process.exit(1)
}

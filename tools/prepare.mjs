// Makes a checkout ready to run with nothing but Node and npm: installs what is missing, builds what is stale.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folder of the repository. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..')

const BUILD_STAMP = join(root, 'server/dist/.built-from')

/** Installs and builds when needed; says what it does on standard error and ends the process when it fails. */
export function prepare() {
  ensureInstalled()
  ensureBuilt()
}

/** `npm ci`, unless the installed packages are those of package-lock.json. */
export function ensureInstalled() {
  checkNode()
  if (isInstalled()) return
  say('Đang cài các gói của package-lock.json (npm ci)…')
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
}

/** What `ensureBuilt` runs, in this order: programs of node_modules with their arguments. */
export const BUILD_STEPS = [
  { name: 'kiểu và máy chủ (tsc)', program: 'typescript/bin/tsc', args: ['-b'] },
  { name: 'cổng của người dân (vite)', program: 'vite/bin/vite.js', args: viteBuild('portal') },
  { name: 'phần của cán bộ (vite)', program: 'vite/bin/vite.js', args: viteBuild('staff') },
]

/** Builds the server and both web faces, unless the last build was made from the same sources. */
export function ensureBuilt() {
  const sources = digestOfSources()
  if (isBuiltFrom(sources)) return
  for (const { name, program, args } of BUILD_STEPS) {
    say(`Đang dựng ${name}…`)
    run(process.execPath, [join(root, 'node_modules', program), ...args])
  }
  rememberBuild(sources)
}

function viteBuild(face) {
  return ['build', '--config', `${face}/vite.config.ts`, '--logLevel', 'warn']
}

/** Notes that these sources have been built. @param sources their `digestOfSources()` before the build */
export function rememberBuild(sources) {
  writeFileSync(BUILD_STAMP, sources)
}

/** One digest of everything the build reads. */
export function digestOfSources() {
  const configs = ['package-lock.json', 'tsconfig.base.json', 'tsconfig.json']
  const projects = ['rules', 'form-ui', 'portal', 'staff', 'server'].flatMap((folder) => [
    `${folder}/tsconfig.json`,
    `${folder}/package.json`,
    ...['vite.config.ts', 'index.html'].map((name) => `${folder}/${name}`).filter(isFile),
    ...sourcesBelow(`${folder}/src`),
    ...sourcesBelow(`${folder}/test`),
  ])
  const hash = createHash('sha256')
  for (const file of [...configs, ...projects])
    hash.update(`${file}\n`).update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  fail(`Motcua cần Node.js từ 20.19 trở lên; máy này có ${process.versions.node}.`)
}

/** Compares the lock file with npm's own list of what it installed; packages of other systems may be absent. */
function isInstalled() {
  const installed = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(installed)) return false
  const have = JSON.parse(readFileSync(installed, 'utf8')).packages
  const want = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  return Object.entries(want).every(([path, { version, optional }]) => {
    if (!path.includes('node_modules/')) return true
    return path in have ? have[path].version === version : optional === true
  })
}

function isBuiltFrom(sources) {
  const outputs = [
    'rules/dist/index.js',
    'server/dist/src/cli/main.js',
    'portal/dist/client/manifest.json',
    'staff/dist/client/index.html',
  ]
  return (
    outputs.every((file) => existsSync(join(root, file))) &&
    existsSync(BUILD_STAMP) &&
    readFileSync(BUILD_STAMP, 'utf8') === sources
  )
}

function isFile(path) {
  return existsSync(join(root, path))
}

function sourcesBelow(folder) {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(tsx?|json|css|svg|png|woff2)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort()
}

function run(command, args) {
  // Standard output stays free for what the command itself prints.
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32' && command === 'npm',
  })
  if (status !== 0)
    fail(`Lệnh không chạy xong: ${command} ${args.join(' ')}${error ? ` (${error.message})` : ''}`)
}

function say(line) {
  process.stderr.write(`${line}\n`)
}

function fail(line) {
  say(line)
  process.exit(1)
}

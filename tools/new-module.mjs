// `npm run new:module NAME`: makes server/src/modules/NAME, a small slice that works, from tools/new-module/.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { root as repository } from './prepare.mjs'

const TEMPLATE = join(repository, 'tools/new-module')

// Words of JavaScript, of PostgreSQL and of the slice itself that cannot be the name of a module.
const TAKEN = new Set(
  `all analyse analyze and any app array as asc async asymmetric authorization await beforeall afterall binary both
  break case cast catch check class collate collation column concurrently const constraint continue create cross
  debugger default deferrable delete desc describe distinct do else end enum eval except expect export extends false
  fetch finally for foreign freeze from full function grant group having if ilike implements import in initially
  inner instanceof interface intersect into is isnull it join lateral leading left let like limit localtime
  localtimestamp natural new not notnull null offset on only or order outer overlaps package platform placing primary
  private protected public references return returning right root routes select server session-user similar some
  static super switch symmetric table tablesample then this throw to trailing true try typeof undefined union unique
  user using var variadic verbose void when where while window with yield information-schema
  current-date current-role current-time current-user test-actor test-root test-server arguments admin`.split(
    /\s+/,
  ),
)

const { name, root } = readArguments()
const folder = join(root, 'server/src/modules', name)
const mapPath = join(root, 'server/src/modules/map.json')
const problem = problemOf(name)
if (problem) refuse(problem)

for (const path of readdirSync(TEMPLATE, { recursive: true, withFileTypes: true })) {
  if (!path.isFile()) continue
  const from = join(path.parentPath, path.name)
  write(join(folder, fill(relative(TEMPLATE, from))), fill(readFileSync(from, 'utf8')))
}
const map = { ...JSON.parse(readFileSync(mapPath, 'utf8')), [name]: [] }
const sorted = Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)))
write(mapPath, JSON.stringify(sorted, null, 2))

process.stdout.write(
  `Đã tạo server/src/modules/${name}. Hãy thêm vào server/src/app.ts hai dòng sau, rồi chạy npm run gen:\n` +
    `import { ${camel(name)} } from './modules/${name}/index.ts'\n` +
    `  ${camel(name)},\n`,
)

function readArguments() {
  try {
    const options = { root: { type: 'string', default: repository } }
    const { values, positionals } = parseArgs({ options, allowPositionals: true })
    if (positionals.length !== 1) refuse('Hãy viết đúng một tên: npm run new:module TÊN (ví dụ: petitions).')
    return { name: positionals[0], root: resolve(values.root) }
  } catch (error) {
    return refuse(`Lệnh chưa đúng: ${error.message.split('\n')[0]}`)
  }
}

function problemOf(given) {
  if (!existsSync(mapPath)) return `Không có ${mapPath}; --root phải là thư mục gốc của kho mã Motcua.`
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(given) || given.length > 40) {
    return `Tên “${given}” chưa đúng; hãy dùng chữ thường không dấu, chữ số và gạch nối, ví dụ: petitions.`
  }
  if (TAKEN.has(given) || given.startsWith('pg-')) {
    return `Tên “${given}” là từ riêng của JavaScript, PostgreSQL hoặc của nền tảng; hãy chọn tên khác.`
  }
  if (existsSync(folder)) return `Mô-đun ${given} đã có rồi; hãy chọn tên khác.`
  return null
}

function refuse(line) {
  process.stderr.write(`${line}\n`)
  process.exit(2)
}

function fill(text) {
  const one = singular(name)
  return text
    .replaceAll('__module__', name)
    .replaceAll('__face__', camel(name))
    .replaceAll('__schema__', name.replaceAll('-', '_'))
    .replaceAll('__table__', one.replaceAll('-', '_'))
    .replaceAll('__Things__', pascal(name))
    .replaceAll('__Thing__', pascal(one))
}

function singular(plural) {
  if (/[^aeiou]ies$/.test(plural)) return plural.replace(/ies$/, 'y')
  if (/(ss|x|ch|sh)es$/.test(plural)) return plural.slice(0, -2)
  return /[^s]s$/.test(plural) && !/(us|is)$/.test(plural) ? plural.slice(0, -1) : plural
}

function camel(kebab) {
  return kebab.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())
}

function pascal(kebab) {
  return camel(`-${kebab}`)
}

/** Writes a file as Biome wants it: names of another length break lines and sort imports differently. */
function write(path, text) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, /\.(ts|json)$/.test(path) ? tidy(path, text) : text)
}

function tidy(path, text) {
  const biome = join(repository, 'node_modules/@biomejs/biome/bin/biome')
  const as = `server/src/modules/${relative(join(root, 'server/src/modules'), path).replaceAll('\\', '/')}`
  const args = [biome, 'check', '--write', `--stdin-file-path=${as}`]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: repository,
    input: text,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`${as}: ${stderr}`)
  return stdout
}

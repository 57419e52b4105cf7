// `npm test`: every check and all tests; the last line says `N passed, N failed`.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureInstalled, root } from './prepare.mjs'

const bin = (path) => join(root, 'node_modules', path)
const folder = mkdtempSync(join(tmpdir(), 'motcua-report-'))
const report = join(folder, 'vitest.json')

const CHECKS = [
  ['định dạng và lint (biome)', [bin('@biomejs/biome/bin/biome'), 'ci', '.', '--colors=off']],
  ['kiểu (tsc)', [bin('typescript/bin/tsc'), '-b']],
  ['lời hứa không chờ (eslint)', [bin('eslint/bin/eslint.js'), 'rules/src', 'server/src', 'server/test']],
  [
    'kiến trúc (dependency-cruiser)',
    [
      bin('dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      'rules/src',
      'server/src',
    ],
  ],
  ['hợp đồng API (openapi.json, api.d.ts)', [join(root, 'tools/gen.mjs'), '--check']],
]

const counts = { passed: 0, failed: 0, skipped: 0 }
ensureInstalled()
if (!existsSync(join(root, '../shared/data'))) {
  process.stdout.write(
    'Không có ../shared/data: các kiểm tra cần dữ liệu đó được bỏ qua và đếm là skipped.\n',
  )
}
for (const [name, command] of CHECKS) await check(name, command)
if (!process.argv.includes('--check-only')) await runTests()
rmSync(folder, { recursive: true, force: true })
const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed${skipped}\n`)
process.exitCode = counts.failed > 0 ? 1 : 0

async function check(name, command) {
  const started = Date.now()
  const { code, output } = await run(command)
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  counts[code === 0 ? 'passed' : 'failed'] += 1
  process.stdout.write(`${code === 0 ? 'đạt ' : 'HỎNG'}  ${name} (${seconds} giây)\n`)
  if (code !== 0) process.stdout.write(`${output}\n`)
}

async function runTests() {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { code } = await run([bin('vitest/vitest.mjs'), 'run', ...reporters], 'inherit')
  const result = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null
  counts.passed += result?.numPassedTests ?? 0
  counts.failed += result?.numFailedTests ?? 0
  counts.skipped += (result?.numPendingTests ?? 0) + (result?.numTodoTests ?? 0)
  // A file that could not be loaded, or an error outside any test, fails the run without a failed test.
  if (code !== 0 && !result?.numFailedTests) counts.failed += 1
}

function run(args, stdio = 'pipe') {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', stdio, stdio] })
    let output = ''
    child.stdout?.on('data', (chunk) => {
      output += chunk
    })
    child.stderr?.on('data', (chunk) => {
      output += chunk
    })
    child.on('close', (code) => resolve({ code, output }))
  })
}

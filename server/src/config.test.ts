import { describe, expect, it } from 'vitest'
import { type ConfigError, readConfig } from './config.ts'

describe('readConfig', () => {
  it('has defaults that need no environment', () => {
    expect(readConfig({})).toMatchObject({ port: 8080, host: 'localhost', databaseUrl: null })
    expect(readConfig({}).dataDir).toMatch(/data$/)
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

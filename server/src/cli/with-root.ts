import { ConfigError, readConfig } from '../config.ts'
import { EmbeddedPostgresError } from '../platform/embedded-postgres.ts'
import { KeyError } from '../platform/keys/index.ts'
import { DatabaseAwayError } from '../platform/leader.ts'
import { MigrationError } from '../platform/migrate.ts'
import type { Module } from '../platform/module.ts'
import { type OpenRoot, openRoot } from '../platform/root.ts'
import { CliError } from './command.ts'

/** Opens the configured database for one command and closes it again, whatever happens. */
export async function withRoot<T>(
  modules: readonly Module[],
  work: (root: OpenRoot) => Promise<T>,
): Promise<T> {
  const root = await openQuietly(modules)
  try {
    return await work(root)
  } finally {
    await root.close()
  }
}

async function openQuietly(modules: readonly Module[]): Promise<OpenRoot> {
  try {
    return await openRoot({ ...readConfig(), logLevel: 'error' }, modules)
  } catch (error) {
    if (error instanceof ConfigError) throw new CliError(error.problems.join(' '))
    if (
      error instanceof EmbeddedPostgresError ||
      error instanceof MigrationError ||
      error instanceof DatabaseAwayError ||
      error instanceof KeyError
    )
      throw new CliError(error.message)
    throw error
  }
}

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

const openQuietly = (modules: readonly Module[]): Promise<OpenRoot> =>
  Promise.resolve()
    .then(() => openRoot({ ...readConfig(), logLevel: 'error' }, modules))
    .catch((error) => {
      throw asStartError(error)
    })

/** A wrong configuration or a database that cannot be used, as one line for the person at the keyboard. */
export function asStartError(error: unknown): unknown {
  if (error instanceof ConfigError) return new CliError(error.problems.join(' '))
  if (
    error instanceof EmbeddedPostgresError ||
    error instanceof MigrationError ||
    error instanceof DatabaseAwayError ||
    error instanceof KeyError
  )
    return new CliError(error.message)
  return error
}

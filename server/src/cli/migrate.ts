import type { Command } from 'commander'
import { modules } from '../app.ts'
import { ConfigError, readConfig } from '../config.ts'
import { systemClock } from '../platform/clock.ts'
import { EmbeddedPostgresError } from '../platform/embedded-postgres.ts'
import { KeyError } from '../platform/keys/index.ts'
import { openLog } from '../platform/log.ts'
import { MigrationError } from '../platform/migrate.ts'
import { openConfiguredDatabase, upgrade } from '../platform/root.ts'
import { CliError, newCommand, print } from './command.ts'

export function migrateCommand(): Command {
  return newCommand('migrate', 'Đưa cơ sở dữ liệu lên phiên bản của chương trình này').action(
    async (options: { json?: boolean }) => {
      try {
        const config = readConfig()
        const { database, close } = await openConfiguredDatabase(config)
        const log = openLog('error')
        const { applied } = await upgrade(config, database, modules, systemClock, log).finally(close)
        print(options, { applied }, () =>
          applied.length > 0
            ? `Đã chạy ${applied.length} tệp: ${applied.join(', ')}`
            : 'Cơ sở dữ liệu đã mới nhất.',
        )
      } catch (error) {
        if (error instanceof ConfigError) throw new CliError(error.problems.join(' '))
        if (
          error instanceof MigrationError ||
          error instanceof EmbeddedPostgresError ||
          error instanceof KeyError
        )
          throw new CliError(error.message)
        throw error
      }
    },
  )
}

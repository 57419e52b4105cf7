import type { Command } from 'commander'
import { modules } from '../app.ts'
import { ConfigError, readConfig } from '../config.ts'
import { EmbeddedPostgresError } from '../platform/embedded-postgres.ts'
import { MigrationError, migrate } from '../platform/migrate.ts'
import { openConfiguredDatabase } from '../platform/root.ts'
import { CliError, newCommand, print } from './command.ts'

export function migrateCommand(): Command {
  return newCommand('migrate', 'Đưa cơ sở dữ liệu lên phiên bản của chương trình này').action(
    async (options: { json?: boolean }) => {
      try {
        const { database, close } = await openConfiguredDatabase(readConfig())
        const names = modules.map((m) => m.name)
        const applied = await migrate(database, names).finally(close)
        print(options, { applied }, () =>
          applied.length > 0
            ? `Đã chạy ${applied.length} tệp: ${applied.join(', ')}`
            : 'Cơ sở dữ liệu đã mới nhất.',
        )
      } catch (error) {
        if (error instanceof ConfigError) throw new CliError(error.problems.join(' '))
        if (error instanceof MigrationError || error instanceof EmbeddedPostgresError)
          throw new CliError(error.message)
        throw error
      }
    },
  )
}

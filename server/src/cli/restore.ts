import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { modules } from '../app.ts'
import { ConfigError, readConfig } from '../config.ts'
import { DamagedFile } from '../platform/backup/files.ts'
import { RestoreError, readManifest, restore } from '../platform/backup/load.ts'
import { checkBackupKey } from '../platform/backup/root-key.ts'
import { EmbeddedPostgresError } from '../platform/embedded-postgres.ts'
import { KeyError } from '../platform/keys/index.ts'
import { openConfiguredDatabase } from '../platform/root.ts'
import { CliError, newCommand, print } from './command.ts'

/** `motcua restore DIR`: into an empty database and an empty data folder. */
export function restoreCommand(): Command {
  return newCommand('restore', 'Phục hồi bản sao lưu vào một máy còn trống')
    .argument('<dir>', 'thư mục do motcua backup tạo ra')
    .action(async (dir: string, options: { json?: boolean }) => {
      try {
        const folder = resolve(dir)
        // Looked at first: a wrong folder must not leave a new database behind.
        await readManifest(folder)
        const config = readConfig()
        await checkBackupKey(folder, config.rootKey)
        const { database, close } = await openConfiguredDatabase(config)
        const names = modules.map((m) => m.name)
        const files = join(config.dataDir, 'files')
        const { tables, files: n } = await restore(database, names, folder, files).finally(close)
        const rows = tables.reduce((sum, t) => sum + t.rows, 0)
        print(
          options,
          { tables: tables.length, rows, files: n },
          () => `Đã phục hồi và đối chiếu ${tables.length} bảng, ${rows} dòng, ${n} tệp.`,
        )
      } catch (error) {
        if (error instanceof ConfigError) throw new CliError(error.problems.join(' '))
        if (
          error instanceof RestoreError ||
          error instanceof DamagedFile ||
          error instanceof KeyError ||
          error instanceof EmbeddedPostgresError
        )
          throw new CliError(error.message)
        throw error
      }
    })
}

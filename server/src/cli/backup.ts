import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { modules } from '../app.ts'
import { readConfig } from '../config.ts'
import { backUp } from '../platform/backup/dump.ts'
import { DamagedFile } from '../platform/backup/files.ts'
import type { RootKeySource } from '../platform/keys/root-key.ts'
import { CliError, newCommand, print } from './command.ts'
import { withRoot } from './with-root.ts'

/** `motcua backup DIR`: database and files of one moment, while the server goes on. */
export function backupCommand(): Command {
  return newCommand('backup', 'Sao lưu cơ sở dữ liệu và tệp vào một thư mục, không cần dừng máy chủ')
    .argument('<dir>', 'thư mục mới hoặc trống')
    .action(async (dir: string, options: { json?: boolean }) => {
      const folder = resolve(dir)
      if (existsSync(folder) && readdirSync(folder).length > 0) {
        throw new CliError(`Thư mục ${dir} không trống; hãy chọn thư mục mới cho mỗi lần sao lưu.`)
      }
      const names = modules.map((m) => m.name)
      const manifest = await withRoot(modules, (root) =>
        backUp(root.database, names, join(readConfig().dataDir, 'files'), folder, root.clock.now()),
      ).catch((error: unknown) => {
        throw error instanceof DamagedFile ? new CliError(error.message) : error
      })
      const rows = manifest.tables.reduce((sum, t) => sum + t.rows, 0)
      print(
        options,
        { folder, tables: manifest.tables.length, rows, files: manifest.files, rootKeyIncluded: false },
        () =>
          [
            `Đã sao lưu ${manifest.tables.length} bảng, ${rows} dòng, ${manifest.files} tệp vào ${folder}.`,
            `Khoá gốc (${placeOf(readConfig().rootKey)}) KHÔNG nằm trong bản sao lưu: hãy cất một bản ở nơi khác, không có khoá này thì không đọc lại được dữ liệu cá nhân.`,
          ].join('\n'),
      )
    })
}

const placeOf = (source: RootKeySource): string => source.file ?? 'MOTCUA_ROOT_KEY'

import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { modules } from '../app.ts'
import { readConfig } from '../config.ts'
import { RestoreError, readManifest } from '../platform/backup/load.ts'
import { type DeepFindings, examineDeep, examineRoot } from '../platform/examine.ts'
import { examineRootKeyFile } from '../platform/keys/status.ts'
import { openConfiguredDatabase } from '../platform/root.ts'
import { CliError, newCommand, print } from './command.ts'
import { withRoot } from './with-root.ts'

type DoctorFlags = { json?: boolean; deep?: boolean; backup?: string }

/** Looks at what an operator would look at first, and says it in one table. */
export function doctorCommand(): Command {
  return newCommand('doctor', 'Kiểm tra tình trạng của hệ thống')
    .option('--deep', 'đọc hết: đếm và lấy dấu mọi bảng, kiểm tra nội dung mọi tệp')
    .option('--backup <dir>', 'cùng --deep: so với một bản sao lưu')
    .action(async (options: DoctorFlags) => {
      if (options.backup && !options.deep) throw new CliError('--backup chỉ dùng cùng --deep.')
      // Counted before anything else: opening the system leaves rows in its audit.
      const deep = options.deep ? await lookDeep(options.backup) : { findings: [], tables: [] }
      const findings = [
        ...(await withRoot(modules, examineRoot)),
        examineRootKeyFile(readConfig().rootKey),
        ...deep.findings,
      ]
      const ok = findings.every((f) => f.ok)
      const tables = options.deep ? { tables: deep.tables } : {}
      print(options, { ok, findings, ...tables }, () =>
        [
          ...findings.map((f) => `${f.ok ? 'tốt' : 'XẤU'}  ${f.name.padEnd(20)} ${f.detail}`),
          ...deep.tables.map((t) => `     ${t.table.padEnd(40)} ${String(t.rows).padStart(9)}  ${t.digest}`),
        ].join('\n'),
      )
      if (!ok) process.exitCode = 1
    })
}

async function lookDeep(backup: string | undefined): Promise<DeepFindings> {
  const manifest = backup ? await readManifest(resolve(backup)).catch(asCliError) : null
  const config = readConfig()
  const { database, close } = await openConfiguredDatabase(config)
  const names = modules.map((m) => m.name)
  return examineDeep(database, names, join(config.dataDir, 'files'), manifest).finally(close)
}

function asCliError(error: unknown): never {
  throw error instanceof RestoreError ? new CliError(error.message) : error
}

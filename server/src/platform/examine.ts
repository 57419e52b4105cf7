import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { examineRole } from './access/role.ts'
import { SYSTEM } from './actor.ts'
import type { Manifest } from './backup/dump.ts'
import { checkFiles } from './backup/files.ts'
import { differences } from './backup/load.ts'
import { countTables, type TableCount } from './backup/tables.ts'
import { type Root, readCtx } from './ctx.ts'
import type { Database } from './db.ts'
import { examineKeys } from './keys/status.ts'
import { readMigrations } from './migrate.ts'

/** One thing an operator would look at: whether it is well, and in a few words how it stands. */
export type Finding = { name: string; ok: boolean; detail: string }

/** Looks at the machine, the database, the jobs, the files, and at what each module examines of its own. */
export async function examineRoot(root: Root): Promise<Finding[]> {
  const ctx = readCtx(root, SYSTEM)
  const own = await Promise.all([
    examineDatabase(root),
    examineMigrations(root),
    examineRole(root.database),
    examineJobs(root),
    examineFiles(root),
    examineKeys(root.database, root.clock.now()),
  ])
  const ofModules = await Promise.all(root.modules.map(async (m) => (m.examine ? m.examine(ctx) : [])))
  const node = { name: 'Node.js', ok: isNewEnough(process.versions.node), detail: process.versions.node }
  return [node, ...own, ...ofModules.flat()]
}

export type DeepFindings = { findings: Finding[]; tables: TableCount[] }

/**
 * Reads everything: rows and digest of every table, and every file against its name.
 * Nothing is written, so a restored system stays equal to its backup.
 * @param backup what to compare with; null only counts
 */
export async function examineDeep(
  database: Database,
  moduleNames: readonly string[],
  filesFolder: string,
  backup: Manifest | null,
): Promise<DeepFindings> {
  const tables = await countTables(database.pool, moduleNames)
  const { names, damaged } = await checkFiles(filesFolder)
  const rows = tables.reduce((sum, t) => sum + t.rows, 0)
  const findings = [
    { name: 'số dòng', ok: true, detail: `${rows} dòng trong ${tables.length} bảng` },
    {
      name: 'nội dung tệp',
      ok: damaged.length === 0,
      detail: `${names.length} tệp, ${damaged.length} hỏng`,
    },
  ]
  if (!backup) return { findings, tables }
  const wrong = differences(backup, tables)
  const detail =
    wrong.length === 0
      ? `giống bản sao lưu lúc ${backup.madeAt}: ${tables.length} bảng, ${rows} dòng`
      : `khác bản sao lưu ở ${wrong.join(', ')}`
  return { findings: [...findings, { name: 'bản sao lưu', ok: wrong.length === 0, detail }], tables }
}

async function examineDatabase(root: Root): Promise<Finding> {
  const { rows } = await sql<{ version: string; size: string; icu: boolean }>`select version(),
    pg_size_pretty(pg_database_size(current_database())) as size,
    exists (select 1 from pg_collation where collprovider = 'i') as icu`.execute(root.database.kysely)
  const { version, size, icu } = rows[0]!
  const detail = `${version.split(' ').slice(0, 2).join(' ')}, ${size}${icu ? '' : ', thiếu ICU nên không xếp đúng tiếng Việt'}`
  return { name: 'cơ sở dữ liệu', ok: icu, detail }
}

async function examineMigrations(root: Root): Promise<Finding> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from platform.migration`.execute(
    root.database.kysely,
  )
  const expected = await readMigrations(root.modules.map((m) => m.name))
  const applied = rows[0]!.n
  return {
    name: 'cập nhật lược đồ',
    ok: applied === expected.length,
    detail: `${applied} trên ${expected.length} tệp`,
  }
}

async function examineJobs(root: Root): Promise<Finding> {
  const { rows } = await sql<{ waiting: number; parked: number; overdue: number }>`select
      count(*) filter (where attempts < 10)::int as waiting,
      count(*) filter (where attempts >= 10)::int as parked,
      count(*) filter (where attempts < 10 and run_at < now() - interval '10 minutes')::int as overdue
    from platform.job`.execute(root.database.kysely)
  const { waiting, parked, overdue } = rows[0]!
  const detail = `${waiting} đang chờ, ${overdue} trễ quá 10 phút, ${parked} hỏng sau 10 lần thử`
  return { name: 'việc nền', ok: parked === 0 && overdue === 0, detail }
}

/** Writes the same few bytes again: files are named by content, so nothing is added after the first time. */
async function examineFiles(root: Root): Promise<Finding> {
  const name = 'kho tệp'
  return root.files.save(Readable.from([Buffer.from('motcua doctor')])).then(
    () => ({ name, ok: true, detail: 'ghi được' }),
    (error: Error) => ({ name, ok: false, detail: `không ghi được: ${error.message}` }),
  )
}

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 20 || (major === 20 && minor >= 19)
}

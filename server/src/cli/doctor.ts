import { Readable } from 'node:stream'
import type { Command } from 'commander'
import { sql } from 'kysely'
import { modules } from '../app.ts'
import type { Root } from '../platform/ctx.ts'
import { readMigrations } from '../platform/migrate.ts'
import { newCommand, print } from './command.ts'
import { withRoot } from './with-root.ts'

type Finding = { name: string; ok: boolean; detail: string }

/** Looks at what an operator would look at first, and says it in one table. */
export function doctorCommand(): Command {
  return newCommand('doctor', 'Kiểm tra tình trạng của hệ thống').action(
    async (options: { json?: boolean }) => {
      const findings = await withRoot(modules, examine)
      const ok = findings.every((f) => f.ok)
      print(options, { ok, findings }, () =>
        findings.map((f) => `${f.ok ? 'tốt ' : 'XẤU '} ${f.name.padEnd(26)} ${f.detail}`).join('\n'),
      )
      if (!ok) process.exitCode = 1
    },
  )
}

async function examine(root: Root): Promise<Finding[]> {
  const db = root.database.kysely
  const server = await sql<{ version: string; size: string; icu: boolean }>`select version(),
    pg_size_pretty(pg_database_size(current_database())) as size,
    exists (select 1 from pg_collation where collprovider = 'i') as icu`.execute(db)
  const applied = await sql<{ n: number }>`select count(*)::int as n from platform.migration`.execute(db)
  const expected = await readMigrations(modules.map((m) => m.name))
  const jobs = await sql<{ waiting: number; parked: number; overdue: number }>`select
      count(*) filter (where attempts < max_attempts)::int as waiting,
      count(*) filter (where attempts >= max_attempts)::int as parked,
      count(*) filter (where attempts < max_attempts and run_at < now() - interval '10 minutes')::int as overdue
    from graphile_worker.jobs`.execute(db)
  const counted = await sql<{ entries: number; dossiers: number; numbersWhole: boolean }>`select
      (select count(*)::int from dossiers.queue_entry) as entries,
      (select count(*)::int from dossiers.dossier) as dossiers,
      not exists (
        select 1 from dossiers.code_counter c where c.last <> (
          select count(*) from dossiers.dossier d where d.competent_unit_id = c.unit_id
            and (d.accepted_at at time zone 'Asia/Ho_Chi_Minh')::date = c.day)) as "numbersWhole"`.execute(db)
  const { version, size, icu } = server.rows[0]!
  const job = jobs.rows[0]!
  const kept = counted.rows[0]!
  return [
    { name: 'Node.js', ok: isNewEnough(process.versions.node), detail: process.versions.node },
    { name: 'PostgreSQL', ok: true, detail: `${version.split(' ').slice(0, 2).join(' ')}, ${size}` },
    { name: 'sắp xếp tiếng Việt', ok: icu, detail: icu ? 'có ICU' : 'PostgreSQL này thiếu ICU' },
    {
      name: 'cập nhật cơ sở dữ liệu',
      ok: applied.rows[0]!.n === expected.length,
      detail: `${applied.rows[0]!.n} trên ${expected.length} tệp`,
    },
    {
      name: 'việc nền',
      ok: job.parked === 0 && job.overdue === 0,
      detail: `${job.waiting} đang chờ, ${job.overdue} trễ quá 10 phút, ${job.parked} hỏng sau 10 lần thử`,
    },
    { name: 'hồ sơ', ok: true, detail: `${kept.dossiers} hồ sơ, ${kept.entries} chỗ trong hàng đợi` },
    {
      name: 'mã hồ sơ liền số',
      ok: kept.numbersWhole,
      detail: kept.numbersWhole ? 'không thiếu, không trùng' : 'có ngày số đếm khác số hồ sơ',
    },
    await examineFiles(root),
  ]
}

/** Writes the same few bytes again: content-addressed, so nothing is added after the first time. */
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

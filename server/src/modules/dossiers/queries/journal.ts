import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'

/**
 * One line for every dossier: numbers, status, dates and its acts in order of time. Without ids, secrets and personal
 * data, so that two systems to which the same happened give the same lines.
 */
export async function journalOf(ctx: Ctx): Promise<string[]> {
  const { rows } = await sql<{
    line: string
  }>`select concat_ws(' ', d.submission_number, d.code, d.procedure_code,
        d.case_key, d.channel, d.status, extract(epoch from d.due_at), extract(epoch from d.first_due_at),
        extract(epoch from d.finished_at), a.acts) as line
      from dossiers.dossier d cross join lateral (
        select string_agg(concat_ws('/', kind, extract(epoch from at), status_after), ' '
                 order by at, status_after, kind) as acts
          from dossiers.act where dossier_id = d.id
      ) a order by d.submission_number collate "C"`.execute(ctx.db)
  return rows.map((row) => row.line)
}

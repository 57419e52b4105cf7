import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'

export type Group = {
  id: string
  accountId: string
  unitId: string
  procedureCode: string
  procedureVersionId: string
  fileId: string
  name: string
  state: 'checked' | 'running' | 'done'
  createdAt: Date
  endedAt: Date | null
}

export type GroupRow = {
  line: number
  state: 'waiting' | 'done' | 'refused' | 'skipped'
  dossierId: string | null
  code: string | null
  sentence: string | null
}

const COLUMNS = sql`g.id, g.account_id as "accountId", g.unit_id as "unitId", g.procedure_code as "procedureCode",
  g.procedure_version_id as "procedureVersionId", g.file_id as "fileId", g.name, g.state, g.created_at as "createdAt",
  g.ended_at as "endedAt"`

export function insertGroup(ctx: Ctx, g: Group, rows: readonly Omit<GroupRow, 'dossierId' | 'code'>[]): void {
  ctx.later(sql`insert into desk.group_intake (id, account_id, unit_id, procedure_code, procedure_version_id, file_id,
      name, state, created_at)
    values (${g.id}, ${g.accountId}, ${g.unitId}, ${g.procedureCode}, ${g.procedureVersionId}, ${g.fileId}, ${g.name},
      ${g.state}, ${g.createdAt})`)
  ctx.later(sql`insert into desk.group_row (group_id, line, state, sentence)
    select ${g.id}::uuid, r.line, r.state, r.sentence
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(line int, state text, sentence text)`)
}

export async function lockGroup(ctx: Ctx, id: string): Promise<Group | null> {
  const { rows } =
    await sql<Group>`select ${COLUMNS} from desk.group_intake g where g.id = ${id} for update`.execute(ctx.db)
  return rows[0] ?? null
}

export async function groupOf(ctx: Ctx, id: string): Promise<{ group: Group; rows: GroupRow[] } | null> {
  const [groups, rows] = await Promise.all([
    sql<Group>`select ${COLUMNS} from desk.group_intake g where g.id = ${id} and g.account_id = ${ctx.actor.id}`.execute(
      ctx.db,
    ),
    sql<GroupRow>`select line, state, dossier_id as "dossierId", code, sentence from desk.group_row
      where group_id = ${id} order by line`.execute(ctx.db),
  ])
  const group = groups.rows[0]
  return group ? { group, rows: rows.rows } : null
}

export async function waitingLines(ctx: Ctx, id: string, limit: number): Promise<number[]> {
  const { rows } = await sql<{ line: number }>`select line from desk.group_row
    where group_id = ${id} and state = 'waiting' order by line limit ${limit}`.execute(ctx.db)
  return rows.map(({ line }) => line)
}

export function saveRow(ctx: Ctx, id: string, row: GroupRow): void {
  ctx.later(sql`update desk.group_row set state = ${row.state}, dossier_id = ${row.dossierId}, code = ${row.code},
      sentence = ${row.sentence}
    where group_id = ${id} and line = ${row.line}`)
}

export function saveGroupState(ctx: Ctx, id: string, state: Group['state']): void {
  const ended = state === 'done' ? ctx.now() : null
  ctx.later(sql`update desk.group_intake set state = ${state}, ended_at = ${ended} where id = ${id}`)
}

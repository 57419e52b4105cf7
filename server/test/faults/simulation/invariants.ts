import { sql } from 'kysely'
import { clockOf } from '../../../src/modules/deadlines/index.ts'
import { SYSTEM } from '../../../src/platform/actor.ts'
import { type Root, readCtx } from '../../../src/platform/ctx.ts'
import type { ModelDossier } from './model.ts'

type Row = {
  id: string
  status: number
  dueAt: Date | null
  open: number
  doubled: number
  assignees: number
  history: [number, number][]
}

/** What is wrong with these dossiers; empty when all is well. */
export async function brokenInvariants(root: Root, dossiers: readonly ModelDossier[]): Promise<string[]> {
  const ids = dossiers.map((d) => d.id)
  const { rows } = await sql<Row>`select d.id, d.status, d.due_at as "dueAt",
      (select count(*)::int from process.public_open_task t where t.subject_id = d.id) as open,
      (select count(*)::int from process.public_open_task t
        where t.subject_id = d.id and t.assignee_id is not null) as assignees,
      (select count(*) - count(distinct (queue, unit_id, role)) from dossiers.queue_entry e
        where e.dossier_id = d.id)::int as doubled,
      (select json_agg(json_build_array(coalesce(a.status_before, 0), a.status_after) order by a.seq)
        from dossiers.act a where a.dossier_id = d.id) as history
    from dossiers.dossier d where d.id = any(${ids})`.execute(root.database.kysely)
  const found = new Map(rows.map((r) => [r.id, r]))
  const wrong = dossiers.flatMap((d) => wrongWith(d, found.get(d.id)))
  for (const { id, dueAt } of rows) wrong.push(...(await unexplained(root, id, dueAt)))
  return wrong
}

/** What is wrong with the numbers, queues and figures of the whole province; empty when all is well. */
export async function brokenProvince(root: Root): Promise<string[]> {
  const dossierModule = root.modules.find((m) => m.name === 'dossiers')
  const findings = (await dossierModule?.examine?.(readCtx(root, SYSTEM))) ?? []
  return findings.filter((f) => !f.ok).map((f) => `${f.name}: ${f.detail}`)
}

function wrongWith(d: ModelDossier, row: Row | undefined): string[] {
  if (!row) return [`${d.id} is lost`]
  const holders = d.taken === null || d.step === null ? 0 : 1
  const linear = row.history.every(([before], i) => before === (i === 0 ? 0 : row.history[i - 1]![1]))
  return [
    row.status !== d.status && `status ${row.status} instead of ${d.status}`,
    row.open !== (d.step ? 1 : 0) && `${row.open} open steps instead of ${d.step ?? 'none'}`,
    row.assignees !== holders && `${row.assignees} holders of the open step instead of ${holders}`,
    row.doubled > 0 && 'twice in one queue',
    !linear && `history is not linear: ${JSON.stringify(row.history)}`,
    row.history.at(-1)?.[1] !== row.status && 'history does not end in the status',
  ].flatMap((text) => (text ? [`${d.id}: ${text}`] : []))
}

/** The due date must be the last one of the ledger. */
async function unexplained(root: Root, id: string, dueAt: Date | null): Promise<string[]> {
  const clock = await clockOf(readCtx(root, SYSTEM), id)
  if (!clock) return dueAt === null ? [] : [`${id}: a due date without a clock`]
  const last = clock.ledger.findLast((e) => e.due !== null)?.due
  return last?.getTime() === dueAt?.getTime() && clock.dueAt.getTime() === dueAt?.getTime()
    ? []
    : [`${id}: due ${dueAt?.toISOString()}, ledger says ${last?.toISOString()}`]
}

import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '../../platform/ctx.ts'
import { openDataKey, openJson, wrappedKeyOf } from '../../platform/keys/index.ts'
import type { DossierSheet } from './domain/sheet.ts'
import type { NewSlip, PrintRun, SealedSlip } from './store.ts'

/** A paper as kept, opened with the key of its file. */
export type Slip = NewSlip & { issuedAt: Date; issuedByName: string }

/** The papers of a dossier in the order of their issue. @throws 410 `data.erased` when one was erased */
export const slipsOf = (ctx: Ctx, dossierId: string): Promise<Slip[]> =>
  readSlips(ctx, sql`s.dossier_id = ${dossierId}`)

/** The last issue of a paper; null when it was never issued. */
export async function lastSlip(ctx: Ctx, dossierId: string, kind: DossierSheet): Promise<Slip | null> {
  const slips = await readSlips(
    ctx,
    sql`s.dossier_id = ${dossierId} and s.kind = ${kind} and s.issue =
    (select max(l.issue) from slips.slip l where l.dossier_id = ${dossierId} and l.kind = ${kind})`,
  )
  return slips[0] ?? null
}

export async function slipById(ctx: Ctx, id: string): Promise<Slip | null> {
  return (await readSlips(ctx, sql`s.id = ${id}`))[0] ?? null
}

/** The registers that were last printed of a unit, newest first. */
export const registersOf = async (ctx: Ctx, unitId: string, most: number): Promise<Slip[]> =>
  (
    await readSlips(
      ctx,
      sql`s.id in (select l.id from slips.slip l where l.dossier_id is null and l.unit_id = ${unitId}
        order by l.id desc limit ${most})`,
    )
  ).reverse()

/** Numbers of the receipts of these dossiers, of those that have one. */
export async function receiptNumbersOf(
  ctx: Ctx,
  dossierIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ dossierId: string; number: string }>`select dossier_id as "dossierId", number
    from slips.slip where dossier_id = any(${dossierIds}::uuid[]) and kind = 'receipt' and issue = 1`.execute(
    ctx.db,
  )
  return new Map(rows.map((row) => [row.dossierId, row.number]))
}

/** The papers of a print run in the order of their dossiers. */
export const slipsOfRun = async (ctx: Ctx, runId: string): Promise<Slip[]> => {
  const { rows } = await sql<{ slipId: string }>`select slip_id as "slipId" from slips.print_item
    where run_id = ${runId} and slip_id is not null order by seq`.execute(ctx.db)
  const ids = rows.map((row) => row.slipId)
  const slips = new Map(
    (await readSlips(ctx, sql`s.id = any(${ids}::uuid[])`)).map((slip) => [slip.id, slip]),
  )
  return ids.flatMap((id) => slips.get(id) ?? [])
}

async function readSlips(ctx: Ctx, which: RawBuilder<unknown>): Promise<Slip[]> {
  type Row = Omit<Slip, keyof SealedSlip> & { sealed: Buffer; wrappedKey: Buffer | null }
  const { rows } =
    await sql<Row>`select s.id, s.dossier_id as "dossierId", s.unit_id as "unitId", s.kind, s.issue,
      s.number, s.paper, s.template, s.file_id as "fileId", s.issued_at as "issuedAt",
      s.issued_by_name as "issuedByName", s.sealed, ${wrappedKeyOf(sql`s.file_id`)} as "wrappedKey"
    from slips.slip s where ${which} order by s.issued_at, s.kind, s.issue`.execute(ctx.db)
  return Promise.all(
    rows.map(async ({ sealed, wrappedKey, ...row }) => {
      const key = await openDataKey(ctx, row.fileId, wrappedKey)
      return { ...row, ...openJson<SealedSlip>(key, 'slips.slip', 'sealed', sealed, row.id) }
    }),
  )
}

export type PrintItem = {
  dossierId: string
  state: 'waiting' | 'done' | 'refused'
  slipId: string | null
  code: string | null
  sentence: string | null
}

/** A run of this account with its items; null when it has no such run. */
export async function printRunOf(
  ctx: Ctx,
  accountId: string,
  id: string,
): Promise<{ run: PrintRun; items: PrintItem[] } | null> {
  const [runs, items] = await Promise.all([
    sql<PrintRun>`select id, account_id as "accountId", kind, paper, state, created_at as "createdAt",
        ended_at as "endedAt", file_id as "fileId"
      from slips.print_run where id = ${id} and account_id = ${accountId}`.execute(ctx.db),
    sql<PrintItem>`select dossier_id as "dossierId", state, slip_id as "slipId", code, sentence
      from slips.print_item where run_id = ${id} order by seq`.execute(ctx.db),
  ])
  return runs.rows[0] ? { run: runs.rows[0], items: items.rows } : null
}

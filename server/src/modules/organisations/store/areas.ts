import { searchText } from '@motcua/rules'
import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'
import type { AreaVersion } from '../domain/areas/area.ts'
import { type AreaChange, versionKey } from '../domain/areas/history.ts'

/** Rows made, rows changed, rows found as they were. */
export type Written = { inserted: number; changed: number; unchanged: number }

/**
 * Brings the versions up to date by `(code, valid_from)`; nothing is ever deleted.
 * @returns the counts, and ids by `versionKey`
 */
export async function upsertVersions(
  ctx: Ctx,
  versions: readonly AreaVersion[],
): Promise<{ written: Written; ids: Map<string, string> }> {
  const rows = versions.map((v) => ({
    id: ctx.newId(),
    code: v.code,
    level: v.level,
    kind: v.kind,
    name: v.name,
    full_name: v.fullName,
    parent_code: v.parentCode,
    valid_from: v.validFrom,
    valid_to: v.validTo,
    legal_basis: v.legalBasis,
    search_text: [v.fullName, ...v.aliases].map(searchText).join('\n'),
  }))
  // A version that ends earlier than before makes room for the next one: ends come first.
  const changed = await sql`${LISTED(rows)}
    update organisations.admin_unit a
       set level = l.level, kind = l.kind, name = l.name, full_name = l.full_name, parent_code = l.parent_code,
           valid_to = l.valid_to, legal_basis = l.legal_basis, search_text = l.search_text
      from listed l
     where a.code = l.code and a.valid_from is not distinct from l.valid_from
       and (a.level, a.kind, a.name, a.full_name, a.parent_code, a.valid_to, a.legal_basis, a.search_text)
           is distinct from
           (l.level, l.kind, l.name, l.full_name, l.parent_code, l.valid_to, l.legal_basis, l.search_text)`.execute(
    ctx.db,
  )
  const inserted = await sql`${LISTED(rows)}
    insert into organisations.admin_unit (id, code, level, kind, name, full_name, parent_code, valid_from, valid_to,
        legal_basis, search_text)
    select id, code, level, kind, name, full_name, parent_code, valid_from, valid_to, legal_basis, search_text
      from listed l
     where not exists (select 1 from organisations.admin_unit a
                        where a.code = l.code and a.valid_from is not distinct from l.valid_from)`.execute(
    ctx.db,
  )
  const { rows: kept } = await sql<{ id: string; code: string; validFrom: string | null }>`
    select id, code, valid_from as "validFrom" from organisations.admin_unit`.execute(ctx.db)
  return {
    written: countWritten(rows.length, inserted.numAffectedRows, changed.numAffectedRows),
    ids: new Map(kept.map((row) => [versionKey(row), row.id])),
  }
}

/** Brings one change and its parts up to date. @param ids of `upsertVersions` */
export async function upsertChange(
  ctx: Ctx,
  change: AreaChange,
  ids: ReadonlyMap<string, string>,
): Promise<Written> {
  const { rows: made } = await sql<{ id: string }>`
    insert into organisations.admin_unit_change (id, kind, effective, legal_basis)
    values (${ctx.newId()}, ${change.kind}, ${change.effective}, ${change.legalBasis})
    on conflict (effective, kind) do update set legal_basis = excluded.legal_basis
    returning id`.execute(ctx.db)
  const parts = change.parts.map((p) => ({
    from_unit_id: ids.get(p.from),
    to_unit_id: ids.get(p.to),
    share: p.share,
    people: p.people,
    note: p.note,
  }))
  const { rows } = await sql<{ made: boolean }>`
    insert into organisations.admin_unit_change_part as part
        (change_id, from_unit_id, to_unit_id, share, people, note)
    select ${made[0]!.id}::uuid, from_unit_id, to_unit_id, share, people, note
      from jsonb_to_recordset(${JSON.stringify(parts)}::jsonb)
        as p (from_unit_id uuid, to_unit_id uuid, share text, people text, note text)
    on conflict (from_unit_id, to_unit_id) do update
       set change_id = excluded.change_id, share = excluded.share, people = excluded.people, note = excluded.note
     where (part.change_id, part.share, part.people, part.note)
           is distinct from (excluded.change_id, excluded.share, excluded.people, excluded.note)
    returning xmax = 0 as made`.execute(ctx.db)
  const inserted = rows.filter((row) => row.made).length
  return countWritten(parts.length, BigInt(inserted), BigInt(rows.length - inserted))
}

// One parameter holds all rows: some 3 MB, read in one pass.
const LISTED = (rows: readonly object[]) => sql`
  with listed as (
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as l (id uuid, code text, level smallint, kind text, name text, full_name text, parent_code text,
            valid_from date, valid_to date, legal_basis text, search_text text)
  )`

function countWritten(all: number, inserted: bigint | undefined, changed: bigint | undefined): Written {
  const made = Number(inserted ?? 0)
  const renewed = Number(changed ?? 0)
  return { inserted: made, changed: renewed, unchanged: all - made - renewed }
}

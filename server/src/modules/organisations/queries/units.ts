import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'
import type { UnitRecord } from '../domain/unit-tree.ts'

/** Number that grows with every change of the organisations. */
export async function loadRevision(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ number: number }>`select number from organisations.revision`.execute(ctx.db)
  return rows[0]!.number
}

/** All organisations, closed ones too, with their names and codes: some hundreds of rows. */
export async function loadUnits(ctx: Ctx): Promise<UnitRecord[]> {
  const { rows } = await sql<UnitRecord>`
    select u.id, u.key, u.kind, u.parent_id as "parentId", u.admin_unit_id as "adminUnitId", u.phone, u.address,
           u.is_reception_point as "isReceptionPoint", u.can_decide as "canDecide",
           u.valid_from as "validFrom", u.valid_to as "validTo",
           coalesce((select json_agg(json_build_object('name', n.name, 'searchText', n.search_text,
                       'validFrom', n.valid_from, 'validTo', n.valid_to) order by n.valid_from)
              from organisations.unit_name n where n.unit_id = u.id), '[]') as names,
           coalesce((select json_agg(json_build_object('scheme', c.scheme, 'value', c.value,
                       'validFrom', c.valid_from, 'validTo', c.valid_to) order by c.scheme desc, c.valid_from)
              from organisations.unit_code c where c.unit_id = u.id), '[]') as codes
      from organisations.unit u order by u.id`.execute(ctx.db)
  return rows
}

/** Id of the administrative unit with this code on the day, or null. */
export async function findAdminUnitId(ctx: Ctx, code: string, date: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select id from organisations.admin_unit
    where code = ${code} and daterange(valid_from, valid_to, '[]') @> ${date}::date`.execute(ctx.db)
  return rows[0]?.id ?? null
}

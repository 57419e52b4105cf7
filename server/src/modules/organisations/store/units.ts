import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'
import type { UnitCode, UnitRecord } from '../domain/unit-tree.ts'

export type NewUnit = Omit<UnitRecord, 'names' | 'validFrom'> & {
  validFrom: string
  name: string
  searchText: string
  legalBasis: string | null
}

/** The unit with its first name and codes. Errors name the constraints `unit_key_once` and `unit_code_once`. */
export async function insertUnit(ctx: Ctx, unit: NewUnit): Promise<void> {
  await sql`
    with made as (
      insert into organisations.unit (id, key, kind, parent_id, admin_unit_id, phone, address,
          is_reception_point, can_decide, valid_from, valid_to)
      values (${unit.id}, ${unit.key}, ${unit.kind}, ${unit.parentId}, ${unit.adminUnitId}, ${unit.phone},
          ${unit.address}, ${unit.isReceptionPoint}, ${unit.canDecide}, ${unit.validFrom}, ${unit.validTo})
    ), named as (
      insert into organisations.unit_name (unit_id, name, search_text, valid_from, valid_to, legal_basis)
      values (${unit.id}, ${unit.name}, ${unit.searchText}, ${unit.validFrom}, ${unit.validTo}, ${unit.legalBasis})
    ), coded as (
      insert into organisations.unit_code (unit_id, scheme, value, valid_from, valid_to)
      select ${unit.id}, scheme, value, valid_from, valid_to
        from unnest(${unit.codes.map((c) => c.scheme)}::text[], ${unit.codes.map((c) => c.value)}::text[],
                    ${unit.codes.map((c) => c.validFrom)}::date[], ${unit.codes.map((c) => c.validTo)}::date[])
          as code (scheme, value, valid_from, valid_to)
    )
    ${NEXT_REVISION}`.execute(ctx.db)
}

/** What of a unit is changed in place. */
export async function writeUnit(
  ctx: Ctx,
  unitId: string,
  row: Pick<UnitRecord, 'phone' | 'address' | 'isReceptionPoint' | 'canDecide'>,
): Promise<void> {
  await sql`with changed as (
      update organisations.unit set phone = ${row.phone}, address = ${row.address},
        is_reception_point = ${row.isReceptionPoint}, can_decide = ${row.canDecide}
      where id = ${unitId}
    )
    ${NEXT_REVISION}`.execute(ctx.db)
}

/** Ends the name in force the day before and begins the new one. */
export async function insertName(
  ctx: Ctx,
  row: { unitId: string; name: string; searchText: string; validFrom: string; legalBasis: string | null },
): Promise<void> {
  await sql`update organisations.unit_name set valid_to = ${row.validFrom}::date - 1
    where unit_id = ${row.unitId} and valid_to is null`.execute(ctx.db)
  await sql`
    with named as (
      insert into organisations.unit_name (unit_id, name, search_text, valid_from, legal_basis)
      values (${row.unitId}, ${row.name}, ${row.searchText}, ${row.validFrom}, ${row.legalBasis})
    )
    ${NEXT_REVISION}`.execute(ctx.db)
}

/** Ends the unit's code of the scheme the day before and gives the new one. */
export async function insertCode(
  ctx: Ctx,
  unitId: string,
  code: UnitCode & { validFrom: string },
): Promise<void> {
  await sql`update organisations.unit_code set valid_to = ${code.validFrom}::date - 1
    where unit_id = ${unitId} and scheme = ${code.scheme} and valid_to is null`.execute(ctx.db)
  await sql`
    with coded as (
      insert into organisations.unit_code (unit_id, scheme, value, valid_from)
      values (${unitId}, ${code.scheme}, ${code.value}, ${code.validFrom})
    )
    ${NEXT_REVISION}`.execute(ctx.db)
}

/** Ends a unit on a day, with its name, its codes, its positions and its appointments. */
export async function endUnit(ctx: Ctx, unitId: string, lastDay: string): Promise<void> {
  await sql`
    with names as (
      update organisations.unit_name set valid_to = ${lastDay} where unit_id = ${unitId} and valid_to is null
    ), codes as (
      update organisations.unit_code set valid_to = ${lastDay} where unit_id = ${unitId} and valid_to is null
    ), positions as (
      update organisations.position set valid_to = greatest(valid_from, ${lastDay}::date)
       where unit_id = ${unitId} and (valid_to is null or valid_to > ${lastDay})
    ), appointments as (
      update organisations.appointment
         set valid_to = greatest(valid_from, ${lastDay}::date),
             -- One that would only begin after the last day never takes effect.
             ended_at = case when valid_from > ${lastDay} then ${ctx.now()} else ended_at end
       where unit_id = ${unitId} and (valid_to is null or valid_to > ${lastDay})
    ), ended as (
      update organisations.unit set valid_to = ${lastDay} where id = ${unitId}
    )
    ${NEXT_REVISION}`.execute(ctx.db)
}

export function successorStatement(row: {
  unitId: string
  successorId: string
  scope: string
  effective: string
  legalBasis: string | null
}): RawBuilder<unknown> {
  return sql`insert into organisations.unit_successor (unit_id, successor_id, scope, effective, legal_basis)
    values (${row.unitId}, ${row.successorId}, ${row.scope}, ${row.effective}, ${row.legalBasis})`
}

const NEXT_REVISION = sql`update organisations.revision set number = number + 1`

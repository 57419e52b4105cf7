import { vietnamDate } from '@motcua/rules'
import { sql } from 'kysely'
import type { Grant } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/ctx.ts'
import { type Appointment, type Delegation, type Role, type RoleRow, toGrant } from '../domain/staffing.ts'

/**
 * The roles an account holds at a moment, own ones first; one statement, run at each request. The rule is
 * `rolesAt` of `domain/staffing.ts`, which the tests compare it with.
 */
export async function rolesOf(ctx: Ctx, accountId: string, at: Date): Promise<Grant[]> {
  const { rows } =
    await sql<RoleRow>`select role, unit_id as "unitId", via, from_account_id as "fromAccountId",
      procedures, steps, reach from organisations.public_roles_of(${accountId}, ${at}, ${vietnamDate(at)})`.execute(
      ctx.db,
    )
  return rows.map(toGrant)
}

export type Holder = { accountId: string; unitId: string; role: Role; title: string | null }

/**
 * Who holds one of the roles in one of the units by appointment at a moment: for assigning work.
 * `title` is the position in that unit, if one is recorded.
 */
export async function holdersOf(
  ctx: Ctx,
  unitIds: readonly string[],
  roles: readonly Role[],
  at: Date,
): Promise<Holder[]> {
  const date = vietnamDate(at)
  const { rows } = await sql<Holder>`
    select a.account_id as "accountId", a.unit_id as "unitId", a.role,
           (select p.title from organisations.position p
             where p.account_id = a.account_id and p.unit_id = a.unit_id
               and p.valid_from <= ${date} and (p.valid_to is null or p.valid_to >= ${date})
             order by p.valid_from desc limit 1) as title
      from organisations.appointment a
     where a.unit_id = any(${unitIds}::uuid[]) and a.role = any(${roles}::text[])
       and a.valid_from <= ${date} and (a.valid_to is null or a.valid_to >= ${date})
       and (a.ended_at is null or a.ended_at > ${at})
     order by a.unit_id, a.role, a.account_id`.execute(ctx.db)
  return rows
}

/** A grant with whose it is and how long. */
export type HeldGrant = RoleRow & { id: string; accountId: string; validTo: string | null }

/**
 * Grants at a moment in one of the units, or above them with reach over what is below, in one of the roles and good for
 * the procedure; in the order of unit, role and account.
 * @param of `steps`: ids of steps; a grant limited to steps must name one of them
 * @param page `after`: the last row before the page
 */
export async function grantsOver(
  ctx: Ctx,
  of: {
    units: readonly string[]
    above: readonly string[]
    roles: readonly string[]
    procedure: string
    steps: readonly string[]
  },
  page: { limit: number; after: Pick<HeldGrant, 'unitId' | 'role' | 'accountId' | 'id'> | null },
): Promise<HeldGrant[]> {
  const now = ctx.now()
  const day = vietnamDate(now)
  const { after, limit } = page
  const isAfter = after
    ? sql`(unit_id, role, account_id, id) > (${after.unitId}::uuid, ${after.role}, ${after.accountId}::uuid, ${after.id}::uuid)`
    : sql`true`
  const { rows } = await sql<HeldGrant>`with held as (
      select a.* from organisations.appointment a
       where a.role = any(${of.roles}) and a.unit_id = any(${[...of.units, ...of.above]}::uuid[])
         and a.valid_from <= ${day} and (a.valid_to is null or a.valid_to >= ${day})
         and (a.ended_at is null or a.ended_at > ${now})
    ), granted as (
      select id, account_id, unit_id, role, 'appointment' as via, null::uuid as from_account_id, procedures, steps,
             reach, valid_to from held
      union all
      select d.id, d.to_account_id, d.unit_id, d.role, 'delegation', d.from_account_id,
             organisations.narrower(h.procedures, d.procedures), organisations.narrower(h.steps, d.steps),
             least(h.reach, d.reach), d.valid_to
        from organisations.delegation d
        join held h on h.account_id = d.from_account_id and h.unit_id = d.unit_id and h.role = d.role
       where d.valid_from <= ${day} and d.valid_to >= ${day} and (d.revoked_at is null or d.revoked_at > ${now})
    )
    select id, account_id as "accountId", unit_id as "unitId", role, via, from_account_id as "fromAccountId",
           procedures, steps, reach, valid_to as "validTo"
      from granted
     where (unit_id = any(${of.units}::uuid[]) or reach = 'subtree')
       and (procedures is null or ${of.procedure} = any(procedures)) and (steps is null or steps && ${of.steps}::text[])
       and ${isAfter}
     order by unit_id, role, account_id, id limit ${limit}`.execute(ctx.db)
  return rows
}

export async function findAppointment(ctx: Ctx, id: string): Promise<Appointment | null> {
  const { rows } = await sql<Appointment>`${APPOINTMENT} where id = ${id}`.execute(ctx.db)
  return rows[0] ?? null
}

export async function appointmentsOf(ctx: Ctx, accountId: string): Promise<Appointment[]> {
  const { rows } = await sql<Appointment>`${APPOINTMENT} where account_id = ${accountId}`.execute(ctx.db)
  return rows
}

/** Appointments in these units that hold at a moment or will; without `unitIds` those of these accounts. */
export async function appointmentsIn(
  ctx: Ctx,
  { unitIds, accountIds, at }: { unitIds?: readonly string[]; accountIds?: readonly string[]; at: Date },
): Promise<Appointment[]> {
  const { rows } = await sql<Appointment>`${APPOINTMENT}
    where (${unitIds ?? null}::uuid[] is null or unit_id = any(${unitIds ?? null}::uuid[]))
      and (${accountIds ?? null}::uuid[] is null or account_id = any(${accountIds ?? null}::uuid[]))
      and (valid_to is null or valid_to >= ${vietnamDate(at)}) and (ended_at is null or ended_at > ${at})
    order by account_id, unit_id, role`.execute(ctx.db)
  return rows
}

export async function findDelegation(ctx: Ctx, id: string): Promise<Delegation | null> {
  const { rows } = await sql<Delegation>`
    select id, from_account_id as "fromAccountId", to_account_id as "toAccountId", unit_id as "unitId", role,
           reach, procedures, steps, valid_from as "validFrom", valid_to as "validTo", revoked_at as "revokedAt"
      from organisations.delegation where id = ${id}`.execute(ctx.db)
  return rows[0] ?? null
}

/** Delegations that an account gave or got, running or still to come, by their first day. */
export async function delegationsOf(ctx: Ctx, accountId: string): Promise<Delegation[]> {
  const { rows } = await sql<Delegation>`
    select id, from_account_id as "fromAccountId", to_account_id as "toAccountId", unit_id as "unitId", role,
           reach, procedures, steps, valid_from as "validFrom", valid_to as "validTo", revoked_at as "revokedAt"
      from organisations.delegation
     where (from_account_id = ${accountId} or to_account_id = ${accountId})
       and revoked_at is null and valid_to >= ${vietnamDate(ctx.now())}
     order by valid_from, id`.execute(ctx.db)
  return rows
}

const APPOINTMENT = sql`select id, account_id as "accountId", unit_id as "unitId", role,
  reach, procedures, steps, valid_from as "validFrom", valid_to as "validTo", ended_at as "endedAt" from organisations.appointment`

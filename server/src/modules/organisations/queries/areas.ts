import { type AddressPlace, searchText } from '@motcua/rules'
import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'
import { isId } from '../../../platform/id.ts'
import type { AreaKind, AreaLevel, Share } from '../domain/areas/area.ts'

/** An administrative unit as it is in its time. `place`: the units above it, nearest first, e.g. "Tỉnh Đắk Lắk". */
export type Area = {
  id: string
  code: string
  level: AreaLevel
  kind: AreaKind
  name: string
  fullName: string
  parentCode: string | null
  place: string
  validFrom: string | null
  validTo: string | null
}

/** Where an old unit is now, or what part of it. */
export type CurrentArea = Share & { area: Area; note: string }

export type AreaQuery = {
  at: string
  parent?: string
  level?: AreaLevel
  q?: string
  limit: number
  after?: { rank: number; code: string }
}

export type AreaHit = Area & { rank: number }

/** Units that exist on a day; with `q` (tones ignored) exact names first, then leading, then the rest; by code. */
export async function findAreas(ctx: Ctx, query: AreaQuery): Promise<AreaHit[]> {
  const q = searchText(query.q ?? '')
  const { rows } = await sql<AreaHit>`
    select ${AREA}, a.rank from (
      select * from (select *, ${rankOf(q)} as rank from organisations.admin_unit) a
       where daterange(a.valid_from, a.valid_to, '[]') @> ${query.at}::date
         and (${query.parent ?? null}::text is null or a.parent_code = ${query.parent ?? null})
         and (${query.level ?? null}::int is null or a.level = ${query.level ?? null})
         and (${q} = '' or a.search_text like '%' || ${likeText(q)} || '%' or a.code = ${q})
         and (a.rank, a.code) > (${query.after?.rank ?? -1}, ${query.after?.code ?? ''})
       order by a.rank, a.code limit ${query.limit}
    ) a order by a.rank, a.code`.execute(ctx.db)
  return rows
}

/** All versions of the units with this id, code or exactly this name (with or without its kind), oldest first. */
export async function findVersions(ctx: Ctx, ref: string): Promise<Area[]> {
  const { rows } = await sql<Area>`
    select ${AREA} from organisations.admin_unit a where ${isNamedBy(ref)}
     order by a.valid_from nulls first, a.code`.execute(ctx.db)
  return rows
}

/**
 * Where a unit is on a day: itself if it still exists, otherwise its successors through all changes since. A
 * district, which has none, is where its communes are. The largest part comes first: all the people, then others.
 */
export async function findCurrent(ctx: Ctx, unitId: string, at: string): Promise<CurrentArea[]> {
  const { rows } = await sql<Area & Share & { note: string }>`
    with recursive self as (
      select a.*, a.level = 2 and a.valid_to < ${at}::date and not exists
             (select 1 from organisations.admin_unit_change_part p where p.from_unit_id = a.id) as dissolved
        from organisations.admin_unit a where a.id = ${unitId}
    ), start as (
      select id, true as whole from self where not dissolved
      union all
      select c.id, false from self a
        join organisations.admin_unit c on c.parent_code = a.code and c.level = 3
         and daterange(c.valid_from, c.valid_to, '[]') && daterange(a.valid_from, a.valid_to, '[]')
       where a.dissolved
    ), walk as (
      select id, whole, case when whole then 2 else 1 end as people, '' as note from start
      union
      select p.to_unit_id, w.whole and p.share = 'WHOLE',
             least(w.people, case p.people when 'WHOLE' then 2 when 'PART' then 1 else 0 end),
             case when w.note = '' then p.note else w.note || '; ' || p.note end
        from walk w
        join organisations.admin_unit old on old.id = w.id and old.valid_to < ${at}::date
        join organisations.admin_unit_change_part p on p.from_unit_id = w.id
    ), reached as (
      select id, bool_or(whole) as whole, max(people) as people, string_agg(distinct note, '; ') as note
        from walk group by id
    )
    select ${AREA}, r.note,
           case when r.whole then 'WHOLE' else 'PART' end as share,
           case r.people when 2 then 'WHOLE' when 1 then 'PART' else 'NONE' end as people
      from reached r join organisations.admin_unit a on a.id = r.id
     where daterange(a.valid_from, a.valid_to, '[]') @> ${at}::date
     order by r.whole desc, r.people desc, a.code`.execute(ctx.db)
  return rows.map(({ note, share, people, ...area }) => ({ area, share, people, note }))
}

/** What the list of a day says of one pair of codes. `listed`: whether there is a list at all. */
export type AddressFacts = AddressPlace & {
  listed: boolean
  communesListed: boolean
  provinceName: string | null
  communeName: string | null
  communeParent: string | null
  communePlace: string | null
  endedProvince: { id: string; fullName: string; validTo: string } | null
  endedCommune: { id: string; fullName: string; validTo: string } | null
}

/** One statement for all pairs. */
export async function readAddressFacts(
  ctx: Ctx,
  places: readonly AddressPlace[],
  on: string,
): Promise<AddressFacts[]> {
  const unit = (code: string, level: AreaLevel) => sql`(select u.* from organisations.admin_unit u
    where u.code = ${sql.ref(code)} and u.level = ${level}
      and daterange(u.valid_from, u.valid_to, '[]') @> ${on}::date limit 1)`
  const ended = (code: string, level: AreaLevel) => sql`(
    select json_build_object('id', u.id, 'fullName', u.full_name, 'validTo', u.valid_to) from organisations.admin_unit u
     where u.code = ${sql.ref(code)} and u.level = ${level} and u.valid_to < ${on}::date
     order by u.valid_to desc limit 1)`
  const { rows } = await sql<AddressFacts>`
    select v.province, v.commune, p.full_name as "provinceName", c.full_name as "communeName",
           c.parent_code as "communeParent",
           (select up.full_name from organisations.admin_unit up where up.code = c.parent_code
               and daterange(up.valid_from, up.valid_to, '[]') @> ${on}::date limit 1) as "communePlace",
           exists (select from organisations.admin_unit u where u.level = 1
               and daterange(u.valid_from, u.valid_to, '[]') @> ${on}::date) as listed,
           exists (select from organisations.admin_unit u where u.level = 3 and u.parent_code = v.province
               and daterange(u.valid_from, u.valid_to, '[]') @> ${on}::date) as "communesListed",
           ${ended('v.province', 1)} as "endedProvince", ${ended('v.commune', 3)} as "endedCommune"
      from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as v (province text, commune text)
      left join lateral ${unit('v.province', 1)} p on true
      left join lateral ${unit('v.commune', 3)} c on true`.execute(ctx.db)
  return rows
}

const AREA = sql`a.id, a.code, a.level, a.kind, a.name, a.full_name as "fullName",
  a.parent_code as "parentCode", a.valid_from as "validFrom", a.valid_to as "validTo",
  coalesce((select p.full_name || coalesce(', ' || g.full_name, '')
     from organisations.admin_unit p
     left join organisations.admin_unit g on g.code = p.parent_code
       and daterange(g.valid_from, g.valid_to, '[]') @> coalesce(a.valid_to, 'infinity'::date)
    where p.code = a.parent_code
      and daterange(p.valid_from, p.valid_to, '[]') @> coalesce(a.valid_to, 'infinity'::date)), '') as place`

const isNamedBy = (ref: string) => {
  if (isId(ref)) return sql`a.id = ${ref}`
  if (/^\d+$/.test(ref)) return sql`a.code = ${ref}`
  const name = searchText(ref)
  return sql`a.search_text like '%' || ${likeText(name)} || '%'
    and exists (select 1 from unnest(string_to_array(a.search_text, E'\n')) line
                 where ${name} in (line, regexp_replace(line, ${KIND_PREFIX}, '')))`
}

const KIND_PREFIX = '^(thanh pho|thi tran|dac khu|thi xa|phuong|huyen|quan|tinh|xa) '

const rankOf = (q: string) =>
  q === ''
    ? sql`0`
    : sql`case when code = ${q} or ${q} = any(string_to_array(search_text, E'\n'))
             or regexp_replace(split_part(search_text, E'\n', 1), ${KIND_PREFIX}, '') = ${q} then 0
           when search_text like ${likeText(q)} || '%'
             or regexp_replace(search_text, ${KIND_PREFIX}, '') like ${likeText(q)} || '%' then 1
           else 2 end`

const likeText = (q: string) => q.replace(/[\\%_]/g, '\\$&')

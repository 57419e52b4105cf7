// Multiplies the template dossiers inside the database: every table that holds rows of a dossier is copied with new
// ids, moved in time, to other units, procedures and people. New columns of a table are copied without being named.
import { HOME } from './province.mjs'
import { indexPeople, sealClones } from './seal.mjs'

const KEYS = ['dossier_id', 'subject_id', 'instance_id']
const OWN_IDS = new Set([...KEYS, 'id', 'task_id', 'step_id'])
const SCHEMAS = ['dossiers', 'deadlines', 'process']
/** Rows of history kept for a closed dossier: the first three and the last three. */
const ACTS = 6

/**
 * @param root of the province: connections of the embedded database, opened as its owner, and the keys
 * @param {{dossiers: number, templates: object[], units: object[], procedures: object[], say: (line: string) => void}} plan
 */
export async function multiply(root, plan) {
  const { pool } = root.database
  const db = await pool.connect()
  try {
    await db.query("set session_replication_role = replica; set work_mem = '256MB'; set jit = off")
    await stage(db, plan)
    await indexPeople(root, db)
    const started = Date.now()
    await sealClones(root, db, plan.templates, copyId('c.dossier_id'))
    plan.say(`  mã hoá: ${((Date.now() - started) / 1000).toFixed(0)} giây`)
    await db.query('create index on bench.clone (n); analyze bench.clone')
    const tables = await tablesOf(db)
    const indexes = await dropIndexes(db, [...tables.map((t) => t.name), 'identity.account'])
    await addPeople(db)
    for (const table of tables) await copyRows(db, table, plan.say)
    await db.query(COUNTERS)
    for (const definition of indexes) await db.query(definition)
    await db.query('drop schema bench cascade')
  } finally {
    db.release()
  }
  await pool.query('vacuum (analyze)')
  await pool.query('checkpoint')
}

/** One row per dossier to be made: what it is copied from and what is different. */
async function stage(db, { dossiers, templates, units, procedures, known }) {
  await db.query('drop schema if exists bench cascade; create schema bench')
  await db.query(
    `create table bench.template as select t.*, d.receiving_unit_id as unit_id, d.accepted_at, d.submitted_at,
            sum(t.share) over (partition by t.open, t.base order by t.life) - t.share as low,
            sum(t.share) over (partition by t.open, t.base order by t.life) as high
       from jsonb_to_recordset($1) as t("dossierId" uuid, base int, life text, open boolean, share int)
       join dossiers.dossier d on d.id = t."dossierId"`,
    [JSON.stringify(templates)],
  )
  await db.query(
    `create table bench.unit as select row_number() over () - 1 as ord, u.id, u.code, u.key = '${HOME}' as home
       from jsonb_to_recordset($1) as u(id uuid, code text, key text)`,
    [JSON.stringify(units)],
  )
  await db.query(
    `create table bench.procedure as
     select row_number() over (partition by g.base order by g.code) - 1 as ord, g.base, p.code, v.name, v.id,
            v.process_version_id
       from jsonb_to_recordset($1) as g(code text, base int)
       join catalogue.procedure p on p.code = g.code
       join catalogue.procedure_version v on v.id = p.current_version_id`,
    [JSON.stringify(procedures)],
  )
  await db.query('create table bench.known as select $1::text as id_number, $2::text as phone', [
    known.idNumber,
    known.phone,
  ])
  await db.query(PEOPLE, [Math.max(2000, Math.floor(dossiers / 5))])
  await db.query('select setseed(0.42)')
  await db.query(STAGE, [dossiers])
}

// Names as they are frequent in Việt Nam, with and without tones.
const FAMILIES = 'Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Niê Êban Mlô Ksor'
const MIDDLES = 'Văn Thị Hữu Đức Minh Ngọc Thanh Quốc Xuân Thu Kim Anh Hoài Bảo Gia Như Đình Công Mỹ Tuyết'
const GIVENS =
  'An Bình Chi Dũng Đạt Giang Hà Hải Hạnh Hiếu Hoa Hoà Hùng Hương Khánh Lan Linh Long Mai Minh Nam Nga Ngân Nhung Oanh Phong Phúc Phương Quân Quang Quỳnh Sơn Tâm Thảo Thắng Thuỷ Trang Trung Tuấn Uyên Vân Vinh Vy Yến'

const PEOPLE = `create table bench.person as
  with a as (select string_to_array('${FAMILIES}', ' ') f, string_to_array('${MIDDLES}', ' ') m,
                    string_to_array('${GIVENS}', ' ') g)
  select i as ord, a.f[1 + i % 20] || ' ' || a.m[1 + (i / 20) % 20] || ' ' || a.g[1 + (i * 7) % 44] as name,
         ''::text as plain, '0669' || lpad(i::text, 8, '0') as id_number, '09' || lpad(i::text, 8, '0') as phone,
         gen_random_uuid() as account_id
    from generate_series(0, $1 - 1) i, a`

// Dates grow with n over three years; the last twentieth is open and of the last three weeks. 872 dossiers, spread
// over the years, belong to the citizen nguoidan2.
const STAGE = `create table bench.clone as
  with g as (
    select n, n > 0.95 * $1 as open, n % 2 as base, random() r1, random() r2, random() r3, random() r4,
           random() r5
      from generate_series(1, $1::int) n
  ), c as (
    select g.n, t."dossierId" as dossier_id, t.unit_id as old_unit, u.id as unit_id, u.code as agency,
           p.code as procedure_code, p.name as procedure_name, p.id as procedure_version_id, p.process_version_id,
           case when g.n % greatest(1, $1::int / 872) = 0 then 0 else 1 + floor(g.r3 * (q.people - 1))::int end as person,
           -- Whole weeks and up to seven hours: working days stay working days.
           (case when g.open then (g.r4 * -3)::int
                 else -4 - ((1 - g.n / (0.95 * $1)) * 152)::int end * 7 * 86400
             + (g.r1 * 25000)::int)::bigint * 1000 as shift_ms,
           t.accepted_at, t.submitted_at
      from g cross join (select count(*)::int as people from bench.person) q
      join bench.template t on t.open = g.open and t.base = g.base and g.r2 * 100 >= t.low and g.r2 * 100 < t.high
      -- One open dossier in three lies in one commune, so that a clerk there with 7 of 100 procedures has a full page.
      join bench.unit u on u.ord = case when g.open and g.r5 < 0.35 then (select ord from bench.unit where home)
                                        else floor(g.r1 * (select count(*) from bench.unit)) end
      join bench.procedure p on p.base = g.base
       and p.ord = floor(g.r3 * (select count(*) from bench.procedure b where b.base = g.base))
  ), k as (
    select c.*, (c.accepted_at + c.shift_ms * interval '1 ms') at time zone 'Asia/Ho_Chi_Minh' as accepted_wall,
           (c.submitted_at + c.shift_ms * interval '1 ms') at time zone 'Asia/Ho_Chi_Minh' as submitted_wall
      from c
  ), m as (
    select k.*, case when k.accepted_at is null then null else
             row_number() over (partition by k.unit_id, k.accepted_wall::date, k.accepted_at is null order by k.n)
             + coalesce((select last from dossiers.code_counter o
                          where o.unit_id = k.unit_id and o.day = k.accepted_wall::date), 0) end as seq
      from k
  )
  select m.n, m.dossier_id, m.old_unit, m.unit_id, m.procedure_code, m.procedure_name, m.procedure_version_id,
         m.process_version_id, m.shift_ms, m.shift_ms * interval '1 ms' as shift, m.accepted_wall::date as day, m.seq,
         m.agency || '-' || to_char(m.accepted_wall, 'YYMMDD') || '-' ||
           case when m.seq > 9999 then m.seq::text else lpad(m.seq::text, 4, '0') end as code,
         'N' || to_char(m.submitted_wall, 'YYMMDD') || '-' || lpad((m.n + 1000)::text, 7, '0') as submission_number,
         coalesce(e.account_id, r.account_id) as account_id, coalesce(e.name, r.name) as name,
         coalesce(e.id_number, r.id_number) as id_number, coalesce(e.phone, r.phone) as phone
    from m join bench.person r on r.ord = m.person
    left join (select a.id as account_id, a.name, k.id_number, k.phone from identity.account a
        cross join bench.known k where a.username = 'nguoidan2') e
      on m.person = 0`

const COUNTERS = `
  insert into dossiers.code_counter (unit_id, day, last)
    select unit_id, day, max(seq) from bench.clone where seq is not null group by unit_id, day
    on conflict (unit_id, day) do update set last = excluded.last;
  select setval('dossiers.submission_number', (select max(n) + 1000 from bench.clone))`

/** Tables with rows of a dossier, each with the column that leads to it. */
async function tablesOf(db) {
  const { rows } = await db.query(
    `select c.table_schema || '.' || c.table_name as name, json_agg(json_build_object('name', c.column_name,
            'type', c.data_type, 'skip', c.is_identity = 'YES' or c.is_generated = 'ALWAYS')
            order by c.ordinal_position) as columns
       from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
      where t.table_type = 'BASE TABLE' and c.table_schema = any($1)
      group by 1 order by 1`,
    [SCHEMAS],
  )
  const found = rows.flatMap(({ name, columns }) => {
    const key =
      name === 'dossiers.dossier' ? 'id' : KEYS.find((k) => columns.some((c) => c.name === k && !c.skip))
    const isInstance = key === 'instance_id'
    if (!key) return []
    const where = isInstance
      ? 'instance_id in (select id from process.instance where subject_id in (select "dossierId" from bench.template))'
      : `${key} in (select "dossierId" from bench.template)`
    // Rows that hang on the process only (timers, join tokens) are not multiplied.
    return isInstance ? [] : [{ name, key, where, columns }]
  })
  const audit = await logTable(db, 'platform.audit')
  const event = await logTable(db, 'platform.event')
  return [...found, audit, event]
}

async function logTable(db, name) {
  const { rows } = await db.query(
    `select column_name as name, data_type as type, is_identity = 'YES' as skip from information_schema.columns
      where table_schema || '.' || table_name = $1 order by ordinal_position`,
    [name],
  )
  return {
    name,
    key: 'subject',
    where: 'subject in (select "dossierId"::text from bench.template)',
    columns: rows,
  }
}

async function dropIndexes(db, tables) {
  const { rows } = await db.query(
    `select i.schemaname || '.' || quote_ident(i.indexname) as name, i.indexdef from pg_indexes i
      where i.schemaname || '.' || i.tablename = any($1)
        and not exists (select 1 from pg_constraint c where c.conname = i.indexname)
        and i.indexdef not like 'CREATE UNIQUE%'`,
    [tables],
  )
  for (const { name } of rows) await db.query(`drop index ${name}`)
  return rows.map((r) => r.indexdef)
}

/** Accounts of the people, copied from a citizen of the demo. */
async function addPeople(db) {
  const { rows } = await db.query(
    `select column_name as name from information_schema.columns
      where table_schema = 'identity' and table_name = 'account' and is_generated = 'NEVER'`,
  )
  const changed = {
    id: 'p.account_id',
    username: "'nguoi' || p.ord",
    name: 'p.name',
    name_search: 'lower(p.name)',
    id_number_index: 'p.id_number_index',
    personal: 'null',
  }
  const names = rows.map((r) => r.name)
  await db.query(
    `insert into identity.account (${names.join(', ')})
     select ${names.map((n) => changed[n] ?? `a.${n}`).join(', ')}
       from bench.person p cross join identity.account a where a.username = 'nguoidan3'`,
  )
}

async function copyRows(db, table, say) {
  const started = Date.now()
  const columns = table.columns.filter((c) => !c.skip)
  const short = table.name.replace('.', '_')
  const order = ['seq', 'at', 'id'].find((n) => table.columns.some((c) => c.name === n)) ?? table.key
  const isHistory = ['dossiers.act', 'platform.audit', 'platform.event'].includes(table.name)
  await db.query(
    `create temp table ${short} as
     select s.*, row_number() over (partition by s.${table.key} order by s.${order}) as rank_up,
            row_number() over (partition by s.${table.key} order by s.${order} desc) as rank_down, t.open
       from ${table.name} s join bench.template t on t."dossierId"::text = s.${table.key}::text where ${table.where}`,
  )
  const kept = isHistory ? `and (t.open or t.rank_up <= ${ACTS / 2} or t.rank_down <= ${ACTS / 2})` : ''
  const { rowCount } = await db.query(
    `insert into ${table.name} (${columns.map((c) => c.name).join(', ')})
     select ${columns.map((c) => expressionOf(table.name, c)).join(', ')}
       from bench.clone c cross join lateral (
         select * from ${short} t where t.${table.key}::text = c.dossier_id::text ${kept} order by t.rank_up) t
      order by c.n, t.rank_up`,
  )
  say(`  ${table.name}: ${rowCount} dòng, ${((Date.now() - started) / 1000).toFixed(0)} giây`)
}

const DOSSIER = {
  submission_number: 'c.submission_number',
  code: 'case when t.code is null then null else c.code end',
  applicant_name: 'c.name',
  applicant_index: 'c.applicant_index',
  applicant_phone_index: 'c.applicant_phone_index',
  personal: 'c.personal',
  sealed_answers: 'c.sealed_answers',
  sealed_sources: 'null::bytea',
  submitted_by: 'c.account_id',
  search: `lower(translate(c.name, '${'áàảãạăắằẳẵặâấầẩẫậéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵđĐÊ'}',
    '${'aaaaaaaaaaaaaaaaaeeeeeeeeeeeiiiiiooooooooooooooooouuuuuuuuuuuyyyyydDE'}')) || ' ' || lower(c.submission_number) || case when t.code is null then '' else ' ' || lower(c.code) end`,
}

const SEALED = {
  'dossiers.act': 'null::bytea',
  'dossiers.supplement_request': 'c.sealed_request',
  'dossiers.receipt': 'c.sealed_receipt',
}

/** The expression of one column of a copied row: `t` is the template's row, `c` the plan of the copy. */
function expressionOf(table, { name, type }) {
  if (table === 'dossiers.dossier' && DOSSIER[name]) return DOSSIER[name]
  if (name === 'sealed') return SEALED[table]
  if (type === 'uuid' && OWN_IDS.has(name)) return copyId(`t.${name}`)
  if (name === 'subject' && type === 'text') return `(${copyId('t.subject')})::text`
  if (type === 'uuid' && name.includes('unit'))
    return `case when t.${name} = c.old_unit then c.unit_id else t.${name} end`
  if (table === 'process.instance' && name === 'units')
    return `replace(t.units::text, c.old_unit::text, c.unit_id::text)::jsonb`
  if (table === 'process.instance' && name === 'version_id') return 'c.process_version_id'
  if (name === 'procedure_version_id') return 'c.procedure_version_id'
  if (name === 'procedure_code' || (table.startsWith('process.') && name === 'procedure'))
    return 'c.procedure_code'
  if (name === 'procedure_name') return 'c.procedure_name'
  if (type === 'timestamp with time zone') return `t.${name} + c.shift`
  return `t.${name}`
}

/** A uuid v7 of the moved moment; the end is the number of the copy, the middle that of the template's row. */
const copyId = (id) =>
  `(select lpad(to_hex(('x' || left(replace(i, '-', ''), 12))::bit(48)::bigint + c.shift_ms), 12, '0')
      || substr(replace(i, '-', ''), 13, 12) || lpad(to_hex(c.n), 8, '0') from (select ${id}::text as i) i)::uuid`

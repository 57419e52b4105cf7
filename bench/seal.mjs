// Seals what the generator copies: every copied dossier gets a data key of its own and its numbers and answers sealed
// with it by the product's own code, because a ciphertext opens in its own row only. Acts of copies keep no words.
import {
  blindIndex,
  indexOfPhone,
  lockDossier,
  looseDataKey,
  readCtx,
  SYSTEM,
  sealAsked,
  sealDossier,
  sealReceipt,
  wrapDataKey,
} from './motcua.mjs'

const ROWS_AT_ONCE = 2000

/** Blind indexes of the people of `bench.person`, for their accounts. */
export async function indexPeople(root, db) {
  const { rows } = await db.query('select ord, id_number from bench.person')
  await db.query('alter table bench.person add column id_number_index text')
  await db.query(
    `update bench.person p set id_number_index = n.i from unnest($1::int[], $2::text[]) as n(ord, i)
      where p.ord = n.ord`,
    [rows.map((r) => r.ord), rows.map((r) => blindIndex(root.keys, 'idNumber', r.id_number))],
  )
}

/**
 * Adds to `bench.clone` what stands sealed in a copied dossier, and writes the keys.
 * @param root of the province, with its keys
 * @param {string} copiedId SQL: the id of the copy `c`
 */
export async function sealClones(root, db, templates, copiedId) {
  const opened = new Map()
  const ctx = { ...readCtx(root, SYSTEM), later: () => {} }
  for (const { dossierId } of templates) opened.set(dossierId, (await lockDossier(ctx, dossierId)).dossier)
  await db.query(`create table bench.sealed (n int, applicant_index text, applicant_phone_index text, personal bytea,
    sealed_answers bytea, sealed_request bytea, sealed_receipt bytea)`)
  for (let after = 0; ; ) {
    const { rows } = await db.query(
      `select c.n, ${copiedId} as id, c.dossier_id as template, c.id_number as "idNumber", c.phone from bench.clone c
        where c.n > $1 order by c.n limit ${ROWS_AT_ONCE}`,
      [after],
    )
    if (rows.length === 0) break
    after = rows.at(-1).n
    await writeSealed(root, db, rows, opened)
  }
  await db.query(`create table bench.whole as select c.*, s.applicant_index, s.applicant_phone_index, s.personal,
      s.sealed_answers, s.sealed_request, s.sealed_receipt from bench.clone c join bench.sealed s using (n);
    drop table bench.clone; alter table bench.whole rename to clone`)
}

async function writeSealed(root, db, rows, opened) {
  const made = rows.map(({ n, id, template, idNumber, phone }) => {
    const key = looseDataKey(id)
    const of = opened.get(template)
    const d = { ...of, key, applicant: { ...of.applicant, idNumber, phone, email: null } }
    const sealed = sealDossier(d)
    return [
      n,
      blindIndex(root.keys, 'idNumber', idNumber),
      indexOfPhone(root, d),
      sealed.personal,
      sealed.answers,
      sealAsked(key, { reason: 'Thiếu giấy tờ', items: [{ key: null, text: 'Thiếu giấy tờ' }] }),
      sealReceipt(key, { dossierId: id, issue: 1, reason: null, changes: [] }),
      id,
      wrapDataKey(root.keys, key),
    ]
  })
  const column = (i) => made.map((row) => row[i])
  await db.query(
    `insert into bench.sealed select * from unnest($1::int[], $2::text[], $3::text[], $4::bytea[], $5::bytea[],
       $6::bytea[], $7::bytea[])`,
    [0, 1, 2, 3, 4, 5, 6].map(column),
  )
  await db.query(
    `insert into platform.data_key (id, wrapping_key, wrapped)
     select k.id, $3::int, k.wrapped from unnest($1::uuid[], $2::bytea[]) as k(id, wrapped)`,
    [column(7), column(8), root.keys.newest],
  )
}

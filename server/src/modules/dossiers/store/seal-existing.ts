import { searchText } from '@motcua/rules'
import { sql } from 'kysely'
import type { Ctx, Root } from '../../../platform/ctx.ts'
import {
  hasColumn,
  newDataKey,
  openDataKey,
  sealInBatches,
  sealJson,
  wrappedKeyOf,
} from '../../../platform/keys/index.ts'
import { NO_ORIGINS } from '../answer-origins.ts'
import { searchKeys } from '../applicant.ts'
import { idNumberIndex } from '../person-index.ts'
import type { Dossier } from './dossier.ts'
import { type NewReceipt, sealReceipt } from './receipts.ts'
import { indexOfPhone, sealAct, sealAsked, sealDossier } from './sealed.ts'

/**
 * Seals the dossiers and drafts that an earlier version kept in plain text. The plain columns are dropped last, when
 * nothing is left in them: until then an interrupted run goes on where it stood.
 */
export async function sealDossiers(root: Root): Promise<void> {
  const { kysely } = root.database
  if (await hasColumn(kysely, 'dossiers.dossier', 'answers')) {
    await sealInBatches(root, 'dossiers.dossier', sealSome)
    await sealInBatches(root, 'dossiers.act', sealSomeActs)
    await sealInBatches(root, 'dossiers.supplement_request', sealSomeRequests)
    await sealInBatches(root, 'dossiers.receipt', sealSomeReceipts)
    await sql`alter table dossiers.receipt drop column if exists reason, drop column if exists changes,
      alter column sealed set not null`.execute(kysely)
    await sql`alter table dossiers.supplement_request drop column if exists reason, drop column if exists items,
      alter column sealed set not null`.execute(kysely)
    await sql`alter table dossiers.dossier drop column applicant_id_number, drop column applicant_phone,
      drop column applicant_email, drop column applicant_address, drop column answers,
      alter column applicant_index set not null, alter column personal set not null,
      alter column sealed_answers set not null`.execute(kysely)
  }
  if (await hasColumn(kysely, 'dossiers.draft', 'body')) {
    await sealInBatches(root, 'dossiers.draft', sealSomeDrafts)
    await sql`alter table dossiers.draft drop column body, alter column sealed set not null`.execute(kysely)
  }
}

type PlainDossier = Pick<Dossier, 'id' | 'applicant' | 'answers' | 'delivery' | 'authorisation'> & {
  submissionNumber: string
  code: string | null
}

async function sealSome(ctx: Ctx, most: number): Promise<number> {
  const { rows } = await sql<PlainDossier>`select id, submission_number as "submissionNumber", code,
      jsonb_build_object('name', applicant_name, 'idNumber', applicant_id_number, 'phone', applicant_phone,
        'email', applicant_email, 'address', applicant_address) as applicant, answers, delivery, authorisation
    from dossiers.dossier where sealed_answers is null limit ${most} for update`.execute(ctx.db)
  for (const row of rows) {
    const sealed = sealDossier({ ...row, origins: NO_ORIGINS, key: await newDataKey(ctx, row.id) })
    const { idNumber } = row.applicant
    const search = [searchKeys(row), ...(row.code ? [searchText(row.code)] : [])].join(' ')
    ctx.later(sql`update dossiers.dossier set applicant_index = ${idNumberIndex(ctx.keys, idNumber)},
        applicant_phone_index = ${indexOfPhone(ctx, row)}, personal = ${sealed.personal},
        sealed_answers = ${sealed.answers}, delivery = ${sealed.delivery}, authorisation = ${sealed.authorisation},
        search = ${search}, answers = null, applicant_id_number = null, applicant_phone = null,
        applicant_email = null, applicant_address = null
      where id = ${row.id}`)
  }
  return rows.length
}

type PlainAct = {
  id: string
  dossierId: string
  reason: string | null
  data: Record<string, unknown>
  wrappedKey: Buffer | null
}

/** The words of a moved calendar are nobody's: they stay readable. */
async function sealSomeActs(ctx: Ctx, most: number): Promise<number> {
  const { rows } = await sql<PlainAct>`select a.id, a.dossier_id as "dossierId", a.reason, a.data,
      ${wrappedKeyOf(sql`a.dossier_id`)} as "wrappedKey"
    from dossiers.act a where a.sealed is null and a.kind <> 'dueMoved'
      and (a.reason is not null or a.data ?| ${HIDDEN}::text[]) limit ${most} for update of a`.execute(ctx.db)
  for (const { id, dossierId, reason, data, wrappedKey } of rows) {
    const key = await openDataKey(ctx, dossierId, wrappedKey)
    const isHidden = (name: string) => HIDDEN.includes(name)
    const part = (hidden: boolean) =>
      Object.fromEntries(Object.entries(data).filter(([name]) => isHidden(name) === hidden))
    const hidden = part(true)
    const sealed = sealAct(key, id, reason, Object.keys(hidden).length > 0 ? hidden : undefined)
    ctx.later(sql`update dossiers.act set sealed = ${sealed}, reason = null, data = ${JSON.stringify(part(false))}
      where id = ${id}`)
  }
  return rows.length
}

/** What an act keeps sealed of its data. */
const HIDDEN = ['before', 'items', 'changes']

type PlainRequest = {
  dossierId: string
  reason: string
  items: { key: string | null; text: string }[]
  wrappedKey: Buffer | null
}

async function sealSomeRequests(ctx: Ctx, most: number): Promise<number> {
  const { rows } = await sql<PlainRequest>`select s.dossier_id as "dossierId", s.reason, s.items,
      ${wrappedKeyOf(sql`s.dossier_id`)} as "wrappedKey"
    from dossiers.supplement_request s where s.sealed is null limit ${most} for update of s`.execute(ctx.db)
  for (const { dossierId, reason, items, wrappedKey } of rows) {
    const sealed = sealAsked(await openDataKey(ctx, dossierId, wrappedKey), { reason, items })
    ctx.later(sql`update dossiers.supplement_request set sealed = ${sealed} where dossier_id = ${dossierId}`)
  }
  return rows.length
}

type PlainReceipt = Omit<NewReceipt, 'unitId' | 'facts'> & { wrappedKey: Buffer | null }

async function sealSomeReceipts(ctx: Ctx, most: number): Promise<number> {
  const { rows } = await sql<PlainReceipt>`select r.dossier_id as "dossierId", r.issue, r.reason, r.changes,
      ${wrappedKeyOf(sql`r.dossier_id`)} as "wrappedKey"
    from dossiers.receipt r where r.sealed is null limit ${most} for update of r`.execute(ctx.db)
  for (const { wrappedKey, ...row } of rows) {
    const sealed = sealReceipt(await openDataKey(ctx, row.dossierId, wrappedKey), row)
    ctx.later(sql`update dossiers.receipt set sealed = ${sealed}
      where dossier_id = ${row.dossierId} and issue = ${row.issue}`)
  }
  return rows.length
}

async function sealSomeDrafts(ctx: Ctx, most: number): Promise<number> {
  const { rows } = await sql<{ id: string; body: unknown }>`select id, body from dossiers.draft
    where sealed is null limit ${most} for update`.execute(ctx.db)
  for (const { id, body } of rows) {
    const sealed = sealJson(await newDataKey(ctx, id), 'dossiers.draft', 'sealed', body)
    ctx.later(sql`update dossiers.draft set sealed = ${sealed}, body = null where id = ${id}`)
  }
  return rows.length
}

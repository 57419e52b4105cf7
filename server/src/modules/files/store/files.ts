import { Readable } from 'node:stream'
import { sql } from 'kysely'
import type { Ctx, Root } from '../../../platform/ctx.ts'
import {
  type DataKey,
  hasColumn,
  insertKey,
  newDataKey,
  sealInBatches,
  sealJson,
  wrapWithNewest,
} from '../../../platform/keys/index.ts'
import { sealContent } from '../content.ts'
import type { OpenFile } from '../queries.ts'

/** Keeps a received file and its key. */
export async function insertFile(ctx: Ctx, file: OpenFile): Promise<void> {
  await wrapWithNewest(ctx)
  ctx.later(insertKey(ctx.keys, file.key))
  ctx.later(sql`insert into files.file (id, sha256, size, type, sealed, owner_id, created_at)
    values (${file.id}, ${file.storedAs}, ${file.size}, ${file.type}, ${sealFacts(file.key, file)}, ${ctx.actor.id},
      ${ctx.now()})`)
}

/** Name and digest of the content: a name may tell a number, and a digest whether a known paper is here. */
const sealFacts = (key: DataKey, { name, sha256 }: Pick<OpenFile, 'name' | 'sha256'>): Buffer =>
  sealJson(key, 'files.file', 'sealed', { name, sha256 })

/**
 * Seals the files that an earlier version kept in plain, then removes their plain contents from the store and drops the
 * plain columns. A content is removed only after its sealed form is committed, and only when no row needs it.
 */
export async function sealFiles(root: Root): Promise<void> {
  const { kysely } = root.database
  if (!(await hasColumn(kysely, 'files.file', 'name'))) return
  await sealInBatches(root, 'files.file', (ctx) => sealSome(ctx, 20))
  await sealInBatches(root, 'files.file', removePlain)
  await sql`alter table files.file drop column name, drop column plain_sha256, alter column sealed set not null`.execute(
    kysely,
  )
}

type PlainFile = { id: string; sha256: string; name: string }

async function sealSome(ctx: Ctx, most: number): Promise<number> {
  const { rows } = await sql<PlainFile>`select id, sha256, name from files.file where sealed is null
    limit ${most} for update`.execute(ctx.db)
  for (const file of rows) {
    const key = await newDataKey(ctx, file.id)
    const sealed = await ctx.files.save(Readable.from(sealContent(key, ctx.files.read(file.sha256))))
    ctx.later(sql`update files.file set sealed = ${sealFacts(key, file)}, sha256 = ${sealed.sha256},
        plain_sha256 = ${file.sha256}, name = null
      where id = ${file.id}`)
  }
  return rows.length
}

async function removePlain(ctx: Ctx, most: number): Promise<number> {
  const { rows } = await sql<{ sha256: string }>`select distinct plain_sha256 as sha256 from files.file
    where plain_sha256 is not null limit ${most}`.execute(ctx.db)
  for (const { sha256 } of rows) await ctx.files.remove(sha256)
  ctx.later(sql`update files.file set plain_sha256 = null
    where plain_sha256 = any(${rows.map((r) => r.sha256)})`)
  return rows.length
}

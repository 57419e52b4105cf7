import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'
import {
  type DataKey,
  deleteKey,
  openDataKey,
  openJson,
  sealJson,
  wrappedKeyOf,
} from '../../../platform/keys/index.ts'
import type { FileView } from '../contract.ts'
import type { OpenFile } from '../queries.ts'

/** `sha256`: digest the sender promised. `fileId`: the file it became. Sizes in bytes. */
export type Upload = {
  id: string
  key: DataKey
  name: string
  sha256: string | null
  size: number
  received: number
  fileId: string | null
  expiresAt: Date
}

export type Chunk = { id: string; start: number; size: number; storedAs: string }

const TABLE = 'files.upload'

export function insertUpload(ctx: Ctx, upload: Upload): void {
  const { id, key, name, sha256, size, expiresAt } = upload
  ctx.later(sql`insert into files.upload (id, owner_id, sealed, size, created_at, expires_at)
    values (${id}, ${ctx.actor.id}, ${sealJson(key, TABLE, 'sealed', { name, sha256 })}, ${size}, ${ctx.now()},
      ${expiresAt})`)
}

/** An upload of the actor's own, opened with its key. */
export async function uploadById(ctx: Ctx, id: string): Promise<Upload | null> {
  const { rows } = await sql<
    Omit<Upload, 'key' | 'name' | 'sha256'> & { sealed: Buffer; wrappedKey: Buffer | null }
  >`select u.id, u.sealed, u.size::float8 as size, u.received::float8 as received, u.file_id as "fileId",
      u.expires_at as "expiresAt", ${wrappedKeyOf(sql`u.id`)} as "wrappedKey"
    from files.upload u where u.id = ${id} and u.owner_id = ${ctx.actor.id}`.execute(ctx.db)
  if (!rows[0]) return null
  const { sealed, wrappedKey, ...row } = rows[0]
  const key = await openDataKey(ctx, id, wrappedKey)
  const promised = openJson<Pick<Upload, 'name' | 'sha256'>>(key, TABLE, 'sealed', sealed)
  return { ...row, ...promised, key }
}

/** How far an upload of the actor's own is, locked until the end of the command. */
export async function lockUpload(ctx: Ctx, id: string): Promise<Pick<Upload, 'received' | 'fileId'> | null> {
  const { rows } = await sql<Pick<Upload, 'received' | 'fileId'>>`
    select received::float8 as received, file_id as "fileId" from files.upload
     where id = ${id} and owner_id = ${ctx.actor.id} for update`.execute(ctx.db)
  return rows[0] ?? null
}

/** What the actor has under way. */
export async function openUploads(ctx: Ctx): Promise<{ count: number; bytes: number }> {
  const { rows } = await sql<{ count: number; bytes: number }>`
    select count(*)::int as count, coalesce(sum(size), 0)::float8 as bytes from files.upload
     where owner_id = ${ctx.actor.id} and file_id is null and expires_at > ${ctx.now()}`.execute(ctx.db)
  return rows[0] ?? { count: 0, bytes: 0 }
}

export function addChunk(ctx: Ctx, id: string, { id: chunkId, start, size, storedAs }: Chunk): void {
  ctx.later(sql`insert into files.upload_chunk (upload_id, id, start, size, stored_as)
    values (${id}, ${chunkId}, ${start}, ${size}, ${storedAs})`)
  ctx.later(sql`update files.upload set received = ${start + size} where id = ${id}`)
}

/** The chunks of an upload in the order of the file. */
export async function chunksOf(ctx: Ctx, id: string): Promise<Chunk[]> {
  const { rows } = await sql<Chunk>`select id, start::float8 as start, size, stored_as as "storedAs"
    from files.upload_chunk where upload_id = ${id} order by start`.execute(ctx.db)
  return rows
}

export function finishUpload(ctx: Ctx, id: string, fileId: string): void {
  ctx.later(sql`update files.upload set file_id = ${fileId} where id = ${id}`)
}

export function deleteChunks(ctx: Ctx, id: string): void {
  ctx.later(sql`delete from files.upload_chunk where upload_id = ${id}`)
}

export function deleteUpload(ctx: Ctx, id: string): void {
  ctx.later(sql`delete from files.upload where id = ${id}`)
  ctx.later(deleteKey(sql`${id}`))
}

/** A stored file as the API shows it. */
export const uploadOf = ({ id, sha256, size, type, name }: OpenFile): FileView => ({
  id,
  sha256,
  size,
  type,
  name,
})

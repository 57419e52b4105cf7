import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx.ts'
import { type DataKey, openDataKey, openJson, wrappedKeyOf } from '../../platform/keys/index.ts'
import type { FileView } from './contract.ts'

/** What is known of a file without its key. */
export type FileRow = Pick<FileView, 'id' | 'size' | 'type'> & { ownerId: string }

/** Files by id; unknown ids are left out. */
export async function filesByIds(ctx: Ctx, ids: readonly string[]): Promise<Map<string, FileRow>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<FileRow>`select id, size, type, owner_id as "ownerId"
    from files.file where id = any(${ids}::uuid[])`.execute(ctx.db)
  return new Map(rows.map((row) => [row.id, row]))
}

export type OpenFile = FileView & { key: DataKey; storedAs: string }

/** A file opened with its key. @throws 410 `data.erased` when the key is gone */
export async function openFile(ctx: Ctx, id: string): Promise<OpenFile | null> {
  const { rows } = await sql<
    Omit<FileRow, 'ownerId'> & { storedAs: string; sealed: Buffer; wrappedKey: Buffer | null }
  >`select f.id, f.size, f.type, f.sha256 as "storedAs", f.sealed, ${wrappedKeyOf(sql`f.id`)} as "wrappedKey"
    from files.file f where f.id = ${id}`.execute(ctx.db)
  if (!rows[0]) return null
  const { sealed, wrappedKey, ...file } = rows[0]
  const key = await openDataKey(ctx, id, wrappedKey)
  const { name, sha256 } = openJson<{ name: string; sha256: string }>(key, 'files.file', 'sealed', sealed)
  return { ...file, key, name, sha256 }
}

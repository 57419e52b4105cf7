import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx.ts'
import type { FileView } from './contract.ts'

export type FileRow = FileView & { ownerId: string }

/** Files by id; unknown ids are left out. */
export async function filesByIds(ctx: Ctx, ids: readonly string[]): Promise<Map<string, FileRow>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<FileRow>`select id, sha256, size, type, name, owner_id as "ownerId"
    from files.file where id = any(${ids}::uuid[])`.execute(ctx.db)
  return new Map(rows.map((row) => [row.id, row]))
}

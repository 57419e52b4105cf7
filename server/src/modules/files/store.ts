import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx.ts'
import type { FileView } from './contract.ts'

export async function insertFile(ctx: Ctx, file: FileView): Promise<void> {
  await sql`insert into files.file (id, sha256, size, type, name, owner_id, created_at)
    values (${file.id}, ${file.sha256}, ${file.size}, ${file.type}, ${file.name}, ${ctx.actor.id}, ${ctx.now()})`.execute(
    ctx.db,
  )
}

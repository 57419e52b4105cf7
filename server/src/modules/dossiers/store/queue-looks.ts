import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'

/** Keeps that the actor has now looked at a queue. */
export function saveLook(ctx: Ctx, queue: string): void {
  ctx.later(sql`insert into dossiers.queue_look (account_id, queue, looked_at)
    values (${ctx.actor.id}, ${queue}, ${ctx.now()})
    on conflict on constraint queue_look_pk do update set looked_at = excluded.looked_at`)
}

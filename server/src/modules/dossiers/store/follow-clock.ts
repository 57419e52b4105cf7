import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'

/** A due date that moved because a calendar changed. Dates are ISO 8601. */
export type MovedClock = { subjectId: string; dueBefore: string; dueAt: string; firstDueAt: string }

/** Takes moved due dates over into dossiers, their queues and their histories. */
export function followClocks(ctx: Ctx, clocks: readonly MovedClock[], cause: string): void {
  const moved = sql`jsonb_to_recordset(${JSON.stringify(clocks)}::jsonb)
    as c("subjectId" uuid, "dueBefore" timestamptz, "dueAt" timestamptz, "firstDueAt" timestamptz)`
  // No act may come between what is counted here and what is changed.
  ctx.later(sql`select 1 from dossiers.dossier d where d.id in (select c."subjectId" from ${moved})
    order by d.id for update`)
  ctx.later(sql`insert into dossiers.act (id, dossier_id, kind, at, actor_id, actor_kind, actor_name, reason, data,
      status_before, status_after)
    select gen_random_uuid(), d.id, 'dueMoved', ${ctx.now()}, ${ctx.actor.id}, ${ctx.actor.kind}, ${ctx.actor.name},
      ${cause}, jsonb_build_object('dueBefore', c."dueBefore", 'dueAt', c."dueAt"), d.status, d.status
    from ${moved} join dossiers.dossier d on d.id = c."subjectId" where d.due_at is distinct from c."dueAt"`)
  ctx.later(sql`update dossiers.queue_entry e set due_at = c."dueAt",
      sort_at = case when e.queue in ('task', 'waiting-payment', 'waiting-unit', 'to-record') then c."dueAt" else e.sort_at end
    from ${moved} where e.dossier_id = c."subjectId"`)
  ctx.later(sql`insert into dossiers.figure_delta (unit_id, day, measure, n)
    select d.competent_unit_id, (f.due at time zone 'Asia/Ho_Chi_Minh')::date, 'due', f.n
      from ${moved} join dossiers.dossier d on d.id = c."subjectId"
      cross join lateral (values (d.first_due_at, -1), (c."firstDueAt", 1)) as f(due, n)
     where d.first_due_at is not null and d.first_due_at <> c."firstDueAt" and d.finished_at is null
       and d.parent_id is null and d.status in (2, 4)`)
  // What has ended meanwhile took the newest dates over with its end, and is counted against them.
  ctx.later(sql`update dossiers.dossier d set due_at = c."dueAt", first_due_at = c."firstDueAt", version = version + 1
    from ${moved} where d.id = c."subjectId" and d.due_at is not null and d.finished_at is null`)
}

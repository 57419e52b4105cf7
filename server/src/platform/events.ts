import { type RawBuilder, sql } from 'kysely'
import type { Actor } from './actor.ts'
import type { Ctx } from './ctx.ts'
import { newId } from './id.ts'
import type { Module } from './module.ts'

/** Something that happened. `subject` is the id of the thing; `data` is a flat object without personal data. */
export type DomainEvent = { type: string; subject: string; data: Record<string, unknown> }

export type StoredEvent = DomainEvent & { id: string; at: Date; actorId: string }

/** A reaction: run at least once, in its own transaction, and only once per event thanks to its delivery row. */
export type Subscriber = {
  name: string
  on: string
  react: (ctx: Ctx, event: StoredEvent) => Promise<void>
}

/** Name of the platform's own job that brings an event to a subscriber. */
export const DELIVERY_JOB = 'platform.deliver'

/** Writes the event and, in the same statement, a delivery job for each of its subscribers. */
export function eventStatement(
  modules: readonly Module[],
  jobShift: number,
  at: Date,
  actor: Actor,
  event: DomainEvent,
): RawBuilder<unknown> {
  const id = newId(at)
  const targets = modules.flatMap((m) => m.subscribers ?? []).filter((s) => s.on === event.type)
  const runAt = new Date(at.getTime() + jobShift)
  const insert = sql`insert into platform.event (id, at, actor_id, type, subject, data)
      values (${id}, ${at}, ${actor.id}, ${event.type}, ${event.subject}, ${JSON.stringify(event.data)})`
  if (targets.length === 0) return insert
  const payloads = targets.map((s) => JSON.stringify({ eventId: id, subscriber: s.name }))
  return sql`with event as (${insert})
    insert into platform.job (name, payload, run_at)
    select ${DELIVERY_JOB}, payload, ${runAt}::timestamptz from unnest(${payloads}::jsonb[]) as payload`
}

/** Runs one delivery; a delivery made before is passed over. */
export async function deliver(
  ctx: Ctx,
  modules: readonly Module[],
  payload: { eventId: string; subscriber: string },
): Promise<void> {
  const { eventId, subscriber: name } = payload
  const first = await sql`insert into platform.delivery (event_id, subscriber, at)
    values (${eventId}, ${name}, ${ctx.now()}) on conflict do nothing returning event_id`.execute(ctx.db)
  if (first.rows.length === 0) return
  const subscriber = modules.flatMap((m) => m.subscribers ?? []).find((s) => s.name === name)
  const { rows } = await sql<StoredEvent>`select id, at, actor_id as "actorId", type, subject, data
    from platform.event where id = ${eventId}`.execute(ctx.db)
  const event = rows[0]
  if (!subscriber || !event) throw new Error(`no subscriber ${name} or no event ${eventId}`)
  ctx.about(event.subject, { event: event.type, subscriber: name })
  await subscriber.react(ctx, event)
}

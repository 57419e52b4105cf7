import { createHash, createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { Ctx, Root } from '../ctx.ts'
import type { Keyring } from './keyring.ts'
import { open, type Place, seal } from './seal.ts'
import { hasColumn, sealInBatches } from './seal-batches.ts'

/** Which kept answer: that of one request of one actor. */
export type ReplyOf = { actorId: string; key: string }

/** A kept answer, readable only with the key of kept answers, and only as the answer of this request. */
export const sealReply = (keys: Pick<Keyring, 'replies'>, of: ReplyOf, json: string): Buffer =>
  seal(replyKey(keys, of), REPLY(of), Buffer.from(json))

/** @throws SealError when it was changed or moved */
export const openReply = (keys: Pick<Keyring, 'replies'>, of: ReplyOf, sealed: Buffer): string =>
  open(replyKey(keys, of), REPLY(of), sealed).toString()

/** Digest of a body that only tells equal bodies apart: without the key nobody can try out what it held. */
export const bodyDigest = (keys: Pick<Keyring, 'replies'>, body: string): string =>
  keyed(keys, createHash('sha256').update(body).digest('hex'))

const keyed = (keys: Pick<Keyring, 'replies'>, sha256: string): string =>
  createHmac('sha256', keys.replies).update(`body|${sha256}`).digest('hex')

const REPLY = ({ actorId, key }: ReplyOf): Place => ({
  table: 'platform.idempotency',
  column: 'sealed',
  row: `${actorId}|${key}`,
})

// A key for each answer: millions of them under one key would use up its random nonces.
const replyKey = (keys: Pick<Keyring, 'replies'>, { actorId, key }: ReplyOf) => ({
  version: 1,
  bytes: createHmac('sha256', keys.replies).update(`reply|${actorId}|${key}`).digest(),
})

/** Seals the answers that an earlier version kept in plain text. */
export async function sealReplies(root: Root): Promise<void> {
  if (!(await hasColumn(root.database.kysely, 'platform.idempotency', 'response'))) return
  await sealInBatches(root, 'platform.idempotency', sealSome)
  await sql`alter table platform.idempotency drop column response`.execute(root.database.kysely)
}

type PlainReply = ReplyOf & { digest: string; response: string | null }

async function sealSome(ctx: Ctx, most: number): Promise<number> {
  const { rows } = await sql<PlainReply>`select actor_id as "actorId", key, body_digest as digest,
      response::text as response
    from platform.idempotency where sealed is null and status is not null limit ${most} for update`.execute(
    ctx.db,
  )
  const sealed = rows.map((row) => sealReply(ctx.keys, row, row.response ?? 'null'))
  await sql`update platform.idempotency i set sealed = n.sealed, body_digest = n.digest, response = null
    from unnest(${rows.map((r) => r.actorId)}::uuid[], ${rows.map((r) => r.key)}::text[],
      ${rows.map((r) => keyed(ctx.keys, r.digest))}::text[], ${sealed}::bytea[])
      as n(actor_id, key, digest, sealed)
   where i.actor_id = n.actor_id and i.key = n.key`.execute(ctx.db)
  return rows.length
}

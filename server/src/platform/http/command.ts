import type { FastifyReply, FastifyRequest } from 'fastify'
import { type RawBuilder, sql } from 'kysely'
import { type Ctx, inTx, type Root } from '../ctx.ts'
import { isPgError, UNIQUE_VIOLATION } from '../db.ts'
import { AppError, badRequest, conflict } from '../errors.ts'
import { bodyDigest, openReply, sealReply } from '../keys/replies.ts'

/**
 * Runs the command of a route in one transaction and answers. With an `Idempotency-Key` header the answer is
 * kept: the same key with the same body gets the same answer and nothing is done twice; with another body 409.
 * A refused command keeps no key and may be sent again.
 * @param status HTTP status of success, 200 or 201
 */
export async function runCommand<T>(
  root: Root,
  req: FastifyRequest,
  reply: FastifyReply,
  status: number,
  work: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  const action = req.routeOptions.config.allow ?? 'public'
  const key = req.headers['idempotency-key']
  if (key === undefined) {
    const result = await inTx(root, req.actor, action, work)
    reply.code(status)
    return result
  }
  if (typeof key !== 'string' || key.length === 0 || key.length > 200) {
    throw badRequest('idempotency.bad_key', 'Idempotency-Key phải có từ 1 đến 200 ký tự.')
  }
  const claim = {
    actorId: req.actor.id,
    key,
    route: routeOf(req),
    bodyDigest: bodyDigest(root.keys, canonical(req.body)),
  }
  try {
    const result = await inTx(root, req.actor, action, async (ctx) => {
      ctx.later(claimStatement(ctx, claim))
      let subject: string | null = null
      const about: Ctx['about'] = (thing, details) => {
        subject = thing
        ctx.about(thing, details)
      }
      const value = await work({ ...ctx, about })
      ctx.later(answerStatement(ctx, claim, status, subject, value))
      return value
    })
    reply.code(status)
    return result
  } catch (error) {
    if (!isPgError(error, UNIQUE_VIOLATION, 'idempotency_pk')) throw error
    return replay<T>(root, reply, claim)
  }
}

type Claim = { actorId: string; key: string; route: string; bodyDigest: string }

/**
 * Claims the key; fails when it was claimed before, and waits for another transaction that is claiming it, so two
 * at once cannot both be first. Sent ahead of the work without waiting: the failure ends the transaction.
 */
function claimStatement(ctx: Ctx, claim: Claim): RawBuilder<unknown> {
  return sql`insert into platform.idempotency (actor_id, key, route, body_digest, at)
    values (${claim.actorId}, ${claim.key}, ${claim.route}, ${claim.bodyDigest}, ${ctx.now()})`
}

function answerStatement(
  ctx: Ctx,
  claim: Claim,
  status: number,
  subject: string | null,
  response: unknown,
): RawBuilder<unknown> {
  const sealed = sealReply(ctx.keys, claim, JSON.stringify(response ?? null))
  return sql`update platform.idempotency set status = ${status}, subject = ${subject}, sealed = ${sealed}
    where actor_id = ${claim.actorId} and key = ${claim.key}`
}

async function replay<T>(root: Root, reply: FastifyReply, claim: Claim): Promise<T> {
  const { rows } = await sql<{ route: string; bodyDigest: string; status: number; sealed: Buffer | null }>`
    select route, body_digest as "bodyDigest", status, sealed from platform.idempotency
     where actor_id = ${claim.actorId} and key = ${claim.key}`.execute(root.database.kysely)
  const kept = rows[0]
  if (!kept || kept.route !== claim.route || kept.bodyDigest !== claim.bodyDigest) {
    throw conflict(
      'idempotency.key_reused',
      'Idempotency-Key này đã dùng cho một yêu cầu khác; hãy dùng khoá mới cho mỗi yêu cầu mới.',
    )
  }
  if (!kept.sealed) {
    throw new AppError(
      'data.erased',
      410,
      'Yêu cầu này đã làm xong, nhưng dữ liệu của câu trả lời đã được xoá.',
    )
  }
  const response = JSON.parse(openReply(root.keys, claim, kept.sealed)) as T
  reply.code(kept.status).header('idempotency-replayed', 'true')
  return response
}

const routeOf = (req: FastifyRequest) => `${req.method} ${req.url.split('?')[0]}`

const canonical = (body: unknown): string => JSON.stringify(sortKeys(body ?? null))

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => [k, sortKeys(v)]),
  )
}

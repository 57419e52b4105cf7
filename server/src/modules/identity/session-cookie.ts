import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Root } from '../../platform/ctx.ts'
import { SESSION_COOKIE } from '../../platform/http/auth.ts'

/** The cookie outlives its session by a day, so that a page can tell "your session has ended" from "sign in". */
const COOKIE_EXTRA = 24 * 3_600_000

/** Gives the session to the browser: no script reads it, no other site acts with it. */
export function setSessionCookie(
  root: Root,
  req: FastifyRequest,
  reply: FastifyReply,
  session: { token: string; expiresAt: Date },
): void {
  reply.setCookie(SESSION_COOKIE, session.token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(root, req),
    expires: new Date(session.expiresAt.getTime() + COOKIE_EXTRA),
  })
}

export const clearSessionCookie = (reply: FastifyReply): FastifyReply =>
  reply.clearCookie(SESSION_COOKIE, { path: '/' })

/** Whether the browser speaks TLS with us or with the proxy in front. */
export const isSecure = (root: Root, req: FastifyRequest): boolean =>
  req.protocol === 'https' ||
  (root.publicUrl.startsWith('https:') && req.host === new URL(root.publicUrl).host)

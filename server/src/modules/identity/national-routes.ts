import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Root } from '../../platform/ctx.ts'
import { AppError, notFound } from '../../platform/errors.ts'
import { Closed } from '../../platform/http/schema.ts'
import { openNationalLogin } from './adapter/openid.ts'
import { SessionOptions } from './contract.ts'
import { ATTEMPT_LIFE, ownPath } from './domain.ts'
import { comeBack, type ReturnProblem, setOut } from './national-login.ts'
import { newToken } from './password.ts'
import { NationalLoginError } from './ports.ts'
import { isSecure, setSessionCookie } from './session-cookie.ts'
import { NATIONAL_CALLBACK, NATIONAL_LOGIN } from './step-up.ts'

const tags = ['Tài khoản']

const BROWSER_COOKIE = 'motcua_sign_in'

/** Signing in at the provider of national identity: browsers go there and come back, so these answer with redirects. */
export const nationalRoutes =
  (root: Root): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { identity } = root.partners
    const login = identity && openNationalLogin(identity, new URL(NATIONAL_CALLBACK, root.publicUrl).href)

    app.get(
      '/session/options',
      {
        config: { allow: 'public' },
        schema: {
          operationId: 'getSessionOptions',
          tags,
          summary: 'Các cách đăng nhập đang có',
          response: { 200: SessionOptions },
        },
      },
      async () => ({ password: true, national: login ? NATIONAL_LOGIN : null }),
    )

    app.get(
      '/session/oidc',
      {
        config: { allow: 'public' },
        schema: {
          operationId: 'signInNationally',
          tags,
          summary: 'Đăng nhập bằng tài khoản định danh điện tử: chuyển trình duyệt tới nơi xác thực',
          querystring: Closed({
            returnTo: Type.Optional(
              Type.String({ maxLength: 1000, description: 'Đường dẫn của trang này để quay lại' }),
            ),
            level: Type.Optional(
              Type.Integer({ minimum: 1, maximum: 2, description: '2: xác nhận lại ở mức độ 2' }),
            ),
          }),
          response: { 303: Type.Null() },
        },
      },
      async (req, reply) => {
        const returnTo = ownPath(req.query.returnTo ?? '/')
        if (!login) throw notConnected()
        const browser = req.cookies[BROWSER_COOKIE] ?? newToken()
        try {
          const level = req.query.level === 2 ? 2 : 1
          const url = await setOut(root, login, req.actor, { browser, level, returnTo })
          keepBrowser(root, req, reply, browser)
          return reply.redirect(url, 303)
        } catch (error) {
          if (!(error instanceof NationalLoginError)) throw error
          root.log.warn({ problem: error.problem }, 'provider of identity gave no answer')
          // A person who followed a link is led to the other ways of signing in; a program is told.
          if (!String(req.headers.accept).includes('text/html')) throw unavailable()
          return reply.redirect(signInPage('unavailable', returnTo), 303)
        }
      },
    )

    app.get(
      '/session/oidc/callback',
      {
        config: { allow: 'public' },
        schema: {
          operationId: 'returnFromNationalSignIn',
          tags,
          summary: 'Nơi xác thực chuyển trình duyệt về đây',
          response: { 303: Type.Null() },
        },
      },
      async (req, reply) => {
        if (!login) throw notConnected()
        const query = req.url.split('?')[1] ?? ''
        const browser = req.cookies[BROWSER_COOKIE] ?? null
        const returned = await comeBack(root, login, { query, browser, oldToken: req.token })
        reply.header('cache-control', 'no-store')
        const { returnTo } = returned
        if (!returned.ok) return reply.redirect(signInPage(returned.problem, returnTo), 303)
        setSessionCookie(root, req, reply, returned)
        return reply.redirect(returnTo, 303)
      },
    )
  }

function keepBrowser(root: Root, req: FastifyRequest, reply: FastifyReply, browser: string): void {
  reply.setCookie(BROWSER_COOKIE, browser, {
    path: NATIONAL_LOGIN,
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(root, req),
    maxAge: ATTEMPT_LIFE / 1000,
  })
}

/** Page of the portal that offers to sign in, and says in one sentence why it did not work before. */
const signInPage = (problem: ReturnProblem, returnTo: string): string =>
  `/dang-nhap?${new URLSearchParams({ loi: problem, returnTo })}`

const notConnected = () =>
  notFound(
    'identity.not_connected',
    'Nơi đây chưa nối với tài khoản định danh điện tử; hãy đăng nhập bằng tên đăng nhập và mật khẩu.',
  )

const unavailable = () =>
  new AppError(
    'identity.unavailable',
    503,
    'Hệ thống định danh điện tử chưa trả lời; xin thử lại sau ít phút, hoặc đăng nhập bằng mật khẩu nếu có.',
    undefined,
    { 'retry-after': '60' },
  )

import { type Actor, ANONYMOUS } from '../../platform/actor.ts'
import { type Ctx, inTx, type Root } from '../../platform/ctx.ts'
import { createAccount, openSession } from './commands.ts'
import { ATTEMPT_LIFE, type Level, type NationalIdentity } from './domain.ts'
import { noteRepresentative } from './mandates/commands.ts'
import { newToken, tokenDigest } from './password.ts'
import { type LoginProblem, type NationalLogin, NationalLoginError } from './ports.ts'
import { accountOfNumber } from './queries.ts'
import { endSession, insertAttempt, renameAccount, takeAttempt } from './store/accounts.ts'

/** Why a visitor comes back without a session; a page says it in one sentence. */
export type ReturnProblem = LoginProblem | 'expired' | 'otherPerson'

export type Returned =
  | { ok: true; returnTo: string; token: string; expiresAt: Date }
  | { ok: false; returnTo: string; problem: ReturnProblem }

/**
 * Sends a visitor to the provider of national identity. Whoever is signed in and asks for level 2 proves anew who he
 * is and must come back as the same person.
 * @param browser secret of the cookie by which his browser is known when it comes back
 * @param returnTo path of our own
 * @throws NationalLoginError `unavailable`
 */
export async function setOut(
  root: Root,
  login: NationalLogin,
  actor: Actor,
  way: { browser: string; level: Level; returnTo: string },
): Promise<string> {
  const { url, state, nonce, codeVerifier } = await login.setOut(way.level)
  const isStepUp = way.level === 2 && (actor.kind === 'citizen' || actor.kind === 'business')
  await inTx(root, actor, 'identity.set_out', async (ctx) => {
    insertAttempt(ctx, {
      stateSha256: tokenDigest(state),
      browserSha256: tokenDigest(way.browser),
      codeVerifier,
      nonce,
      level: way.level,
      returnTo: way.returnTo,
      accountId: isStepUp ? actor.id : null,
    })
    ctx.about(actor.id, { level: way.level })
  })
  return url
}

/**
 * Takes a visitor back from the provider and opens his session. His account is found by his number, or made.
 * @param query what he brought back, as it stood in the address
 * @param oldToken session of the browser so far, which ends
 */
export async function comeBack(
  root: Root,
  login: NationalLogin,
  { query, browser, oldToken }: { query: string; browser: string | null; oldToken: string | null },
): Promise<Returned> {
  const state = new URLSearchParams(query).get('state') ?? ''
  const attempt = await inTx(root, ANONYMOUS, 'identity.come_back', (ctx) =>
    takeAttempt(ctx, {
      stateSha256: tokenDigest(state),
      browserSha256: tokenDigest(browser ?? newToken()),
      since: new Date(ctx.now().getTime() - ATTEMPT_LIFE),
    }),
  )
  if (!attempt) return { ok: false, returnTo: '/', problem: 'expired' }
  const { returnTo } = attempt
  try {
    const identity = await login.comeBack(query, { ...attempt, state })
    return await inTx(root, ANONYMOUS, 'session.open', async (ctx) => {
      const accountId = await accountFor(ctx, identity)
      if (attempt.accountId !== null && attempt.accountId !== accountId)
        return { ok: false, returnTo, problem: 'otherPerson' } as const
      await noteRepresentative(ctx, accountId, identity)
      if (oldToken !== null) await endSession(ctx, tokenDigest(oldToken))
      const session = await openSession(ctx, accountId, identity.level)
      ctx.about(accountId, { level: identity.level })
      return { ok: true, returnTo, ...session } as const
    })
  } catch (error) {
    if (!(error instanceof NationalLoginError)) throw error
    // The cause may hold what the person brought along; only its kind is told.
    const { code } = (error.cause ?? {}) as { code?: string }
    root.log.warn({ problem: error.problem, code }, 'sign-in at the provider of identity failed')
    return { ok: false, returnTo, problem: error.problem }
  }
}

async function accountFor(ctx: Ctx, identity: NationalIdentity): Promise<string> {
  const { kind, number: idNumber, name, phone, email, address } = identity
  const known = await accountOfNumber(ctx, kind, idNumber)
  if (known) {
    // The state register knows how a person is called now.
    if (known.name !== name) await renameAccount(ctx, known.id, name)
    return known.id
  }
  const username = `vneid.${ctx.newId()}`
  return createAccount(ctx, { username, kind, name, password: null, idNumber, phone, email, address })
}

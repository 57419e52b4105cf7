import { generateKeyPairSync, randomBytes } from 'node:crypto'
import Provider, { interactionPolicy } from 'oidc-provider'
import { memoryAdapter } from './memory.ts'
import { CLAIM_NAMES, claimsOf, type Persona, techIdOf } from './personas.ts'

export type ProviderState = {
  personas: readonly Persona[]
  /** Level chosen at the last sign-in, by technical id. */
  levels: Map<string, number>
  /** What the answers of the next sign-in are spoilt with. */
  fault: Fault | null
}

/**
 * What can go wrong, switched on while the simulator runs: `down` breaks the connection, `slow` never gives the
 * token, `broken` fails inside, `stale` gives a token of an hour ago (a clock that is wrong), `forged` signs with a
 * key that it does not publish, `nonce` answers another request, `nobody` does not say who it was, `other` tells of
 * another person than the one who signed in.
 */
export type Fault = 'down' | 'slow' | 'broken' | 'stale' | 'forged' | 'nonce' | 'nobody' | 'other'

/** The provider itself: code flow with PKCE, levels LoA1 and LoA2, claims in Vietnamese. */
export function openProvider(
  issuer: string,
  client: { id: string; secret: string; redirectUris: readonly string[] },
  state: ProviderState,
): Provider {
  const provider: Provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [...client.redirectUris],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    adapter: memoryAdapter(),
    jwks: { keys: [signingKey()] },
    claims: { openid: ['sub', ...CLAIM_NAMES], acr: null, auth_time: null },
    acrValues: ['LoA1', 'LoA2'],
    pkce: { required: () => true },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    interactions: {
      policy: alwaysAsk(),
      url: (_ctx, interaction) => `/interaction/${interaction.uid}`,
    },
    ttl: {
      IdToken: 600,
      AccessToken: 600,
      AuthorizationCode: 60,
      Interaction: 900,
      Session: 900,
      Grant: 900,
    },
    findAccount: (_ctx, id) => accountOf(state, id),
    // There is nothing to agree to: the province gets what the law gives it.
    async loadExistingGrant(ctx) {
      const { client: asking, session } = ctx.oidc
      if (!asking || !session?.accountId) return undefined
      const grant = new provider.Grant({ clientId: asking.clientId, accountId: session.accountId })
      grant.addOIDCScope('openid')
      await grant.save()
      return grant
    },
  })
  outdateTokens(provider, state)
  return provider
}

/** With the fault `stale` an ID token has run out an hour ago when it arrives; the library has no setting for it. */
function outdateTokens(provider: Provider, state: ProviderState): void {
  type Issue = (options: { use: string; expiresAt?: number }) => Promise<string>
  const prototype = provider.IdToken.prototype as { issue: Issue }
  const { issue } = prototype
  prototype.issue = function (options) {
    const expiresAt = Math.floor(Date.now() / 1000) - 3600
    return issue.call(this, state.fault === 'stale' ? { ...options, expiresAt } : options)
  }
}

function signingKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'simulator' } as const
}

/** Everybody is asked anew, so that a demonstration can go on as another person. */
function alwaysAsk(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base()
  const { Check } = interactionPolicy
  const ask = new Check('always', 'everybody is asked', 'login_required', (ctx) => {
    const isAnswered = ctx.oidc.result?.login !== undefined
    return isAnswered ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT
  })
  policy.get('login')!.checks.add(ask)
  return policy
}

function accountOf(state: ProviderState, id: string) {
  const persona = state.personas.find((p) => techIdOf(p) === id)
  if (!persona) return undefined
  return {
    accountId: id,
    claims: async (use: string) => {
      const claims = claimsOf(persona, state.levels.get(id) ?? 1)
      return use === 'userinfo' && state.fault !== 'nobody' ? claims : { sub: claims.sub }
    },
  }
}

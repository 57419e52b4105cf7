import * as openid from 'openid-client'
import type { IdentityProvider } from '../../../platform/partners.ts'
import { type Level, levelName, readClaims, STEP_UP_LIFE } from '../domain.ts'
import { type NationalIdentity, type NationalLogin, NationalLoginError } from '../ports.ts'

/**
 * The provider of national identity by OpenID Connect: authorization code with PKCE, state and nonce. Its description
 * is fetched at the first use and again after a failure.
 * @param redirectUri our address to which it sends the visitor back, as registered there
 */
export function openNationalLogin(provider: IdentityProvider, redirectUri: string): NationalLogin {
  let known: Promise<openid.Configuration> | null = null
  const description = async (): Promise<openid.Configuration> => {
    known ??= discover(provider)
    try {
      return await known
    } catch (error) {
      known = null
      throw new NationalLoginError('unavailable', { cause: error })
    }
  }
  return {
    async setOut(level) {
      const config = await description()
      const attempt = {
        state: openid.randomState(),
        nonce: openid.randomNonce(),
        codeVerifier: openid.randomPKCECodeVerifier(),
      }
      const url = openid.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: 'openid',
        acr_values: levelName(level),
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(attempt.codeVerifier),
        code_challenge_method: 'S256',
        // A higher level is proven anew, also by whoever is signed in at the provider.
        ...(level === 2 && { prompt: 'login', max_age: String(STEP_UP_LIFE / 1000) }),
      })
      return { ...attempt, url: url.href }
    },
    async comeBack(query, attempt) {
      const config = await description()
      try {
        return await identityOf(config, new URL(`${redirectUri}?${query}`), attempt)
      } catch (error) {
        // It may have new keys: what is known of it is read again the next time.
        known = null
        throw error instanceof NationalLoginError ? error : asLoginError(error)
      }
    },
  }
}

async function discover({ issuer, clientId, clientSecret, timeoutMs }: IdentityProvider) {
  const isPlain = issuer.startsWith('http:')
  const execute = [openid.enableNonRepudiationChecks, ...(isPlain ? [openid.allowInsecureRequests] : [])]
  const config = await openid.discovery(new URL(issuer), clientId, clientSecret, undefined, {
    execute,
    timeout: timeoutMs / 1000,
  })
  config.timeout = timeoutMs / 1000
  return config
}

type Attempt = { state: string; nonce: string; codeVerifier: string; level: Level }

async function identityOf(
  config: openid.Configuration,
  url: URL,
  { state, nonce, codeVerifier, level }: Attempt,
): Promise<NationalIdentity> {
  const tokens = await openid.authorizationCodeGrant(config, url, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: codeVerifier,
    idTokenExpected: true,
    ...(level === 2 && { maxAge: STEP_UP_LIFE / 1000 }),
  })
  const claims = tokens.claims()!
  const profile = await openid.fetchUserInfo(config, tokens.access_token, claims.sub)
  const identity = readClaims({ ...profile, acr: claims['acr'] })
  if (!identity) throw new NationalLoginError('invalid')
  return identity
}

function asLoginError(error: unknown): NationalLoginError {
  const options = { cause: error }
  if (error instanceof openid.AuthorizationResponseError) {
    const isRefusal = error.error === 'access_denied' || error.error === 'login_required'
    return new NationalLoginError(isRefusal ? 'refused' : 'unavailable', options)
  }
  const code = (error as { code?: string }).code ?? ''
  const isAway = error instanceof TypeError || ['OAUTH_TIMEOUT', 'OAUTH_ABORT'].includes(code)
  const { cause } = error as { cause?: unknown }
  const isTheirs = cause instanceof Response && cause.status >= 500
  return new NationalLoginError(isAway || isTheirs ? 'unavailable' : 'invalid', options)
}

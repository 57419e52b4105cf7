import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { publicUrlOf } from '../platform/root.ts'
import { startDemoPartners } from './demo/partners.ts'
import { settlePort } from './settle-port.ts'

const HERE = { host: '127.0.0.1', publicUrl: null }

describe('the port of a server that may choose one', () => {
  it('is one on which it can listen', async () => {
    const { port } = await settlePort({ ...HERE, port: 0 })
    expect(port).toBeGreaterThan(0)
    const server = createServer()
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ port, host: HERE.host }, resolve)
    })
    await new Promise((resolve) => server.close(resolve))
  })

  it('stays what was asked for', async () => {
    expect(await settlePort({ ...HERE, port: 8080 })).toEqual({ ...HERE, port: 8080 })
  })

  it('is the one to which the national identity of the demo sends people back', async () => {
    const config = await settlePort({ ...HERE, port: 0, sharedData: null, identity: null, messages: null })
    const partners = await startDemoPartners(config, () => {})
    const { issuer, clientId } = partners.config.identity!
    const callback = `${publicUrlOf(config)}/api/v1/session/oidc/callback`
    const ask = async (redirect: string) => {
      const query = new URLSearchParams({
        client_id: clientId,
        response_type: 'code',
        scope: 'openid',
        redirect_uri: redirect,
        state: 's'.repeat(20),
        code_challenge: 'c'.repeat(43),
        code_challenge_method: 'S256',
      })
      return (await fetch(`${issuer}/auth?${query}`, { redirect: 'manual' })).status
    }
    expect(await ask(callback)).toBe(303)
    expect(await ask(callback.replace(/:\d+/, ':0'))).toBe(400)
    await partners.stop()
  })
})

import { createServer } from 'node:net'
import type { Config } from '../config.ts'

/**
 * Names the port before anybody is told of it: with `PORT=0` addresses that lead back here (the callback of the sign-in
 * at the national identity, codes on papers) would else be made with a port that nobody listens on.
 */
export async function settlePort<C extends Pick<Config, 'host' | 'port'>>(config: C): Promise<C> {
  return config.port === 0 ? { ...config, port: await freePort(config.host) } : config
}

function freePort(host: string): Promise<number> {
  const probe = createServer()
  return new Promise((resolve, reject) => {
    probe.once('error', reject)
    probe.listen({ port: 0, host }, () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

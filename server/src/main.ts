import type { AddressInfo } from 'node:net'
import { buildApp, modules } from './app.ts'
import type { Config } from './config.ts'
import { startWorker } from './platform/jobs.ts'
import { type OpenRoot, openRoot } from './platform/root.ts'

export type RunningServer = { root: OpenRoot; address: string; stop: () => Promise<void> }

/**
 * Starts everything: database, migrations, jobs, web server.
 * @param prepare runs before the server listens, e.g. to load the demo province
 */
export async function startServer(
  config: Config,
  prepare: (root: OpenRoot) => Promise<void> = async () => {},
): Promise<RunningServer> {
  const root = await openRoot(config, modules)
  // Whatever was opened is closed again in the opposite order, also when a later part cannot start.
  const closing = [() => root.close()]
  const stop = async () => {
    for (const close of closing.splice(0).reverse()) await close()
  }
  try {
    await prepare(root)
    if (config.role !== 'web') {
      const worker = startWorker(root)
      closing.push(() => worker.stop())
    }
    // A worker answers only whether it is well: no module's routes.
    const isWorker = config.role === 'worker'
    const app = await buildApp(isWorker ? { ...root, modules: [] } : root, config, { faces: !isWorker })
    // First of all no new requests; those under way, and then jobs under way, are finished.
    closing.push(() => app.close())
    await app.listen({ port: config.port, host: config.host })
    const { port } = app.server.address() as AddressInfo
    const host = config.host.includes(':') ? `[${config.host}]` : config.host
    return { root, address: `http://${host}:${port}`, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

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
  try {
    await prepare(root)
    const app = await buildApp(root, config)
    const worker = await startWorker(root)
    await app.listen({ port: config.port, host: config.host })
    const { port } = app.server.address() as AddressInfo
    return {
      root,
      address: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`,
      // Requests and jobs under way are finished first; then connections and the embedded database close.
      async stop() {
        await app.close()
        await worker.stop()
        await root.close()
      },
    }
  } catch (error) {
    await root.close()
    throw error
  }
}

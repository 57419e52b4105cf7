import type { Config } from '../../config.ts'
import { publicUrlOf } from '../../platform/root.ts'
import { startDemoIdentity } from './identity.ts'
import { startDemoRegisters } from './registers.ts'

/** Simulators in the place of the partner systems that are not configured, each on a port of its own. */
export async function startDemoPartners(config: Config): Promise<{
  config: Partial<Pick<Config, 'sharedData' | 'identity'>>
  stop: () => Promise<void>
}> {
  const registers = config.sharedData === null ? await startDemoRegisters() : null
  const identity = config.identity === null ? await startDemoIdentity(publicUrlOf(config)) : null
  return {
    config: { ...registers?.config, ...identity?.config },
    async stop() {
      await registers?.stop()
      await identity?.stop()
    },
  }
}

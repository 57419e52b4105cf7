import type { Config } from '../../config.ts'
import { publicUrlOf } from '../../platform/root.ts'
import { startDemoIdentity } from './identity.ts'
import { startDemoMessages } from './messages.ts'
import { startDemoRegisters } from './registers.ts'

/** Simulators in the place of the partner systems that are not configured, each on a port of its own. @param say tells what messages say */
export async function startDemoPartners(
  config: Pick<Config, 'host' | 'port' | 'publicUrl' | 'sharedData' | 'identity' | 'messages'>,
  say: (line: string) => void,
): Promise<{
  config: Partial<Pick<Config, 'sharedData' | 'identity' | 'messages'>>
  stop: () => Promise<void>
}> {
  const registers = config.sharedData === null ? await startDemoRegisters() : null
  const identity = config.identity === null ? await startDemoIdentity(publicUrlOf(config)) : null
  const messages = config.messages === null ? await startDemoMessages(say) : null
  return {
    config: { ...registers?.config, ...identity?.config, ...messages?.config },
    async stop() {
      await registers?.stop()
      await identity?.stop()
      await messages?.stop()
    },
  }
}

import type { Config } from '../../config.ts'
import { startMessageSimulator } from '../../simulators/messages/index.ts'

/** The message gateway of the demo; what it would send is said on the console, where its player looks. */
export async function startDemoMessages(say: (line: string) => void): Promise<{
  config: Pick<Config, 'messages'>
  stop: () => Promise<void>
}> {
  const { url, key, secret, brand, stop } = await startMessageSimulator(({ phone, text }) =>
    say(`Tin nhắn trình diễn đến ${phone}: ${text}`),
  )
  return { config: { messages: { url, key, secret, brand, timeoutMs: 3000 } }, stop }
}

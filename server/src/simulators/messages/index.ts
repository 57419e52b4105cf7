import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as textOf } from 'node:stream/consumers'

export type SentMessage = { phone: string; text: string }

export type MessageSimulator = {
  url: string
  key: string
  secret: string
  brand: string
  /** What it was given so far, oldest first. */
  sent: () => readonly SentMessage[]
  /** `down` breaks the connection, `refused` answers with code 101; null is well again. */
  setFault: (fault: 'down' | 'refused' | null) => void
  stop: () => Promise<void>
}

/**
 * A gateway for short messages that speaks as eSMS does and keeps what it was given, on a free port.
 * @param onSent shows a message to whoever plays the person with the telephone
 */
export async function startMessageSimulator(
  onSent: (message: SentMessage) => void = () => {},
): Promise<MessageSimulator> {
  const secrets = {
    key: randomBytes(8).toString('hex'),
    secret: randomBytes(8).toString('hex'),
    brand: 'MOTCUA',
  }
  const sent: SentMessage[] = []
  let fault: 'down' | 'refused' | null = null
  const answer = async (req: IncomingMessage, res: ServerResponse): Promise<unknown> => {
    const body = JSON.parse((await textOf(req)) || '{}') as Record<string, string>
    if (fault === 'down') return res.destroy()
    const isKnown = body['ApiKey'] === secrets.key && body['SecretKey'] === secrets.secret
    const CodeResult = !isKnown || fault === 'refused' ? '101' : '100'
    if (CodeResult === '100') {
      const message = { phone: body['Phone'] ?? '', text: body['Content'] ?? '' }
      sent.push(message)
      onSent(message)
    }
    res.setHeader('content-type', 'application/json')
    return res.end(JSON.stringify({ CodeResult, SMSID: randomBytes(6).toString('hex'), ErrorMessage: '' }))
  }
  const server = createServer((req, res) => void answer(req, res))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/MainService.svc/json`,
    ...secrets,
    sent: () => sent,
    setFault: (next) => {
      fault = next
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

import type { MessageGateway } from '../../../platform/partners.ts'
import { MessageError, type SendMessage } from '../ports.ts'

/** eSMS, `SendMultipleMessage_V4_post_json`: `CodeResult` 100 means taken, not delivered. */
export function openEsms(gateway: MessageGateway): SendMessage {
  return async ({ phone, text, id }) => {
    const answer = await fetch(`${gateway.url}/SendMultipleMessage_V4_post_json/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ ApiKey: gateway.key, SecretKey: gateway.secret, Brandname: gateway.brand },
        ...{ Phone: phone, Content: text, SmsType: '2', IsUnicode: '0', Sandbox: '0', RequestId: id },
      }),
      signal: AbortSignal.timeout(gateway.timeoutMs),
    }).catch((error: Error) => {
      throw new MessageError(`message gateway: ${error.name}`)
    })
    const result: unknown = await answer.json().catch(() => null)
    const code =
      typeof result === 'object' && result !== null && 'CodeResult' in result ? result.CodeResult : null
    if (!answer.ok || String(code) !== '100') {
      throw new MessageError(`message gateway: ${answer.status} ${String(code)}`)
    }
  }
}

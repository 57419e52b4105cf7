/** Sends a short message to a telephone; at most 160 letters without marks. @throws MessageError */
export type SendMessage = (message: { phone: string; text: string; id: string }) => Promise<void>

/** The message was not taken: the gateway is away or refuses it. */
export class MessageError extends Error {
  override readonly name = 'MessageError'
}

/** How a partner system is reached. Both secrets stay out of logs and answers. */
export type Partner = {
  /** Address of the gateway without a slash at its end. */
  url: string
  /** Consumer key and secret of OAuth 2 client credentials. */
  key: string
  secret: string
  /** Registered officer account of the population database, `name:password`. */
  account: string
  /** The longest wait for one whole answer, in milliseconds. */
  timeoutMs: number
}

/** The provider of national identity (OpenID Connect). The secret stays out of logs and answers. */
export type IdentityProvider = {
  issuer: string
  clientId: string
  clientSecret: string
  /** The longest wait for one answer, in milliseconds. */
  timeoutMs: number
}

/** A gateway that sends short messages (eSMS, sendMultipleMessage V4). */
export type MessageGateway = {
  /** Address of its `MainService.svc/json` without a slash at its end. */
  url: string
  key: string
  secret: string
  /** Registered sender. */
  brand: string
  timeoutMs: number
}

/** The partner systems this installation is connected to; null where it is not. */
export type Partners = {
  sharedData: Partner | null
  identity: IdentityProvider | null
  messages: MessageGateway | null
}

export const NO_PARTNERS: Partners = { sharedData: null, identity: null, messages: null }

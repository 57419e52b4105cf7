import { PassThrough, type Readable } from 'node:stream'
import { type Actor, SYSTEM } from '../../platform/actor.ts'
import { type Root, readCtx } from '../../platform/ctx.ts'
import { AppError } from '../../platform/errors.ts'
import { type EventFeed, type FedEvent, openEventFeed } from '../../platform/event-feed.ts'
import { unitsSeeing } from '../dossiers/index.ts'

export type Live = {
  /** A stream of `text/event-stream` for the actor. @throws 429 `live.too_many` */
  open: (actor: Actor, seconds: number) => Readable
  feed: EventFeed
  close: () => void
}

const HEARTBEAT_MS = 20_000
/** Streams of one account at once: some windows on some machines. */
const MOST_OF_ONE = 20
/** A screen that takes nothing for so long is gone; it asks again when it comes back. */
const MOST_WAITING_BYTES = 64 * 1024
/** Ids told by one event; of more the screen reads its lists anew anyhow. */
const MOST_IDS = 50

type Listener = { account: string; units: ReadonlySet<string>; out: PassThrough; end: NodeJS.Timeout }

/**
 * Tells screens that dossiers of their units have moved, so that they read their lists anew: ids and nothing else. One
 * look at the events and one at the scopes serve all streams of the process.
 */
export function openLive(root: Root): Live {
  const listeners = new Set<Listener>()
  const feed = openEventFeed(root)
  let silence: (() => void) | null = null
  let heartbeat: NodeJS.Timeout | null = null

  const drop = (listener: Listener): void => {
    if (!listeners.delete(listener)) return
    clearTimeout(listener.end)
    listener.out.end()
    if (listeners.size > 0) return
    silence?.()
    silence = null
    if (heartbeat) clearInterval(heartbeat)
    heartbeat = null
  }
  const write = (listener: Listener, text: string): void => {
    if (listener.out.writableLength > MOST_WAITING_BYTES) drop(listener)
    else listener.out.write(text)
  }
  const tell = async (events: readonly FedEvent[]): Promise<void> => {
    const ids = [...new Set(events.filter((e) => e.type.startsWith('dossier.')).map((e) => e.subject))]
    if (ids.length === 0 || listeners.size === 0) return
    const units = await unitsSeeing(readCtx(root, SYSTEM), ids)
    for (const listener of listeners) {
      const own = ids.filter((id) => units.get(id)?.some((unit) => listener.units.has(unit)))
      if (own.length > 0) write(listener, queuesChanged(own))
    }
  }
  const hear = (events: readonly FedEvent[]): void => {
    tell(events).catch((error: Error) => root.log.warn({ message: error.message }, 'live screens not told'))
  }
  return {
    feed,
    open(actor, seconds) {
      const held = [...listeners].filter((l) => l.account === actor.id).length
      if (held >= MOST_OF_ONE) {
        throw new AppError(
          'live.too_many',
          429,
          'Tài khoản này đang mở quá nhiều cửa sổ làm việc; hãy đóng bớt.',
        )
      }
      const out = new PassThrough()
      out.write(`retry: 3000\nevent: ready\ndata: {}\n\n`)
      if (seconds === 0) return out.end()
      const end = setTimeout(() => drop(listener), seconds * 1000)
      end.unref()
      const units = new Set(actor.roles.map((grant) => grant.unitId))
      const listener: Listener = { account: actor.id, units, out, end }
      out.on('close', () => drop(listener))
      out.on('error', () => drop(listener))
      listeners.add(listener)
      silence ??= feed.listen(hear)
      heartbeat ??= beat(() => {
        for (const each of listeners) write(each, ': \n\n')
      })
      return out
    },
    close() {
      for (const listener of listeners) drop(listener)
      feed.stop()
    },
  }
}

const queuesChanged = (ids: readonly string[]): string =>
  `event: queues\ndata: ${JSON.stringify({ dossiers: ids.slice(0, MOST_IDS), more: ids.length > MOST_IDS })}\n\n`

function beat(work: () => void): NodeJS.Timeout {
  const timer = setInterval(work, HEARTBEAT_MS)
  timer.unref()
  return timer
}

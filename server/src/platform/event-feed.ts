import { sql } from 'kysely'
import type { Root } from './ctx.ts'
import { isDatabaseGone } from './db.ts'

/** An event as the feed tells it: enough to know what to look at again. */
export type FedEvent = { id: string; type: string; subject: string }

export type EventFeed = {
  /** Called with events that were committed since the last look. @returns takes the listener away */
  listen: (listener: (events: readonly FedEvent[]) => void) => () => void
  /** Looks now; otherwise once a second while somebody listens. */
  look: () => Promise<void>
  stop: () => void
}

const LOOK_MS = 1000
/** How long a transaction may last and its events still be seen: ids carry the moment at which it began. */
const LONGEST_MS = 15_000

/**
 * Tells this process of the events that any process commits, for screens that refresh themselves; what must not be
 * missed is a subscriber. Reads the table of events by its key instead of being notified: NOTIFY makes all commits of
 * a database wait for each other.
 */
export function openEventFeed(root: Root): EventFeed {
  const listeners = new Set<(events: readonly FedEvent[]) => void>()
  const told = new Set<string>()
  let timer: NodeJS.Timeout | null = null
  let isStopped = false
  let sinceMs = 0

  const look = async (): Promise<void> => {
    const nowMs = root.clock.now().getTime()
    const floor = firstIdAt(Math.max(sinceMs, nowMs - LONGEST_MS))
    const { rows } = await sql<FedEvent>`select id, type, subject from platform.event
      where id >= ${floor} order by id`.execute(root.database.kysely)
    for (const id of told) if (id < floor) told.delete(id)
    const fresh = rows.filter((event) => !told.has(event.id))
    for (const event of fresh) told.add(event.id)
    if (fresh.length > 0) for (const listener of listeners) listener(fresh)
  }
  const tick = async (): Promise<void> => {
    await look().catch((error: Error) => {
      if (!isDatabaseGone(error)) root.log.error({ message: error.message }, 'events not read')
    })
    plan()
  }
  const plan = (): void => {
    timer = !isStopped && listeners.size > 0 ? setTimeout(() => void tick(), LOOK_MS) : null
    timer?.unref()
  }
  return {
    look,
    listen(listener) {
      if (listeners.size === 0) {
        // What happened while nobody listened is news to nobody.
        sinceMs = root.clock.now().getTime()
        told.clear()
      }
      listeners.add(listener)
      if (timer === null) plan()
      return () => {
        listeners.delete(listener)
      }
    },
    stop() {
      isStopped = true
      if (timer) clearTimeout(timer)
      listeners.clear()
    },
  }
}

/** The lowest uuid of version 7 of a moment. */
function firstIdAt(ms: number): string {
  const hex = Math.max(0, Math.floor(ms)).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}

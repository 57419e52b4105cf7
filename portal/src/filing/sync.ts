import { withAnswer } from '@motcua/form-ui'
import { type Call, Refusal, Unreachable } from './call.ts'
import type { Change, DraftBody, Replaced, SavedDraft } from './draft.ts'

/** How it stands with saving. `waiting`: no network; what was typed is kept in this browser until it is back. */
export type SaveState =
  | { kind: 'saved'; at: string }
  | { kind: 'saving' }
  | { kind: 'waiting' }
  | { kind: 'signedOut' }
  | { kind: 'gone' }
  | { kind: 'refused'; message: string }

export type DraftState = { body: DraftBody; version: number; save: SaveState; replaced: readonly Replaced[] }

/** What the browser keeps for the case that the network or the machine fails. */
export type Shelf = { read: () => Change[]; write: (changes: readonly Change[]) => void }

export type Sync = {
  state: () => DraftState
  /** Notes a change at a pointer into the draft (`/answers/con/hoTen`) and saves it soon. */
  change: (pointer: string, value: unknown) => void
  /** Saves now what is not saved yet. Resolves when it is, or when it cannot be now. */
  flush: () => Promise<void>
  /** Takes over what was saved elsewhere meanwhile. */
  refresh: () => Promise<void>
  /** The person has decided about a value that was replaced. */
  dismiss: (id: string) => void
}

type Deps = {
  call: Call
  shelf: Shelf
  /** runs a function after some milliseconds */
  later: (run: () => void, ms: number) => void
  tell: (state: DraftState) => void
}

const PAUSE = 500
const RETRY = 4000

/**
 * Keeps a draft saved: changes go out in batches, one request at a time; what cannot be sent stays on the shelf and
 * goes out when the network is back. The answer of the server is taken over, then the changes that are still unsent.
 */
export function syncDraft(saved: SavedDraft, { call, shelf, later, tell }: Deps): Sync {
  let server = saved
  let pending: Change[] = shelf.read()
  let dismissed: string[] = []
  let save: SaveState = pending.length > 0 ? { kind: 'saving' } : { kind: 'saved', at: saved.savedAt }
  let running: Promise<void> | null = null
  let isPlanned = false

  const state = (): DraftState => ({
    body: pending.reduce<DraftBody>(
      (body, { pointer, value }) => withAnswer(body, pointer, value),
      server.body,
    ),
    version: server.version,
    save,
    replaced: server.replaced.filter(({ id }) => !dismissed.includes(id)),
  })
  const become = (next: SaveState) => {
    save = next
    tell(state())
  }
  const plan = (ms: number) => {
    if (isPlanned) return
    isPlanned = true
    later(() => {
      isPlanned = false
      void flush()
    }, ms)
  }

  const sendAll = async (): Promise<void> => {
    while (pending.length > 0 || dismissed.length > 0) {
      const batch = pending.slice(0, 200)
      const gone = dismissed
      server = await call<SavedDraft>('PATCH', `/drafts/${server.id}`, { changes: batch, dismiss: gone })
      // What was changed again meanwhile stays, and is newer than the answer.
      pending = pending
        .filter((change) => !batch.includes(change))
        .map((change) =>
          batch.some((sent) => isAbout(sent, change)) ? { ...change, base: server.version } : change,
        )
      dismissed = dismissed.filter((id) => !gone.includes(id))
      shelf.write(pending)
    }
    become({ kind: 'saved', at: server.savedAt })
  }

  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      if (error instanceof Unreachable) {
        become({ kind: 'waiting' })
        plan(RETRY)
      } else if (error instanceof Refusal) become(afterRefusal(error))
      else throw error
    }
  }

  const flush = async (): Promise<void> => {
    if (running) await running
    if (save.kind === 'gone' || (pending.length === 0 && dismissed.length === 0)) return
    become({ kind: 'saving' })
    running = attempt(sendAll)
    await running
    running = null
  }

  return {
    state,
    flush,
    change: (pointer, value) => {
      pending = [
        ...pending.filter((old) => old.pointer !== pointer && !old.pointer.startsWith(`${pointer}/`)),
        { pointer, ...(value === undefined ? {} : { value }), base: server.version },
      ]
      shelf.write(pending)
      // A lost sign-in is told until the person signs in again; waiting goes on until something arrives.
      become(save.kind === 'saved' || save.kind === 'refused' ? { kind: 'saving' } : save)
      plan(PAUSE)
    },
    refresh: async () => {
      if (running) await running
      if (pending.length > 0) return flush()
      running = attempt(async () => {
        const found = await call<SavedDraft>('GET', `/drafts/${server.id}`)
        if (found.version < server.version) return
        server = found
        become({ kind: 'saved', at: found.savedAt })
      })
      await running
      running = null
    },
    dismiss: (id) => {
      dismissed = [...dismissed, id]
      tell(state())
      plan(0)
    },
  }
}

/** Whether two changes touch the same place: what this page sent itself is no conflict with what it types on. */
const isAbout = (sent: Change, next: Change): boolean =>
  sent.pointer === next.pointer ||
  sent.pointer.startsWith(`${next.pointer}/`) ||
  next.pointer.startsWith(`${sent.pointer}/`)

function afterRefusal(error: Refusal): SaveState {
  if (error.status === 401) return { kind: 'signedOut' }
  if (error.status === 404) return { kind: 'gone' }
  return { kind: 'refused', message: error.message }
}

/** The shelf of a draft in this browser. Without storage (private mode, full) nothing outlives the page. */
export function browserShelf(draftId: string): Shelf {
  const name = `motcua.nhap.${draftId}`
  return {
    read: () => {
      try {
        return JSON.parse(localStorage.getItem(name) ?? '[]') as Change[]
      } catch {
        return []
      }
    },
    write: (changes) => {
      try {
        if (changes.length === 0) localStorage.removeItem(name)
        else localStorage.setItem(name, JSON.stringify(changes))
      } catch {
        // The page itself still holds the changes.
      }
    },
  }
}

import type { Studio } from './types.ts'

export type PartView = Studio['part']

/** What the server does with a part; `sync` reads it again. */
export type PartDesk = {
  save: (revision: number, content: unknown) => Promise<PartView>
  restore: (revision: number, position: number) => Promise<PartView>
  read: () => Promise<PartView>
  isStale: (error: unknown) => boolean
}

export type PartState<T> = {
  content: T
  /** `stale`: somebody else has saved meanwhile; what is typed here is not lost and not saved. */
  status: 'saved' | 'waiting' | 'saving' | 'stale' | 'failed'
  error: unknown
  canUndo: boolean
  canRedo: boolean
}

export type PartStore<T> = {
  subscribe: (listener: () => void) => () => void
  read: () => PartState<T>
  change: (content: T) => void
  undo: () => Promise<void>
  redo: () => Promise<void>
  /** Saves what is waiting at once; false when it could not be saved. */
  flush: () => Promise<boolean>
  /** After `stale`: takes what the server has, or saves what is here over it. */
  settle: (keep: 'theirs' | 'mine') => Promise<void>
}

/** Time without a key after which what was typed is saved, in milliseconds. */
const PAUSE = 700

/**
 * One part of a draft that saves itself: at once on the screen, on the server when the hand rests. Saves go one after
 * the other, each naming the revision of the one before.
 * @param saved told after every save, with what the server has now
 */
export function createPartStore<T>(
  first: PartView,
  desk: PartDesk,
  saved: (part: PartView) => void = () => {},
): PartStore<T> {
  let known = first
  let content = first.content as T
  let isDirty = false
  let status: PartState<T>['status'] = 'saved'
  let error: unknown = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> = Promise.resolve()
  const listeners = new Set<() => void>()
  let shown = present()

  function present(): PartState<T> {
    const canUndo = known.position > known.first || isDirty
    return { content, status, error, canUndo, canRedo: known.position < known.last && !isDirty }
  }
  function show(next: PartState<T>['status'], problem: unknown = null): void {
    status = next
    error = problem
    shown = present()
    for (const listener of listeners) listener()
  }
  function settleWith(part: PartView): void {
    known = part
    saved(part)
  }

  async function saveNow(): Promise<void> {
    if (!isDirty || status === 'stale') return
    const sent = content
    isDirty = false
    show('saving')
    try {
      settleWith(await desk.save(known.revision, sent))
      show(isDirty ? 'waiting' : 'saved')
    } catch (problem) {
      isDirty = true
      show(desk.isStale(problem) ? 'stale' : 'failed', problem)
    }
  }
  const enqueue = (work: () => Promise<void>): Promise<void> => {
    running = running.then(work)
    return running
  }
  function plan(): void {
    clearTimeout(timer)
    timer = setTimeout(() => void enqueue(saveNow), PAUSE)
  }

  async function move(by: -1 | 1): Promise<void> {
    clearTimeout(timer)
    await enqueue(saveNow)
    await enqueue(async () => {
      const position = known.position + by
      if (status === 'stale' || position < known.first || position > known.last) return
      show('saving')
      try {
        settleWith(await desk.restore(known.revision, position))
        content = known.content as T
        show('saved')
      } catch (problem) {
        show(desk.isStale(problem) ? 'stale' : 'failed', problem)
      }
    })
  }

  return {
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    read: () => shown,
    change: (next) => {
      content = next
      isDirty = true
      if (status === 'stale') return show('stale', error)
      show('waiting')
      plan()
    },
    undo: () => move(-1),
    redo: () => move(1),
    flush: async () => {
      clearTimeout(timer)
      await enqueue(saveNow)
      return !isDirty
    },
    settle: (keep) =>
      enqueue(async () => {
        settleWith(await desk.read())
        if (keep === 'theirs') {
          content = known.content as T
          isDirty = false
        }
        show(isDirty ? 'waiting' : 'saved')
        if (isDirty) plan()
      }),
  }
}

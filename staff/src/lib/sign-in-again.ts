type Waiting = { promise: Promise<void>; resolve: () => void }

let waiting: Waiting | null = null
const watchers = new Set<() => void>()

/** Resolves when somebody has signed in again; every request that met the closed door waits for the same moment. */
export function signedInAgain(): Promise<void> {
  waiting ??= openDoor()
  tellWatchers()
  return waiting.promise
}

/** Lets the waiting requests go out again. */
export function letWaitingPass(): void {
  waiting?.resolve()
  waiting = null
  tellWatchers()
}

/** Whether a request waits; for `useSyncExternalStore` with `watchWaiting`. */
export const isWaiting = (): boolean => waiting !== null

export function watchWaiting(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

function tellWatchers(): void {
  for (const watcher of watchers) watcher()
}

function openDoor(): Waiting {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

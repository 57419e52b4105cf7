/** Milliseconds after which nobody still means the key that he pressed. */
const LATEST = 5_000

export type KeptKey = {
  /** A screen begins to wait for what it needs to know its keys. @returns ends the waiting */
  wait: () => () => void
  /** A key that nobody knows. It is kept when a screen waits or is on its way, in place of an earlier one. */
  offer: (event: KeyboardEvent, isOnTheWay: boolean) => void
  /** Hands over the key that was kept; it stays when `run` does not know it either. */
  retry: (run: (event: KeyboardEvent) => boolean) => void
}

/**
 * A quick hand presses a key before the screen knows what may be done: the last such key is kept until it is known.
 * Only plain letters and signs: what has consequences goes with Ctrl and must have been seen.
 */
export function createKeptKey(): KeptKey {
  let waiting = 0
  let kept: KeyboardEvent | null = null
  return {
    wait() {
      waiting++
      // What waits for this very moment to hang up its shortcuts comes first.
      return () =>
        queueMicrotask(() => {
          waiting--
          if (waiting === 0) kept = null
        })
    },
    offer(event, isOnTheWay) {
      const isPlain = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey
      kept = isPlain && !event.repeat && (waiting > 0 || isOnTheWay) ? event : null
    },
    retry(run) {
      if (kept && (performance.now() - kept.timeStamp > LATEST || run(kept))) kept = null
    },
  }
}

import { useIsFetching } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'

/** Runs something when the browser has nothing more urgent to do. @returns calls it off */
export function whenIdle(run: () => unknown): () => void {
  // Safari knows no idle moments.
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(run, 500)
    return () => clearTimeout(timer)
  }
  const id = requestIdleCallback(() => run())
  return () => cancelIdleCallback(id)
}

/** Once, when the first screen stands with all that it reads: fetches what will be needed later, so that it is there. */
export function useFetchLater(fetchAll: () => unknown): void {
  const isReading = useIsFetching() > 0
  const latest = useRef<(() => unknown) | null>(fetchAll)
  useEffect(() => {
    if (isReading) return
    return whenIdle(() => {
      void latest.current?.()
      latest.current = null
    })
  }, [isReading])
}

import { useEffect, useRef } from 'react'

/**
 * Tells when dossiers of the own units have moved. It is a hint: after a broken line it tells once more, for what was
 * missed. Several movements within a second are told as one.
 */
export function useLive(onMoved: () => unknown): void {
  const latest = useRef(onMoved)
  latest.current = onMoved
  useEffect(() => {
    const source = new EventSource('/api/v1/live')
    let wasReady = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const tell = () => {
      timer ??= setTimeout(() => {
        timer = undefined
        latest.current()
      }, 1000)
    }
    source.addEventListener('queues', tell)
    source.addEventListener('ready', () => {
      if (wasReady) tell()
      wasReady = true
    })
    return () => {
      clearTimeout(timer)
      source.close()
    }
  }, [])
}

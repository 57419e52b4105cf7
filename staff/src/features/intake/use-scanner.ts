import { readScan, type Scan } from '@motcua/rules'
import { useEffect, useRef } from 'react'

/** Between two keys of a scanner, in milliseconds; nobody types so fast for so long. */
const BURST_MS = 40
const SHORTEST = 12

type Listener = {
  /** Called with what was scanned and the field that had the focus. @returns whether it was taken */
  onScan: (scan: Scan, target: HTMLElement | null) => boolean
  /** Called before anything of a possible scan is typed, and to take back what a scan typed into a field. */
  keep: () => void
  takeBack: () => void
}

/**
 * Listens for a hand scanner that types like a keyboard, wherever the focus is: a burst of keys, or a field that holds
 * a code, closed with Enter. What it typed into a field is taken back.
 */
export function useScanner(listener: Listener): void {
  const latest = useRef(listener)
  latest.current = listener
  useEffect(() => {
    let burst = ''
    let last = 0
    const onKey = (event: KeyboardEvent) => {
      const isBurst = event.timeStamp - last < BURST_MS
      last = event.timeStamp
      if (event.key === 'Enter') {
        const target = event.target instanceof HTMLElement ? event.target : null
        const scan = read(burst) ?? read(textIn(target))
        burst = ''
        if (!scan || scan.kind === 'idNumber') return
        event.preventDefault()
        event.stopPropagation()
        latest.current.takeBack()
        latest.current.onScan(scan, target)
        return
      }
      if (event.key.length !== 1) return
      if (!isBurst) {
        burst = ''
        latest.current.keep()
      }
      burst += event.key
    }
    const onFocus = () => latest.current.keep()
    window.addEventListener('keydown', onKey, true)
    window.addEventListener('focusin', onFocus)
    return () => {
      window.removeEventListener('keydown', onKey, true)
      window.removeEventListener('focusin', onFocus)
    }
  }, [])
}

const read = (text: string): Scan | undefined => (text.length < SHORTEST ? undefined : readScan(text))

const textIn = (target: HTMLElement | null): string =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target.value : ''

import { useEffect, useRef, useState } from 'react'
import type { StepKey } from './wizard.tsx'

/** Which page of the wizard is open; it stands in the address, so that the back button and a reload find it. */
export function useStep(steps: readonly StepKey[]) {
  const [wanted, setWanted] = useState(stepOfAddress)
  const heading = useRef<HTMLHeadingElement>(null)
  const isFirst = useRef(true)
  useEffect(() => {
    const follow = () => setWanted(stepOfAddress())
    window.addEventListener('popstate', follow)
    return () => window.removeEventListener('popstate', follow)
  }, [])
  // A page that the answers no longer ask for: the first one instead.
  const step = steps.find((key) => key === wanted) ?? steps[0]!
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when another page has been drawn
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false
      return
    }
    heading.current?.focus({ preventScroll: true })
    window.scrollTo(0, 0)
  }, [step])
  const goTo = (next: StepKey) => {
    const address = new URL(location.href)
    address.searchParams.set('buoc', next)
    history.pushState(null, '', address)
    setWanted(next)
  }
  return { step, goTo, heading }
}

const stepOfAddress = (): string | null => new URL(location.href).searchParams.get('buoc')

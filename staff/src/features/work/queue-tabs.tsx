import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { formatNumber } from '../../lib/format.ts'
import type { Queue } from '../../lib/types.ts'

/** Keys of the queues, in their order. */
export const QUEUE_KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0']

/** The queues with their numbers, and how many rows are new since the last look. Empty ones are pale, not gone. */
export function QueueTabs({ queues, current }: { queues: readonly Queue[]; current: string }) {
  const bar = useRef<HTMLElement>(null)
  // On a phone the queues are one long line: that which is shown stands in sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: at each other queue
  useEffect(() => {
    const tab = bar.current?.querySelector<HTMLElement>('[data-current]')
    if (bar.current && tab) bar.current.scrollLeft = tab.offsetLeft - bar.current.offsetLeft - 40
  }, [current])
  return (
    <nav aria-label="Hàng đợi" className="tabs" ref={bar}>
      {queues.map(({ key, name, count, newCount }, i) => (
        <Link
          key={key}
          to="/can-bo"
          search={{ hang: key }}
          className="tab"
          data-empty={count === 0 || undefined}
          data-current={key === current || undefined}
          aria-current={key === current ? 'page' : undefined}
          aria-keyshortcuts={QUEUE_KEYS[i]}
        >
          {QUEUE_KEYS[i] && (
            <kbd className="tab-key" aria-hidden>
              {QUEUE_KEYS[i]}
            </kbd>
          )}
          {name} <strong>{formatNumber(count)}</strong>
          {newCount > 0 && <span className="tab-new">{formatNumber(newCount)} mới</span>}
        </Link>
      ))}
    </nav>
  )
}

import { Link } from '@tanstack/react-router'
import { formatNumber } from '../../lib/format.ts'
import type { Queue } from '../../lib/types.ts'

/** The queues with their numbers, and how many rows are new since the last look. Empty ones are pale, not gone. */
export function QueueTabs({ queues, current }: { queues: readonly Queue[]; current: string }) {
  return (
    <nav aria-label="Hàng đợi" className="tabs">
      {queues.map(({ key, name, count, newCount }) => (
        <Link
          key={key}
          to="/can-bo"
          search={{ hang: key }}
          className="tab"
          data-empty={count === 0 || undefined}
          data-current={key === current || undefined}
          aria-current={key === current ? 'page' : undefined}
        >
          {name} <strong>{formatNumber(count)}</strong>
          {newCount > 0 && <span className="tab-new">{formatNumber(newCount)} mới</span>}
        </Link>
      ))}
    </nav>
  )
}

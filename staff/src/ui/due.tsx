import { IconAlertTriangleFilled, IconClock } from '@tabler/icons-react'
import { formatDistance, formatShortTime, vietnamDate } from '../lib/format.ts'

/** Pixels of a column that holds the longest of them, `Quá hạn 1.000 ngày` with its sign. */
export const DUE_WIDTH = 172

type Props = { at: string | null; isOver?: boolean; now?: Date }

/** A due date with how far it is, in words, a sign and a colour. @param isOver what is finished is no longer urgent */
export function Due({ at, isOver, now = new Date() }: Props) {
  if (at === null) return <span className="quiet">Không có hạn</span>
  const isLate = new Date(at) < now
  const isToday = vietnamDate(new Date(at)) === vietnamDate(now)
  const tone = isLate ? 'bad' : isToday ? 'warn' : 'quiet'
  return (
    <div className="two-lines">
      <span>{formatShortTime(at, now)}</span>
      {!isOver && (
        <span className={`${tone} signed`}>
          {isLate && <IconAlertTriangleFilled size={12} aria-hidden />}
          {!isLate && isToday && <IconClock size={12} aria-hidden />}
          {isLate ? 'Quá hạn ' : 'Còn '}
          {formatDistance(at, now).replace(/^(quá|còn) /, '')}
        </span>
      )}
    </div>
  )
}

import { useQuery } from '@tanstack/react-query'
import { formatTime } from '../../lib/format.ts'
import { Failed, Loading } from '../../ui/states.tsx'
import { wordsOf } from './act-words.ts'
import { timelineQuery } from './queries.ts'

/** Who did what, when and why; the latest first. */
export function Timeline({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(timelineQuery(id))
  if (error) return <Failed error={error} retry={refetch} />
  if (!data) return <Loading />
  return (
    <ol className="timeline">
      {[...data.items].reverse().map((act) => (
        <li key={act.id}>
          <div className="quiet">{formatTime(act.at)}</div>
          <strong>{act.name}</strong>
          {wordsOf(act).map((line) => (
            <div key={line}>{line}</div>
          ))}
          <div className="quiet">{[act.actorName, act.unitName].filter(Boolean).join(' · ')}</div>
          {act.lenderName && <div className="quiet">Thực hiện theo uỷ quyền của {act.lenderName}</div>}
          {act.reason && <div className="reason">{act.reason}</div>}
        </li>
      ))}
    </ol>
  )
}

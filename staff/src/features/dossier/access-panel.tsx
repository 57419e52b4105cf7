import { useQuery } from '@tanstack/react-query'
import { formatDay, formatTime } from '../../lib/format.ts'
import { Problem } from '../../lib/problem.ts'
import { Failed, Loading } from '../../ui/states.tsx'
import { accessQuery, readsQuery } from './queries.ts'

const PEOPLE: Record<string, string> = { applicant: 'Chủ hồ sơ', submitter: 'Người nộp thay' }

/** Who may see this dossier and why, and which units and roles have read it; the applicant sees the same. */
export function AccessPanel({ id }: { id: string }) {
  return (
    <>
      <Allowed id={id} />
      <Reads id={id} />
    </>
  )
}

function Allowed({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(accessQuery(id))
  return (
    <section>
      <h3 className="small-head first">Ai được xem</h3>
      {error instanceof Problem && error.status === 403 ? (
        <p className="quiet">{error.message}</p>
      ) : error ? (
        <Failed error={error} retry={refetch} />
      ) : !data ? (
        <Loading />
      ) : (
        <ul className="people">
          {data.items.map((one) => (
            <li key={`${one.kind} ${one.name} ${one.unit} ${one.role} ${one.via}`}>
              <strong>{one.name ?? PEOPLE[one.kind]}</strong>
              {one.until && <span className="quiet"> đến hết {formatDay(one.until)}</span>}
              <div className="quiet">{one.reason}</div>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Reads({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(readsQuery(id))
  return (
    <section>
      <h3 className="small-head">Ai đã xem</h3>
      {error ? (
        <Failed error={error} retry={refetch} />
      ) : !data ? (
        <Loading />
      ) : data.items.length === 0 ? (
        <p className="quiet">Chưa cán bộ nào xem.</p>
      ) : (
        <ul className="people">
          {data.items.map((read) => (
            <li key={`${read.at} ${read.what} ${read.unit} ${read.role}`}>
              <strong>{[read.roleName, read.unitName].filter(Boolean).join(', ') || 'Cán bộ'}</strong>
              <div className="quiet">
                {formatTime(read.lastAt)} · {read.whatName}
                {read.times > 1 && ` · ${read.times} lần trong giờ`}
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

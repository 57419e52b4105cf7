import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { formatNumber } from '../../lib/format.ts'
import { answerOf } from '../../lib/problem.ts'
import type { Workload } from '../../lib/types.ts'
import { Empty, Failed, Loading } from '../../ui/states.tsx'

/** Who holds how many steps in the own units; what nobody has taken is named too. */
export function WorkloadTable() {
  const { data, error, refetch } = useQuery({
    queryKey: ['workloads'],
    queryFn: () => answerOf(api.GET('/api/v1/workloads')),
  })
  return (
    <section className="panel block">
      <h2>Ai đang giữ việc</h2>
      {error ? (
        <Failed error={error} retry={refetch} />
      ) : !data ? (
        <Loading />
      ) : data.length === 0 ? (
        <Empty>Đơn vị của bạn không có việc nào đang mở.</Empty>
      ) : (
        <Rows rows={data} />
      )}
    </section>
  )
}

function Rows({ rows }: { rows: readonly Workload[] }) {
  const most = Math.max(1, ...rows.map((row) => row.open))
  return (
    <table className="small-table">
      <thead>
        <tr>
          <th scope="col">Cán bộ</th>
          <th scope="col">Việc đang mở</th>
          <th scope="col" className="num">
            Đang mở
          </th>
          <th scope="col" className="num">
            Hôm nay
          </th>
          <th scope="col" className="num">
            Quá hạn
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.unit} ${row.account}`}>
            <th scope="row">
              {row.name ?? <em>Chưa ai nhận</em>}
              <div className="quiet">{row.unitName}</div>
            </th>
            <td className="bar-cell">
              <div className="bar" aria-hidden>
                <span data-tone="good" style={{ width: `${(100 * (row.open - row.late)) / most}%` }} />
                <span data-tone="late" style={{ width: `${(100 * row.late) / most}%` }} />
              </div>
            </td>
            <td className="num">{formatNumber(row.open)}</td>
            <td className="num">{formatNumber(row.dueToday)}</td>
            <td className={row.late > 0 ? 'num bad' : 'num'}>{formatNumber(row.late)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

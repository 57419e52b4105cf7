import { formatNumber } from '../../lib/format.ts'
import type { Figures } from '../../lib/types.ts'

/** Finished dossiers month by month, in time and late: bars, with the numbers beside them. */
export function MonthsChart({ months }: { months: Figures['months'] }) {
  const rows = months.map((month) => ({
    name: `${month.month.slice(5)}/${month.month.slice(0, 4)}`,
    received: month.received,
    inTime: month.finishedEarly + month.finishedOnTime + month.finishedNoLimit,
    late: month.finishedLate,
  }))
  const most = Math.max(1, ...rows.map((row) => row.inTime + row.late))
  return (
    <section className="panel block">
      <h2>Giải quyết xong theo tháng</h2>
      <table className="small-table">
        <thead>
          <tr>
            <th scope="col">Tháng</th>
            <th scope="col">
              <span className="bar-key" data-tone="good" /> trong hạn{' '}
              <span className="bar-key" data-tone="late" /> quá hạn
            </th>
            <th scope="col" className="num">
              Nhận
            </th>
            <th scope="col" className="num">
              Trong hạn
            </th>
            <th scope="col" className="num">
              Quá hạn
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">{row.name}</th>
              <td className="bar-cell">
                <div className="bar" aria-hidden>
                  <span data-tone="good" style={{ width: `${(100 * row.inTime) / most}%` }} />
                  <span data-tone="late" style={{ width: `${(100 * row.late) / most}%` }} />
                </div>
              </td>
              <td className="num">{formatNumber(row.received)}</td>
              <td className="num">{formatNumber(row.inTime)}</td>
              <td className="num">{formatNumber(row.late)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

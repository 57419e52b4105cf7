import { compareText } from '@motcua/rules'
import { Link } from '@tanstack/react-router'
import { formatNumber, formatShare } from '../../lib/format.ts'
import type { Figures } from '../../lib/types.ts'

type Props = {
  units: Figures['units']
  /** The agency of the figures above. */
  current: string
  /** Whether the officer may see the dossiers of an agency. */
  isSeen: (unit: string) => boolean
}

/** Agencies with what they finished in the period and what stands with them now; most late first. */
export function UnitsTable({ units, current, isSeen }: Props) {
  const rows = [...units].sort((a, b) => b.lateNow - a.lateNow || compareText(a.unitName, b.unitName))
  const most = Math.max(1, ...rows.map((row) => row.inTime + row.lateNow))
  return (
    <section className="panel block">
      <h2>Theo cơ quan giải quyết</h2>
      <div className="scroll-x">
        <table className="small-table">
          <thead>
            <tr>
              <th scope="col">Cơ quan</th>
              <th scope="col">
                Đang giải quyết: <span className="bar-key" data-tone="good" /> còn hạn{' '}
                <span className="bar-key" data-tone="late" /> quá hạn
              </th>
              <th scope="col" className="num">
                Còn hạn
              </th>
              <th scope="col" className="num">
                Quá hạn
              </th>
              <th scope="col" className="num">
                Xong
              </th>
              <th scope="col" className="num">
                Đúng hạn
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.unit} aria-current={row.unit === current || undefined}>
                <th scope="row">{row.unitName}</th>
                <td className="bar-cell">
                  <div className="bar" aria-hidden>
                    <span data-tone="good" style={{ width: `${(100 * row.inTime) / most}%` }} />
                    <span data-tone="late" style={{ width: `${(100 * row.lateNow) / most}%` }} />
                  </div>
                </td>
                <td className="num">{formatNumber(row.inTime)}</td>
                <td className="num">
                  {row.lateNow > 0 && isSeen(row.unit) ? (
                    <Link
                      to="/can-bo/tra-cuu"
                      search={{ late: true, unit: row.unit }}
                      className="bad"
                      aria-label={`${row.lateNow} hồ sơ quá hạn của ${row.unitName}`}
                    >
                      {formatNumber(row.lateNow)}
                    </Link>
                  ) : (
                    <span className={row.lateNow > 0 ? 'bad' : undefined}>{formatNumber(row.lateNow)}</span>
                  )}
                </td>
                <td className="num">{formatNumber(finishedOf(row))}</td>
                <td className="num">{shareOf(row)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

type Row = Figures['units'][number]

const finishedOf = (row: Row): number =>
  row.finishedEarly + row.finishedOnTime + row.finishedLate + row.finishedNoLimit

/** Share of what had a limit and was finished before it ran out. */
function shareOf(row: Row): string {
  const limited = row.finishedEarly + row.finishedOnTime + row.finishedLate
  return formatShare(limited - row.finishedLate, limited)
}

import { formatNumber } from '../../lib/format.ts'
import type { UnitRatings } from '../../lib/types.ts'

/** What is asked, in the order of the form, in short. */
const CRITERIA = [
  ['information', 'Thông tin dễ hiểu'],
  ['simplicity', 'Hồ sơ đơn giản'],
  ['attitude', 'Thái độ phục vụ'],
  ['punctuality', 'Đúng hẹn'],
  ['result', 'Kết quả, lý do rõ'],
] as const

const score = (value: number | null | undefined): string =>
  value == null ? '–' : value.toLocaleString('vi-VN', { minimumFractionDigits: 2 })
const share = (value: number | null): string => (value === null ? '–' : `${formatNumber(value)} %`)

/** From this mean on people are content; below the other one something has to be done. */
const CONTENT = 4
const LOW = 3
const toneOf = (value: number | null | undefined): string | undefined =>
  value == null ? undefined : value >= CONTENT ? 'good' : value < LOW ? 'bad' : 'warn'

/** Agencies with their scores; those rated by too few have the number only. */
export function RatingTable({ units }: { units: readonly UnitRatings[] }) {
  return (
    <table className="small-table rating-table">
      <thead>
        <tr>
          <th scope="col">Cơ quan</th>
          <th scope="col" className="num">
            Lượt
          </th>
          <th scope="col" className="num">
            Hài lòng
          </th>
          <th scope="col" className="num">
            Điểm
          </th>
          {CRITERIA.map(([key, name]) => (
            <th key={key} scope="col" className="num">
              {name}
            </th>
          ))}
          <th scope="col" className="num">
            Bị đòi ngoài quy định
          </th>
        </tr>
      </thead>
      <tbody>
        {units.map((row) => (
          <tr key={row.unit}>
            <th scope="row">{row.unitName}</th>
            <td className="num">{formatNumber(row.count)}</td>
            {row.averages === null ? (
              <td className="quiet" colSpan={CRITERIA.length + 3}>
                {FEW}
              </td>
            ) : (
              <>
                <td className="num">{share(row.satisfied)}</td>
                <td className={`num ${toneOf(row.average)}`}>
                  <strong>{score(row.average)}</strong>
                </td>
                {CRITERIA.map(([key]) => (
                  <td key={key} className={`num ${toneOf(row.averages?.[key])}`}>
                    {score(row.averages?.[key])}
                  </td>
                ))}
                <td className={row.askedBeyond ? 'num bad' : 'num'}>{share(row.askedBeyond)}</td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const FEW = 'Chưa đủ 5 lượt đã hết hạn sửa nên chưa công bố điểm'

/** The same where there is no room for columns. */
export function RatingCards({ units }: { units: readonly UnitRatings[] }) {
  return (
    <ul className="rating-cards">
      {units.map((row) => (
        <li key={row.unit}>
          <h3>{row.unitName}</h3>
          <p className="small-note">
            {formatNumber(row.count)} lượt đánh giá
            {row.averages !== null && (
              <>
                , hài lòng {share(row.satisfied)}, bị đòi ngoài quy định {share(row.askedBeyond)}
              </>
            )}
            .
          </p>
          {row.averages === null ? (
            <p className="small-note quiet">{FEW}.</p>
          ) : (
            <dl>
              {CRITERIA.map(([key, name]) => (
                <div key={key}>
                  <dt>{name}</dt>
                  <dd className={toneOf(row.averages?.[key])}>{score(row.averages?.[key])}</dd>
                </div>
              ))}
            </dl>
          )}
        </li>
      ))}
    </ul>
  )
}

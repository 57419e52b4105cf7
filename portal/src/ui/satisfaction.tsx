import { formatNumber } from '../format.ts'
import { RATING } from '../i18n/rating.ts'
import type { Reply } from '../read.ts'
import type { Visit } from '../visit.ts'

/** How satisfied people were with each agency; nothing while nobody has rated. */
export function Satisfaction({
  visit,
  summary,
}: {
  visit: Visit
  summary: Reply<'getRatingSummary'> | null
}) {
  const { lang } = visit
  const t = RATING[lang]
  if (!summary || summary.units.length === 0) return null
  const heads = [t.count, t.average, t.satisfied, t.beyond]
  const shown = (value: number | null, sign = '') =>
    value === null ? '–' : `${formatNumber(value, lang)}${sign}`
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section class="table folding" tabIndex={0} aria-label={t.table(summary.year)}>
      <table>
        <caption>{t.table(summary.year)}</caption>
        <thead>
          <tr>
            <th scope="col">{t.agency}</th>
            {heads.map((head) => (
              <th key={head} scope="col" class="number">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {summary.units.map((unit) => (
            <tr key={unit.unit}>
              <th scope="row" lang="vi">
                {unit.unitName}
              </th>
              {[
                formatNumber(unit.count, lang),
                shown(unit.average),
                shown(unit.satisfied, '%'),
                shown(unit.askedBeyond, '%'),
              ].map((cell, i) => (
                <td key={heads[i]} class="number" data-head={heads[i]}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="soft small">{t.tableNote}</p>
    </section>
  )
}

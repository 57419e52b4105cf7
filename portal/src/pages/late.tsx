import { formatMoment, formatNumber } from '../format.ts'
import { PUBLIC_FACTS } from '../i18n/public-facts.ts'
import { to } from '../links.ts'
import { read } from '../read.ts'
import { Empty } from '../ui/empty.tsx'
import { page } from '../ui/layout.tsx'
import type { Answer, Visit } from '../visit.ts'

/** How many dossiers each agency is late with, without a word of any applicant. */
export async function latePage(visit: Visit): Promise<Answer> {
  const { lang } = visit
  const t = PUBLIC_FACTS[lang]
  const figures = await read<'getFigures'>(visit.api, '/figures')
  const late = (figures?.units ?? [])
    .filter((unit) => unit.lateNow > 0)
    .toSorted((a, b) => b.lateNow - a.lateNow)
  return page(visit, {
    title: t.lateTitle,
    description: t.lateLead,
    trail: [{ name: t.figures, path: '/so-lieu' }],
    children: (
      <>
        <div class="lead">
          <h1>{t.lateTitle}</h1>
          <p>{t.lateLead}</p>
          {figures && <p class="small">{t.asOf(formatMoment(figures.at, lang))}</p>}
        </div>
        {late.length === 0 ? (
          <Empty icon="check" title={t.noLate} />
        ) : (
          <div class="table">
            <table>
              <thead>
                <tr>
                  <th scope="col">{t.agency}</th>
                  <th scope="col" class="number">
                    {t.lateNow}
                  </th>
                  <th scope="col" class="number">
                    {t.open}
                  </th>
                </tr>
              </thead>
              <tbody>
                {late.map((unit) => (
                  <tr key={unit.unit}>
                    <th scope="row" lang="vi">
                      <a href={to(visit, `/co-quan/${unit.unit}`)}>{unit.unitName}</a>
                    </th>
                    <td class="number">{formatNumber(unit.lateNow, lang)}</td>
                    <td class="number">{formatNumber(unit.open, lang)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </>
    ),
  })
}

import { parseDate, percentOf } from '@motcua/rules'
import { formatDay, formatMoment, formatNumber } from '../format.ts'
import { DATES } from '../i18n/dates.ts'
import { PUBLIC_FACTS } from '../i18n/public-facts.ts'
import { to, withQuery } from '../links.ts'
import { ApiFailure, type Reply, readIfPossible } from '../read.ts'
import { cleanTyped } from '../typed.ts'
import { Empty } from '../ui/empty.tsx'
import { DateField } from '../ui/field.tsx'
import { page } from '../ui/layout.tsx'
import { Notice } from '../ui/notice.tsx'
import { Satisfaction } from '../ui/satisfaction.tsx'
import { Totals } from '../ui/totals.tsx'
import type { Answer, Visit } from '../visit.ts'

type Figures = Reply<'getFigures'>
type Counts = Pick<Figures['total'], 'received' | 'finishedEarly' | 'finishedOnTime' | 'finishedLate'>

/** Figures of the province and of each agency, for `?tu=&den=`. */
export async function figuresPage(visit: Visit): Promise<Answer> {
  const { lang } = visit
  const t = PUBLIC_FACTS[lang]
  const [from, until] = [typedDay(visit, 'tu'), typedDay(visit, 'den')]
  const [{ figures, badPeriod }, summary] = await Promise.all([
    readFigures(visit, from.day, until.day),
    readIfPossible<'getRatingSummary'>(visit.api, '/ratings/summary'),
  ])
  const { total, units, months } = figures
  return page(visit, {
    title: t.figures,
    description: t.figuresLead,
    trail: [],
    children: (
      <>
        <div class="lead">
          <h1>{t.figures}</h1>
          <p>{t.figuresLead}</p>
        </div>
        <form class="row no-print period" action={to(visit, '/so-lieu')}>
          <DateField
            name="tu"
            label={t.from}
            lang={lang}
            value={from.typed || figures.from}
            error={from.isWrong ? DATES[lang].wrong(t.from) : undefined}
          />
          <DateField
            name="den"
            label={t.until}
            lang={lang}
            value={until.typed || figures.to}
            error={until.isWrong ? DATES[lang].wrong(t.until) : undefined}
          />
          <button class="button second" type="submit">
            {t.see}
          </button>
        </form>
        {badPeriod && <Notice tone="warn">{t.badPeriod}</Notice>}
        <p class="soft small">
          {t.period(formatDay(figures.from, lang), formatDay(figures.to, lang))}.{' '}
          {t.asOf(formatMoment(figures.at, lang))}
        </p>
        <Totals lang={lang} total={total} />
        {units.length === 0 ? (
          <Empty icon="chart" title={t.noFigures} />
        ) : (
          <UnitTable visit={visit} total={total} units={units} />
        )}
        {months.length > 0 && <MonthTable visit={visit} months={months} />}
        <Satisfaction visit={visit} summary={summary} />
        <p>
          <a class="name" href={withQuery('/api/v1/figures', { from: from.day, to: until.day })}>
            {t.openData}
          </a>
        </p>
      </>
    ),
  })
}

type TypedDay = { typed: string; day: string | undefined; isWrong: boolean }

/** A day of the query, as typed and as `YYYY-MM-DD`. */
function typedDay(visit: Visit, name: string): TypedDay {
  const typed = cleanTyped(visit.query.get(name) ?? '').slice(0, 20)
  const day = parseDate(typed)
  return { typed: day ?? typed, day, isWrong: typed !== '' && day === undefined }
}

/** A period that the API refuses falls back to the year so far. */
async function readFigures(
  visit: Visit,
  from: string | undefined,
  to: string | undefined,
): Promise<{ figures: Figures; badPeriod: boolean }> {
  const asked = await visit.api('GET', withQuery('/figures', { from, to }))
  if (asked.status === 200) return { figures: asked.body as Figures, badPeriod: false }
  const plain = await visit.api('GET', '/figures')
  if (plain.status !== 200) throw new ApiFailure(plain.status, plain.body)
  return { figures: plain.body as Figures, badPeriod: true }
}

const finished = (c: Counts): number => c.finishedEarly + c.finishedOnTime + c.finishedLate

function rateOf(c: Counts, lang: Visit['lang']): string {
  const share = percentOf(c.finishedEarly + c.finishedOnTime, finished(c))
  return share === null ? '–' : `${formatNumber(share, lang)}%`
}

function UnitTable({
  visit,
  total,
  units,
}: {
  visit: Visit
  total: Figures['total']
  units: Figures['units']
}) {
  const { lang } = visit
  const t = PUBLIC_FACTS[lang]
  const heads = [t.received, t.early, t.onTime, t.late, t.rate, t.open, t.lateNow]
  const cells = (f: Counts & { open: number; lateNow: number }) => [
    formatNumber(f.received, lang),
    formatNumber(f.finishedEarly, lang),
    formatNumber(f.finishedOnTime, lang),
    formatNumber(f.finishedLate, lang),
    rateOf(f, lang),
    formatNumber(f.open, lang),
    formatNumber(f.lateNow, lang),
  ]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section class="table folding" tabIndex={0} aria-label={t.byAgency}>
      <table>
        <caption>{t.byAgency}</caption>
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
          <tr class="total">
            <th scope="row">{t.whole}</th>
            {cells(total).map((cell, i) => (
              <td key={heads[i]} class="number" data-head={heads[i]}>
                {cell}
              </td>
            ))}
          </tr>
          {units.map((unit) => (
            <tr key={unit.unit}>
              <th scope="row" lang="vi">
                <a href={to(visit, `/co-quan/${unit.unit}`)}>{unit.unitName}</a>
              </th>
              {cells(unit).map((cell, i) => (
                <td key={heads[i]} class="number" data-head={heads[i]}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** A bar for each month beside its numbers: the picture repeats what the row says. */
function MonthTable({ visit, months }: { visit: Visit; months: Figures['months'] }) {
  const { lang } = visit
  const t = PUBLIC_FACTS[lang]
  const most = Math.max(1, ...months.map((m) => m.received))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section class="table" tabIndex={0} aria-label={t.byMonth}>
      <table>
        <caption>{t.byMonth}</caption>
        <thead>
          <tr>
            <th scope="col">{t.month}</th>
            <th scope="col" class="number">
              {t.received}
            </th>
            <td class="bar-cell" />
            <th scope="col" class="number">
              {t.rate}
            </th>
          </tr>
        </thead>
        <tbody>
          {months.map((m) => (
            <tr key={m.month}>
              <th scope="row">{`${m.month.slice(5)}/${m.month.slice(0, 4)}`}</th>
              <td class="number">{formatNumber(m.received, lang)}</td>
              <td class="bar-cell">
                <span class="bar-of" style={{ width: `${(m.received / most) * 100}%` }} />
              </td>
              <td class="number">{rateOf(m, lang)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

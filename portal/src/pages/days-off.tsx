import { dayOf, formatLongDay } from '../format.ts'
import { PUBLIC_FACTS } from '../i18n/public-facts.ts'
import { to } from '../links.ts'
import { read } from '../read.ts'
import { Badge } from '../ui/badge.tsx'
import { Hours } from '../ui/hours.tsx'
import { page } from '../ui/layout.tsx'
import type { Answer, Visit } from '../visit.ts'

/** Days off and exchanged days of a year (`?nam=`), and the usual opening hours. */
export async function daysOffPage(visit: Visit): Promise<Answer> {
  const { lang } = visit
  const t = PUBLIC_FACTS[lang]
  const thisYear = Number(dayOf(visit.now).slice(0, 4))
  const asked = Number(visit.query.get('nam'))
  const year = Math.abs(asked - thisYear) <= 1 ? asked : thisYear
  const calendar = await read<'getCalendar'>(visit.api, `/calendar?year=${year}`)
  const days = calendar?.days ?? []
  return page(visit, {
    title: t.daysOff,
    description: t.daysOffLead(year),
    trail: [],
    children: (
      <>
        <div class="lead">
          <h1>{t.daysOff}</h1>
          <p>{t.daysOffLead(year)}</p>
        </div>
        <nav class="row no-print" aria-label={t.daysOff}>
          {[thisYear - 1, thisYear, thisYear + 1].map((y) => (
            <a
              key={y}
              class={y === year ? 'button' : 'button second'}
              aria-current={y === year ? 'page' : undefined}
              href={`${to(visit, '/ngay-nghi')}?nam=${y}`}
            >
              {t.year(y)}
            </a>
          ))}
        </nav>
        <ul class="lines">
          {days.map((day) => (
            <li key={day.date}>
              <div>
                <b>{formatLongDay(day.date, lang)}</b>
                <p lang="vi">{day.name}</p>
                <p class="soft small" lang="vi">
                  {day.legalBasis}
                </p>
              </div>
              <span class="row">
                {day.provisional && <Badge>{t.provisional}</Badge>}
                {day.works ? (
                  <Badge tone="info" icon="check">
                    {t.on}
                  </Badge>
                ) : (
                  <Badge tone="warn" icon="calendar">
                    {t.off}
                  </Badge>
                )}
              </span>
            </li>
          ))}
        </ul>
        <div class="card narrow">
          <Hours visit={visit} calendar={calendar} />
        </div>
      </>
    ),
  })
}

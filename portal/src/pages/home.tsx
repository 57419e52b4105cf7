import { percentOf } from '@motcua/rules'
import { dayOf, formatLongDay, formatMoment, formatNumber } from '../format.ts'
import { ANNOUNCEMENTS } from '../i18n/announcements.ts'
import { HOME } from '../i18n/home.ts'
import { to, withQuery } from '../links.ts'
import { type Reply, readIfPossible } from '../read.ts'
import { Drum } from '../ui/emblem.tsx'
import { Icon } from '../ui/icon.tsx'
import { page } from '../ui/layout.tsx'
import { countLifeEvents, LifeEventTiles } from '../ui/life-event-tiles.tsx'
import { type ProcedureItem, ProcedureLines } from '../ui/procedure-lines.tsx'
import { SearchBox } from '../ui/search-box.tsx'
import { TrackingForm } from '../ui/tracking-form.tsx'
import type { Answer, Visit } from '../visit.ts'
import { type Announcement, AnnouncementLine } from './announcements.tsx'
import { arrivalPage, isArrival } from './arrival.tsx'

type Figures = Reply<'getFigures'>

/** Home: search, life events, most used, tracking, notices, the figures of today and of the year. */
export async function homePage(visit: Visit): Promise<Answer> {
  if (isArrival(visit)) return arrivalPage(visit)
  const t = HOME[visit.lang]
  const today = dayOf(visit.now)
  const [counts, everyday, ofDay, ofYear, calendar, announced] = await Promise.all([
    countLifeEvents(visit),
    everydayProcedures(visit),
    readIfPossible<'getFigures'>(visit.api, `/figures?from=${today}&to=${today}`),
    readIfPossible<'getFigures'>(visit.api, '/figures'),
    readIfPossible<'getCalendar'>(visit.api, '/calendar'),
    readIfPossible<'listAnnouncements'>(visit.api, `/announcements?limit=${ANNOUNCED}`),
  ])
  return page(visit, {
    title: t.title,
    description: t.description,
    data: [siteData(visit)],
    hero: (
      <div class="hero">
        <Drum />
        <div class="inside">
          <h1>{t.title}</h1>
          <SearchBox visit={visit} />
          <p class="row often">
            <span>{t.often}</span>
            {t.oftenWords.map((words) => (
              <a key={words} href={withQuery(to(visit, '/thu-tuc'), { q: words })} lang="vi">
                {words}
              </a>
            ))}
          </p>
        </div>
      </div>
    ),
    children: (
      <div class="beside">
        <div class="stack loose">
          <section class="stack">
            <h2>{t.events}</h2>
            <LifeEventTiles visit={visit} counts={counts} />
          </section>
          {everyday.items.length > 0 && (
            <section class="stack">
              <h2>{everyday.areCounted ? t.mostUsed : t.everyday}</h2>
              {everyday.areCounted && <p class="soft small">{t.mostUsedHow}</p>}
              <ProcedureLines visit={visit} items={everyday.items} />
              <p>
                <a class="button second" href={to(visit, '/thu-tuc')}>
                  {t.all}
                  <Icon name="arrow" size={20} />
                </a>
              </p>
            </section>
          )}
        </div>
        <div class="stack">
          <section class="card">
            <h2>{t.trackTitle}</h2>
            <TrackingForm visit={visit} askSecret={false} />
          </section>
          {ofDay && ofYear && <FiguresCard visit={visit} ofDay={ofDay} ofYear={ofYear} />}
          <Notices visit={visit} today={today} calendar={calendar} announced={announced?.items ?? []} />
        </div>
      </div>
    ),
  })
}

function FiguresCard({ visit, ofDay, ofYear }: { visit: Visit; ofDay: Figures; ofYear: Figures }) {
  const { lang } = visit
  const t = HOME[lang]
  const finished = (f: Figures['total']) => f.finishedEarly + f.finishedOnTime + f.finishedLate
  const { total } = ofYear
  const lines = [
    [ofDay.total.received, t.received],
    [finished(ofDay.total), t.finished],
    [total.open, t.open],
    [total.lateNow, t.late],
  ] as const
  const punctual = percentOf(total.finishedEarly + total.finishedOnTime, finished(total))
  return (
    <section class="card">
      <h2>{t.today}</h2>
      <ul class="plain numbers">
        {lines.map(([value, name]) => (
          <li key={name}>
            <b>{formatNumber(value, lang)}</b> {name}
          </li>
        ))}
      </ul>
      {punctual !== null && (
        <p>
          {t.year(ofYear.to.slice(0, 4))}: <b>{formatNumber(punctual, lang)}%</b> {t.punctual}.
        </p>
      )}
      <p class="soft small">{t.asOf(formatMoment(ofYear.at, lang))}</p>
      <a class="name" href={to(visit, '/so-lieu')}>
        {t.moreFigures}
      </a>
    </section>
  )
}

const MOST_USED = 6

/** The procedures of which most dossiers are received; those of everyday life while there are no dossiers. */
async function everydayProcedures({
  api,
}: Visit): Promise<{ areCounted: boolean; items: readonly ProcedureItem[] }> {
  const used = await readIfPossible<'listMostUsedProcedures'>(api, `/figures/procedures?limit=${MOST_USED}`)
  const codes = used?.codes ?? []
  const found = await readIfPossible<'searchProcedures'>(
    api,
    withQuery('/procedures', { limit: String(MOST_USED), codes: codes.join(',') }),
  )
  const items = found?.items ?? []
  if (codes.length === 0) return { areCounted: false, items }
  return { areCounted: true, items: codes.flatMap((code) => items.find((item) => item.code === code) ?? []) }
}

const LOOK_AHEAD_DAYS = 45
const ANNOUNCED = 3

/**
 * What the province announces, and the days off and exchanged days soon to come, from the calendar that the clock counts
 * with.
 */
function Notices({
  visit,
  today,
  calendar,
  announced,
}: {
  visit: Visit
  today: string
  calendar: Reply<'getCalendar'> | null
  announced: readonly Announcement[]
}) {
  const { lang } = visit
  const t = HOME[lang]
  const last = dayOf(new Date(visit.now.getTime() + LOOK_AHEAD_DAYS * 86_400_000))
  const days = (calendar?.days ?? []).filter(({ date }) => date >= today && date <= last)
  return (
    <section class="card">
      <h2>{t.notices}</h2>
      {days.length + announced.length === 0 && <p class="soft">{t.noNotices}</p>}
      <ul class="plain ruled">
        {announced.map((one) => (
          <li key={one.id}>
            <AnnouncementLine visit={visit} announcement={one} />
          </li>
        ))}
        {days.map(({ date, name, works }) => (
          <li key={date}>{(works ? t.dayOn : t.dayOff)(capital(formatLongDay(date, lang)), name)}</li>
        ))}
      </ul>
      {announced.length > 0 && (
        <a class="name" href={to(visit, '/thong-bao')}>
          {ANNOUNCEMENTS[lang].all}
        </a>
      )}
    </section>
  )
}

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1)

function siteData(visit: Visit) {
  const home = visit.origin + to(visit, '/')
  return {
    '@context': 'https://schema.org',
    '@type': 'WebSite',
    url: home,
    name: visit.place ?? HOME[visit.lang].title,
    inLanguage: visit.lang,
    potentialAction: {
      '@type': 'SearchAction',
      target: `${visit.origin}${to(visit, '/thu-tuc')}?q={search_term_string}`,
      'query-input': 'required name=search_term_string',
    },
  }
}

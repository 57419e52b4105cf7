import { PUBLIC_FACTS } from '../i18n/public-facts.ts'
import { to, withQuery } from '../links.ts'
import { type Reply, read, readIfPossible } from '../read.ts'
import { cleanTyped } from '../typed.ts'
import { Empty } from '../ui/empty.tsx'
import { TextField } from '../ui/field.tsx'
import { Hours } from '../ui/hours.tsx'
import { Icon } from '../ui/icon.tsx'
import { page } from '../ui/layout.tsx'
import { Totals } from '../ui/totals.tsx'
import type { Answer, Visit } from '../visit.ts'
import { missingPage } from './missing.tsx'

type Unit = Reply<'listUnits'>['items'][number]

const PER_PAGE = 100

/** Offices that receive dossiers, with `?q=` those of a name. */
export async function officesPage(visit: Visit): Promise<Answer> {
  const t = PUBLIC_FACTS[visit.lang]
  const q = cleanTyped(visit.query.get('q') ?? '').slice(0, 100)
  const after = visit.query.get('sau')?.slice(0, 500)
  const found = await read<'listUnits'>(visit.api, withQuery('/units', { q, after, limit: String(PER_PAGE) }))
  const offices = (found?.items ?? []).filter((unit) => unit.isReceptionPoint)
  const groups = [
    [t.kind.centre, offices.filter((unit) => unit.kind === 'centre')],
    [t.kind.commune, offices.filter((unit) => unit.kind === 'commune')],
    [t.kind.other, offices.filter((unit) => unit.kind !== 'centre' && unit.kind !== 'commune')],
  ] as const
  return page(visit, {
    title: t.offices,
    description: t.officesLead,
    trail: [],
    unlisted: q !== '',
    children: (
      <>
        <div class="lead">
          <h1>{t.offices}</h1>
          <p>{t.officesLead}</p>
        </div>
        <form class="row period" action={to(visit, '/co-quan')}>
          <TextField name="q" label={t.officesSearch} type="search" value={q} maxLength={100} />
          <button class="button second" type="submit">
            <Icon name="search" size={20} /> {t.search}
          </button>
        </form>
        {offices.length === 0 && <Empty icon="pin" title={t.noOffice} />}
        {groups.map(
          ([name, units]) =>
            units.length > 0 && (
              <section key={name} class="stack">
                <h2>{name}</h2>
                <OfficeTiles visit={visit} units={units} />
              </section>
            ),
        )}
        {found?.next && (
          <p>
            <a class="button second" href={withQuery(to(visit, '/co-quan'), { q, sau: found.next })}>
              {t.next}
            </a>
          </p>
        )}
      </>
    ),
  })
}

function OfficeTiles({ visit, units }: { visit: Visit; units: readonly Unit[] }) {
  return (
    <ul class="tiles">
      {units.map((unit) => (
        <li key={unit.id} class="card" lang="vi">
          <a class="name" href={to(visit, `/co-quan/${unit.ref}`)}>
            {unit.name}
          </a>
          {unit.address && <p class="soft small">{unit.address}</p>}
        </li>
      ))}
    </ul>
  )
}

/** One office: where it is, when it is open, how to call it, and how it keeps its appointments. */
export async function officePage(visit: Visit, ref: string): Promise<Answer> {
  const t = PUBLIC_FACTS[visit.lang]
  const unit = await read<'getUnit'>(visit.api, `/units/${encodeURIComponent(ref.slice(0, 60))}`)
  if (!unit) return missingPage(visit)
  const own = `?unit=${encodeURIComponent(ref)}`
  const [calendar, figures] = await Promise.all([
    readIfPossible<'getCalendar'>(visit.api, `/calendar${own}`),
    readIfPossible<'getFigures'>(visit.api, `/figures${own}`),
  ])
  const hasWork = figures !== null && figures.total.received + figures.total.open > 0
  return page(visit, {
    title: unit.name,
    description: [unit.name, unit.address, unit.phone].filter(Boolean).join('. '),
    trail: [{ name: t.offices, path: '/co-quan' }],
    data: [
      {
        '@context': 'https://schema.org',
        '@type': 'GovernmentOffice',
        name: unit.name,
        address: unit.address,
        telephone: unit.phone,
      },
    ],
    children: (
      <>
        <h1 lang="vi">{unit.name}</h1>
        <div class="card narrow">
          <dl class="facts">
            {unit.address && (
              <div>
                <dt>
                  <Icon name="pin" size={20} /> {t.address}
                </dt>
                <dd lang="vi">{unit.address}</dd>
              </div>
            )}
            {unit.phone && (
              <div>
                <dt>
                  <Icon name="phone" size={20} /> {t.phone}
                </dt>
                <dd>
                  <a class="name" href={`tel:${unit.phone}`}>
                    {unit.phone}
                  </a>
                </dd>
              </div>
            )}
          </dl>
          <Hours visit={visit} calendar={calendar} />
          <p>
            <a class="name" href={to(visit, '/ngay-nghi')}>
              {t.daysOff}
            </a>
          </p>
        </div>
        {hasWork && (
          <section class="stack">
            <h2>{t.thisYear}</h2>
            <Totals lang={visit.lang} total={figures.total} />
            <p>
              <a class="name" href={to(visit, '/so-lieu')}>
                {t.allFigures}
              </a>
            </p>
          </section>
        )}
      </>
    ),
  })
}

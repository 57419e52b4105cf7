import { PROCEDURES } from '../i18n/procedures.ts'
import { to, withQuery } from '../links.ts'
import { type Reply, read } from '../read.ts'
import { cleanTyped, MAX_SEARCH } from '../typed.ts'
import { Empty } from '../ui/empty.tsx'
import { page } from '../ui/layout.tsx'
import { countLifeEvents, LifeEventTiles } from '../ui/life-event-tiles.tsx'
import { Notice } from '../ui/notice.tsx'
import { ProcedureLines } from '../ui/procedure-lines.tsx'
import { SearchBox } from '../ui/search-box.tsx'
import type { Answer, Visit } from '../visit.ts'

const LEVELS = ['commune', 'province', 'ministry'] as const

type Wanted = { q: string; sector: string; level: (typeof LEVELS)[number] | ''; after: string }

/** Search and lists of procedures: `?q=`, `?linh-vuc=`, `?cap=`, page by page with `?sau=`. */
export async function proceduresPage(visit: Visit): Promise<Answer> {
  const t = PROCEDURES[visit.lang]
  const typed = cleanTyped(visit.query.get('q') ?? '')
  const wanted: Wanted = {
    q: typed.slice(0, MAX_SEARCH).trim(),
    sector: cleanTyped(visit.query.get('linh-vuc') ?? '').slice(0, 300),
    level: LEVELS.find((level) => level === visit.query.get('cap')) ?? '',
    after: visit.query.get('sau') ?? '',
  }
  const found = await search(visit, wanted)
  const sectors = await read<'listSectors'>(visit.api, '/sectors')
  const counts = await countLifeEvents(visit)
  const isFiltered = Boolean(wanted.q || wanted.sector || wanted.level)
  return page(visit, {
    title: isFiltered ? headingOf(visit, wanted) : t.title,
    description: t.description,
    unlisted: Boolean(wanted.q || wanted.after),
    trail: isFiltered ? [{ name: t.title, path: '/thu-tuc' }] : [],
    children: (
      <>
        <h1>{isFiltered ? headingOf(visit, wanted) : t.title}</h1>
        <SearchBox visit={visit} value={wanted.q} />
        {typed.length > MAX_SEARCH && <Notice tone="warn">{t.tooLong}</Notice>}
        {t.vietnameseOnly && <p class="soft small">{t.vietnameseOnly}</p>}
        <Found visit={visit} wanted={wanted} found={found} />
        {(!wanted.q || found.items.length === 0) && (
          <Ways visit={visit} sectors={sectors?.items ?? []} counts={counts} />
        )}
      </>
    ),
  })
}

/** A page of results; a stale or foreign place in the list starts it again. */
async function search(
  { api }: Visit,
  { q, sector, level, after }: Wanted,
): Promise<Reply<'searchProcedures'>> {
  const limit = q ? '20' : '12'
  const address = (place: string) => withQuery('/procedures', { q, sector, level, after: place, limit })
  const { status, body } = await api('GET', address(after.slice(0, 500)))
  if (status === 200) return body as Reply<'searchProcedures'>
  if (status === 400 && after)
    return (await read<'searchProcedures'>(api, address(''))) ?? { items: [], next: null }
  return (await read<'searchProcedures'>(api, address(after.slice(0, 500)))) ?? { items: [], next: null }
}

function headingOf({ lang }: Visit, { q, sector, level }: Wanted): string {
  const t = PROCEDURES[lang]
  if (q) return t.results(q)
  if (sector) return t.allIn(sector)
  return t.atLevel(level ? t.levelNames[level] : '')
}

function Found({ visit, wanted, found }: { visit: Visit; wanted: Wanted; found: Reply<'searchProcedures'> }) {
  const t = PROCEDURES[visit.lang]
  const isFiltered = Boolean(wanted.q || wanted.sector || wanted.level)
  const here = (after: string | null) =>
    withQuery(to(visit, '/thu-tuc'), {
      q: wanted.q,
      'linh-vuc': wanted.sector,
      cap: wanted.level,
      sau: after,
    })
  if (found.items.length === 0)
    return (
      <Empty icon="search" title={t.emptyTitle}>
        <p>{t.emptyHelp}</p>
      </Empty>
    )
  return (
    <section class="stack">
      {!isFiltered && <h2>{t.everyday}</h2>}
      <ProcedureLines visit={visit} items={found.items} />
      <nav class="pager">
        {wanted.after && (
          <a class="button second" href={here(null)}>
            {t.first}
          </a>
        )}
        {found.next && (
          <a class="button second" href={here(found.next)} rel="next">
            {t.next}
          </a>
        )}
      </nav>
    </section>
  )
}

function Ways({
  visit,
  sectors,
  counts,
}: {
  visit: Visit
  sectors: Reply<'listSectors'>['items']
  counts: ReadonlyMap<string, number>
}) {
  const t = PROCEDURES[visit.lang]
  return (
    <>
      <section class="stack">
        <h2>{t.lifeEvents}</h2>
        <LifeEventTiles visit={visit} counts={counts} />
      </section>
      <section class="stack">
        <h2>{t.levels}</h2>
        <div class="row">
          {LEVELS.map((level) => (
            <a key={level} class="button second" href={`${to(visit, '/thu-tuc')}?cap=${level}`}>
              {t.levelNames[level]}
            </a>
          ))}
        </div>
      </section>
      <section class="stack">
        <h2>{t.sectors}</h2>
        <ul class="columns plain">
          {sectors.map(({ sector, procedures }) => (
            <li key={sector}>
              <a class="name" lang="vi" href={withQuery(to(visit, '/thu-tuc'), { 'linh-vuc': sector })}>
                {sector}
              </a>{' '}
              <span class="soft small">{t.count(procedures)}</span>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

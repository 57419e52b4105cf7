import { textOf } from '../i18n/both.ts'
import { PROCEDURES } from '../i18n/procedures.ts'
import { LIFE_EVENTS } from '../life-events.ts'
import { to } from '../links.ts'
import { readIfPossible } from '../read.ts'
import type { Visit } from '../visit.ts'
import { Icon } from './icon.tsx'

/** How many procedures of each life event are in the catalogue; empty when that cannot be told. */
export async function countLifeEvents({ api }: Visit): Promise<ReadonlyMap<string, number>> {
  const codes = [...new Set(LIFE_EVENTS.flatMap((event) => event.codes))]
  const found = await readIfPossible<'searchProcedures'>(
    api,
    `/procedures?limit=100&codes=${codes.join(',')}`,
  )
  const known = new Set((found?.items ?? []).map((item) => item.code))
  return new Map(
    LIFE_EVENTS.map((event) => [event.slug, event.codes.filter((code) => known.has(code)).length]),
  )
}

/** The life events that have a procedure. */
export function LifeEventTiles({ visit, counts }: { visit: Visit; counts: ReadonlyMap<string, number> }) {
  const t = PROCEDURES[visit.lang]
  return (
    <ul class="tiles events">
      {LIFE_EVENTS.filter((event) => (counts.get(event.slug) ?? 0) > 0).map((event) => (
        <li key={event.slug}>
          <a class="card event" href={to(visit, `/su-kien/${event.slug}`)}>
            <Icon name={event.icon} size={30} />
            <b>{textOf(event.name, visit.lang)}</b>
            <span class="soft small">{t.count(counts.get(event.slug)!)}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}

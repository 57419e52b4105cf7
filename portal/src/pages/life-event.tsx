import { textOf } from '../i18n/both.ts'
import { PROCEDURES } from '../i18n/procedures.ts'
import { LIFE_EVENTS } from '../life-events.ts'
import { read } from '../read.ts'
import { Empty } from '../ui/empty.tsx'
import { page } from '../ui/layout.tsx'
import { ProcedureLines } from '../ui/procedure-lines.tsx'
import type { Answer, Visit } from '../visit.ts'
import { missingPage } from './missing.tsx'

/** The procedures that go with an event of life. */
export async function lifeEventPage(visit: Visit, slug: string): Promise<Answer> {
  const event = LIFE_EVENTS.find((e) => e.slug === slug)
  if (!event) return missingPage(visit)
  const t = PROCEDURES[visit.lang]
  const name = textOf(event.name, visit.lang)
  const codes = event.codes.join(',')
  const found = await read<'searchProcedures'>(visit.api, `/procedures?limit=50&codes=${codes}`)
  const items = (found?.items ?? []).toSorted(
    (a, b) => event.codes.indexOf(a.code) - event.codes.indexOf(b.code),
  )
  return page(visit, {
    title: name,
    description: t.lifeEventText(name),
    trail: [{ name: t.title, path: '/thu-tuc' }],
    children: (
      <>
        <div class="lead">
          <h1>{name}</h1>
          <p>{t.lifeEventText(name)}</p>
        </div>
        {items.length > 0 ? (
          <ProcedureLines visit={visit} items={items} />
        ) : (
          <Empty icon={event.icon} title={t.lifeEventEmpty} />
        )}
      </>
    ),
  })
}

import { HOME } from '../i18n/home.ts'
import { Drum } from '../ui/emblem.tsx'
import { page } from '../ui/layout.tsx'
import { SearchBox } from '../ui/search-box.tsx'
import type { Answer, Visit } from '../visit.ts'

/** Home: search, life events, most used, tracking. */
export async function homePage(visit: Visit): Promise<Answer> {
  const t = HOME[visit.lang]
  return page(visit, {
    title: t.title,
    description: t.description,
    hero: (
      <div class="hero">
        <Drum />
        <div class="inside">
          <h1>{t.title}</h1>
          <SearchBox visit={visit} />
        </div>
      </div>
    ),
    children: <p>{t.description}</p>,
  })
}

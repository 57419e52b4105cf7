import { SEARCH } from '../i18n/search.ts'
import { to } from '../links.ts'
import type { Visit } from '../visit.ts'
import { Icon } from './icon.tsx'
import { Island } from './island.tsx'

/** The one box for procedures; suggests while typing where scripts run. */
export function SearchBox({ visit, value = '' }: { visit: Visit; value?: string }) {
  const t = SEARCH[visit.lang]
  return (
    <search>
      <form class="searchbox" action={to(visit, '/thu-tuc')}>
        <label for="q">{t.question}</label>
        <div class="bar">
          <input
            class="input"
            id="q"
            name="q"
            type="search"
            value={value}
            placeholder={t.placeholder}
            maxLength={200}
            autocomplete="off"
            enterkeyhint="search"
          />
          <button class="button call" type="submit">
            <Icon name="search" size={20} />
            {t.search}
          </button>
        </div>
        <Island name="suggest" props={{ box: 'q', lang: visit.lang, base: to(visit, '/thu-tuc') }} />
      </form>
    </search>
  )
}

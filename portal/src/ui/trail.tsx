import { FRAME } from '../i18n/frame.ts'
import { to } from '../links.ts'
import type { Visit } from '../visit.ts'

/** A page above this one; the address is without language prefix. */
export type Crumb = { name: string; path: string }

/** Where the page stands, from home on. */
export function Trail({ visit, trail, here }: { visit: Visit; trail: readonly Crumb[]; here: string }) {
  const t = FRAME[visit.lang]
  return (
    <nav class="trail" aria-label={t.trail}>
      <ol>
        {[{ name: t.home, path: '/' }, ...trail].map(({ name, path }) => (
          <li key={path}>
            <a href={to(visit, path)}>{name}</a>
          </li>
        ))}
        <li>
          <span aria-current="page">{here}</span>
        </li>
      </ol>
    </nav>
  )
}

import type { ComponentChildren } from 'preact'
import { OWN } from '../../i18n/own.ts'
import { to } from '../../links.ts'
import type { Visit } from '../../visit.ts'

/** The pages of a person, beside each other. */
export function OwnFrame({
  visit,
  title,
  unread,
  children,
}: {
  visit: Visit
  title: string
  unread?: number
  children: ComponentChildren
}) {
  const t = OWN[visit.lang]
  const pages = [
    ['/ho-so', t.dossiers],
    ['/hop-thu', t.inbox],
    ['/tai-khoan', t.account],
  ] as const
  return (
    <div class="stack">
      <h1>{title}</h1>
      <nav aria-label={t.menu}>
        <ul class="row tabs">
          {pages.map(([path, name]) => (
            <li key={path}>
              <a href={to(visit, path)} aria-current={path === visit.path ? 'page' : undefined}>
                {name}
                {path === '/hop-thu' && unread ? <span class="badge info">{t.unread(unread)}</span> : null}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </div>
  )
}

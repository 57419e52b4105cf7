import type { ComponentChildren } from 'preact'
import { ERRORS } from '../i18n/errors.ts'
import { to } from '../links.ts'
import type { Visit } from '../visit.ts'
import { Icon, type IconName } from './icon.tsx'
import { SearchBox } from './search-box.tsx'

/** A dead end that is none: what happened, a search, and where to go. */
export function WaysOn({
  visit,
  icon,
  title,
  children,
}: {
  visit: Visit
  icon: IconName
  title: string
  children: ComponentChildren
}) {
  const t = ERRORS[visit.lang]
  const ways = [
    ['/', t.toHome],
    ['/thu-tuc', t.toProcedures],
    ['/tra-cuu', t.toTracking],
    ['/tro-giup', t.toHelp],
  ] as const
  return (
    <div class="card">
      <div class="row">
        <Icon name={icon} size={40} />
        <h1>{title}</h1>
      </div>
      {children}
      <SearchBox visit={visit} />
      <h2>{t.waysTitle}</h2>
      <ul class="plain">
        {ways.map(([path, name]) => (
          <li key={path}>
            <a class="name" href={to(visit, path)}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

import { PROCEDURES } from '../i18n/procedures.ts'
import { to } from '../links.ts'
import type { Reply } from '../read.ts'
import type { Visit } from '../visit.ts'
import { Badge } from './badge.tsx'
import { Icon } from './icon.tsx'

export type ProcedureItem = Reply<'searchProcedures'>['items'][number]

/** Procedures as lines: name, how it is filed, how long it takes. */
export function ProcedureLines({ visit, items }: { visit: Visit; items: readonly ProcedureItem[] }) {
  return (
    <ul class="lines">
      {items.map((item) => (
        <li key={item.code}>
          <div>
            <a class="name" href={to(visit, `/thu-tuc/${item.code}`)} lang="vi">
              {item.name}
            </a>
            <p class="soft small" lang="vi">
              {[item.sector, item.limit].filter(Boolean).join(' · ')}
            </p>
          </div>
          <OnlineBadge visit={visit} item={item} />
        </li>
      ))}
    </ul>
  )
}

/** In words how far it can be done online, and whether it can be filed here at all. */
export function OnlineBadge({
  visit,
  item,
}: {
  visit: Visit
  item: { configured: boolean; online: boolean; onlineLevel: string }
}) {
  const t = PROCEDURES[visit.lang]
  if (!item.configured) return <Badge>{t.notFileable}</Badge>
  if (!item.online || item.onlineLevel === 'information')
    return (
      <Badge>
        <Icon name="pin" size={16} />
        {t.deskOnly}
      </Badge>
    )
  return item.onlineLevel === 'full' ? (
    <Badge tone="good" icon="online">
      {t.full}
    </Badge>
  ) : (
    <Badge tone="info" icon="online">
      {t.partial}
    </Badge>
  )
}

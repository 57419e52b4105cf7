import { formatMoment } from '../../format.ts'
import { OWN } from '../../i18n/own.ts'
import { recordName } from '../../i18n/record-names.ts'
import { to, withQuery } from '../../links.ts'
import { type Reply, read } from '../../read.ts'
import { Badge } from '../../ui/badge.tsx'
import { Empty } from '../../ui/empty.tsx'
import { page } from '../../ui/layout.tsx'
import type { Answer, Visit } from '../../visit.ts'
import { OwnFrame } from './frame.tsx'

/** What the person has to know, newest first. */
export async function inboxPage(visit: Visit): Promise<Answer> {
  const t = OWN[visit.lang]
  if (visit.method === 'POST') return markRead(visit)
  const found = await read<'listNotices'>(
    visit.api,
    withQuery('/notices', { limit: '30', after: visit.query.get('sau') }),
  )
  const items = found?.items ?? []
  return page(visit, {
    title: t.inbox,
    description: t.inbox,
    unlisted: true,
    trail: [{ name: t.dossiers, path: '/ho-so' }],
    children: (
      <OwnFrame visit={visit} title={t.inbox} unread={found?.unread}>
        {items.length === 0 && (
          <Empty icon="info" title={t.inboxEmpty}>
            <p>{t.inboxEmptyText}</p>
          </Empty>
        )}
        {items.length > 0 && (
          <ul class="lines">
            {items.map((notice) => (
              <li key={notice.id}>
                <div>
                  <p>
                    {!notice.readAt && <Badge tone="info">{t.isNew}</Badge>}{' '}
                    <Sentence visit={visit} notice={notice} />
                  </p>
                  <p class="soft small">{formatMoment(notice.at, visit.lang)}</p>
                </div>
                <form method="post" action={to(visit, '/hop-thu')} class="row">
                  <input type="hidden" name="notice" value={notice.id} />
                  <button class="button second" type="submit" name="go" value={notice.dossierId}>
                    {t.seeDossier}
                  </button>
                  {!notice.readAt && (
                    <button class="button second" type="submit">
                      {t.markRead}
                    </button>
                  )}
                </form>
              </li>
            ))}
          </ul>
        )}
        {found?.next && (
          <a class="button second" href={withQuery(to(visit, '/hop-thu'), { sau: found.next })}>
            {t.more}
          </a>
        )}
      </OwnFrame>
    ),
  })
}

/** What a notice says; in English it names the dossier, whose page tells the rest. */
function Sentence({ visit, notice }: { visit: Visit; notice: Reply<'listNotices'>['items'][number] }) {
  const said = recordName('notices', notice.kind, notice.text, visit.lang)
  const [, code] = /^Hồ sơ ([^\s:]+)/.exec(notice.text) ?? []
  if (visit.lang === 'vi' || said.lang || !code) return <span lang={said.lang}>{notice.text}</span>
  return (
    <span>
      Dossier {code} {said.text}
    </span>
  )
}

/** Marks a notice as read, and goes on to its dossier when that was asked for. */
async function markRead(visit: Visit): Promise<Answer> {
  const isId = (id: string) => /^[0-9a-f-]{36}$/.test(id)
  const notice = visit.form?.get('notice') ?? ''
  const dossier = visit.form?.get('go') ?? ''
  if (isId(notice)) await visit.api('POST', `/notices/${notice}/reading`)
  return { kind: 'redirect', to: to(visit, isId(dossier) ? `/ho-so/${dossier}` : '/hop-thu') }
}

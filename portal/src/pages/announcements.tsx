import { formatDay } from '../format.ts'
import { ANNOUNCEMENTS } from '../i18n/announcements.ts'
import { to, withQuery } from '../links.ts'
import { ApiFailure, type Reply, read } from '../read.ts'
import { Empty } from '../ui/empty.tsx'
import { page } from '../ui/layout.tsx'
import type { Answer, Visit } from '../visit.ts'
import { missingPage } from './missing.tsx'

export type Announcement = Reply<'listAnnouncements'>['items'][number]

/** What the province tells everybody now, page by page with `?sau=`. */
export async function announcementsPage(visit: Visit): Promise<Answer> {
  const t = ANNOUNCEMENTS[visit.lang]
  const found = await list(visit, visit.query.get('sau'))
  return page(visit, {
    title: t.title,
    description: t.lead,
    unlisted: visit.query.has('sau'),
    children: (
      <>
        <div class="lead">
          <h1>{t.title}</h1>
          <p>{t.lead}</p>
        </div>
        {found.items.length === 0 ? (
          <Empty icon="info" title={t.none}>
            <p>
              <a class="name" href={to(visit, '/ngay-nghi')}>
                {t.daysOff}
              </a>
            </p>
          </Empty>
        ) : (
          <ul class="lines">
            {found.items.map((one) => (
              <li key={one.id}>
                <AnnouncementLine visit={visit} announcement={one} />
              </li>
            ))}
          </ul>
        )}
        {found.next && (
          <a class="button second" rel="next" href={withQuery(to(visit, '/thong-bao'), { sau: found.next })}>
            {t.more}
          </a>
        )}
      </>
    ),
  })
}

/** Title and day of an announcement; the title leads to all of it. */
export function AnnouncementLine({ visit, announcement }: { visit: Visit; announcement: Announcement }) {
  const t = ANNOUNCEMENTS[visit.lang]
  const { title, lang } = inLanguage(announcement, visit.lang)
  return (
    <div>
      <a class="name" href={to(visit, `/thong-bao/${announcement.id}`)} lang={lang}>
        {title}
      </a>
      <p class="soft small">{t.from(formatDay(announcement.from, visit.lang))}</p>
    </div>
  )
}

/** One announcement, whole. */
export async function announcementPage(visit: Visit, id: string): Promise<Answer> {
  const t = ANNOUNCEMENTS[visit.lang]
  const found = await read<'getAnnouncement'>(visit.api, `/announcements/${id}`)
  if (!found) return missingPage(visit)
  const { title, text, lang } = inLanguage(found, visit.lang)
  return page(visit, {
    title,
    description: text.slice(0, 200),
    trail: [{ name: t.title, path: '/thong-bao' }],
    children: (
      <article class="prose">
        <h1 lang={lang}>{title}</h1>
        <p class="soft">
          {t.from(formatDay(found.from, visit.lang))}
          {found.to && ` ${t.to(formatDay(found.to, visit.lang))}`}
        </p>
        {text.split(/\n{2,}/).map((paragraph) => (
          <p key={paragraph} lang={lang} class="kept">
            {paragraph}
          </p>
        ))}
      </article>
    ),
  })
}

/** A place in the list that means nothing begins it again. */
async function list({ api }: Visit, after: string | null): Promise<Reply<'listAnnouncements'>> {
  const address = (place: string | null) => withQuery('/announcements', { limit: '20', after: place })
  const { status, body } = await api('GET', address(after?.slice(0, 500) ?? null))
  if (status === 200) return body as Reply<'listAnnouncements'>
  if (status === 400 && after) return (await read<'listAnnouncements'>(api, address(null)))!
  throw new ApiFailure(status, body)
}

/** The words in the reader's language; Vietnamese, and marked as such, where nobody has translated them. */
function inLanguage(
  { title, text, titleEn, textEn }: Announcement,
  wanted: 'vi' | 'en',
): { title: string; text: string; lang: 'vi' | undefined } {
  if (wanted === 'en' && titleEn && textEn) return { title: titleEn, text: textEn, lang: undefined }
  return { title, text, lang: wanted === 'vi' ? undefined : 'vi' }
}

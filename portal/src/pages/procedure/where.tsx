import type { Procedure } from '../../case-questions.ts'
import { PROCEDURE } from '../../i18n/procedure.ts'
import { to } from '../../links.ts'
import type { Reply } from '../../read.ts'
import { Hours } from '../../ui/hours.tsx'
import type { Visit } from '../../visit.ts'

export type Office = Reply<'listUnits'>['items'][number]

/** How it can be filed, at which desks, and when they are open. */
export function Where({
  visit,
  procedure,
  centre,
  calendar,
}: {
  visit: Visit
  procedure: Procedure
  centre: Office | null
  calendar: Reply<'getCalendar'> | null
}) {
  const t = PROCEDURE[visit.lang]
  return (
    <>
      <section class="card">
        <h2>{t.channels}</h2>
        <ul class="plain ruled">
          {procedure.channels.map(({ channel, limitText, note }) => (
            <li key={channel}>
              <b>{t.channelNames[channel]}</b>
              {limitText && !procedure.configured && <span lang="vi">: {limitText}</span>}
              {note && (
                <p class="soft small kept" lang="vi">
                  {note}
                </p>
              )}
            </li>
          ))}
        </ul>
      </section>
      <section class="card">
        <h2>{t.where}</h2>
        <p>{procedure.crossBoundary ? t.anywhere : procedure.receptionAddress || t.atCompetent}</p>
        {centre && (
          <p>
            <a class="name" href={to(visit, `/co-quan/${centre.ref}`)} lang="vi">
              {centre.name}
            </a>
            <br />
            <span class="soft small" lang="vi">
              {centre.address}
            </span>
          </p>
        )}
        <Hours visit={visit} calendar={calendar} />
        <a class="name" href={to(visit, '/co-quan')}>
          {t.allOffices}
        </a>
      </section>
    </>
  )
}

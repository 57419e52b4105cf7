import { weekHours } from '../hours.ts'
import { PROCEDURE } from '../i18n/procedure.ts'
import type { Reply } from '../read.ts'
import type { Visit } from '../visit.ts'
import { Icon } from './icon.tsx'

/** The opening hours of a week, of this season. */
export function Hours({ visit, calendar }: { visit: Visit; calendar: Reply<'getCalendar'> | null }) {
  const t = PROCEDURE[visit.lang]
  if (!calendar) return null
  return (
    <div class="stack tight">
      <h3>
        <Icon name="clock" size={20} /> {t.hours}
      </h3>
      {calendar.weeks.map((week) => (
        <div key={week.season} class="stack tight">
          {calendar.weeks.length > 1 && (
            <b class="small" lang="vi">
              {week.season}
            </b>
          )}
          <dl class="hours">
            {weekHours(week.days, visit.lang).map(({ days, times }) => (
              <div key={days}>
                <dt>{days}</dt>
                <dd>{times || t.closed}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </div>
  )
}

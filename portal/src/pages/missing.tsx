import { ERRORS } from '../i18n/errors.ts'
import { page } from '../ui/layout.tsx'
import { WaysOn } from '../ui/ways-on.tsx'
import type { Answer, Visit } from '../visit.ts'

/** 404, with ways to go on. */
export async function missingPage(visit: Visit): Promise<Answer> {
  const t = ERRORS[visit.lang]
  return page(visit, {
    title: t.missingTitle,
    description: t.missingText,
    status: 404,
    unlisted: true,
    children: (
      <WaysOn visit={visit} icon="map" title={t.missingTitle}>
        <p>{t.missingText}</p>
      </WaysOn>
    ),
  })
}

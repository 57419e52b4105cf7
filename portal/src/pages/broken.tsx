import { ERRORS } from '../i18n/errors.ts'
import { ApiFailure } from '../read.ts'
import { page } from '../ui/layout.tsx'
import { WaysOn } from '../ui/ways-on.tsx'
import type { Answer, Visit } from '../visit.ts'

/** The page could not be made: what happened in plain words, and what to do. The error goes on to the log. */
export function broken(visit: Visit, error: unknown): Answer {
  const t = ERRORS[visit.lang]
  const status = error instanceof ApiFailure ? error.status : 500
  const isBusy = status === 429 || status === 503
  const title = isBusy ? t.busyTitle : t.brokenTitle
  const isRefusal = status >= 400 && status < 500 && status !== 429
  return {
    ...page(visit, {
      title,
      description: title,
      status: error instanceof ApiFailure && status < 500 ? status : isBusy ? 503 : 500,
      unlisted: true,
      headers: isBusy ? { 'retry-after': '5' } : {},
      children: (
        <WaysOn visit={visit} icon="warn" title={title}>
          <p>
            {isRefusal && error instanceof ApiFailure && error.message
              ? error.message
              : isBusy
                ? t.busyText
                : t.brokenText}
          </p>
          <p>
            <a class="button" href={visit.origin + encodeURI(visit.path)}>
              {t.again}
            </a>
          </p>
        </WaysOn>
      ),
    }),
    error,
  }
}

import { TRACKING } from '../i18n/tracking.ts'
import { to } from '../links.ts'
import type { Visit } from '../visit.ts'
import { TextField } from './field.tsx'
import { Icon } from './icon.tsx'
import { Island } from './island.tsx'

/** Code and secret of a receipt, typed or scanned. */
export function TrackingForm({
  visit,
  code = '',
  error,
  askSecret = true,
}: {
  visit: Visit
  code?: string
  error?: string
  askSecret?: boolean
}) {
  const t = TRACKING[visit.lang]
  return (
    <form class="stack" action={to(visit, '/tra-cuu')} method="get">
      <TextField
        name="ma"
        label={t.code}
        hint={t.codeHint}
        error={error}
        value={code}
        maxLength={60}
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        required
      />
      {askSecret && (
        <TextField
          name="secret"
          label={t.secret}
          hint={t.secretHint}
          maxLength={20}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
        />
      )}
      <div class="row">
        <button class="button" type="submit">
          <Icon name="search" size={20} />
          {t.look}
        </button>
      </div>
      <Island
        name="scan"
        props={{
          base: to(visit, '/tra-cuu'),
          words: {
            scan: t.scan,
            hint: t.scanHint,
            photo: t.scanPhoto,
            stop: t.scanStop,
            none: t.scanNone,
            foreign: t.scanForeign,
            denied: t.scanDenied,
          },
        }}
      />
    </form>
  )
}

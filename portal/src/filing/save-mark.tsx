/** @jsxImportSource react */
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { FILING } from '../i18n/filing.ts'
import { call, Refusal } from './call.ts'
import { Note } from './parts.tsx'
import type { SaveState } from './sync.ts'

type Lang = 'vi' | 'en'

/** Whether everything typed is safe, in a word that is always in sight. */
export function SaveMark({ save, lang }: { save: SaveState; lang: Lang }) {
  const t = FILING[lang]
  return (
    <p className={`filing-saved ${save.kind}`} role="status" aria-live="polite">
      {save.kind === 'saved' && t.saved(timeOf(save.at))}
      {save.kind === 'saving' && t.saving}
      {save.kind === 'waiting' && t.waiting}
      {(save.kind === 'signedOut' || save.kind === 'gone') && t.notSaved}
      {save.kind === 'refused' && `${t.notSaved}: ${save.message}`}
    </p>
  )
}

/** The session has ended in the middle: signing in here keeps the page and what was typed. */
export function SignInAgain({
  lang,
  personId,
  national,
  onSignedIn,
}: {
  lang: Lang
  personId: string
  national: string | null
  onSignedIn: () => void
}) {
  const t = FILING[lang]
  const [error, setError] = useState<string | null>(null)
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  const signIn = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    try {
      const { actor } = await call<{ actor: { id: string } }>('POST', '/session', {
        username: String(form.get('username')),
        password: String(form.get('password')),
      })
      if (actor.id === personId) return onSignedIn()
      setError(t.otherPerson)
    } catch (failure) {
      setError(failure instanceof Refusal ? failure.message : t.waiting)
    }
  }
  const here = location.pathname + location.search
  return (
    <Note tone="warn" role="alert">
      <h2 ref={title} tabIndex={-1}>
        {t.outTitle}
      </h2>
      <p>{t.outText}</p>
      {national && (
        <p>
          <a className="button second" href={`${national}?returnTo=${encodeURIComponent(here)}`}>
            {t.outNational}
          </a>
        </p>
      )}
      <form className="stack" onSubmit={(event) => void signIn(event)}>
        {error && <p className="mf-error">{error}</p>}
        <div className="field">
          <label htmlFor="again-username">{t.username}</label>
          <input className="input" id="again-username" name="username" autoComplete="username" required />
        </div>
        <div className="field">
          <label htmlFor="again-password">{t.password}</label>
          <input
            className="input"
            id="again-password"
            name="password"
            type="password"
            autoComplete="current-password"
            required
          />
        </div>
        <button type="submit" className="button">
          {t.signIn}
        </button>
      </form>
    </Note>
  )
}

/** `14:05` in Vietnam. */
function timeOf(at: string): string {
  const format = new Intl.DateTimeFormat('vi-VN', {
    timeZone: 'Asia/Ho_Chi_Minh',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return format.format(new Date(at))
}

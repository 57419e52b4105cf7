/** @jsxImportSource react */
import { type FileAnswer, FilePicker, FormView, withFirstRows } from '@motcua/form-ui'
import { type CompiledForm, runForm } from '@motcua/rules'
import { type FormEvent, useMemo, useRef, useState } from 'react'
import { SUPPLEMENT } from '../i18n/supplement.ts'
import { call, Refusal, Unreachable } from './call.ts'
import { Name, Note } from './parts.tsx'
import { browserPlaces } from './places.ts'
import { browserDesk } from './upload.ts'

export type SupplementProps = {
  lang: 'vi' | 'en'
  today: string
  dossierId: string
  version: number
  form: CompiledForm | null
  answers: Record<string, unknown>
  /** `key`: of a paper, a JSON pointer into the answers, or null for something said in words */
  asked: readonly { key: string | null; text: string }[]
  papers: readonly { key: string; name: { vi: string; en?: string } }[]
}

type Kept = { answers: Record<string, unknown>; papers: Record<string, FileAnswer>; note: string }
type State = { kind: 'idle' | 'sending' | 'unsure' | 'signedOut' } | { kind: 'refused'; message: string }

/** Corrects what was asked for and sends it once, also when the network dies on the way. */
export function Supplement(props: SupplementProps) {
  const { lang, today, form, dossierId } = props
  const t = SUPPLEMENT[lang]
  const [work, keep] = useKept(props)
  const [attempt, setAttempt] = useState(0)
  const [state, setState] = useState<State>({ kind: 'idle' })
  const isBusy = useRef(false)
  const setWork = (next: Kept) => {
    keep(next)
    if (state.kind === 'refused') setState({ kind: 'idle' })
  }
  const { pointers, papers, isOpen } = askedParts(props)
  const isChanged = JSON.stringify(work.answers) !== JSON.stringify(props.answers)
  const result = useMemo(
    () => form && runForm(form, withFirstRows(form, work.answers), { today, locale: lang }),
    [form, work.answers, today, lang],
  )
  const send = async (body: unknown): Promise<void> => {
    try {
      await call('POST', `/dossiers/${dossierId}/supplements`, body, { key: `bo-sung-${dossierId}` })
      forget(props)
      location.replace(`${lang === 'en' ? '/en' : ''}/ho-so/${dossierId}`)
    } catch (error) {
      if (error instanceof Unreachable) {
        setState({ kind: 'unsure' })
        await new Promise((resolve) => {
          setTimeout(resolve, 3000)
          window.addEventListener('online', resolve, { once: true })
        })
        return send(body)
      }
      isBusy.current = false
      if (!(error instanceof Refusal)) throw error
      setState(error.status === 401 ? { kind: 'signedOut' } : { kind: 'refused', message: error.message })
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isBusy.current) return
    const files = Object.entries(work.papers)
    if (isChanged && result && result.errors.length > 0) return setAttempt(attempt + 1)
    if (!isChanged && files.length === 0 && work.note.trim() === '')
      return setState({ kind: 'refused', message: t.nothing })
    isBusy.current = true
    setState({ kind: 'sending' })
    void send({
      ...(isChanged && result ? { answers: result.answers } : {}),
      ...(files.length > 0 ? { papers: files.map(([key, { id }]) => ({ key, fileId: id, copies: 1 })) } : {}),
      ...(work.note.trim() ? { note: work.note.trim() } : {}),
    })
  }
  const view = form && (
    <FormView
      form={form}
      answers={work.answers}
      today={today}
      lang={lang}
      attempt={attempt}
      headingLevel={3}
      places={browserPlaces}
      files={browserDesk}
      {...(isOpen ? {} : { editable: pointers })}
      onChange={(answers) => setWork({ ...work, answers })}
    />
  )
  return (
    <form className="filing" noValidate onSubmit={submit}>
      {pointers.length > 0 && (
        <section className="stack">
          <h2>{t.answers}</h2>
          {view}
        </section>
      )}
      {papers.length > 0 && (
        <section className="stack">
          <h2>{t.papers}</h2>
          {papers.map(({ key, name }) => (
            <div key={key} className="card">
              <b>
                <Name lang={lang} name={name} />
              </b>
              <FilePicker
                id={`paper-${key}`}
                label={name[lang] ?? name.vi}
                lang={lang}
                desk={browserDesk}
                value={work.papers[key]}
                onChange={(file) => {
                  const { [key]: _, ...others } = work.papers
                  setWork({ ...work, papers: file ? { ...others, [key]: file } : others })
                }}
              />
            </div>
          ))}
        </section>
      )}
      {isOpen && pointers.length === 0 && view && (
        <details open={isChanged || undefined}>
          <summary>{t.allForm}</summary>
          {view}
        </details>
      )}
      <div className="field">
        <label htmlFor="note">
          {t.note} <span className="mf-optional">{t.optional}</span>
        </label>
        <p className="hint" id="note-hint">
          {t.noteHint}
        </p>
        <textarea
          className="input"
          id="note"
          aria-describedby="note-hint"
          maxLength={2000}
          value={work.note}
          onChange={(event) => setWork({ ...work, note: event.currentTarget.value })}
        />
      </div>
      <p className="soft small">{t.kept}</p>
      {state.kind === 'unsure' && (
        <Note tone="warn" role="alert">
          {t.unsure}
        </Note>
      )}
      {state.kind === 'refused' && (
        <Note tone="bad" role="alert">
          {state.message}
        </Note>
      )}
      {state.kind === 'signedOut' && (
        <Note tone="warn" role="alert">
          <p>{t.signIn}</p>
          <a
            href={`${lang === 'en' ? '/en' : ''}/dang-nhap?returnTo=${encodeURIComponent(location.pathname)}`}
          >
            {t.signInDo}
          </a>
        </Note>
      )}
      <div className="row filing-buttons">
        <button type="submit" className="button" aria-disabled={state.kind === 'sending' || undefined}>
          {state.kind === 'sending' ? t.sending : t.send}
        </button>
      </div>
    </form>
  )
}

/** What was asked for: fields, papers, and whether something was asked for in words only, so that all is open. */
function askedParts({ asked, papers }: SupplementProps) {
  const keys = asked.map(({ key }) => key)
  const pointers = keys.filter((key) => key?.startsWith('/')).map((key) => key!)
  const isOpen = keys.some((key) => key === null)
  const named = papers.filter(({ key }) => keys.includes(key))
  return { pointers, isOpen, papers: isOpen ? papers : named }
}

const nameOf = ({ dossierId, version }: SupplementProps) => `motcua.bo-sung.${dossierId}.${version}`

/** The work on a supplement, kept in this browser until it is sent. */
function useKept(props: SupplementProps): [Kept, (next: Kept) => void] {
  const [work, setWork] = useState<Kept>(() => {
    const empty = { answers: props.answers, papers: {}, note: '' }
    try {
      return (JSON.parse(localStorage.getItem(nameOf(props)) ?? 'null') as Kept | null) ?? empty
    } catch {
      return empty
    }
  })
  return [
    work,
    (next) => {
      setWork(next)
      try {
        localStorage.setItem(nameOf(props), JSON.stringify(next))
      } catch {
        // Without storage the page itself still holds the work.
      }
    },
  ]
}

function forget(props: SupplementProps): void {
  try {
    localStorage.removeItem(nameOf(props))
  } catch {
    // Nothing was kept.
  }
}

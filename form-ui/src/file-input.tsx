import type { Expr, FileField, Locale } from '@motcua/rules'
import { useRef, useState } from 'react'
import type { Place } from './drawing.ts'
import { describedBy, Frame } from './frame.tsx'
import { answerAt, isObject } from './pointers.ts'
import type { FileAnswer, FileDesk } from './types.ts'
import { sayIn } from './words.ts'

/** A field whose answer is an uploaded file. */
export function FileInput({ place }: { place: Place<FileField<Expr>> }) {
  const { d, field, pointer } = place
  const raw = answerAt(d.answers, pointer)
  const value = isObject(raw) && typeof raw['id'] === 'string' ? (raw as FileAnswer) : undefined
  return (
    <Frame place={place}>
      {d.files && (
        <FilePicker
          id={d.idOf(pointer)}
          label={field.label[d.lang]}
          lang={d.lang}
          desk={d.files}
          value={value}
          accept={field.accept}
          describedBy={describedBy(place)}
          onChange={(file) => d.change(pointer, file)}
        />
      )}
    </Frame>
  )
}

type Sending = { name: string; share: number }

/** Sends one file with its progress, shows it when it has arrived, and lets it be replaced or removed. */
export function FilePicker({
  id,
  label,
  lang,
  desk,
  value,
  accept,
  describedBy: describing,
  onChange,
}: {
  id: string
  label: string
  lang: Locale
  desk: FileDesk
  value: FileAnswer | undefined
  accept?: readonly string[]
  describedBy?: string
  onChange: (file: FileAnswer | undefined) => void
}) {
  const say = sayIn(lang)
  const [sending, setSending] = useState<Sending | null>(null)
  const [failed, setFailed] = useState<{ file: File; message: string } | null>(null)
  const stop = useRef<AbortController | null>(null)
  const send = async (file: File) => {
    const controller = new AbortController()
    stop.current = controller
    setFailed(null)
    setSending({ name: file.name, share: 0 })
    try {
      const progress = (share: number) => setSending({ name: file.name, share })
      onChange(await desk.upload(file, progress, controller.signal))
    } catch (error) {
      if (!controller.signal.aborted) setFailed({ file, message: messageOf(error) })
    }
    setSending(null)
  }
  return (
    <div className="mf-file">
      {value && !sending && (
        <p className="mf-file-sent">
          <a href={desk.href(value.id)} target="_blank" rel="noreferrer">
            {value.name ?? say('file')}
          </a>{' '}
          <button
            type="button"
            className="mf-link"
            aria-label={`${say('remove')}: ${label}`}
            onClick={() => onChange(undefined)}
          >
            {say('remove')}
          </button>
        </p>
      )}
      {sending && (
        <p className="mf-file-sending" role="status">
          {say('sending')} {sending.name}
          <progress value={sending.share} max={1} aria-label={`${say('sending')} ${sending.name}`} />
          <button type="button" className="mf-link" onClick={() => stop.current?.abort()}>
            {say('cancel')}
          </button>
        </p>
      )}
      {failed && (
        <p className="mf-error" role="alert">
          {failed.message}{' '}
          <button type="button" className="mf-link" onClick={() => void send(failed.file)}>
            {say('retry')}
          </button>
        </p>
      )}
      <label className={`mf-file-button${sending ? ' mf-off' : ''}`}>
        <input
          id={id}
          type="file"
          accept={accept?.join(',')}
          disabled={sending !== null}
          aria-label={`${say(value ? 'replace' : 'upload')}: ${label}`}
          aria-describedby={describing}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0]
            event.currentTarget.value = ''
            if (file) void send(file)
          }}
        />
        <span aria-hidden="true">{say(value ? 'replace' : 'upload')}</span>
      </label>
    </div>
  )
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

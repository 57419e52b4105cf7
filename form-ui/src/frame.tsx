import type { ReactNode } from 'react'
import type { Drawing, Place } from './drawing.ts'
import { SourceBadge } from './source-badge.tsx'

/** Ids of what describes an input: its hint, its error. */
export function describedBy({ d, field, pointer }: Place, hint?: string): string | undefined {
  const id = d.idOf(pointer)
  const ids = [
    ...(field.hint || hint ? [`${id}-hint`] : []),
    ...(d.errorAt(pointer) ? [`${id}-error`] : []),
    ...(d.sources[pointer] ? [`${id}-source`] : []),
  ]
  return ids.length > 0 ? ids.join(' ') : undefined
}

/** What surrounds an input: label, hint, error, source. Several inputs together are a fieldset. */
export function Frame({
  place,
  hint,
  many,
  children,
}: {
  place: Place
  hint?: string
  /** the answer is given by several inputs: radios, an address */
  many?: boolean
  children: ReactNode
}) {
  const { d, field, pointer } = place
  const id = d.idOf(pointer)
  const error = d.errorAt(pointer)
  const label = <Label place={place} />
  const body = (
    <>
      <Hint id={id} text={field.hint?.[d.lang] ?? hint} />
      <ErrorLine d={d} id={id} error={error} />
      {children}
      <SourceBadge place={place} />
    </>
  )
  const kind = `mf-field mf-${field.type}${error ? ' mf-has-error' : ''}`
  if (!many)
    return (
      <div className={kind}>
        <label className="mf-label" htmlFor={id}>
          {label}
        </label>
        {body}
      </div>
    )
  return (
    <fieldset className={kind} id={id} tabIndex={-1} aria-describedby={describedBy(place, hint)}>
      <legend className="mf-label">{label}</legend>
      {body}
    </fieldset>
  )
}

function Label({ place: { d, field, pointer } }: { place: Place }) {
  const isOptional = field.type !== 'computed' && !d.required.has(pointer)
  return (
    <>
      {field.label[d.lang]}
      {isOptional && <span className="mf-optional"> {d.say('optional')}</span>}
    </>
  )
}

function Hint({ id, text }: { id: string; text: string | undefined }) {
  return text ? (
    <div className="mf-hint" id={`${id}-hint`}>
      {text}
    </div>
  ) : null
}

/** The error of a field, said to screen readers as one. */
export function ErrorLine({ d, id, error }: { d: Drawing; id: string; error: string | undefined }) {
  return error ? (
    <p className="mf-error" id={`${id}-error`}>
      <span className="mf-unseen">{d.say('error')} </span>
      {error}
    </p>
  ) : null
}

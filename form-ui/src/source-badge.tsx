import { useState } from 'react'
import type { Place } from './drawing.ts'
import type { AnswerSource } from './types.ts'
import type { Say } from './words.ts'

/** Where a prefilled answer comes from, and the way to say that it is wrong. */
export function SourceBadge({ place }: { place: Place }) {
  const { d, pointer } = place
  const source = d.sources[pointer]
  if (!source || source.kind === 'declared') return null
  return (
    <div className="mf-source" id={`${d.idOf(pointer)}-source`}>
      <span className="mf-badge">{sourceWords(source, d.say)}</span>
      {d.onMark && <WrongMark place={place} />}
    </div>
  )
}

/** The source in words: “Lấy từ hồ sơ H15-…”. */
export function sourceWords(source: AnswerSource, say: Say): string {
  switch (source.kind) {
    case 'dossier':
      return say('fromDossier', { code: source.code ?? source.dossierCode ?? '' })
    case 'card':
      return say('fromCard')
    case 'population':
      return say('fromPopulation')
    case 'enterprises':
      return say('fromEnterprises')
    default:
      return say('fromAccount')
  }
}

function WrongMark({ place: { d, pointer, field } }: { place: Place }) {
  const [isOpen, setOpen] = useState(false)
  const mark = d.marks[pointer]
  const id = `${d.idOf(pointer)}-wrong`
  const label = field.label[d.lang]
  if (!isOpen && !mark)
    return (
      <button
        type="button"
        className="mf-link"
        aria-label={`${d.say('wrong')}: ${label}`}
        onClick={() => setOpen(true)}
      >
        {d.say('wrong')}
      </button>
    )
  return (
    <div className="mf-wrong">
      <label className="mf-label" htmlFor={id}>
        {d.say('wrongRight')} <span className="mf-unseen">({label})</span>
      </label>
      <div className="mf-hint" id={`${id}-hint`}>
        {d.say('wrongHint')}
      </div>
      <input
        id={id}
        className="mf-input"
        maxLength={500}
        value={mark?.right ?? ''}
        aria-describedby={`${id}-hint`}
        onChange={(event) => d.onMark?.(pointer, event.currentTarget.value || undefined)}
      />
      <button
        type="button"
        className="mf-link"
        onClick={() => {
          setOpen(false)
          if (mark) d.onMark?.(pointer, undefined)
        }}
      >
        {d.say('undoWrong')}
      </button>
    </div>
  )
}

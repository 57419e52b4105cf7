import {
  type Expr,
  formatDate,
  formatNumber,
  hasHiddenCharacters,
  isCivilDate,
  type LeafField,
} from '@motcua/rules'
import { useState } from 'react'
import type { Drawing, Place } from './drawing.ts'
import { describedBy, Frame } from './frame.tsx'
import { answerAt } from './pointers.ts'

type Typed = Exclude<LeafField<Expr>, { type: 'boolean' | 'choice' | 'multichoice' | 'address' | 'file' }>

const NARROW: Partial<Record<Typed['type'], string>> = {
  integer: 'mf-short',
  number: 'mf-short',
  date: 'mf-short',
  money: 'mf-medium',
  phone: 'mf-medium',
  citizenId: 'mf-medium',
  taxCode: 'mf-medium',
}

const KEYBOARDS: Partial<Record<Typed['type'], 'numeric' | 'decimal' | 'tel' | 'email'>> = {
  integer: 'numeric',
  money: 'numeric',
  number: 'decimal',
  date: 'numeric',
  citizenId: 'numeric',
  phone: 'tel',
  email: 'email',
}

/** Tokens of HTML that browsers know; our own are for the server only. */
const HTML_TOKENS = ['name', 'tel', 'email', 'bday', 'street-address', 'organization', 'organization-title']

/** Fields that are typed in: text, numbers, dates, numbers of papers. */
export function TypedField({ place }: { place: Place<Typed> }) {
  const { d, field, pointer } = place
  const [hadHidden, setHadHidden] = useState(false)
  const hint = field.type === 'date' && !field.hint ? d.say('dateHint') : undefined
  const value = shown(answerAt(d.answers, pointer), field.type)
  const shared = {
    id: d.idOf(pointer),
    className: `mf-input ${NARROW[field.type] ?? ''}`.trim(),
    value,
    'aria-invalid': d.errorAt(pointer) ? (true as const) : undefined,
    'aria-required': d.required.has(pointer) || undefined,
    'aria-describedby': describedBy(place, hint),
    onBlur: () => {
      tidy(d, pointer)
      d.leave(pointer)
    },
  }
  const take = (text: string) => {
    setHadHidden(hasHiddenCharacters(text))
    d.change(pointer, text === '' ? undefined : text)
  }
  return (
    <Frame place={place} hint={hint}>
      {field.type === 'multiline' ? (
        <textarea {...shared} rows={4} onChange={(event) => take(event.currentTarget.value)} />
      ) : (
        <span className="mf-with-unit">
          <input
            {...shared}
            type={field.type === 'email' ? 'email' : field.type === 'phone' ? 'tel' : 'text'}
            inputMode={KEYBOARDS[field.type]}
            autoComplete={HTML_TOKENS.includes(field.autocomplete ?? '') ? field.autocomplete : 'off'}
            onChange={(event) => take(event.currentTarget.value)}
          />
          {field.type === 'money' && <span aria-hidden="true">đồng</span>}
        </span>
      )}
      {hadHidden && (
        <p className="mf-note" role="status">
          {d.say('hiddenRemoved')}
        </p>
      )}
    </Frame>
  )
}

/** An answer as it stands in its input: dates as 05/01/2026, numbers with their separators. */
function shown(value: unknown, type: Typed['type']): string {
  if (value === undefined || value === null) return ''
  if (type === 'date' && isCivilDate(value)) return formatDate(value)
  return typeof value === 'number' ? formatNumber(value) : String(value)
}

/** Brings what was typed to its stored form when the engine could read it. */
function tidy(d: Drawing, pointer: string): void {
  const clean = answerAt(d.result.answers, pointer)
  const typed = answerAt(d.answers, pointer)
  if (clean !== undefined && clean !== typed) d.change(pointer, clean)
}

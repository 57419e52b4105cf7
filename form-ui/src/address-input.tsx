import type { AddressField, Expr } from '@motcua/rules'
import { useEffect } from 'react'
import type { Place } from './drawing.ts'
import { Frame } from './frame.tsx'
import { answerAt, isObject } from './pointers.ts'
import type { Place as Area } from './types.ts'

/** Province, then commune, then house and street; the unit of older papers if wanted. */
export function AddressInput({ place }: { place: Place<AddressField<Expr>> }) {
  const { d, field, pointer } = place
  const raw = answerAt(d.answers, pointer)
  const value = isObject(raw) ? raw : {}
  const text = (key: string) => (typeof value[key] === 'string' ? value[key] : '')
  const level = field.level ?? 'full'
  const id = d.idOf(pointer)
  const province = text('province')
  const communes = d.places.communes(province)
  const { want } = d.places
  useEffect(() => {
    want()
    if (level !== 'province' && /^\d{2}$/.test(province)) want(province)
  }, [province, level, want])
  const put = (changes: Record<string, string>) => {
    const next = Object.fromEntries(Object.entries({ ...value, ...changes }).filter(([, v]) => v !== ''))
    d.change(pointer, Object.keys(next).length > 0 ? next : undefined)
  }
  return (
    <Frame place={place} many>
      <AreaChoice
        id={`${id}-province`}
        label={d.say('province')}
        choose={d.say('choose')}
        areas={d.places.provinces ?? []}
        value={province}
        onPick={(code) => put({ province: code, commune: '' })}
      />
      {level !== 'province' && (
        <AreaChoice
          id={`${id}-commune`}
          label={d.say('commune')}
          choose={d.say('choose')}
          areas={communes ?? []}
          value={text('commune')}
          disabled={province === ''}
          onPick={(code) => put({ commune: code })}
        />
      )}
      {d.places.failed && (
        <p className="mf-note" role="status">
          {d.say('placesFailed')}{' '}
          <button
            type="button"
            className="mf-link"
            onClick={() => {
              d.places.want()
              if (province !== '') d.places.want(province)
            }}
          >
            {d.say('retry')}
          </button>
        </p>
      )}
      {level === 'full' && (
        <div className="mf-part">
          <label htmlFor={`${id}-text`}>{d.say('street')}</label>
          <input
            id={`${id}-text`}
            className="mf-input"
            value={text('text')}
            autoComplete={field.autocomplete === 'street-address' ? 'street-address' : 'off'}
            onChange={(event) => put({ text: event.currentTarget.value })}
            onBlur={() => d.leave(pointer)}
          />
        </div>
      )}
      {level !== 'province' && (
        <details className="mf-old" open={text('old') !== '' || undefined}>
          <summary>{d.say('oldUnit')}</summary>
          <div className="mf-part">
            <label htmlFor={`${id}-old`}>{d.say('oldUnitLabel')}</label>
            <input
              id={`${id}-old`}
              className="mf-input"
              value={text('old')}
              onChange={(event) => put({ old: event.currentTarget.value })}
            />
          </div>
        </details>
      )}
    </Frame>
  )
}

function AreaChoice(props: {
  id: string
  label: string
  choose: string
  areas: readonly Area[]
  value: string
  disabled?: boolean
  onPick: (code: string) => void
}) {
  const { id, areas, value } = props
  const isKnown = value === '' || areas.some((area) => area.code === value)
  return (
    <div className="mf-part">
      <label htmlFor={id}>{props.label}</label>
      <select
        id={id}
        className="mf-input"
        value={value}
        disabled={props.disabled}
        onChange={(event) => props.onPick(event.currentTarget.value)}
      >
        <option value="">{props.choose}</option>
        {!isKnown && <option value={value}>{value}</option>}
        {areas.map((area) => (
          <option key={area.code} value={area.code} lang="vi">
            {area.fullName}
          </option>
        ))}
      </select>
    </div>
  )
}

import { type ChoiceField, type Expr, evaluate, type MultiChoiceField, type SimpleField } from '@motcua/rules'
import type { Place } from './drawing.ts'
import { describedBy, ErrorLine, Frame } from './frame.tsx'
import { answerAt } from './pointers.ts'
import { SourceBadge } from './source-badge.tsx'

/** One of several: radios, or a list when there are many. */
export function ChoiceInput({ place }: { place: Place<ChoiceField<Expr>> }) {
  const { d, field, pointer } = place
  const value = answerAt(d.answers, pointer)
  const isList = field.look === 'select' || (field.look === undefined && field.choices.length > 6)
  if (!isList) {
    const options = field.choices.map((choice) => ({ value: choice.value, label: choice.label[d.lang] }))
    return <Radios place={place} options={options} value={value} onPick={(next) => d.change(pointer, next)} />
  }
  return (
    <Frame place={place}>
      <select
        id={d.idOf(pointer)}
        className="mf-input"
        value={typeof value === 'string' ? value : ''}
        aria-invalid={d.errorAt(pointer) ? true : undefined}
        aria-required={d.required.has(pointer) || undefined}
        aria-describedby={describedBy(place)}
        onChange={(event) => d.change(pointer, event.currentTarget.value || undefined)}
        onBlur={() => d.leave(pointer)}
      >
        <option value="">{d.say('choose')}</option>
        {field.choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label[d.lang]}
          </option>
        ))}
      </select>
    </Frame>
  )
}

/** Several of several. */
export function MultiChoiceInput({ place }: { place: Place<MultiChoiceField<Expr>> }) {
  const { d, field, pointer } = place
  const value = answerAt(d.answers, pointer)
  const chosen: unknown[] = Array.isArray(value) ? value : []
  const toggle = (picked: string) => {
    const next = chosen.includes(picked) ? chosen.filter((x) => x !== picked) : [...chosen, picked]
    d.change(pointer, next.length > 0 ? next : undefined)
  }
  return (
    <Frame place={place} many>
      {field.choices.map((choice) => (
        <label key={choice.value} className="mf-option">
          <input
            type="checkbox"
            checked={chosen.includes(choice.value)}
            onChange={() => toggle(choice.value)}
          />
          <span>{choice.label[d.lang]}</span>
        </label>
      ))}
    </Frame>
  )
}

/** Yes or no; a box to tick when the form accepts yes only, or need not be answered. */
export function BooleanInput({ place }: { place: Place<SimpleField<Expr>> }) {
  const { d, field, pointer } = place
  const value = answerAt(d.answers, pointer)
  if (d.required.has(pointer) && !mustBeYes(field)) {
    const options = [
      { value: true, label: d.say('yes') },
      { value: false, label: d.say('no') },
    ]
    return <Radios place={place} options={options} value={value} onPick={(next) => d.change(pointer, next)} />
  }
  const id = d.idOf(pointer)
  const error = d.errorAt(pointer)
  return (
    <div className={`mf-field mf-boolean${error ? ' mf-has-error' : ''}`}>
      <ErrorLine d={d} id={id} error={error} />
      <label className="mf-option">
        <input
          id={id}
          type="checkbox"
          checked={value === true}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(place)}
          onChange={(event) => d.change(pointer, event.currentTarget.checked ? true : undefined)}
          onBlur={() => d.leave(pointer)}
        />
        <span>{field.label[d.lang]}</span>
      </label>
      {field.hint && (
        <div className="mf-hint" id={`${id}-hint`}>
          {field.hint[d.lang]}
        </div>
      )}
      <SourceBadge place={place} />
    </div>
  )
}

/** Whether a rule of the field, such as `value = true`, leaves only yes. */
function mustBeYes(field: SimpleField<Expr>): boolean {
  return (field.rules ?? []).some(
    ({ assert }) =>
      evaluate(assert, { value: false }) === false && evaluate(assert, { value: true }) === true,
  )
}

function Radios<V extends string | boolean>({
  place,
  options,
  value,
  onPick,
}: {
  place: Place
  options: readonly { value: V; label: string }[]
  value: unknown
  onPick: (value: V | undefined) => void
}) {
  const { d, pointer } = place
  const id = d.idOf(pointer)
  const isOptional = !d.required.has(pointer)
  return (
    <Frame place={place} many>
      <div className={options.length === 2 ? 'mf-options mf-side' : 'mf-options'}>
        {options.map((option) => (
          <label key={String(option.value)} className="mf-option">
            <input
              type="radio"
              name={id}
              checked={value === option.value}
              onChange={() => onPick(option.value)}
              onBlur={() => d.leave(pointer)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {isOptional && value !== undefined && (
        <button type="button" className="mf-link" onClick={() => onPick(undefined)}>
          {d.say('clear')}
        </button>
      )}
    </Frame>
  )
}

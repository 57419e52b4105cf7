import { formatDate, parseDate } from '@motcua/rules'
import type { ComponentChildren, InputHTMLAttributes } from 'preact'
import { DATES } from '../i18n/dates.ts'
import type { Visit } from '../visit.ts'
import { Icon } from './icon.tsx'

/** A labelled line to type in, with its hint and what is wrong with it. */
export function TextField({
  name,
  label,
  hint,
  error,
  ...input
}: {
  name: string
  label: string
  hint?: string
  error?: string
} & InputHTMLAttributes<HTMLInputElement>) {
  const told = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ') || undefined
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {error && <FieldError id={`${name}-error`}>{error}</FieldError>}
      <input
        class="input"
        id={name}
        name={name}
        aria-describedby={told}
        aria-invalid={error ? 'true' : undefined}
        {...input}
      />
    </div>
  )
}

/**
 * A day, typed as day/month/year: a date input of the browser follows the language of the browser instead.
 * @param value any way of writing a day that is understood, or what was typed instead
 */
export function DateField({
  value,
  lang,
  ...field
}: {
  name: string
  label: string
  lang: Visit['lang']
  value: string
  hint?: string
  error?: string
}) {
  return (
    <TextField
      {...field}
      hint={field.hint ?? DATES[lang].hint}
      value={formatDate(parseDate(value) ?? value)}
      inputMode="numeric"
      autocomplete="off"
      maxLength={10}
    />
  )
}

export type Option = { value: string; label: string }

/** One of a list, folded. */
export function SelectField({
  name,
  label,
  options,
  value,
  hint,
}: {
  name: string
  label: string
  options: readonly Option[]
  value?: string
  hint?: string
}) {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      <select class="input" id={name} name={name} aria-describedby={hint ? `${name}-hint` : undefined}>
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}

/** One of a few, all in sight. */
export function RadioField({
  name,
  label,
  options,
  value,
  hint,
  error,
}: {
  name: string
  label: string
  options: readonly Option[]
  value?: string
  hint?: string
  error?: string
}) {
  return (
    <fieldset class="field">
      <legend>{label}</legend>
      {hint && <p class="hint">{hint}</p>}
      {error && <FieldError id={`${name}-error`}>{error}</FieldError>}
      <div class="choices">
        {options.map((option) => (
          <label class="choice" key={option.value}>
            <input type="radio" name={name} value={option.value} checked={option.value === value} />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

export function FieldError({ id, children }: { id: string; children: ComponentChildren }) {
  return (
    <p class="error" id={id}>
      <Icon name="stop" size={20} />
      <span>{children}</span>
    </p>
  )
}

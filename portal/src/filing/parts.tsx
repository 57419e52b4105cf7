/** @jsxImportSource react */
import { type ReactNode, useEffect, useRef } from 'react'
import type { PageFault } from './checks.ts'

type Shared = { id: string; label: string; hint?: string; faults: readonly PageFault[] }

/** A labelled line to type in. */
export function Line({
  id,
  label,
  hint,
  faults,
  value,
  onChange,
  ...input
}: Shared & {
  value: string | undefined
  onChange: (value: string | undefined) => void
  inputMode?: 'numeric' | 'tel'
  autoComplete?: string
  type?: string
  maxLength?: number
}) {
  const fault = faults.find((one) => one.id === id)
  return (
    <div className={fault ? 'field mf-has-error' : 'field'}>
      <label htmlFor={id}>{label}</label>
      <Told id={id} hint={hint} fault={fault} />
      <input
        {...input}
        className="input"
        id={id}
        value={value ?? ''}
        aria-invalid={fault ? true : undefined}
        aria-describedby={describedBy(id, hint, fault)}
        onChange={(event) => onChange(event.currentTarget.value || undefined)}
      />
    </div>
  )
}

/** `lang`: of a label that is a name in Vietnamese. */
export type Choice = { value: string; label: string; lang?: 'vi' }

/** One of a few, all in sight. */
export function Radios({
  id,
  label,
  hint,
  faults,
  options,
  value,
  onPick,
}: Shared & { options: readonly Choice[]; value: string | undefined; onPick: (value: string) => void }) {
  const fault = faults.find((one) => one.id === id)
  return (
    <fieldset
      className={fault ? 'field mf-has-error' : 'field'}
      id={id}
      tabIndex={-1}
      aria-describedby={describedBy(id, hint, fault)}
    >
      <legend>{label}</legend>
      <Told id={id} hint={hint} fault={fault} />
      <div className="choices">
        {options.map((option) => (
          <label className="choice" key={option.value}>
            <input
              type="radio"
              name={id}
              checked={option.value === value}
              onChange={() => onPick(option.value)}
            />
            <span lang={option.lang}>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** One of many, folded. */
export function Select({
  id,
  label,
  hint,
  faults,
  options,
  value,
  choose,
  onPick,
}: Shared & {
  options: readonly Choice[]
  value: string | undefined
  choose: string
  onPick: (value: string | undefined) => void
}) {
  const fault = faults.find((one) => one.id === id)
  return (
    <div className={fault ? 'field mf-has-error' : 'field'}>
      <label htmlFor={id}>{label}</label>
      <Told id={id} hint={hint} fault={fault} />
      <select
        className="input"
        id={id}
        value={value ?? ''}
        aria-invalid={fault ? true : undefined}
        aria-describedby={describedBy(id, hint, fault)}
        onChange={(event) => onPick(event.currentTarget.value || undefined)}
      >
        <option value="">{choose}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value} lang={option.lang}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}

function Told({ id, hint, fault }: { id: string; hint?: string; fault?: PageFault }) {
  return (
    <>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {fault && (
        <p className="mf-error" id={`${id}-error`}>
          {fault.message}
        </p>
      )}
    </>
  )
}

function describedBy(id: string, hint: string | undefined, fault: PageFault | undefined): string | undefined {
  return [hint && `${id}-hint`, fault && `${id}-error`].filter(Boolean).join(' ') || undefined
}

/** What has to be mended on a page, each with a link to its input. Takes the focus each time it is asked for. */
export function FaultSummary({
  title,
  faults,
  attempt,
}: {
  title: string
  faults: readonly PageFault[]
  attempt: number
}) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (attempt > 0) box.current?.focus()
  }, [attempt])
  if (faults.length === 0 || attempt === 0) return null
  return (
    <div className="mf-summary" role="alert" tabIndex={-1} ref={box}>
      <p className="mf-summary-title">{title}</p>
      <ul>
        {faults.map(({ id, message }) => (
          <li key={`${id} ${message}`}>
            <a
              href={`#${id}`}
              onClick={(event) => {
                event.preventDefault()
                const found = document.getElementById(id)
                const inner = found?.matches('fieldset') ? found.querySelector('input') : null
                ;(inner ?? found)?.focus()
              }}
            >
              {message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Words that exist in Vietnamese only, marked as such on English pages. */
export function Vietnamese({ lang, children }: { lang: 'vi' | 'en'; children: ReactNode }) {
  return lang === 'vi' ? children : <span lang="vi">{children}</span>
}

/** A name in the reader's language; in Vietnamese, marked, where it has no English one. */
export function Name({ lang, name }: { lang: 'vi' | 'en'; name: { vi: string; en?: string } }) {
  return lang === 'en' && name.en ? name.en : <Vietnamese lang={lang}>{name.vi}</Vietnamese>
}

/** Something to be read before going on. */
export function Note({
  tone,
  role,
  children,
}: {
  tone: 'info' | 'warn' | 'bad' | 'good'
  role?: string
  children: ReactNode
}) {
  return (
    <div className={`notice ${tone} filing-note`} role={role}>
      <div>{children}</div>
    </div>
  )
}

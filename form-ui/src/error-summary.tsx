import type { FormError } from '@motcua/rules'
import { useEffect, useRef } from 'react'
import type { Drawing } from './drawing.ts'

/** What has to be mended, each with a link to its field. Takes the focus when the person asks to go on. */
export function ErrorSummary({
  d,
  errors,
  attempt,
}: {
  d: Drawing
  errors: readonly FormError[]
  attempt: number
}) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (attempt > 0) box.current?.focus()
  }, [attempt])
  if (errors.length === 0) return null
  return (
    <div className="mf-summary" role="alert" tabIndex={-1} ref={box}>
      <p className="mf-summary-title">{d.say('fixTitle', { n: errors.length })}</p>
      <ul>
        {errors.map((error) => (
          <li key={`${error.pointer} ${error.message}`}>
            {error.pointer === '' ? (
              error.message
            ) : (
              <a
                href={`#${d.idOf(error.pointer)}`}
                onClick={(event) => {
                  if (goTo(d.idOf(error.pointer))) event.preventDefault()
                }}
              >
                {error.message}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Moves to the input of a field; of several inputs, to the first. */
function goTo(id: string): boolean {
  const found = document.getElementById(id)
  if (!found) return false
  const inputs = 'input, select, textarea'
  const target = found.matches(inputs) ? found : (found.querySelector<HTMLElement>(inputs) ?? found)
  target.focus()
  found.scrollIntoView({ block: 'start' })
  return true
}

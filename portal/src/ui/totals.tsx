import { formatNumber } from '../format.ts'
import { PUBLIC_FACTS } from '../i18n/public-facts.ts'
import type { Reply } from '../read.ts'
import type { Visit } from '../visit.ts'

/** What came in, what went out in time and late, and what is open, of an agency or of all. */
export function Totals({ lang, total }: { lang: Visit['lang']; total: Reply<'getFigures'>['total'] }) {
  const t = PUBLIC_FACTS[lang]
  const numbers = [
    [total.received, t.received],
    [total.finishedEarly + total.finishedOnTime, t.rate],
    [total.finishedLate, t.late],
    [total.open, t.open],
  ] as const
  return (
    <ul class="plain numbers four">
      {numbers.map(([value, name]) => (
        <li key={name} class="card">
          <span>
            <b>{formatNumber(value, lang)}</b> {name}
          </span>
        </li>
      ))}
    </ul>
  )
}

import { type CompiledForm, looksVietnamese, type ReadableItem, readableAnswers } from '@motcua/rules'
import { areaNames } from '../../area-names.ts'
import { dayOf, formatMoment } from '../../format.ts'
import { FOLLOW } from '../../i18n/follow.ts'
import type { Reply } from '../../read.ts'
import { RecordName, Vietnamese } from '../../ui/vietnamese.tsx'
import type { Visit } from '../../visit.ts'
import type { Dossier } from './follow.tsx'
import type { Procedure } from './names.tsx'

/** Papers that were issued for the dossier, as they were handed out. */
export function Slips({ visit, slips }: { visit: Visit; slips: Reply<'listSlips'> | null }) {
  const t = FOLLOW[visit.lang]
  if (!slips || slips.items.length === 0) return null
  return (
    <section class="card">
      <h2>{t.slips}</h2>
      <ul class="plain">
        {slips.items.map((slip) => (
          <li key={slip.id}>
            <a href={slip.file}>
              <RecordName visit={visit} group="slips" of={slip.kind}>
                {slip.name}
              </RecordName>
              {slip.issue > 1 && `, ${t.slipIssue(slip.issue)}`}
            </a>
            <p class="soft small">
              {formatMoment(slip.issuedAt, visit.lang)} ·{' '}
              <Vietnamese visit={visit}>{slip.unitName}</Vietnamese>
              {!slip.current && ` · ${t.old}`}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Which offices have opened the dossier: roles and units, no names. */
export function Reads({ visit, reads }: { visit: Visit; reads: Reply<'listReads'> | null }) {
  const t = FOLLOW[visit.lang]
  if (!reads) return null
  return (
    <details>
      <summary>{t.reads}</summary>
      {reads.items.length === 0 ? (
        <p>{t.readsNone}</p>
      ) : (
        <ul class="plain">
          {reads.items.map((one) => (
            <li key={`${one.at} ${one.what} ${one.role}`}>
              {one.roleName && (
                <RecordName visit={visit} group="roles" of={one.role}>
                  {one.roleName}
                </RecordName>
              )}
              {one.roleName && one.unitName && ', '}
              {one.unitName && <Vietnamese visit={visit}>{one.unitName}</Vietnamese>}
              <p class="soft small">
                {formatMoment(one.lastAt, visit.lang)} ·{' '}
                <RecordName visit={visit} group="reads" of={one.what}>
                  {one.whatName}
                </RecordName>{' '}
                · {t.readsTimes(one.times)}
              </p>
            </li>
          ))}
        </ul>
      )}
    </details>
  )
}

/** The answers of the form in words. */
export async function answersOf(visit: Visit, procedure: Procedure | null, dossier: Dossier) {
  const form = procedure?.form as CompiledForm | null
  if (!form) return []
  const names = await areaNames(visit.api, dossier.answers)
  return readableAnswers(form, dossier.answers, {
    today: dayOf(visit.now),
    locale: visit.lang,
    areaName: (code) => names.get(code),
  })
}

/** What was filed, section by section. */
export function SentAnswers({
  visit,
  sections,
}: {
  visit: Visit
  sections: Awaited<ReturnType<typeof answersOf>>
}) {
  const t = FOLLOW[visit.lang]
  const answered = sections.filter(({ items }) => items.length > 0)
  if (answered.length === 0) return null
  return (
    <details>
      <summary>{t.sent}</summary>
      <div class="stack">
        {answered.map((section) => (
          <section key={section.key} class="stack tight">
            <h3>{section.title}</h3>
            <Items items={section.items} />
          </section>
        ))}
      </div>
    </details>
  )
}

function Items({ items }: { items: readonly ReadableItem[] }) {
  const lines = items.filter((item) => item.kind === 'line')
  const blocks = items.filter((item) => item.kind === 'block')
  return (
    <>
      {lines.length > 0 && (
        <dl class="facts">
          {lines.map((line) => (
            <div key={line.pointer}>
              <dt>{line.label}</dt>
              <dd lang={looksVietnamese(line.text) ? 'vi' : undefined}>
                {line.fileId ? <a href={`/api/v1/files/${line.fileId}`}>{line.text}</a> : line.text}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {blocks.map((block) => (
        <div key={block.pointer} class="stack tight">
          <p>
            <b>{block.label}</b>
          </p>
          <Items items={block.items} />
        </div>
      ))}
    </>
  )
}

import { formatDay, formatMoney } from '../../format.ts'
import { FOLLOW } from '../../i18n/follow.ts'
import { Badge } from '../../ui/badge.tsx'
import { Vietnamese } from '../../ui/vietnamese.tsx'
import type { Visit } from '../../visit.ts'
import type { Dossier } from './follow.tsx'
import { englishOf, Named, type Procedure } from './names.tsx'

type Part = { visit: Visit; dossier: Dossier }
type PartOfProcedure = Part & { procedure: Procedure | null }

/** What has been decided. */
export function Results({ visit, dossier }: Part) {
  const t = FOLLOW[visit.lang]
  if (dossier.results.length === 0) return null
  return (
    <section class="card">
      <h2>{t.results}</h2>
      {dossier.results.map((result) => (
        <div key={result.id} class="stack tight">
          <p class="row">
            <b>
              <Vietnamese visit={visit}>{result.name}</Vietnamese>
            </b>
            <Badge tone={result.outcome === 'granted' ? 'good' : 'bad'}>
              {result.outcome === 'granted' ? t.granted : t.refused}
            </Badge>
          </p>
          {result.number && (
            <p>{t.numbered(result.number, result.signedOn ? formatDay(result.signedOn, visit.lang) : '')}</p>
          )}
          {result.fileId && (
            <p>
              <a class="button" href={`/api/v1/files/${result.fileId}`}>
                {t.openResult}
              </a>
            </p>
          )}
        </div>
      ))}
    </section>
  )
}

/** The papers that were handed in; what was replaced stays to be seen. */
export function Papers({ visit, dossier, procedure }: PartOfProcedure) {
  const t = FOLLOW[visit.lang]
  if (dossier.papers.length === 0) return null
  return (
    <section class="card">
      <h2>{t.papers}</h2>
      <ul class="plain">
        {dossier.papers.map((paper) => (
          <li key={paper.id}>
            {paper.fileId ? (
              <a href={`/api/v1/files/${paper.fileId}`}>
                <Named visit={visit} name={paper.name} english={englishOf(procedure?.papers, paper.key)} />
              </a>
            ) : (
              <Named visit={visit} name={paper.name} english={englishOf(procedure?.papers, paper.key)} />
            )}
            {!paper.fileId && paper.originals + paper.copies > 0 && (
              <span class="soft small">
                {' ('}
                {[
                  paper.originals > 0 && t.originals(paper.originals),
                  paper.copies > 0 && t.copies(paper.copies),
                ]
                  .filter(Boolean)
                  .join(', ')}
                )
              </span>
            )}
            {paper.replacedAt && <Badge>{t.paperReplaced}</Badge>}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What it costs, with the reason of each amount. */
export function Bill({ visit, dossier, procedure }: PartOfProcedure) {
  const t = FOLLOW[visit.lang]
  const { fees, feeTotal, paymentState } = dossier
  if (fees.length === 0) return null
  return (
    <section class="card">
      <h2>{t.bill}</h2>
      <ul class="plain">
        {fees.map((fee) => (
          <li key={fee.key}>
            <span class="row apart">
              <span>
                <Named visit={visit} name={fee.name} english={englishOf(procedure?.fees, fee.key)} />
              </span>
              <b class="number">{fee.amount === null ? t.later : formatMoney(fee.amount, visit.lang)}</b>
            </span>
            {fee.reason && (
              <p class="soft small">
                <Vietnamese visit={visit}>{fee.reason}</Vietnamese>
              </p>
            )}
          </li>
        ))}
      </ul>
      <p class="row apart">
        <b>{t.total}</b>
        <b>{feeTotal === 0 ? t.free : formatMoney(feeTotal, visit.lang)}</b>
      </p>
      {feeTotal > 0 && (
        <p>
          <Badge tone={paymentState === 'paid' ? 'good' : undefined}>
            {paymentState === 'paid' ? t.paid : t.unpaid}
          </Badge>
        </p>
      )}
    </section>
  )
}

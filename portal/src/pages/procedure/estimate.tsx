import type { Procedure } from '../../case-questions.ts'
import { formatMoney } from '../../format.ts'
import { textOf } from '../../i18n/both.ts'
import { PROCEDURE } from '../../i18n/procedure.ts'
import { Icon } from '../../ui/icon.tsx'
import type { Visit } from '../../visit.ts'
import { limitWords } from '../../words.ts'
import type { Assessment } from './page.tsx'

/** Time, cost and papers: of the case when it is known, of all cases otherwise. */
export function Estimate({
  visit,
  procedure,
  assessment,
  asked,
}: {
  visit: Visit
  procedure: Procedure
  assessment: Assessment | null
  asked: boolean
}) {
  const t = PROCEDURE[visit.lang]
  return (
    <section class="card" id="ket-qua" aria-labelledby="ket-qua-ten" aria-live="polite">
      <h2 id="ket-qua-ten">{assessment?.case && asked ? t.forYou : t.general}</h2>
      {assessment?.case && asked && <p class="soft">{textOf(assessment.case.name, visit.lang)}</p>}
      <dl class="facts big">
        <div>
          <dt>
            <Icon name="clock" size={20} /> {t.time}
          </dt>
          <dd>
            <Time visit={visit} procedure={procedure} assessment={assessment} />
          </dd>
        </div>
        <div>
          <dt>
            <Icon name="coin" size={20} /> {t.cost}
          </dt>
          <dd>{costOf(visit, procedure, assessment)}</dd>
        </div>
      </dl>
      {assessment && <Fees visit={visit} assessment={assessment} />}
      <h3>
        <Icon name="paper" size={20} /> {t.papers}
      </h3>
      <Papers visit={visit} procedure={procedure} assessment={assessment} />
    </section>
  )
}

function Time({
  visit,
  procedure,
  assessment,
}: {
  visit: Visit
  procedure: Procedure
  assessment: Assessment | null
}) {
  if (assessment?.limit) return <>{limitWords(assessment.limit, visit.lang)}</>
  const lines = procedure.configured
    ? procedure.cases.map((c) => ({
        key: c.key,
        text: `${textOf(c.name, visit.lang)}: ${limitWords(c.limit, visit.lang)}`,
      }))
    : [...new Set(procedure.limits.map((limit) => limit.text))].map((text) => ({ key: text, text }))
  const [only] = lines
  if (lines.length === 1 && procedure.configured)
    return <>{limitWords(procedure.cases[0]!.limit, visit.lang)}</>
  if (!only) return <>{PROCEDURE[visit.lang].byCase}</>
  return (
    <ul class="plain">
      {lines.map(({ key, text }) => (
        <li key={key}>{text}</li>
      ))}
    </ul>
  )
}

function costOf({ lang }: Visit, procedure: Procedure, assessment: Assessment | null): string {
  const t = PROCEDURE[lang]
  if (assessment) {
    if (assessment.total === null) return assessment.case ? t.unsureTotal : t.byCase
    return assessment.total === 0 ? t.free : formatMoney(assessment.total, lang)
  }
  const texts = procedure.channels.flatMap(({ fees }) =>
    fees.map((fee) =>
      fee.amount === 0 ? t.free : fee.amount === null ? fee.text : formatMoney(fee.amount, lang),
    ),
  )
  return [...new Set(texts)].filter(Boolean).join('; ') || t.byCase
}

/** Each fee with its reason. */
function Fees({ visit, assessment }: { visit: Visit; assessment: Assessment }) {
  const t = PROCEDURE[visit.lang]
  if (assessment.fees.length === 0) return null
  return (
    <ul class="plain ruled">
      {assessment.fees.map((fee) => (
        <li key={fee.key}>
          <div class="row apart">
            <span>{textOf(fee.name, visit.lang)}</span>
            <b class="number">
              {fee.amount === null
                ? t.unsure
                : fee.amount === 0
                  ? t.free
                  : formatMoney(fee.amount, visit.lang)}
            </b>
          </div>
          {fee.reason && (
            <p class="soft small" lang="vi">
              {fee.reason}
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

type PaperLine = Assessment['papers'][number] & { note: string; replaceableBy: readonly string[] }

function Papers({
  visit,
  procedure,
  assessment,
}: {
  visit: Visit
  procedure: Procedure
  assessment: Assessment | null
}) {
  const t = PROCEDURE[visit.lang]
  const known = new Map(procedure.papers.map((paper) => [paper.key, paper]))
  const all: PaperLine[] = assessment
    ? assessment.papers.map((paper) => ({
        ...paper,
        note: known.get(paper.key)?.note ?? '',
        replaceableBy: known.get(paper.key)?.replaceableBy ?? [],
      }))
    : procedure.papers.map((paper) => ({ ...paper, mandatory: paper.mandatory === true, trace: [] }))
  // While the case is open, only what every case asks for is sure.
  const isSure = (key: string) =>
    Boolean(assessment?.case) ||
    procedure.cases.every((c) => c.papers === undefined || c.papers.includes(key))
  const must = all.filter((paper) => paper.mandatory && isSure(paper.key))
  const may = all.filter((paper) => !must.includes(paper)).map((paper) => ({ ...paper, reason: '' }))
  if (all.length === 0) return <p>{t.noPapers}</p>
  return (
    <>
      {must.length > 0 && (
        <>
          <h4>{t.papersMust}</h4>
          <PaperList visit={visit} papers={must} />
        </>
      )}
      {may.length > 0 && (
        <details open={must.length === 0}>
          <summary>
            {t.papersMay} ({may.length})
          </summary>
          <PaperList visit={visit} papers={may} />
        </details>
      )}
    </>
  )
}

function PaperList({ visit, papers }: { visit: Visit; papers: readonly PaperLine[] }) {
  const t = PROCEDURE[visit.lang]
  return (
    <ul class="plain ruled">
      {papers.map((paper) => {
        const counts = [
          paper.originals > 0 && t.originals(paper.originals),
          paper.copies > 0 && t.copies(paper.copies),
          paper.presentOnly && t.presentOnly,
        ].filter(Boolean)
        return (
          <li key={paper.key}>
            <b>{textOf(paper.name, visit.lang)}</b>
            {counts.length > 0 && <span class="soft"> ({counts.join(', ')})</span>}
            {paper.replaceableBy.length > 0 && (
              <p class="small good-words">
                <Icon name="check" size={16} /> {t.fromRegister}
              </p>
            )}
            {(paper.reason || paper.note) && (
              <p class="soft small" lang="vi">
                {[paper.reason, paper.note].filter(Boolean).join(' ')}
              </p>
            )}
          </li>
        )
      })}
    </ul>
  )
}

import type { Procedure } from '../../case-questions.ts'
import { textOf } from '../../i18n/both.ts'
import { PROCEDURE } from '../../i18n/procedure.ts'
import type { Visit } from '../../visit.ts'
import { limitWords } from '../../words.ts'

export type Faq = readonly { question: string; answer: string }[]

/** What people ask first, answered from the procedure; only what can be answered. */
export function commonQuestions({ lang }: Visit, procedure: Procedure, name: string): Faq {
  const t = PROCEDURE[lang]
  const time = procedure.configured
    ? procedure.cases.map((c) => `${textOf(c.name, lang)}: ${limitWords(c.limit, lang)}`).join('; ')
    : [...new Set(procedure.limits.map((limit) => limit.text))].join('; ')
  const cost = procedure.fees
    .map((fee) => fee.text)
    .filter(Boolean)
    .join(' ')
  const papers = procedure.papers.map((paper) => textOf(paper.name, lang)).join('; ')
  const isFree = procedure.configured && procedure.fees.length === 0
  return [
    { question: t.askTime(name), answer: time && `${time}.` },
    { question: t.askCost(name), answer: isFree ? `${t.free}.` : cost },
    { question: t.askPapers(name), answer: papers && `${papers}.` },
  ].filter(({ answer }) => answer !== '')
}

export function CommonQuestions({ visit, faq }: { visit: Visit; faq: Faq }) {
  if (faq.length === 0) return null
  return (
    <section class="stack tight no-print">
      <h2>{PROCEDURE[visit.lang].questions}</h2>
      {faq.map(({ question, answer }) => (
        <details key={question}>
          <summary>{question}</summary>
          <p>{answer}</p>
        </details>
      ))}
    </section>
  )
}

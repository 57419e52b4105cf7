import { type Answers, answersOf, caseQuestions, type Procedure } from '../../case-questions.ts'
import { dayOf } from '../../format.ts'
import { PROCEDURE } from '../../i18n/procedure.ts'
import { PROCEDURES } from '../../i18n/procedures.ts'
import { to } from '../../links.ts'
import { ApiFailure, type Reply, read, readIfPossible } from '../../read.ts'
import { Icon } from '../../ui/icon.tsx'
import { page } from '../../ui/layout.tsx'
import { Notice } from '../../ui/notice.tsx'
import { OnlineBadge } from '../../ui/procedure-lines.tsx'
import { WaysOn } from '../../ui/ways-on.tsx'
import type { Answer, Visit } from '../../visit.ts'
import { About } from './about.tsx'
import { CaseForm } from './case-form.tsx'
import { Estimate } from './estimate.tsx'
import { procedureData } from './machine-data.ts'
import { CommonQuestions, commonQuestions } from './questions.tsx'
import { Where } from './where.tsx'

export type Assessment = Reply<'assessProcedure'>

/** A procedure: time, cost and papers for one's own case, where to go, how, and on what law it stands. */
export async function procedurePage(visit: Visit, code: string): Promise<Answer> {
  const t = PROCEDURE[visit.lang]
  const procedure = await read<'getProcedure'>(
    visit.api,
    `/procedures/${encodeURIComponent(code.slice(0, 60))}`,
  )
  if (!procedure) return noSuchProcedure(visit)
  const answers = answersOf(procedure, visit.query)
  const [assessment, offices] = await Promise.all([
    assess(visit, procedure, answers),
    readIfPossible<'listUnits'>(visit.api, '/units?kind=centre&limit=3'),
  ])
  const [centre] = offices?.items ?? []
  const calendar = await readIfPossible<'getCalendar'>(
    visit.api,
    `/calendar${centre ? `?unit=${centre.ref}` : ''}`,
  )
  const questions = caseQuestions(procedure, answers, { today: dayOf(visit.now), locale: visit.lang })
  const name = (visit.lang === 'en' && procedure.nameEn) || procedure.name
  const faq = commonQuestions(visit, procedure, name)
  const canApply = procedure.configured && procedure.channels.some(({ channel }) => channel === 'online')
  return page(visit, {
    title: name,
    description: faq
      .map(({ answer }) => answer)
      .join(' ')
      .slice(0, 300),
    trail: [{ name: PROCEDURES[visit.lang].title, path: '/thu-tuc' }],
    data: procedureData(visit, procedure, name, { faq, centre: centre ?? null, calendar }),
    children: (
      <>
        <div class="lead">
          <h1>{name}</h1>
          <div class="row">
            <OnlineBadge
              visit={visit}
              item={{ configured: procedure.configured, online: canApply, onlineLevel: procedure.online }}
            />
            <span class="soft small">
              {t.code} <span class="code">{procedure.code}</span> · <span lang="vi">{procedure.sector}</span>
            </span>
          </div>
          {visit.lang === 'en' && procedure.nameEn && (
            <p class="small" lang="vi">
              {procedure.name}
            </p>
          )}
          {canApply && (
            <div class="no-print">
              <a class="button" href={to(visit, `/nop-ho-so/${procedure.code}`)}>
                {procedure.online === 'full' ? t.apply : t.applyPartial}
                <Icon name="arrow" size={20} />
              </a>
            </div>
          )}
        </div>
        {!procedure.configured && <Notice>{t.noApply}</Notice>}
        <div class="beside">
          <div class="stack">
            {questions.length > 0 && <CaseForm visit={visit} questions={questions} />}
            <Estimate
              visit={visit}
              procedure={procedure}
              assessment={assessment}
              asked={questions.length > 0}
            />
            <About visit={visit} procedure={procedure} />
            <CommonQuestions visit={visit} faq={faq} />
          </div>
          <div class="stack">
            <Where visit={visit} procedure={procedure} centre={centre ?? null} calendar={calendar} />
          </div>
        </div>
      </>
    ),
  })
}

/** Null for procedures without rules: their times and fees are words of the national catalogue. */
async function assess(visit: Visit, procedure: Procedure, answers: Answers): Promise<Assessment | null> {
  if (!procedure.configured) return null
  const { status, body } = await visit.api('POST', `/procedures/${procedure.code}/assessment`, { answers })
  if (status === 200) return body as Assessment
  throw new ApiFailure(status, body)
}

function noSuchProcedure(visit: Visit): Answer {
  const t = PROCEDURE[visit.lang]
  return page(visit, {
    title: t.missing,
    description: t.missing,
    status: 404,
    unlisted: true,
    children: (
      <WaysOn visit={visit} icon="search" title={t.missing}>
        <p>{t.missingText}</p>
      </WaysOn>
    ),
  })
}

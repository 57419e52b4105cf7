import type { ComponentChildren } from 'preact'
import { formatDay, formatMoment } from '../../format.ts'
import { FOLLOW } from '../../i18n/follow.ts'
import { OWN } from '../../i18n/own.ts'
import { to, withQuery } from '../../links.ts'
import { type Reply, read, readIfPossible } from '../../read.ts'
import { page } from '../../ui/layout.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Vietnamese } from '../../ui/vietnamese.tsx'
import type { Answer, Visit } from '../../visit.ts'
import { missingPage } from '../missing.tsx'
import { StatusBadge } from '../own/status-badge.tsx'
import { Bill, Papers, Results } from './contents.tsx'
import { Course } from './course.tsx'
import { answersOf, Reads, SentAnswers, Slips } from './details.tsx'
import { Named, procedureOf } from './names.tsx'
import { type Refused, Withdrawal, withdraw } from './withdrawal.tsx'

export type Dossier = Reply<'getDossier'>

/** One dossier: where it stands, who has it, until when and why; what can be done; everything that belongs to it. */
export async function followPage(visit: Visit, id: string): Promise<Answer> {
  if (visit.method === 'GET') return drawDossier(visit, id, null)
  const refused = await withdraw(visit, id)
  return refused ? drawDossier(visit, id, refused) : { kind: 'redirect', to: to(visit, `/ho-so/${id}`) }
}

async function drawDossier(visit: Visit, id: string, refused: Refused | null): Promise<Answer> {
  const { api, lang } = visit
  const t = FOLLOW[lang]
  const dossier = await read<'getDossier'>(api, `/dossiers/${id}`)
  if (!dossier) return missingPage(visit)
  const procedure = await procedureOf(visit, dossier)
  const [timeline, clock, tasks, slips, reads, rating, sections] = await Promise.all([
    readIfPossible<'getTimeline'>(api, `/dossiers/${id}/timeline`),
    readIfPossible<'getClock'>(api, `/dossiers/${id}/clock`),
    readIfPossible<'listTasks'>(api, `/tasks?dossier=${id}`),
    readIfPossible<'listSlips'>(api, `/dossiers/${id}/slips`),
    readIfPossible<'listReads'>(api, `/dossiers/${id}/reads`),
    readIfPossible<'getRating'>(api, `/dossiers/${id}/rating`),
    answersOf(visit, procedure, dossier),
  ])
  const { supplement, code } = dossier
  const isWanted = dossier.can.includes('supplements')
  return page(visit, {
    title: code ?? dossier.submissionNumber,
    description: dossier.procedureName,
    unlisted: true,
    status: refused?.status ?? 200,
    trail: [{ name: OWN[lang].dossiers, path: '/ho-so' }],
    children: (
      <div class="stack">
        <div class="stack tight">
          <h1>
            <Named visit={visit} name={dossier.procedureName} english={procedure?.nameEn} />
          </h1>
          <p class="row">
            <StatusBadge
              status={dossier.status}
              name={lang === 'vi' ? dossier.statusName : undefined}
              lang={lang}
            />
            <span>{code ? `${t.code} ${code}` : `${t.number} ${dossier.submissionNumber}`}</span>
          </p>
        </div>
        {refused && <Refusal visit={visit} id={id} refused={refused} />}
        {supplement && isWanted && (
          <Notice tone="warn" title={t.supplementTitle}>
            <p>
              <Vietnamese visit={visit}>{supplement.reason}</Vietnamese>
            </p>
            <ul lang="vi">
              {supplement.items.map((item) => (
                <li key={item.text}>{item.text}</li>
              ))}
            </ul>
            <p>{t.supplementBy(formatMoment(supplement.replyBy, lang))}</p>
            <p>
              <a class="button" href={to(visit, `/ho-so/${id}/bo-sung`)}>
                {t.supplementDo}
              </a>
            </p>
          </Notice>
        )}
        <div class="beside">
          <div class="stack">
            <Results visit={visit} dossier={dossier} />
            <Course visit={visit} dossier={dossier} timeline={timeline} tasks={tasks} clock={clock} />
            <Papers visit={visit} dossier={dossier} procedure={procedure} />
            <SentAnswers visit={visit} sections={sections} />
          </div>
          <div class="stack">
            <Facts visit={visit} dossier={dossier} />
            <Bill visit={visit} dossier={dossier} procedure={procedure} />
            <Slips visit={visit} slips={slips} />
            <Reads visit={visit} reads={reads} />
            {rating?.can.includes('rate') && (
              <section class="card">
                <h2>{t.rate}</h2>
                <p>{t.rateText}</p>
                <a class="button second" href={withQuery(to(visit, '/danh-gia'), { 'ho-so': id, ma: code })}>
                  {t.rate}
                </a>
              </section>
            )}
            {dossier.can.includes('withdrawal') && <Withdrawal visit={visit} />}
          </div>
        </div>
      </div>
    ),
  })
}

function Refusal({ visit, id, refused }: { visit: Visit; id: string; refused: Refused }) {
  const t = FOLLOW[visit.lang]
  const back = encodeURIComponent(to(visit, `/ho-so/${id}`))
  return (
    <Notice tone={refused.goTo ? 'warn' : 'bad'} alert>
      <p>{refused.goTo ? t.stepUp : <Vietnamese visit={visit}>{refused.message}</Vietnamese>}</p>
      {refused.goTo && (
        <p>
          <a class="button" href={`${refused.goTo}&returnTo=${back}`}>
            {t.stepUpGo}
          </a>
        </p>
      )}
    </Notice>
  )
}

function Facts({ visit, dossier }: { visit: Visit; dossier: Dossier }) {
  const t = FOLLOW[visit.lang]
  const { units, delivery } = dossier
  const method = delivery.method as keyof typeof t.deliveries
  const how =
    method === 'counter'
      ? t.deliveries.counter('')
      : method === 'post'
        ? t.deliveries.post('')
        : t.deliveries.electronic
  const where = method === 'counter' ? units.return.name : method === 'post' ? delivery.address : null
  return (
    <section class="card">
      <dl class="stack">
        <Fact label={t.applicant}>
          <Vietnamese visit={visit}>{dossier.applicant.name}</Vietnamese>
        </Fact>
        {dossier.code && <Fact label={t.number}>{dossier.submissionNumber}</Fact>}
        <Fact label={OWN[visit.lang].sentOn('').trim()}>{formatDay(dossier.submittedAt, visit.lang)}</Fact>
        <Fact label={t.office}>
          <Vietnamese visit={visit}>{units.competent.name}</Vietnamese>
        </Fact>
        {units.receiving.id !== units.competent.id && (
          <Fact label={t.receiving}>
            <Vietnamese visit={visit}>{units.receiving.name}</Vietnamese>
          </Fact>
        )}
        <Fact label={t.delivery}>
          {how}
          {where && <Vietnamese visit={visit}>{where}</Vietnamese>}
        </Fact>
        {dossier.trackingSecret && dossier.code && (
          <Fact label={t.secret}>
            {dossier.trackingSecret}
            <p class="soft small">{t.secretHint}</p>
          </Fact>
        )}
      </dl>
      <a href={to(visit, `/ho-so/${dossier.id}/bien-nhan`)}>{t.receipt}</a>
    </section>
  )
}

function Fact({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div>
      <dt class="soft small">{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

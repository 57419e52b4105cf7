import { formatLongDay, formatMoment, formatMoney } from '../format.ts'
import { TRACKING } from '../i18n/tracking.ts'
import { to, withQuery } from '../links.ts'
import { ApiFailure, type Reply } from '../read.ts'
import { cleanTyped } from '../typed.ts'
import { Badge } from '../ui/badge.tsx'
import { Icon } from '../ui/icon.tsx'
import { page } from '../ui/layout.tsx'
import { Notice } from '../ui/notice.tsx'
import { type Step, Steps } from '../ui/steps.tsx'
import { TrackingForm } from '../ui/tracking-form.tsx'
import type { Answer, Visit } from '../visit.ts'

type Tracking = Reply<'trackDossier'>

/** The form; `?ma=` leads on to the page of the dossier. */
export async function trackingPage(visit: Visit): Promise<Answer> {
  const typed = visit.query.get('ma')
  if (typed === null) return askAgain(visit, {})
  const code = codeOf(typed)
  if (code === '') return askAgain(visit, { error: TRACKING[visit.lang].needCode })
  const secret = cleanTyped(visit.query.get('secret') ?? '').slice(0, 20)
  return { kind: 'redirect', to: withQuery(to(visit, `/tra-cuu/${encodeURIComponent(code)}`), { secret }) }
}

/** The state of one dossier; with `?secret=` of the receipt its steps, fees and why it is due when it is. */
export async function trackedPage(visit: Visit, typed: string): Promise<Answer> {
  const t = TRACKING[visit.lang]
  const code = codeOf(typed)
  if (code === '') return askAgain(visit, { error: t.needCode })
  const secret = cleanTyped(visit.query.get('secret') ?? '').slice(0, 20)
  const address = `/track/${encodeURIComponent(code)}`
  const { status, body } = await visit.api('GET', withQuery(address, { secret }))
  if (status === 404) return askAgain(visit, { code, error: t.unknown(code), status: 404 })
  if (status === 200) return draw(visit, body as Tracking, false)
  if (status !== 403) throw new ApiFailure(status, body)
  const open = await visit.api('GET', address)
  if (open.status !== 200) throw new ApiFailure(open.status, open.body)
  return draw(visit, open.body as Tracking, true)
}

const codeOf = (typed: string): string => cleanTyped(typed).replace(/\s/g, '').toUpperCase().slice(0, 60)

function askAgain(
  visit: Visit,
  { code, error, status }: { code?: string; error?: string; status?: number },
): Answer {
  const t = TRACKING[visit.lang]
  return page(visit, {
    title: t.title,
    description: t.description,
    status: status ?? 200,
    unlisted: error !== undefined,
    trail: [],
    children: (
      <>
        <div class="lead">
          <h1>{t.title}</h1>
          <p>{t.description}</p>
        </div>
        <div class="card narrow">
          <TrackingForm visit={visit} code={code ?? ''} error={error} />
        </div>
      </>
    ),
  })
}

function draw(visit: Visit, dossier: Tracking, wrongSecret: boolean): Answer {
  const t = TRACKING[visit.lang]
  return page(visit, {
    title: t.of(dossier.code),
    description: t.description,
    unlisted: true,
    headers: { 'cache-control': 'private, no-store' },
    trail: [{ name: t.title, path: '/tra-cuu' }],
    children: (
      <>
        <h1>
          {t.of('')}
          <span class="code">{dossier.code}</span>
        </h1>
        {wrongSecret && (
          <Notice tone="warn" alert>
            <p>{t.wrongSecret}</p>
          </Notice>
        )}
        <div class="beside">
          <div class="stack">
            <State visit={visit} dossier={dossier} />
            {dossier.details && <Details visit={visit} details={dossier.details} />}
          </div>
          <div class="stack no-print">
            {!dossier.details && (
              <section class="card">
                <h2>{t.moreTitle}</h2>
                <p class="soft">{t.more}</p>
                <TrackingForm visit={visit} code={dossier.code} />
              </section>
            )}
            <section class="card">
              <a class="name" href={to(visit, '/tra-cuu')}>
                {t.another}
              </a>
              <br />
              <a class="name" href={withQuery(to(visit, '/danh-gia'), { ma: dossier.code })}>
                {t.rateIt}
              </a>
            </section>
          </div>
        </div>
      </>
    ),
  })
}

const TONES = { in_time: 'info', late: 'bad', early: 'good', on_time: 'good' } as const

function State({ visit, dossier }: { visit: Visit; dossier: Tracking }) {
  const { lang } = visit
  const t = TRACKING[lang]
  const punctuality = dossier.punctuality as keyof typeof TONES | null
  const meaning = t.meaning[dossier.status as keyof typeof t.meaning]
  return (
    <section class="card">
      <div class="row">
        <h2 lang="vi">{dossier.statusName}</h2>
        {punctuality && TONES[punctuality] && (
          <Badge tone={TONES[punctuality]} icon={punctuality === 'late' ? 'warn' : 'clock'}>
            {t.punctuality[punctuality]}
          </Badge>
        )}
      </div>
      {meaning && <p>{meaning}</p>}
      <dl class="facts big">
        <div>
          <dt>
            <Icon name="calendar" size={20} /> {t.due}
          </dt>
          <dd>{dossier.dueAt ? dueWords(dossier.dueAt, lang) : t.noDue}</dd>
        </div>
      </dl>
      <Steps words={t.words} steps={phasesOf(visit, dossier)} />
    </section>
  )
}

const dueWords = (at: string, lang: Visit['lang']): string =>
  lang === 'vi'
    ? `${formatMoment(at, lang).split(' ngày ')[0]} ${formatLongDay(at, lang)}`
    : `${formatLongDay(at, lang)}, ${formatMoment(at, lang).split(', ')[1]}`

/** The five parts of the way; an end that came early has no steps to come. */
function phasesOf({ lang }: Visit, dossier: Tracking): Step[] {
  const t = TRACKING[lang]
  const hasEnded = [3, 7, 8].includes(dossier.status)
  const moments = [
    ['submitted', dossier.submittedAt],
    ['accepted', dossier.acceptedAt],
    ['working', dossier.finishedAt],
    ['finished', dossier.finishedAt],
    ['handedOver', dossier.handedOverAt],
  ] as const
  const shown = hasEnded ? moments.filter(([, at]) => at !== null) : moments
  const now = shown.findIndex(([, at]) => at === null)
  return shown.map(([phase, at], i) => ({
    key: phase,
    state: at !== null ? 'done' : i === now ? 'now' : 'ahead',
    body: (
      <>
        <b>{t.phases[phase]}</b>
        {at !== null && phase !== 'working' && <span class="soft small">{formatMoment(at, lang)}</span>}
      </>
    ),
  }))
}

function Details({ visit, details }: { visit: Visit; details: NonNullable<Tracking['details']> }) {
  const { lang } = visit
  const t = TRACKING[lang]
  return (
    <>
      <section class="card">
        <dl class="facts">
          <div>
            <dt>{t.procedure}</dt>
            <dd lang="vi">
              <a href={to(visit, `/thu-tuc/${details.procedureCode}`)}>{details.procedureName}</a>
            </dd>
          </div>
          <div>
            <dt>{t.unit}</dt>
            <dd lang="vi">{details.competentUnit}</dd>
          </div>
          <div>
            <dt>{t.fee}</dt>
            <dd>{details.feeTotal === 0 ? t.free : formatMoney(details.feeTotal, lang)}</dd>
          </div>
        </dl>
      </section>
      {details.dueReasons.length > 0 && (
        <section class="card">
          <h2>{t.why}</h2>
          <ul class="plain ruled" lang="vi">
            {details.dueReasons.map(({ at, note }) => (
              <li key={at + note}>{note}</li>
            ))}
          </ul>
        </section>
      )}
      <section class="card">
        <h2>{t.steps}</h2>
        <Steps
          words={t.words}
          steps={details.steps.map(({ at, name, unitName }, i) => ({
            key: `${i} ${at}`,
            state: 'done',
            body: (
              <>
                <b lang="vi">{name}</b>
                <span class="soft small" lang="vi">
                  {[formatMoment(at, lang), unitName].filter(Boolean).join(' · ')}
                </span>
              </>
            ),
          }))}
        />
      </section>
    </>
  )
}

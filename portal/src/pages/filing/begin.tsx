import type { ComponentChildren } from 'preact'
import type { DraftBody } from '../../filing/draft.ts'
import { formatMoment } from '../../format.ts'
import { BEGIN } from '../../i18n/begin.ts'
import { OWN } from '../../i18n/own.ts'
import { to, withQuery } from '../../links.ts'
import { ApiFailure, type Reply, read, readIfPossible } from '../../read.ts'
import { Island } from '../../ui/island.tsx'
import { page } from '../../ui/layout.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { Answer, Person, Visit } from '../../visit.ts'
import { missingPage } from '../missing.tsx'
import { particulars } from './particulars.ts'
import { officesFor, wizardProps } from './wizard-props.ts'

type Procedure = Reply<'getProcedure'>

/** Filing a procedure: what is needed, then the wizard on a draft of one's own. */
export async function filingPage(visit: Visit & { person: Person }, code: string): Promise<Answer> {
  const procedure = await read<'getProcedure'>(visit.api, `/procedures/${encodeURIComponent(code)}`)
  if (!procedure) return missingPage(visit)
  if (visit.method === 'POST') return begin(visit, procedure)
  const draftId = visit.query.get('nhap')
  if (draftId === null)
    return draw(
      visit,
      procedure,
      <Intro visit={visit} procedure={procedure} drafts={await draftsOf(visit, code)} />,
    )
  const isId = /^[0-9a-f-]{36}$/.test(draftId)
  const draft = isId ? await read<'getDraft'>(visit.api, `/drafts/${draftId}`) : null
  if (!draft || draft.procedureCode !== procedure.code)
    return draw(visit, procedure, <Gone visit={visit} draft={isId ? draftId : ''} />)
  const t = BEGIN[visit.lang]
  return draw(
    visit,
    procedure,
    <Island name="filing" props={await wizardProps(visit, procedure, draft)}>
      <p>{t.loading}</p>
      <noscript>
        <p>{t.noScript}</p>
      </noscript>
    </Island>,
  )
}

/** Begins a draft with what is known about the person, and opens the wizard on it. */
async function begin(visit: Visit & { person: Person }, procedure: Procedure): Promise<Answer> {
  const [prefill, { own }, { deciding, receiving }] = await Promise.all([
    readIfPossible<'getPrefill'>(visit.api, `/procedures/${encodeURIComponent(procedure.code)}/prefill`),
    particulars(visit, procedure.code),
    officesFor(visit, procedure),
  ])
  const asked = askedOffice(visit)
  const only = deciding.length === 1 ? deciding[0]! : deciding.find(({ key }) => key === asked)
  const desk = only?.isReceptionPoint ? only : receiving.length === 1 ? receiving[0]! : null
  const body: DraftBody = {
    who: 'self',
    applicant: own,
    ...(only ? { competentUnit: only.key } : {}),
    ...(only && desk ? { receivingUnit: desk.key } : {}),
    answers: (prefill?.items ?? []).reduce<Record<string, unknown>>(
      (answers, { pointer, value }) => put(answers, pointer.split('/').slice(1), value),
      {},
    ),
    sources: Object.fromEntries(
      (prefill?.items ?? []).map(({ pointer, source, at, proof }) => [pointer, { source, at, proof }]),
    ),
  }
  const { status, body: made } = await visit.api('POST', '/drafts', { procedureCode: procedure.code, body })
  if (status !== 201) throw new ApiFailure(status, made)
  const { id } = made as { id: string }
  return { kind: 'redirect', to: withQuery(to(visit, `/nop-ho-so/${procedure.code}`), { nhap: id }) }
}

function Intro({
  visit,
  procedure,
  drafts,
}: {
  visit: Visit & { person: Person }
  procedure: Procedure
  drafts: Reply<'listDrafts'>['items']
}) {
  const t = BEGIN[visit.lang]
  const path = to(visit, `/nop-ho-so/${procedure.code}`)
  const isOnline = procedure.configured && procedure.channels.some(({ channel }) => channel === 'online')
  const isOfficer = visit.person.kind !== 'citizen' && visit.person.kind !== 'business'
  return (
    <div class="stack">
      {!isOnline && (
        <Notice tone="warn">
          <p>{t.notOnline}</p>
        </Notice>
      )}
      {isOfficer && (
        <Notice tone="warn">
          <p>{t.officer}</p>
        </Notice>
      )}
      {drafts.length > 0 && (
        <section class="card">
          <h2>{t.draftsTitle}</h2>
          <ul class="plain">
            {drafts.map((draft) => (
              <li key={draft.id}>
                <a class="name" href={withQuery(path, { nhap: draft.id })}>
                  {t.goOn(formatMoment(draft.savedAt, visit.lang))}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section class="card">
        <h2>{t.need}</h2>
        <ul>
          {procedure.papers.map((paper) => (
            <li key={paper.key}>{(visit.lang === 'en' && paper.name.en) || paper.name.vi}</li>
          ))}
        </ul>
        <p class="soft">{t.needText}</p>
        <p>{t.how}</p>
        {isOnline && !isOfficer && (
          <form method="post" action={withQuery(path, { 'co-quan': askedOffice(visit) })}>
            <button class={drafts.length > 0 ? 'button second' : 'button'} type="submit">
              {drafts.length > 0 ? t.beginNew : t.begin}
            </button>
          </form>
        )}
        <a href={to(visit, `/thu-tuc/${procedure.code}`)}>{t.about}</a>
      </section>
    </div>
  )
}

function Gone({ visit, draft }: { visit: Visit; draft: string }) {
  const t = BEGIN[visit.lang]
  return (
    <Island name="filed" props={{ draft, lang: visit.lang }}>
      <Notice tone="warn" title={t.goneTitle}>
        <p>{t.goneText}</p>
        <p>
          <a class="button" href={to(visit, '/ho-so')}>
            {OWN[visit.lang].dossiers}
          </a>
        </p>
      </Notice>
    </Island>
  )
}

function draw(visit: Visit, procedure: Procedure, children: ComponentChildren): Answer {
  const t = BEGIN[visit.lang]
  const name = (visit.lang === 'en' && procedure.nameEn) || procedure.name
  return page(visit, {
    title: t.title(name),
    description: t.title(name),
    unlisted: true,
    trail: [{ name: OWN[visit.lang].dossiers, path: '/ho-so' }],
    children: (
      <div class="stack">
        <h1>{name}</h1>
        {children}
      </div>
    ),
  })
}

/** The office (`?co-quan=`) that a link from elsewhere chooses beforehand. */
const askedOffice = ({ query }: Visit): string | null =>
  /^[\w.-]{1,60}$/.exec(query.get('co-quan') ?? '')?.[0] ?? null

async function draftsOf({ api }: Visit, code: string) {
  const found = await readIfPossible<'listDrafts'>(api, '/drafts')
  return (found?.items ?? []).filter((draft) => draft.procedureCode === code)
}

function put(
  values: Record<string, unknown>,
  [key, ...rest]: string[],
  value: unknown,
): Record<string, unknown> {
  if (key === undefined) return values
  const inner = values[key]
  const isObject = typeof inner === 'object' && inner !== null && !Array.isArray(inner)
  return {
    ...values,
    [key]: rest.length === 0 ? value : put(isObject ? (inner as Record<string, unknown>) : {}, rest, value),
  }
}

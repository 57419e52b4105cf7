import { formatDay, formatMoment } from '../../format.ts'
import { FRAME } from '../../i18n/frame.ts'
import { OWN } from '../../i18n/own.ts'
import { to, withQuery } from '../../links.ts'
import { type Reply, read, readIfPossible } from '../../read.ts'
import { Empty } from '../../ui/empty.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { page } from '../../ui/layout.tsx'
import { Vietnamese } from '../../ui/vietnamese.tsx'
import type { Answer, Visit } from '../../visit.ts'
import { OwnFrame } from './frame.tsx'
import { StatusBadge } from './status-badge.tsx'

type Dossier = Reply<'listDossiers'>['items'][number]
type Draft = Reply<'listDrafts'>['items'][number]

/** The dossiers of the person, filtered, and the drafts that are not filed yet. */
export async function dossiersPage(visit: Visit): Promise<Answer> {
  const t = OWN[visit.lang]
  if (visit.method === 'POST') return dropDraft(visit)
  const q = visit.query.get('q')?.trim().slice(0, 200) ?? ''
  const status = /^([1-9]|10)$/.exec(visit.query.get('trang-thai') ?? '')?.[0] ?? ''
  const after = visit.query.get('sau')
  const [found, drafts, notices] = await Promise.all([
    read<'listDossiers'>(visit.api, withQuery('/dossiers', { q, status, after, limit: '20' })),
    q || status || after ? null : readIfPossible<'listDrafts'>(visit.api, '/drafts'),
    readIfPossible<'listNotices'>(visit.api, '/notices?limit=1'),
  ])
  const names = await namesOf(visit, drafts?.items ?? [])
  const items = found?.items ?? []
  return page(visit, {
    title: t.dossiers,
    description: t.dossiers,
    unlisted: true,
    children: (
      <OwnFrame visit={visit} title={t.dossiers} unread={notices?.unread}>
        {drafts && drafts.items.length > 0 && <Drafts visit={visit} drafts={drafts.items} names={names} />}
        <Filters visit={visit} q={q} status={status} />
        {items.length === 0 && <Nothing visit={visit} isFiltered={q !== '' || status !== ''} />}
        {items.length > 0 && (
          <ul class="lines">
            {items.map((dossier) => (
              <Line key={dossier.id} visit={visit} dossier={dossier} />
            ))}
          </ul>
        )}
        {found?.next && (
          <a
            class="button second"
            href={withQuery(to(visit, '/ho-so'), { q, 'trang-thai': status, sau: found.next })}
          >
            {t.more}
          </a>
        )}
      </OwnFrame>
    ),
  })
}

function Line({ visit, dossier }: { visit: Visit; dossier: Dossier }) {
  const t = OWN[visit.lang]
  const { code, submissionNumber, dueAt, submittedAt, status } = dossier
  const isOpen = status === 2 || status === 4 || status === 6
  return (
    <li>
      <div>
        <a class="name" href={to(visit, `/ho-so/${dossier.id}`)}>
          <Vietnamese visit={visit}>{dossier.procedureName}</Vietnamese>
        </a>
        <p class="soft small">
          {code ? `${t.code} ${code}` : `${t.number} ${submissionNumber}`} · {t.applicant}:{' '}
          <Vietnamese visit={visit}>{dossier.applicantName}</Vietnamese>
        </p>
        <p class="soft small">
          {t.sentOn(formatDay(submittedAt, visit.lang))}
          {isOpen && dueAt && ` · ${t.due(formatMoment(dueAt, visit.lang))}`}
        </p>
      </div>
      <StatusBadge
        status={status}
        name={visit.lang === 'vi' ? dossier.statusName : undefined}
        lang={visit.lang}
      />
    </li>
  )
}

function Drafts({
  visit,
  drafts,
  names,
}: {
  visit: Visit
  drafts: readonly Draft[]
  names: ReadonlyMap<string, Name>
}) {
  const t = OWN[visit.lang]
  return (
    <section class="stack tight">
      <h2>{t.drafts}</h2>
      <ul class="lines">
        {drafts.map((draft) => (
          <li key={draft.id}>
            <div>
              <a
                class="name"
                href={withQuery(to(visit, `/nop-ho-so/${draft.procedureCode}`), { nhap: draft.id })}
              >
                <Named name={names.get(draft.procedureCode)} code={draft.procedureCode} />
              </a>
              <p class="soft small">{t.savedAt(formatMoment(draft.savedAt, visit.lang))}</p>
            </div>
            <form method="post" action={to(visit, '/ho-so')}>
              <input type="hidden" name="drop" value={draft.id} />
              <button class="button second" type="submit">
                {t.drop}
                <span class="unseen">
                  : <Named name={names.get(draft.procedureCode)} code={draft.procedureCode} />
                </span>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Filters({ visit, q, status }: { visit: Visit; q: string; status: string }) {
  const t = OWN[visit.lang]
  const states = Object.entries(t.states).map(([value, label]) => ({ value, label }))
  return (
    <form class="card filters" action={to(visit, '/ho-so')}>
      <TextField name="q" label={t.search} type="search" value={q} maxLength={200} />
      <SelectField
        name="trang-thai"
        label={t.state}
        options={[{ value: '', label: t.anyState }, ...states]}
        value={status}
      />
      <div class="row">
        <button class="button second" type="submit">
          {t.find}
        </button>
        {(q || status) && <a href={to(visit, '/ho-so')}>{t.clear}</a>}
      </div>
    </form>
  )
}

function Nothing({ visit, isFiltered }: { visit: Visit; isFiltered: boolean }) {
  const t = OWN[visit.lang]
  return (
    <Empty icon="paper" title={isFiltered ? t.emptyFound : t.empty}>
      <p>{isFiltered ? t.emptyFoundText : t.emptyText}</p>
      <a class="button" href={to(visit, isFiltered ? '/ho-so' : '/thu-tuc')}>
        {isFiltered ? FRAME[visit.lang].all : t.toProcedures}
      </a>
    </Empty>
  )
}

async function dropDraft(visit: Visit): Promise<Answer> {
  const id = visit.form?.get('drop') ?? ''
  if (/^[0-9a-f-]{36}$/.test(id)) await visit.api('DELETE', `/drafts/${id}`)
  return { kind: 'redirect', to: to(visit, '/ho-so') }
}

type Name = { text: string; lang: 'vi' | undefined }

function Named({ name, code }: { name: Name | undefined; code: string }) {
  return name ? <span lang={name.lang}>{name.text}</span> : <>{code}</>
}

async function namesOf({ api, lang }: Visit, drafts: readonly Draft[]): Promise<Map<string, Name>> {
  const codes = [...new Set(drafts.map(({ procedureCode }) => procedureCode))]
  const found = await Promise.all(
    codes.map((code) => readIfPossible<'getProcedure'>(api, `/procedures/${encodeURIComponent(code)}`)),
  )
  return new Map(
    found.flatMap((one) => {
      if (!one) return []
      const english = lang === 'en' ? one.nameEn : null
      const name: Name = english
        ? { text: english, lang: undefined }
        : { text: one.name, lang: lang === 'en' ? 'vi' : undefined }
      return [[one.code, name] as const]
    }),
  )
}

import { createHash } from 'node:crypto'
import { formatMoment } from '../../format.ts'
import { FOLLOW } from '../../i18n/follow.ts'
import { OWN } from '../../i18n/own.ts'
import { to } from '../../links.ts'
import { read } from '../../read.ts'
import { page } from '../../ui/layout.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { Answer, Visit } from '../../visit.ts'
import { missingPage } from '../missing.tsx'
import type { Dossier } from './follow.tsx'
import { Named, procedureOf } from './names.tsx'

/** What was filed, when, under which number, and a fingerprint that shows it has not been changed since. */
export async function receiptPage(visit: Visit, id: string): Promise<Answer> {
  const { lang } = visit
  const t = FOLLOW[lang]
  const dossier = await asFiled(visit, id)
  if (!dossier) return missingPage(visit)
  const procedure = await procedureOf(visit, dossier)
  const fingerprint = createHash('sha256').update(contentOf(dossier)).digest('hex')
  return page(visit, {
    title: t.receipt,
    description: t.receipt,
    unlisted: true,
    trail: [
      { name: OWN[lang].dossiers, path: '/ho-so' },
      { name: dossier.code ?? dossier.submissionNumber, path: `/ho-so/${id}` },
    ],
    children: (
      <div class="stack">
        <h1>{t.receipt}</h1>
        <Notice tone="good" title={t.receiptDone}>
          <p>{t.receiptText}</p>
        </Notice>
        <section class="card">
          <dl class="facts">
            <div>
              <dt>{t.number}</dt>
              <dd>{dossier.submissionNumber}</dd>
            </div>
            <div>
              <dt>{t.receiptAt}</dt>
              <dd>{formatMoment(dossier.submittedAt, lang)}</dd>
            </div>
            <div>
              <dt>{t.procedure}</dt>
              <dd>
                <Named visit={visit} name={dossier.procedureName} english={procedure?.nameEn} /> (
                {dossier.procedureCode})
              </dd>
            </div>
            <div>
              <dt>{t.applicant}</dt>
              <dd lang="vi">{dossier.applicant.name}</dd>
            </div>
            <div>
              <dt>{t.office}</dt>
              <dd lang="vi">{dossier.units.competent.name}</dd>
            </div>
          </dl>
          <dl class="facts">
            <div>
              <dt>{t.hash}</dt>
              <dd>
                <code class="fingerprint">{fingerprint}</code>
                <p class="soft small">{t.hashText}</p>
                <p>
                  <a
                    href={to(visit, `/ho-so/${id}/noi-dung.json`)}
                    download={`${dossier.submissionNumber}.json`}
                  >
                    {t.download}
                  </a>
                </p>
              </dd>
            </div>
          </dl>
          <p class="soft small no-print">{t.print}</p>
        </section>
        <p class="row no-print">
          <a class="button" href={to(visit, `/ho-so/${id}`)}>
            {t.follow}
          </a>
          <a href={to(visit, '/ho-so')}>{OWN[lang].dossiers}</a>
        </p>
      </div>
    ),
  })
}

/** The bytes that the fingerprint is of. */
export async function contentFile(visit: Visit, id: string): Promise<Answer> {
  const dossier = await asFiled(visit, id)
  if (!dossier) return missingPage(visit)
  return {
    kind: 'text',
    status: 200,
    type: 'application/json; charset=utf-8',
    text: contentOf(dossier),
    headers: { 'cache-control': 'private, no-store' },
  }
}

/** The dossier as it was when it was filed, whatever has been corrected or supplemented since. */
async function asFiled({ api }: Visit, id: string): Promise<Dossier | null> {
  const now = await read<'getDossier'>(api, `/dossiers/${id}`)
  return now && read<'getDossier'>(api, `/dossiers/${id}?at=${encodeURIComponent(now.submittedAt)}`)
}

/** What the applicant sent, keys in a fixed order: the same dossier always gives the same bytes. */
function contentOf(dossier: Dossier): string {
  const {
    submissionNumber,
    submittedAt,
    procedureCode,
    caseKey,
    applicant,
    authorisation,
    answers,
    delivery,
  } = dossier
  const papers = dossier.papers.map(({ key, name, fileId, originals, copies }) => ({
    key,
    name,
    fileId,
    originals,
    copies,
  }))
  return `${JSON.stringify(
    sorted({
      submissionNumber,
      submittedAt,
      procedureCode,
      caseKey,
      applicant,
      authorisation,
      answers,
      papers,
      delivery,
    }),
    null,
    2,
  )}\n`
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]))
}

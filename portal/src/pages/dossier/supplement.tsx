import type { CompiledForm } from '@motcua/rules'
import { dayOf, formatMoment } from '../../format.ts'
import { BEGIN } from '../../i18n/begin.ts'
import { FOLLOW } from '../../i18n/follow.ts'
import { OWN } from '../../i18n/own.ts'
import { to } from '../../links.ts'
import { read } from '../../read.ts'
import { Island } from '../../ui/island.tsx'
import { page } from '../../ui/layout.tsx'
import { Vietnamese } from '../../ui/vietnamese.tsx'
import type { Answer, Visit } from '../../visit.ts'
import { missingPage } from '../missing.tsx'
import { procedureOf } from './names.tsx'

/** Answering a supplement request: only what was asked for is open to changes. */
export async function supplementPage(visit: Visit, id: string): Promise<Answer> {
  const { api, lang } = visit
  const t = FOLLOW[lang]
  const dossier = await read<'getDossier'>(api, `/dossiers/${id}`)
  if (!dossier) return missingPage(visit)
  const { supplement } = dossier
  if (!supplement || !dossier.can.includes('supplements'))
    return { kind: 'redirect', to: to(visit, `/ho-so/${id}`) }
  const procedure = await procedureOf(visit, dossier)
  return page(visit, {
    title: t.supplementPage,
    description: t.supplementPage,
    unlisted: true,
    trail: [
      { name: OWN[lang].dossiers, path: '/ho-so' },
      { name: dossier.code ?? dossier.submissionNumber, path: `/ho-so/${id}` },
    ],
    children: (
      <div class="stack">
        <h1>{t.supplementPage}</h1>
        <section class="card">
          <p>
            <Vietnamese visit={visit}>{supplement.reason}</Vietnamese>
          </p>
          <ul lang="vi">
            {supplement.items.map((item) => (
              <li key={item.text}>{item.text}</li>
            ))}
          </ul>
          <p>
            <b>{t.supplementBy(formatMoment(supplement.replyBy, lang))}</b>
          </p>
        </section>
        <Island
          name="supplement"
          props={{
            lang,
            today: dayOf(visit.now),
            dossierId: id,
            version: dossier.version,
            form: procedure?.form as CompiledForm | null,
            answers: dossier.answers,
            asked: supplement.items,
            papers: (procedure?.papers ?? []).map(({ key, name }) => ({ key, name })),
          }}
        >
          <p>{BEGIN[lang].loading}</p>
          <noscript>
            <p>{BEGIN[lang].noScript}</p>
          </noscript>
        </Island>
      </div>
    ),
  })
}

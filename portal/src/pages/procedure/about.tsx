import type { Procedure } from '../../case-questions.ts'
import { PROCEDURE } from '../../i18n/procedure.ts'
import { to } from '../../links.ts'
import { Icon } from '../../ui/icon.tsx'
import type { Visit } from '../../visit.ts'

/** What the catalogue says besides: steps, conditions, results, forms, law. */
export function About({ visit, procedure }: { visit: Visit; procedure: Procedure }) {
  const t = PROCEDURE[visit.lang]
  return (
    <>
      {procedure.results.length > 0 && (
        <section class="card">
          <h2>{t.results}</h2>
          <ul class="plain ruled" lang="vi">
            {procedure.results.map((result) => (
              <li key={result.code + result.name}>
                <b>{result.name}</b>
                {result.validity && <span class="soft"> ({t.validity(result.validity)})</span>}
              </li>
            ))}
          </ul>
          {procedure.results.some((result) => result.sample) && (
            <p class="no-print">
              <a class="name" href={to(visit, `/thu-tuc/${procedure.code}/mau-ket-qua`)}>
                <Icon name="paper" size={20} /> {t.seeSamples}
              </a>
            </p>
          )}
        </section>
      )}
      {procedure.steps && <Text title={t.how} text={procedure.steps} />}
      {procedure.conditions && <Text title={t.conditions} text={procedure.conditions} />}
      {procedure.targetGroups.length > 0 && <Text title={t.who} text={procedure.targetGroups.join('; ')} />}
      {procedure.form !== null && procedure.configured && (
        <section class="card">
          <h2>{t.forms}</h2>
          <p>
            <a class="name" href={to(visit, `/thu-tuc/${procedure.code}/to-khai`)}>
              <Icon name="download" size={20} /> {t.printForm}
            </a>
            <br />
            <span class="soft small">{t.printFormHint}</span>
          </p>
        </section>
      )}
      <section class="card">
        <h2>{t.legal}</h2>
        <ul class="plain ruled" lang="vi">
          {procedure.legalBases.map((law) => (
            <li key={law.number + law.name}>
              <b>{law.number}</b> {law.name}
            </li>
          ))}
        </ul>
        {procedure.decision && <p class="soft small">{t.decision(procedure.decision)}</p>}
      </section>
    </>
  )
}

const LONG = 900

/** Long texts are folded: who needs them opens them, and a search of the page still finds them. */
function Text({ title, text }: { title: string; text: string }) {
  if (text.length > LONG)
    return (
      <details>
        <summary>{title}</summary>
        <p class="kept" lang="vi">
          {text}
        </p>
      </details>
    )
  return (
    <section class="card">
      <h2>{title}</h2>
      <p class="kept" lang="vi">
        {text}
      </p>
    </section>
  )
}

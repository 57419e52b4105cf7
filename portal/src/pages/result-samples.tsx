import { PROCEDURE } from '../i18n/procedure.ts'
import { PROCEDURES } from '../i18n/procedures.ts'
import { type Reply, read } from '../read.ts'
import { page } from '../ui/layout.tsx'
import type { Answer, Visit } from '../visit.ts'
import { missingPage } from './missing.tsx'

type Result = Reply<'getProcedure'>['results'][number]

/** What the results of a procedure look like: what stands on them, marked as samples, without anybody's data. */
export async function resultSamplesPage(visit: Visit, code: string): Promise<Answer> {
  const t = PROCEDURE[visit.lang]
  const procedure = await read<'getProcedure'>(
    visit.api,
    `/procedures/${encodeURIComponent(code.slice(0, 60))}`,
  )
  const results = procedure?.results.filter((result) => result.sample) ?? []
  if (!procedure || results.length === 0) return missingPage(visit)
  const name = (visit.lang === 'en' && procedure.nameEn) || procedure.name
  return page(visit, {
    title: `${t.samples}: ${name}`,
    description: t.samplesLead,
    unlisted: true,
    trail: [
      { name: PROCEDURES[visit.lang].title, path: '/thu-tuc' },
      { name, path: `/thu-tuc/${procedure.code}` },
    ],
    children: (
      <>
        <div class="lead">
          <h1>{t.samples}</h1>
          <p>{t.samplesLead}</p>
        </div>
        {results.map((result) => (
          <Sample key={result.code + result.name} visit={visit} result={result} />
        ))}
      </>
    ),
  })
}

/** The head of an official paper is that of Decree 30/2020, annex I. */
function Sample({ visit, result }: { visit: Visit; result: Result }) {
  const t = PROCEDURE[visit.lang]
  const { issuer, lines, signer } = result.sample!
  return (
    <figure class="stack tight">
      <figcaption>
        <b lang="vi">{result.name}</b>
        {result.validity && <span class="soft"> ({t.validity(result.validity)})</span>}
      </figcaption>
      <div class="sheet sample" lang="vi">
        <div class="official-head">
          <p>{issuer}</p>
          <p>
            Cộng hòa xã hội chủ nghĩa Việt Nam
            <br />
            <span>Độc lập - Tự do - Hạnh phúc</span>
          </p>
        </div>
        <h2>{result.name}</h2>
        <ul class="plain stack tight">
          {lines.map((line) => (
            <li key={line} class="blank">
              <span>{line}:</span>
              <span class="dots" />
            </li>
          ))}
        </ul>
        <div class="signature">
          <p>
            <b>{signer}</b>
          </p>
          <p class="soft small">(ký, ghi rõ họ tên, đóng dấu)</p>
        </div>
      </div>
    </figure>
  )
}

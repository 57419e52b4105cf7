import type { CompiledForm, Expr, Field } from '@motcua/rules'
import { textOf } from '../i18n/both.ts'
import { PROCEDURE } from '../i18n/procedure.ts'
import { PROCEDURES } from '../i18n/procedures.ts'
import { read } from '../read.ts'
import { Island } from '../ui/island.tsx'
import { page } from '../ui/layout.tsx'
import type { Answer, Visit } from '../visit.ts'
import { missingPage } from './missing.tsx'

const ROWS_ON_PAPER = 2

/** The form of a procedure to print and fill in by hand, drawn from the very form that is filled in online. */
export async function blankFormPage(visit: Visit, code: string): Promise<Answer> {
  const t = PROCEDURE[visit.lang]
  const procedure = await read<'getProcedure'>(
    visit.api,
    `/procedures/${encodeURIComponent(code.slice(0, 60))}`,
  )
  const form = procedure?.form as CompiledForm | null | undefined
  if (!procedure || !form) return missingPage(visit)
  const title = textOf(form.title, visit.lang)
  return page(visit, {
    title: `${t.printTitle}: ${title}`,
    description: title,
    unlisted: true,
    trail: [
      { name: PROCEDURES[visit.lang].title, path: '/thu-tuc' },
      { name: procedure.name, path: `/thu-tuc/${procedure.code}` },
    ],
    children: (
      <div class="sheet">
        <div class="no-print">
          <Island name="print" props={{ word: t.print }} />
        </div>
        <h1>{title}</h1>
        <p>{t.addressTo}</p>
        {form.sections.map((section) => (
          <section key={section.key} class="stack tight">
            <h2>{textOf(section.title, visit.lang)}</h2>
            {section.fields.map((field) => (
              <Blank key={field.key} visit={visit} field={field} />
            ))}
          </section>
        ))}
        <div class="signature">
          <p>{t.dateLine}</p>
          <p>
            <b>{t.signature}</b>
          </p>
        </div>
      </div>
    ),
  })
}

/** One field on paper: boxes for choices, dots for words; what is computed or attached has no place there. */
function Blank({ visit, field }: { visit: Visit; field: Field<Expr> }) {
  const label = textOf(field.label, visit.lang)
  switch (field.type) {
    case 'computed':
    case 'file':
      return null
    case 'group':
      return (
        <div class="stack tight">
          <h3>{label}</h3>
          {field.fields.map((inner) => (
            <Blank key={inner.key} visit={visit} field={inner} />
          ))}
        </div>
      )
    case 'repeat':
      return (
        <div class="stack tight">
          <h3>{label}</h3>
          {Array.from({ length: ROWS_ON_PAPER }, (_, row) => (
            <div key={row} class="stack tight">
              <p>{row + 1}.</p>
              {field.fields.map((inner) => (
                <Blank key={inner.key} visit={visit} field={inner} />
              ))}
            </div>
          ))}
        </div>
      )
    case 'choice':
    case 'multichoice':
      return <Boxes label={label} words={field.choices.map((choice) => textOf(choice.label, visit.lang))} />
    case 'boolean':
      return <Boxes label={label} words={[PROCEDURE[visit.lang].yes, PROCEDURE[visit.lang].no]} />
    default:
      return (
        <p class="blank">
          <span>{label}:</span>
          <span class="dots" />
        </p>
      )
  }
}

function Boxes({ label, words }: { label: string; words: readonly string[] }) {
  return (
    <p class="boxes">
      <span>{label}:</span>
      {words.map((word) => (
        <span key={word}>☐ {word}</span>
      ))}
    </p>
  )
}

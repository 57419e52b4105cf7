import type { Question } from '../../case-questions.ts'
import { textOf } from '../../i18n/both.ts'
import { PROCEDURE } from '../../i18n/procedure.ts'
import { to } from '../../links.ts'
import { DateField, type Option, RadioField, SelectField, TextField } from '../../ui/field.tsx'
import { Island } from '../../ui/island.tsx'
import type { Visit } from '../../visit.ts'

const MOST_RADIOS = 5

/** The questions as a plain form that leads to this page again; with scripts the answers are taken as they come. */
export function CaseForm({ visit, questions }: { visit: Visit; questions: readonly Question[] }) {
  const t = PROCEDURE[visit.lang]
  return (
    <section class="card no-print" id="truong-hop" aria-labelledby="truong-hop-ten">
      <h2 id="truong-hop-ten">{t.myCase}</h2>
      <p class="soft small">{t.myCaseHint}</p>
      <form class="stack" action={`${to(visit, visit.path)}#ket-qua`} method="get" id="cau-hoi">
        {questions.map((question) => (
          <Ask key={question.name} visit={visit} question={question} />
        ))}
        <button class="button second" type="submit">
          {t.show}
        </button>
      </form>
      <Island name="renew" props={{ form: 'cau-hoi', parts: ['cau-hoi', 'ket-qua'] }} />
    </section>
  )
}

function Ask({ visit, question }: { visit: Visit; question: Question }) {
  const t = PROCEDURE[visit.lang]
  const { name, group, field, value, error } = question
  const own = textOf(field.label, visit.lang)
  const label =
    group && visit.lang === 'vi' ? `${group}: ${own.charAt(0).toLocaleLowerCase('vi')}${own.slice(1)}` : own
  const hint = field.hint && textOf(field.hint, visit.lang)
  switch (field.type) {
    case 'choice':
      return (
        <Choose
          name={name}
          label={label}
          hint={hint}
          value={value}
          options={optionsOf(field.choices, visit)}
          t={t}
        />
      )
    case 'boolean':
      return (
        <RadioField
          name={name}
          label={label}
          hint={hint}
          value={value}
          options={[
            { value: 'true', label: t.yes },
            { value: 'false', label: t.no },
          ]}
        />
      )
    case 'date':
      return <DateField name={name} label={label} lang={visit.lang} hint={hint} value={value} error={error} />
    default:
      return (
        <TextField
          name={name}
          label={label}
          hint={hint}
          error={error}
          inputMode="numeric"
          autocomplete="off"
          maxLength={15}
          value={value}
        />
      )
  }
}

function Choose({
  options,
  t,
  ...field
}: {
  name: string
  label: string
  hint?: string
  value: string
  options: readonly Option[]
  t: { chooseOne: string }
}) {
  if (options.length <= MOST_RADIOS) return <RadioField {...field} options={options} />
  return <SelectField {...field} options={[{ value: '', label: t.chooseOne }, ...options]} />
}

const optionsOf = (
  choices: readonly { value: string; label: { vi: string; en: string } }[],
  { lang }: Visit,
): Option[] => choices.map((choice) => ({ value: choice.value, label: textOf(choice.label, lang) }))

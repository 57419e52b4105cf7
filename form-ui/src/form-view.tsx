import { type FormError, type FormResult, runForm } from '@motcua/rules'
import { useMemo, useRef, useState } from 'react'
import type { Drawing } from './drawing.ts'
import { ErrorSummary } from './error-summary.tsx'
import { FieldsView } from './field-view.tsx'
import { lookupIn, usePlaces } from './places.ts'
import { lastingPointer, withAnswer, withFirstRows } from './pointers.ts'
import { ReadView } from './read-view.tsx'
import type { FormViewProps } from './types.ts'
import { sayIn } from './words.ts'

/**
 * Draws a form of the engine in `@motcua/rules`, with React or with Preact. It keeps no answers: they come in and
 * every change goes out. Without `onChange` it is only read. The surrounding `<form>` and its buttons are the caller's.
 */
export function FormView(props: FormViewProps) {
  return props.onChange ? <EditView {...props} onChange={props.onChange} /> : <ReadView {...props} />
}

type EditProps = FormViewProps & Required<Pick<FormViewProps, 'onChange'>>

function EditView(props: EditProps) {
  const { form, today, lang = 'vi', attempt = 0, section, headingLevel = 2 } = props
  const places = usePlaces(props.places)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const answers = useMemo(() => withFirstRows(form, props.answers), [form, props.answers])
  const result = useMemo(
    () => runForm(form, answers, { today, locale: lang, address: lookupIn(places) }),
    [form, answers, today, lang, places],
  )
  // Handlers of one event may follow each other before the next drawing: each builds on the one before.
  const latest = useRef(answers)
  latest.current = answers
  const sections = form.sections.filter(
    ({ key }) => result.sections.includes(key) && (section === undefined || section === key),
  )
  const told = errorsOf(props, result, sections)
  const errorAt = (pointer: string) => {
    const first = told.find((error) => error.pointer === pointer)
    if (!first) return undefined
    const isAsked = attempt > 0 || (left.has(pointer) && first.code !== 'required')
    return isAsked || props.errors?.includes(first) ? first.message : undefined
  }
  const shown = new Set(result.visible)
  const d: Drawing = {
    lang,
    say: sayIn(lang),
    answers,
    result,
    required: new Set(result.required),
    errorAt,
    change: (pointer, value) => {
      const lasting = lastingPointer(latest.current, pointer)
      latest.current = withAnswer(latest.current, pointer, value)
      props.onChange(latest.current, { pointer: lasting, value })
    },
    leave: (pointer) => setLeft((before) => (before.has(pointer) ? before : new Set([...before, pointer]))),
    idOf: (pointer) => `${props.idPrefix ?? 'mf'}${pointer.replaceAll('/', '-')}`,
    isDrawn: (pointer) => shown.has(pointer) && isOpen(pointer, props.editable, told),
    titles: new Set(sections.map(({ title }) => title[lang])),
    places,
    files: props.files,
    sources: props.sources ?? {},
    marks: props.marks ?? {},
    onMark: props.onMark,
  }
  const Heading = `h${headingLevel}` as const
  return (
    <div className="mf-form">
      {attempt > 0 && <ErrorSummary d={d} errors={told} attempt={attempt} />}
      {sections.filter(hasDrawn(d)).map(({ key, title, hint, fields }) => (
        <section key={key} className="mf-section">
          {section === undefined && <Heading>{title[lang]}</Heading>}
          {hint && <p className="mf-hint">{hint[lang]}</p>}
          <FieldsView d={d} fields={fields} base="" />
        </section>
      ))}
    </div>
  )
}

/** Whether a section has a field to draw: of a supplement only few are open. */
const hasDrawn =
  (d: Drawing) =>
  ({ fields }: { fields: readonly { key: string }[] }): boolean =>
    fields.some((field) => d.isDrawn(`/${field.key}`))

/** The errors of the drawn sections; those of the whole form are told with the last section. */
function errorsOf(
  props: EditProps,
  result: FormResult,
  sections: readonly { key: string; fields: readonly { key: string }[] }[],
): FormError[] {
  const keys = new Set(sections.flatMap(({ fields }) => fields.map((field) => field.key)))
  const withLast = sections.at(-1)?.key === result.sections.at(-1)
  return [...(props.errors ?? []), ...result.errors].filter(({ pointer }, i, all) => {
    const isFirst = all.findIndex((other) => other.pointer === pointer) === i
    return isFirst && (pointer === '' ? withLast : keys.has(pointer.split('/')[1] ?? ''))
  })
}

/** Whether a field may be changed, holds one that may, or has to be mended because of another. */
function isOpen(
  pointer: string,
  editable: readonly string[] | undefined,
  told: readonly FormError[],
): boolean {
  if (!editable) return true
  const open = [...editable, ...told.map((error) => error.pointer)]
  return open.some(
    (other) => pointer === other || pointer.startsWith(`${other}/`) || other.startsWith(`${pointer}/`),
  )
}

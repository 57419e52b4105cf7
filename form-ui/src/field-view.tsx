import {
  type ComputedField,
  type Expr,
  type Field,
  formatDate,
  formatDong,
  formatNumber,
  isCivilDate,
} from '@motcua/rules'
import { AddressInput } from './address-input.tsx'
import { BooleanInput, ChoiceInput, MultiChoiceInput } from './choice-inputs.tsx'
import type { Drawing, Place } from './drawing.ts'
import { FileInput } from './file-input.tsx'
import { ErrorLine } from './frame.tsx'
import { answerAt } from './pointers.ts'
import { RepeatInput } from './repeat-input.tsx'
import { TypedField } from './text-inputs.tsx'

/** The shown fields of a container, in the order of the definition. */
export function FieldsView({
  d,
  fields,
  base,
}: {
  d: Drawing
  fields: readonly Field<Expr>[]
  base: string
}) {
  return (
    <>
      {fields
        .filter((field) => d.isDrawn(`${base}/${field.key}`))
        .map((field) => (
          <FieldView key={field.key} place={{ d, field, pointer: `${base}/${field.key}` }} />
        ))}
    </>
  )
}

function FieldView({ place }: { place: Place }) {
  const { d, field, pointer } = place
  switch (field.type) {
    case 'group':
      return <GroupView place={place} fields={field.fields} />
    case 'repeat':
      return (
        <RepeatInput
          place={{ d, field, pointer }}
          drawFields={(base) => <FieldsView d={d} fields={field.fields} base={base} />}
        />
      )
    case 'computed':
      return <ComputedView place={{ d, field, pointer }} />
    case 'choice':
      return <ChoiceInput place={{ d, field, pointer }} />
    case 'multichoice':
      return <MultiChoiceInput place={{ d, field, pointer }} />
    case 'boolean':
      return <BooleanInput place={{ d, field: { ...field, type: 'boolean' }, pointer }} />
    case 'address':
      return <AddressInput place={{ d, field, pointer }} />
    case 'file':
      return <FileInput place={{ d, field, pointer }} />
    default:
      return <TypedField place={{ d, field, pointer }} />
  }
}

function GroupView({
  place: { d, field, pointer },
  fields,
}: {
  place: Place
  fields: readonly Field<Expr>[]
}) {
  const id = d.idOf(pointer)
  return (
    <fieldset className="mf-group" id={id} tabIndex={-1}>
      <legend className={d.titles.has(field.label[d.lang]) ? 'mf-unseen' : undefined}>
        {field.label[d.lang]}
      </legend>
      {field.hint && <p className="mf-hint">{field.hint[d.lang]}</p>}
      <ErrorLine d={d} id={id} error={d.errorAt(pointer)} />
      <FieldsView d={d} fields={fields} base={pointer} />
    </fieldset>
  )
}

/** What the form works out itself; told to screen readers when it changes. */
function ComputedView({ place: { d, field, pointer } }: { place: Place<ComputedField<Expr>> }) {
  const value = answerAt(d.result.answers, pointer)
  const id = d.idOf(pointer)
  return (
    <div className="mf-field mf-computed" id={id}>
      <span className="mf-label">{field.label[d.lang]}</span>
      {field.hint && <div className="mf-hint">{field.hint[d.lang]}</div>}
      <output aria-label={field.label[d.lang]}>
        {value === undefined ? d.say('computing') : words(d, field, value)}
      </output>
      <ErrorLine d={d} id={id} error={d.errorAt(pointer)} />
    </div>
  )
}

function words(d: Drawing, field: ComputedField<Expr>, value: unknown): string {
  if (typeof value === 'boolean') return d.say(value ? 'yes' : 'no')
  if (field.as === 'date' && isCivilDate(value)) return formatDate(value)
  if (typeof value !== 'number') return String(value)
  return field.as === 'money' ? formatDong(value, d.lang) : formatNumber(value)
}

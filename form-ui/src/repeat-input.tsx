import { DEFAULT_MAX_ROWS, type Expr, type RepeatField } from '@motcua/rules'
import type { ReactNode } from 'react'
import type { Place } from './drawing.ts'
import { ErrorLine } from './frame.tsx'
import { answerAt, isObject, newRowId } from './pointers.ts'

/** Rows of the same fields; each is a box of its own that can be taken away. */
export function RepeatInput({
  place: { d, field, pointer },
  drawFields,
}: {
  place: Place<RepeatField<Expr>>
  /** draws the fields of the row at a pointer */
  drawFields: (base: string) => ReactNode
}) {
  const value = answerAt(d.answers, pointer)
  const rows: unknown[] = Array.isArray(value) ? value : []
  const id = d.idOf(pointer)
  const label = field.label[d.lang]
  const mayRemove = rows.length > (field.min ?? 0)
  return (
    <fieldset className="mf-group mf-repeat" id={id} tabIndex={-1}>
      <legend>{label}</legend>
      {field.hint && <p className="mf-hint">{field.hint[d.lang]}</p>}
      <ErrorLine d={d} id={id} error={d.errorAt(pointer)} />
      {rows.map((row, i) => (
        <fieldset
          className="mf-row"
          key={isObject(row) && typeof row['_id'] === 'string' ? row['_id'] : i}
          id={d.idOf(`${pointer}/${i}`)}
          tabIndex={-1}
        >
          <legend>
            {label} {i + 1}
          </legend>
          {drawFields(`${pointer}/${i}`)}
          {mayRemove && (
            <button
              type="button"
              className="mf-link mf-remove"
              onClick={() => d.change(`${pointer}/${i}`, undefined)}
            >
              {d.say('remove')} <span className="mf-unseen">{`${label} ${i + 1}`}</span>
            </button>
          )}
        </fieldset>
      ))}
      {rows.length < (field.max ?? DEFAULT_MAX_ROWS) && (
        <button
          type="button"
          className="mf-add"
          onClick={() => {
            const _id = newRowId(rows)
            d.change(`${pointer}/@${_id}`, { _id })
          }}
        >
          + {d.say('add')} {label.toLocaleLowerCase(d.lang)}
        </button>
      )}
    </fieldset>
  )
}

/** @jsxImportSource react */

import { withAnswer } from '@motcua/form-ui'
import { type CompiledForm, readableAnswers } from '@motcua/rules'
import { FILING } from '../i18n/filing.ts'
import { Note } from './parts.tsx'
import type { Filing } from './wizard.tsx'

/** Values that another tab or device had saved and that were replaced: the person decides. */
export function Conflicts({ filing }: { filing: Filing }) {
  const { props, body, replaced, change, dismiss } = filing
  const t = FILING[props.lang]
  if (replaced.length === 0) return null
  return (
    <Note tone="warn" role="status">
      <h2>{t.conflictTitle}</h2>
      <ul className="plain">
        {replaced.map(({ id, pointer, value }) => {
          const { label, text } = inWords(filing, pointer, value)
          return (
            <li key={id} className="stack tight">
              <span>{t.conflictText(label, text || t.nothing)}</span>
              <span className="row">
                <button
                  type="button"
                  className="mf-link"
                  onClick={() => {
                    change(pointer, value ?? undefined)
                    dismiss(id)
                  }}
                >
                  {t.conflictUse}
                </button>
                <button type="button" className="mf-link" onClick={() => dismiss(id)}>
                  {t.conflictKeep}
                </button>
              </span>
            </li>
          )
        })}
      </ul>
    </Note>
  )

  function inWords({ props: { procedure, today, lang } }: Filing, pointer: string, value: unknown) {
    const inner = /^\/answers(\/.+)$/.exec(pointer)?.[1]
    if (!procedure.form || !inner) return { label: t.startTitle, text: plain(value) }
    return (
      lineOf(procedure.form, withAnswer(body.answers ?? {}, inner, value), inner, today, lang) ?? {
        label: pointer,
        text: plain(value),
      }
    )
  }
}

function lineOf(
  form: CompiledForm,
  answers: Record<string, unknown>,
  pointer: string,
  today: string,
  locale: 'vi' | 'en',
): { label: string; text: string } | undefined {
  type Item = ReturnType<typeof readableAnswers>[number]['items'][number]
  const find = (items: readonly Item[]): { label: string; text: string } | undefined => {
    for (const item of items) {
      if (item.kind === 'line' && item.pointer === pointer) return item
      const inner = item.kind === 'block' ? find(item.items) : undefined
      if (inner) return inner
    }
    return undefined
  }
  return find(readableAnswers(form, answers, { today, locale, empty: true }).flatMap(({ items }) => items))
}

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? ''))

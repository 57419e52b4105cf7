import { looksVietnamese, type ReadableItem, type ReadableSection, readableAnswers } from '@motcua/rules'
import { useEffect } from 'react'
import { type PlaceLists, usePlaces } from './places.ts'
import { sourceWords } from './source-badge.tsx'
import type { FormViewProps } from './types.ts'
import { type Say, sayIn } from './words.ts'

/** The answers to read: what was answered, where it comes from, what changed since `before`. */
export function ReadView(props: FormViewProps) {
  const { form, answers, before, lang = 'vi', headingLevel = 2 } = props
  const places = usePlaces(props.places)
  const sections = readable(props, answers, places)
  const codes = JSON.stringify([...codesIn(answers), ...codesIn(before)])
  useEffect(() => {
    for (const code of JSON.parse(codes) as string[]) places.want(code)
  }, [codes, places.want])
  const reading: Reading = {
    props,
    say: sayIn(lang),
    earlier: before && new Map(linesOf(readable(props, before, places))),
  }
  const shown = sections.filter((section) => !props.section || section.key === props.section)
  const Heading = `h${headingLevel}` as const
  return (
    <div className="mf-form mf-reading">
      {shown.map((section) => (
        <section key={section.key} className="mf-section">
          {!props.section && form.sections.length > 1 && <Heading>{section.title}</Heading>}
          <Items reading={reading} items={section.items} />
        </section>
      ))}
    </div>
  )
}

type Reading = { props: FormViewProps; say: Say; earlier: Map<string, string> | undefined }

function readable(props: FormViewProps, answers: unknown, places: PlaceLists): ReadableSection[] {
  const { form, today, lang = 'vi', empty, before } = props
  return readableAnswers(form, answers, {
    today,
    locale: lang,
    // what was taken away is to be seen as well
    empty: empty || before !== undefined,
    areaName: places.nameOf,
  })
}

function Items({ reading, items }: { reading: Reading; items: readonly ReadableItem[] }) {
  const blocks = items.filter((item) => item.kind === 'block')
  return (
    <>
      <dl className="mf-lines">
        {items.map(
          (item) => item.kind === 'line' && <Line key={item.pointer} reading={reading} line={item} />,
        )}
      </dl>
      {blocks.map((block) => (
        <div key={block.pointer} className="mf-block">
          <p className="mf-block-title">{block.label}</p>
          <Items reading={reading} items={block.items} />
        </div>
      ))}
    </>
  )
}

function Line({ reading, line }: { reading: Reading; line: ReadableItem & { kind: 'line' } }) {
  const { props, say, earlier } = reading
  const source = props.sources?.[line.pointer]
  const mark = props.marks?.[line.pointer]
  const was = earlier?.get(line.pointer) ?? ''
  const isChanged = earlier !== undefined && was !== line.text
  if (line.text === '' && !isChanged && !props.empty) return null
  const href = line.fileId && props.files?.href(line.fileId)
  return (
    <div className={isChanged ? 'mf-line mf-changed' : 'mf-line'}>
      <dt>
        {line.label}
        {isChanged && <span className="mf-badge"> {say('changed')}</span>}
      </dt>
      <dd>
        <span
          className={line.text === '' ? 'mf-unanswered' : 'mf-text'}
          lang={props.lang === 'en' && looksVietnamese(line.text) ? 'vi' : undefined}
        >
          {href ? (
            <a href={href} target="_blank" rel="noreferrer">
              {line.text}
            </a>
          ) : (
            line.text || say('unanswered')
          )}
        </span>
        {isChanged && (
          <span className="mf-before">
            {say('before')} <del>{was || say('unanswered')}</del>
          </span>
        )}
        {source && source.kind !== 'declared' && <span className="mf-badge">{sourceWords(source, say)}</span>}
        {mark && (
          <strong className="mf-told">
            {say('wrongTold')}: {mark.right}
          </strong>
        )}
      </dd>
    </div>
  )
}

function linesOf(sections: readonly ReadableSection[]): [string, string][] {
  const walk = (items: readonly ReadableItem[]): [string, string][] =>
    items.flatMap((item) => (item.kind === 'line' ? [[item.pointer, item.text]] : walk(item.items)))
  return sections.flatMap((section) => walk(section.items))
}

/** Codes of provinces whose lists are needed to name the places of the answers; '' for the provinces. */
function codesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const province = !Array.isArray(value) && (value as Record<string, unknown>)['province']
  const own = typeof province === 'string' && /^\d{2}$/.test(province) ? ['', province] : []
  return [...new Set([...own, ...Object.values(value).flatMap(codesIn)])]
}

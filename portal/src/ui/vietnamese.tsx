import type { ComponentChildren } from 'preact'
import { recordName } from '../i18n/record-names.ts'
import type { Visit } from '../visit.ts'

/**
 * Words that exist in Vietnamese only: names of people and offices, what officers and the law write. On English pages
 * they are marked, so that they are read out and translated as what they are.
 */
export function Vietnamese({ visit, children }: { visit: Visit; children: ComponentChildren }) {
  return visit.lang === 'vi' ? <>{children}</> : <span lang="vi">{children}</span>
}

/** A name that the API gives in Vietnamese, in English where we have it. */
export function RecordName({
  visit,
  group,
  of,
  children,
}: {
  visit: Visit
  group: Parameters<typeof recordName>[0]
  of: string | null
  children: string
}) {
  const { text, lang } = recordName(group, of, children, visit.lang)
  return lang ? <span lang={lang}>{text}</span> : <>{text}</>
}

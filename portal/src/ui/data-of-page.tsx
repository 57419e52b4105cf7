import { FRAME } from '../i18n/frame.ts'
import { to } from '../links.ts'
import type { Visit } from '../visit.ts'
import type { PageFacts } from './layout.tsx'

/** A thing described for machines (JSON-LD). */
export type Thing = { readonly [key: string]: unknown }

/** What the page says, for search engines and national catalogues: JSON-LD of the page and its place in the portal. */
export function DataOfPage({ visit, facts }: { visit: Visit; facts: PageFacts }) {
  const things = [...(facts.trail ? [breadcrumbs(visit, facts)] : []), ...(facts.data ?? [])]
  return (
    <>
      {things.map((thing) => (
        <script
          key={String(thing['@type'])}
          type="application/ld+json"
          // A text of data must not be able to end the element.
          dangerouslySetInnerHTML={{ __html: JSON.stringify(thing).replaceAll('<', '\\u003c') }}
        />
      ))}
    </>
  )
}

function breadcrumbs(visit: Visit, { trail = [], title }: PageFacts): Thing {
  const steps = [{ name: FRAME[visit.lang].home, path: '/' }, ...trail, { name: title, path: visit.path }]
  return {
    '@context': 'https://schema.org',
    '@type': 'BreadcrumbList',
    itemListElement: steps.map(({ name, path }, i) => ({
      '@type': 'ListItem',
      position: i + 1,
      name,
      item: visit.origin + encodeURI(to(visit, path)),
    })),
  }
}

import type { ComponentChildren } from 'preact'
import { render } from 'preact-render-to-string'
import { FRAME } from '../i18n/frame.ts'
import { to } from '../links.ts'
import type { Answer, Visit } from '../visit.ts'
import { DataOfPage, type Thing } from './data-of-page.tsx'
import { ICON } from './emblem.tsx'
import { Foot } from './foot.tsx'
import { Head } from './head.tsx'
import { type Crumb, Trail } from './trail.tsx'

export type PageFacts = {
  /** Without the name of the portal. */
  title: string
  /** One sentence for search engines and previews. */
  description: string
  /** 200 unless said. */
  status?: number
  /** The pages above this one, highest first, without home and without itself. */
  trail?: readonly Crumb[]
  /** Stands on the blue ground below the head, at the full width; has the only h1 then. */
  hero?: ComponentChildren
  /** What the page tells machines, after schema.org. */
  data?: readonly Thing[]
  /** Not for search engines: pages of a person, of results, of errors. */
  unlisted?: boolean
  headers?: Record<string, string>
  children: ComponentChildren
}

/** Draws a whole document. */
export function page(visit: Visit, facts: PageFacts): Extract<Answer, { kind: 'page' }> {
  const html = render(<Document visit={visit} facts={facts} />)
  return {
    kind: 'page',
    status: facts.status ?? 200,
    html: `<!doctype html>${html}`,
    headers: { 'content-language': visit.lang, 'cache-control': caching(visit), ...facts.headers },
  }
}

/**
 * What somebody sees who is signed in is not kept: the back button would show it to the next person at the machine, and
 * a form that has been filed meanwhile.
 */
const caching = ({ person }: Visit): string => (person ? 'private, no-store' : 'private, no-cache')

function Document({ visit, facts }: { visit: Visit; facts: PageFacts }) {
  const { assets, lang, origin, path, place } = visit
  const t = FRAME[lang]
  const name = place ? `${t.portal} ${lang === 'vi' ? '' : 'of '}${place}` : t.portal
  const title = path === '/' && !facts.unlisted ? name : `${facts.title} | ${name}`
  const address = (language: 'vi' | 'en') => origin + encodeURI(to({ lang: language }, path))
  return (
    <html lang={lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <meta name="description" content={facts.description} />
        {facts.unlisted ? (
          <meta name="robots" content="noindex" />
        ) : (
          <>
            <link rel="canonical" href={address(lang)} />
            <link rel="alternate" hreflang="vi" href={address('vi')} />
            <link rel="alternate" hreflang="en" href={address('en')} />
            <link rel="alternate" hreflang="x-default" href={address('vi')} />
          </>
        )}
        <meta property="og:title" content={title} />
        <meta property="og:description" content={facts.description} />
        <meta property="og:type" content="website" />
        <meta property="og:locale" content={lang === 'vi' ? 'vi_VN' : 'en_GB'} />
        <meta name="theme-color" content="#062f63" />
        <link rel="icon" href={ICON} type="image/svg+xml" />
        {/* The first view needs no other request: on a slow network each costs half a second. */}
        <style dangerouslySetInnerHTML={{ __html: assets.css }} />
        {assets.fonts.map((font) => (
          <link key={font} rel="preload" href={font} as="font" type="font/woff2" crossorigin="anonymous" />
        ))}
        <script type="module" src={assets.script} />
        <DataOfPage visit={visit} facts={facts} />
      </head>
      <body>
        <a class="skip" href="#noi-dung">
          {t.skip}
        </a>
        <Head visit={visit} />
        {facts.hero}
        <main id="noi-dung" class="inside" tabIndex={-1}>
          {facts.trail && <Trail visit={visit} trail={facts.trail} here={facts.title} />}
          {facts.children}
        </main>
        <Foot visit={visit} />
      </body>
    </html>
  )
}

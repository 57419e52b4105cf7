import type { ComponentChildren } from 'preact'
import { render } from 'preact-render-to-string'
import type { Answer, Visit } from '../answer.ts'

export type PageFacts = { title: string; description: string; status?: number; children: ComponentChildren }

/** Draws a whole document. */
export function page(visit: Visit, facts: PageFacts): Answer {
  const html = render(<Document visit={visit} {...facts} />)
  return { kind: 'page', status: facts.status ?? 200, html: `<!doctype html>${html}` }
}

function Document({ visit, title, description, children }: PageFacts & { visit: Visit }) {
  const { assets, lang, origin, path } = visit
  const prefix = lang === 'en' ? '/en' : ''
  return (
    <html lang={lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <meta name="description" content={description} />
        <link rel="canonical" href={origin + prefix + path} />
        <link rel="stylesheet" href={assets.style} />
        <script type="module" src={assets.script} />
      </head>
      <body>
        <main id="noi-dung">{children}</main>
      </body>
    </html>
  )
}

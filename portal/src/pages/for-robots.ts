import { LIFE_EVENTS } from '../life-events.ts'
import { to, withQuery } from '../links.ts'
import { read } from '../read.ts'
import type { Answer, Visit } from '../visit.ts'

const FIXED = [
  '/',
  '/thu-tuc',
  '/tra-cuu',
  '/danh-gia',
  '/so-lieu',
  '/so-lieu/cham-han',
  '/co-quan',
  '/ngay-nghi',
  '/thong-bao',
  '/tro-giup',
  '/kha-nang-tiep-can',
  '/quyen-rieng-tu',
]

// sitemaps.org allows 50,000 addresses; a national catalogue has below 10,000 procedures.
const MOST_PAGES = 200

/** Every public page in both languages, for search engines. */
export async function sitemap(visit: Visit): Promise<Answer> {
  const codes: string[] = []
  let after: string | null = null
  for (let i = 0; i < MOST_PAGES; i++) {
    const address = withQuery('/procedures', { limit: '100', after })
    const found: Awaited<ReturnType<typeof read<'searchProcedures'>>> = await read<'searchProcedures'>(
      visit.api,
      address,
    )
    codes.push(...(found?.items ?? []).map((item) => item.code))
    after = found?.next ?? null
    if (!after) break
  }
  const paths = [
    ...FIXED,
    ...LIFE_EVENTS.map(({ slug }) => `/su-kien/${slug}`),
    ...codes.map((code) => `/thu-tuc/${code}`),
  ]
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${paths.flatMap((path) => (['vi', 'en'] as const).map((lang) => entry(visit.origin, path, lang))).join('\n')}
</urlset>
`
  return { kind: 'text', status: 200, type: 'application/xml; charset=utf-8', text: xml }
}

function entry(origin: string, path: string, lang: 'vi' | 'en'): string {
  const address = (language: 'vi' | 'en') => inXml(origin + encodeURI(to({ lang: language }, path)))
  const links = (['vi', 'en'] as const).map(
    (language) => `<xhtml:link rel="alternate" hreflang="${language}" href="${address(language)}"/>`,
  )
  return `<url><loc>${address(lang)}</loc>${links.join('')}</url>`
}

const inXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** What search engines may read: all but what belongs to a person and the API. */
export async function robots({ origin }: Visit): Promise<Answer> {
  const text = `User-agent: *
Disallow: /api/
Disallow: /can-bo
Disallow: /quan-tri
Disallow: /ho-so
Disallow: /en/ho-so
Disallow: /tai-khoan
Disallow: /en/tai-khoan
Disallow: /tra-cuu/
Disallow: /en/tra-cuu/
Sitemap: ${origin}/sitemap.xml
`
  return { kind: 'text', status: 200, type: 'text/plain; charset=utf-8', text }
}

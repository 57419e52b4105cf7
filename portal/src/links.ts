import type { Visit } from './visit.ts'

/** An address of the portal in the visitor's language: `to(visit, '/tra-cuu')` is `/en/tra-cuu` in English. */
export function to({ lang }: Pick<Visit, 'lang'>, path: string): string {
  if (lang === 'vi') return path
  return path === '/' ? '/en' : `/en${path}`
}

/** The same with a query; empty values are left out. */
export function withQuery(path: string, values: Record<string, string | null | undefined>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) if (value) query.set(name, value)
  const text = query.toString()
  return text ? `${path}?${text}` : path
}

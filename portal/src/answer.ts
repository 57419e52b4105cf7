import type { Assets } from './assets.ts'
import { homePage } from './pages/home.tsx'
import { missingPage } from './pages/missing.tsx'

/** An answer of the public API: its status and, for JSON, its parsed body. */
export type ApiAnswer = {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: unknown
}

/** Calls the public API of the same server as the visitor; `path` starts after `/api/v1`. */
export type Api = (
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
) => Promise<ApiAnswer>

/** One request for a page. */
export type Visit = {
  method: 'GET' | 'POST'
  /** Without the language prefix: `/thu-tuc/2.000815`, in either language. */
  path: string
  lang: 'vi' | 'en'
  query: URLSearchParams
  /** Fields of a posted form; null for GET. */
  form: URLSearchParams | null
  /** Origin that browsers see, for canonical addresses: `https://dichvucong.example`. */
  origin: string
  assets: Assets
  api: Api
}

/** What to send back: a page, or the address to go on with (303). Cookies of API answers are passed on by hand. */
export type Answer =
  | { kind: 'page'; status: number; html: string; headers?: Record<string, string> }
  | { kind: 'text'; status: number; type: string; text: string; headers?: Record<string, string> }
  | { kind: 'redirect'; to: string; cookies?: readonly string[] }

/** A page: its address, and the function that answers it. Groups of the pattern are handed over in order. */
export type Route = { path: RegExp; answer: (visit: Visit, ...groups: string[]) => Promise<Answer> }

const ROUTES: readonly Route[] = [{ path: /^\/$/, answer: homePage }]

/** Finds the page of an address and draws it; unknown addresses get the page that says so. */
export async function answer(visit: Visit): Promise<Answer> {
  for (const route of ROUTES) {
    const match = route.path.exec(visit.path)
    if (match) return route.answer(visit, ...match.slice(1))
  }
  return missingPage(visit)
}

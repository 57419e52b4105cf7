import type { Assets } from './assets.ts'

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

/** One request for a page, as the server hands it over. */
export type Request = {
  method: 'GET' | 'POST'
  /** Without the language prefix: `/thu-tuc/2.000815`, in either language. */
  path: string
  lang: 'vi' | 'en'
  query: URLSearchParams
  /** Fields of a posted form; null for GET. */
  form: URLSearchParams | null
  /** Origin that browsers see, for canonical addresses: `https://dichvucong.example`. */
  origin: string
  /** The visitor brought a session cookie, living or ended. */
  hasSession: boolean
  /** What the time is, for due dates and greetings. */
  now: Date
  assets: Assets
  api: Api
}

/** A request, and what every page needs besides. */
export type Visit = Request & {
  /** Who is signed in. */
  person: Person | null
  /** The province: `tỉnh Đắk Lắk`; null when it cannot be known. */
  place: string | null
}

export type Person = { id: string; name: string; kind: string }

/** What to send back: a page, or the address to go on with (303). Cookies of API answers are passed on by hand. */
export type Answer =
  | {
      kind: 'page'
      status: number
      html: string
      headers?: Record<string, string>
      /** Why the page could not be made, for the log. */
      error?: unknown
    }
  | { kind: 'text'; status: number; type: string; text: string; headers?: Record<string, string> }
  | { kind: 'redirect'; to: string; cookies?: readonly string[] }

/** A page: its address, and the function that answers it. Groups of the pattern are handed over in order. */
export type Route = { path: RegExp; answer: (visit: Visit, ...groups: string[]) => Promise<Answer> }

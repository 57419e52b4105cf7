import createClient from 'openapi-fetch'
import type { paths } from '../../../contract/api.d.ts'

/** The public API, typed by its committed description. The session travels as a cookie. */
export const api = createClient<paths>({ baseUrl: '', credentials: 'same-origin' })

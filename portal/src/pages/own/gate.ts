import { to, withQuery } from '../../links.ts'
import type { Answer, Person, Visit } from '../../visit.ts'

/** A page for people who are signed in; others sign in first and come back. */
export function signedIn(
  draw: (visit: Visit & { person: Person }, ...groups: string[]) => Promise<Answer>,
): (visit: Visit, ...groups: string[]) => Promise<Answer> {
  return async (visit, ...groups) => {
    const { person } = visit
    if (person) return draw({ ...visit, person }, ...groups)
    const search = visit.query.toString()
    const here = encodeURI(to(visit, visit.path)) + (search ? `?${search}` : '')
    return { kind: 'redirect', to: withQuery(to(visit, '/dang-nhap'), { returnTo: here }) }
  }
}

/** An address of our own to go back to; the page of dossiers for anything else, so that nobody is led astray. */
export function ownAddress(given: string | null, visit: Visit): string {
  const isOwn = given !== null && /^\/(?![/\\])/.test(given) && new URL(given, 'http://own').host === 'own'
  return isOwn ? given : to(visit, '/ho-so')
}

/** Cookies that an answer of the API sets, to be handed on to the browser. */
export function cookiesOf(headers: Record<string, string | string[] | undefined>): readonly string[] {
  const cookies = headers['set-cookie']
  return cookies === undefined ? [] : Array.isArray(cookies) ? cookies : [cookies]
}

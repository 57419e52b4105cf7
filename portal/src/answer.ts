import { broken } from './pages/broken.tsx'
import { homePage } from './pages/home.tsx'
import { missingPage } from './pages/missing.tsx'
import { placeOf } from './place.ts'
import type { Answer, Person, Request, Route, Visit } from './visit.ts'

const ROUTES: readonly Route[] = [{ path: /^\/$/, answer: homePage }]

/** Finds the page of an address and draws it; unknown addresses and failures get a page that says so. */
export async function answer(request: Request): Promise<Answer> {
  try {
    const visit = await meet(request)
    try {
      return await pageOf(visit)
    } catch (error) {
      return broken(visit, error)
    }
  } catch (error) {
    return broken({ ...request, person: null, place: null }, error)
  }
}

function pageOf(visit: Visit): Promise<Answer> {
  for (const route of ROUTES) {
    const match = route.path.exec(visit.path)
    if (match) return route.answer(visit, ...match.slice(1))
  }
  return missingPage(visit)
}

async function meet(request: Request): Promise<Visit> {
  const [person, place] = await Promise.all([request.hasSession ? personOf(request) : null, placeOf(request)])
  return { ...request, person, place }
}

async function personOf({ api }: Request): Promise<Person | null> {
  const { status, body } = await api('GET', '/session')
  return status === 200 ? (body as Person) : null
}

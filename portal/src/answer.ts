import { announcementPage, announcementsPage } from './pages/announcements.tsx'
import { accessibilityPage, helpPage, privacyPage } from './pages/article.tsx'
import { blankFormPage } from './pages/blank-form.tsx'
import { broken } from './pages/broken.tsx'
import { daysOffPage } from './pages/days-off.tsx'
import { figuresPage } from './pages/figures.tsx'
import { robots, sitemap } from './pages/for-robots.ts'
import { homePage } from './pages/home.tsx'
import { latePage } from './pages/late.tsx'
import { lifeEventPage } from './pages/life-event.tsx'
import { missingPage } from './pages/missing.tsx'
import { officePage, officesPage } from './pages/offices.tsx'
import { OWN_ROUTES } from './pages/own/index.ts'
import { procedurePage } from './pages/procedure/page.tsx'
import { proceduresPage } from './pages/procedures.tsx'
import { ratingPage } from './pages/rating.tsx'
import { resultSamplesPage } from './pages/result-samples.tsx'
import { trackedPage, trackingPage } from './pages/tracking.tsx'
import { placeOf } from './place.ts'
import { ApiFailure } from './read.ts'
import type { Answer, Person, Request, Route, Visit } from './visit.ts'

const ROUTES: readonly Route[] = [
  { path: /^\/$/, answer: homePage },
  { path: /^\/thu-tuc$/, answer: proceduresPage },
  { path: /^\/thu-tuc\/([^/]+)$/, answer: procedurePage },
  { path: /^\/thu-tuc\/([^/]+)\/to-khai$/, answer: blankFormPage },
  { path: /^\/thu-tuc\/([^/]+)\/mau-ket-qua$/, answer: resultSamplesPage },
  { path: /^\/su-kien\/([^/]+)$/, answer: lifeEventPage },
  { path: /^\/tra-cuu$/, answer: trackingPage },
  { path: /^\/tra-cuu\/([^/]+)$/, answer: trackedPage },
  { path: /^\/danh-gia$/, answer: ratingPage },
  { path: /^\/so-lieu$/, answer: figuresPage },
  { path: /^\/so-lieu\/cham-han$/, answer: latePage },
  { path: /^\/co-quan$/, answer: officesPage },
  { path: /^\/co-quan\/([^/]+)$/, answer: officePage },
  { path: /^\/ngay-nghi$/, answer: daysOffPage },
  { path: /^\/thong-bao$/, answer: announcementsPage },
  { path: /^\/thong-bao\/([0-9a-f-]{36})$/, answer: announcementPage },
  { path: /^\/tro-giup$/, answer: helpPage },
  { path: /^\/kha-nang-tiep-can$/, answer: accessibilityPage },
  { path: /^\/quyen-rieng-tu$/, answer: privacyPage },
  { path: /^\/sitemap\.xml$/, answer: sitemap },
  { path: /^\/robots\.txt$/, answer: robots },
  ...OWN_ROUTES,
]

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

/** The page for a request that was refused before it came here. @param problem what the server would tell a program */
export const failure = (request: Request, problem: { status: number; message: string }): Answer =>
  broken(
    { ...request, person: null, place: null },
    new ApiFailure(problem.status, { title: problem.message }),
  )

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

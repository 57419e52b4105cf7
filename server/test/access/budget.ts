/** Round trips to the database, session and audit included, that a route may take when nothing else is said. */
const READ = 3
const ACT = 4

/** Routes that take more, and why. The hot ones are far below: `dossiers/round-trips.test.ts` holds them to 2 and 3. */
const MORE: Readonly<Record<string, number>> = {
  // Rare acts of administrators, each step checked before the next.
  'POST /studio/drafts': 10,
  'GET /studio/drafts/{id}': 6,
  'PUT /studio/drafts/{id}/parts/{part}': 9,
  'GET /studio/drafts/{id}/parts/{part}/history': 4,
  'POST /studio/drafts/{id}/parts/{part}/restoration': 10,
  'GET /studio/drafts/{id}/diff': 5,
  'POST /studio/drafts/{id}/publication': 16,
  'POST /officers': 9,
  // An account is looked after by who administers every unit in which it holds something: each is asked for.
  'PATCH /officers/{id}': 8,
  'POST /officers/{id}/lock': 9,
  'DELETE /officers/{id}/lock': 8,
  'POST /officers/{id}/password': 10,
  'POST /units': 5,
  'PATCH /units/{ref}': 5,
  'POST /mandates': 5,
  // Files and accepts in one act; the number, the receipt and the process of acceptance come on top of a submission.
  'POST /desk/intakes': 13,
  'POST /dossiers/{id}/acceptance': 5,
  // Look at the clock, the step or the paper that they change, under a lock.
  'POST /migrations/{id}/undo': 6,
  'POST /dossiers/{id}/proven-handover': 5,
  'POST /dossiers/{id}/slips/{kind}': 5,
  // Asks the account, earlier dossiers and the registers.
  'POST /procedures/{code}/prefill': 5,
  // Everybody who holds the dossier, then why.
  'GET /dossiers/{id}/access': 4,
  'GET /special-days/{id}/removal': 4,
  // The page, then what each officer holds in units that the actor may look after.
  'GET /officers': 5,
}

/** In the short form a route may be called once, in a call that also looks whether units or procedures changed. */
export const LOOKS = 2

/** @param fewest of each route, of its calls that succeeded @returns routes that take more than they may, with figures */
export function overBudget(fewest: ReadonlyMap<string, number>, looks: number): string[] {
  return [...fewest].flatMap(([route, trips]) => {
    const most = (MORE[route] ?? (route.startsWith('GET ') ? READ : ACT)) + looks
    return trips > most ? [`${route}: ${trips} round trips, at most ${most}`] : []
  })
}

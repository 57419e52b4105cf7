import type { DossierFacts } from '../../src/modules/dossiers/domain.ts'
import { PAID } from './paid-procedure.ts'
import type { AccessWorld, Person } from './people.ts'

export const STATES = [
  'new',
  'supplement',
  'supplemented',
  'accepted',
  'processing',
  'payment',
  'finished',
] as const
export type State = (typeof STATES)[number]

/** Where a dossier is received and decided. */
export const SHAPES = [
  ['xa', 'xa'],
  ['phuong', 'phuong'],
  ['xa', 'phuong'],
] as const
export type Shape = (typeof SHAPES)[number]

/** A real dossier, with the facts about it that the matrix knows because it brought it there. */
export type Target = {
  id: string
  version: number
  taskId: string | null
  /** A specialist of the agency that decides. */
  colleagueId: string
  facts: DossierFacts
  scope: string[]
}

const APPLICANT = '066190000001'
const LATER = new Date('2026-01-06T01:00:00Z')

/** Brings a new dossier into the state through the API, by officers who may. */
export async function makeTarget(
  world: AccessWorld,
  state: State,
  [receiving, competent]: Shape,
  applicant: Person | null,
): Promise<Target> {
  const { call, people, province } = world
  const at = (role: string, unit: 'xa' | 'phuong') =>
    people.get(`${role}.${unit === 'xa' ? 'same' : 'other'}`)!
  const must = async (person: Person, url: string, body: object = {}) => {
    const answer = await call(person, 'POST', url, body)
    if (answer.status >= 300) throw new Error(`${person.name} ${url}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const desk = at('tiepnhan', receiving)
  const idNumber = applicant?.idNumber ?? APPLICANT
  const procedureCode = state === 'payment' ? PAID : '9.000001'
  const submission = province.body({
    procedureCode,
    ...(state === 'payment' && { answers: {} }),
    channel: 'desk',
    receivingUnit: receiving,
    competentUnit: competent,
    applicant: { name: 'Nguyễn Thị Hoà', idNumber },
  })
  const { id } = await must(desk, '/dossiers', submission)
  const act = (name: string, body: object = {}, by = desk) => must(by, `/dossiers/${id}/${name}`, body)
  const step = async (role: string, outcome: string) => {
    const officer = at(role, competent)
    const [task] = (await call(officer, 'GET', `/tasks?dossier=${id}`)).body.items
    return must(officer, `/tasks/${task.id}/completion`, { outcome })
  }
  if (state === 'supplement' || state === 'supplemented')
    await act('supplement-requests', { reason: 'Thiếu đơn' })
  if (state === 'supplemented') await act('supplements', { papers: [{ key: 'don', originals: 1 }] })
  const isBegun = state === 'processing' || state === 'payment' || state === 'finished'
  const isAccepted = state === 'accepted' || isBegun
  if (isAccepted) await act('acceptance')
  if (isBegun) await step('chuyenvien', 'dat')
  if (state === 'finished') {
    await step('lanhdao', 'ky')
    await act('results', {}, at('vanthu', competent))
  }
  const seen = (await call(desk, 'GET', `/dossiers/${id}`)).body
  const tasks = (await call(desk, 'GET', `/tasks?dossier=${id}`)).body.items
  const unitIds = {
    receivingUnitId: province.unitIds[receiving],
    competentUnitId: province.unitIds[competent],
  }
  const facts: DossierFacts = {
    id,
    status: seen.status,
    procedureCode,
    ...unitIds,
    returnUnitId: unitIds.receivingUnitId,
    submittedBy: desk.actor.id,
    applicantIndex: (applicant ?? people.get('chuhoso')!).actor.idNumberIndex!,
    submittedAt: LATER,
    acceptedAt: isAccepted ? LATER : null,
    dueAt: isAccepted ? LATER : null,
    processing: isBegun,
    processEnded: state === 'finished',
    resultAt: state === 'finished' ? LATER : null,
    paymentState: state === 'payment' ? 'none' : 'unpaid',
    supplement:
      state === 'supplement' || state === 'supplemented'
        ? { requestedAt: LATER, receivedAt: state === 'supplemented' ? LATER : null, beforeAcceptance: true }
        : null,
  }
  return {
    id,
    version: seen.version,
    taskId: tasks[0]?.id ?? null,
    colleagueId: at('chuyenvien', competent).actor.id,
    facts,
    scope: Object.values(unitIds),
  }
}

import { civilDay, type DossierFacts, isSupplementedAtIntake, punctuality, STATUS } from '../domain.ts'

/** What is counted when it happens, under its day in Việt Nam. */
export const FLOWS = [
  'submitted',
  'received',
  'finishedEarly',
  'finishedOnTime',
  'finishedLate',
  'finishedNoLimit',
  'refused',
  'withdrawn',
  'stopped',
] as const

/** What stands where at this moment. */
export const STOCKS = ['atReception', 'processing', 'waitingApplicant', 'toHandOver'] as const

/** `due`: in work, under the day of its first due date; what was due before today is late. */
export type Measure = (typeof FLOWS)[number] | (typeof STOCKS)[number] | 'due'

/** One thing that a dossier counts for. `day`: YYYY-MM-DD in Việt Nam, `-infinity` for what stands now. */
export type Counted = { unitId: string; day: string; measure: Measure }

export type CountedFacts = DossierFacts & {
  parentId: string | null
  receivedAt: Date | null
  firstDueAt: Date | null
  finishedAt: Date | null
  closedAt: Date | null
}

/**
 * What a dossier counts for, all under the unit that owes the decision. A sub-dossier counts for nothing: its parent
 * does. Whoever finishes is measured against the first due date (domain.md 1.4.6). `dossiers.figure_source` says the
 * same in SQL.
 */
export function figuresOf(d: CountedFacts): Counted[] {
  if (d.parentId !== null) return []
  const under = (day: string, measure: Measure): Counted => ({ unitId: d.competentUnitId, day, measure })
  const counted = [under(civilDay(d.submittedAt), 'submitted')]
  if (d.acceptedAt) counted.push(under(civilDay(d.receivedAt ?? d.acceptedAt), 'received'))
  const ended = endOf(d)
  if (ended) counted.push(under(civilDay(ended.at), ended.measure))
  const stock = stockOf(d)
  if (stock) counted.push(under('-infinity', stock))
  if (stock === 'processing' && d.firstDueAt) counted.push(under(civilDay(d.firstDueAt), 'due'))
  return counted
}

function endOf(d: CountedFacts): { measure: Measure; at: Date } | null {
  switch (d.status) {
    case STATUS.refused:
      return d.closedAt && { measure: 'refused', at: d.closedAt }
    case STATUS.withdrawn:
      return d.closedAt && { measure: 'withdrawn', at: d.closedAt }
    case STATUS.stopped:
      return d.closedAt && { measure: 'stopped', at: d.closedAt }
    case STATUS.finished:
    case STATUS.handedOver:
      return d.finishedAt && { measure: finishOf(d.firstDueAt, d.finishedAt), at: d.finishedAt }
    default:
      return null
  }
}

function finishOf(firstDueAt: Date | null, finishedAt: Date): Measure {
  switch (punctuality(firstDueAt, finishedAt, finishedAt)) {
    case 'early':
      return 'finishedEarly'
    case 'late':
      return 'finishedLate'
    case 'on_time':
      return 'finishedOnTime'
    default:
      return 'finishedNoLimit'
  }
}

function stockOf(d: CountedFacts): Measure | null {
  switch (d.status) {
    case STATUS.submitted:
      return 'atReception'
    case STATUS.supplement:
      return isSupplementedAtIntake(d) ? 'atReception' : 'waitingApplicant'
    case STATUS.payment:
      return 'waitingApplicant'
    case STATUS.accepted:
    case STATUS.processing:
      return 'processing'
    case STATUS.finished:
      return 'toHandOver'
    default:
      return null
  }
}

/** What to add to the counters so that they hold `after` where they held `before`; empty when nothing changed. */
export function deltaOf(before: readonly Counted[], after: readonly Counted[]): (Counted & { n: 1 | -1 })[] {
  const same = (a: Counted) => (b: Counted) =>
    a.unitId === b.unitId && a.day === b.day && a.measure === b.measure
  return [
    ...before.filter((c) => !after.some(same(c))).map((c) => ({ ...c, n: -1 as const })),
    ...after.filter((c) => !before.some(same(c))).map((c) => ({ ...c, n: 1 as const })),
  ]
}

/** A period of civil days, both included. */
export type Period = { from: string; to: string }

/**
 * Splits a period so that few rows are read: the days from `from` to before `first`, the whole months from `first` to
 * before `end`, less the days after `to` and before `end`. Of the month that is running those hold nothing yet.
 * @returns both the day after `to` when the period touches no month whose first day is in it
 */
export function wholeMonths({ from, to }: Period): { first: string; end: string } {
  const first = from.endsWith('-01') ? from : monthAfter(from)
  const end = monthAfter(to)
  return end > first ? { first, end } : { first: dayAfter(to), end: dayAfter(to) }
}

const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)

function monthAfter(day: string): string {
  const [year = 0, month = 0] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10)
}

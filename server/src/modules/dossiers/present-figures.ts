import { compareText } from '@motcua/rules'
import type { Ctx } from '../../platform/ctx.ts'
import { unitRef, unitsByIds } from '../organisations/index.ts'
import type { FiguresView } from './contract/figures.ts'
import { FLOWS, type Measure, type Period } from './domain/figures.ts'
import type { FigureRow } from './queries/figures.ts'

/** The counters as they are published: for all, by month, by unit in the order of the names. */
export async function presentFigures(
  ctx: Ctx,
  period: Period,
  rows: readonly FigureRow[],
): Promise<FiguresView> {
  const byUnit = groupBy(rows, (row) => row.unitId)
  const byMonth = groupBy(rows, (row) => row.month)
  const units = await unitsByIds(ctx, [...byUnit.keys()])
  const ofUnits = [...byUnit].map(([id, counts]) => {
    const unit = units.get(id)
    return {
      unit: unit ? unitRef(unit) : id,
      unitName: unit?.name ?? '',
      ...flowsOf(counts),
      ...standingOf(counts),
    }
  })
  const total = sum([...byUnit.values()])
  return {
    ...period,
    at: ctx.now().toISOString(),
    total: { ...flowsOf(total), ...standingOf(total) },
    months: [...byMonth]
      .map(([month, counts]) => ({ month, ...flowsOf(counts) }))
      .sort((a, b) => (a.month < b.month ? -1 : 1)),
    units: ofUnits.sort((a, b) => compareText(a.unitName, b.unitName)),
  }
}

type Counts = Map<Measure | 'late', number>

function groupBy(rows: readonly FigureRow[], keyOf: (row: FigureRow) => string | null): Map<string, Counts> {
  const groups = new Map<string, Counts>()
  for (const row of rows) {
    const key = keyOf(row)
    if (key === null) continue
    const counts: Counts = groups.get(key) ?? new Map()
    groups.set(key, counts.set(row.measure, row.n))
  }
  return groups
}

function sum(all: readonly Counts[]): Counts {
  const total: Counts = new Map()
  for (const counts of all) {
    for (const [measure, n] of counts) total.set(measure, (total.get(measure) ?? 0) + n)
  }
  return total
}

const flowsOf = (counts: Counts) =>
  Object.fromEntries(FLOWS.map((flow) => [flow, counts.get(flow) ?? 0])) as Record<
    (typeof FLOWS)[number],
    number
  >

function standingOf(counts: Counts) {
  const of = (measure: Measure | 'late') => counts.get(measure) ?? 0
  const [atReception, processing, waitingApplicant] = [
    of('atReception'),
    of('processing'),
    of('waitingApplicant'),
  ]
  // Counted by two statements: an act between them must not make a number negative.
  const lateNow = Math.min(of('late'), processing)
  return {
    open: atReception + processing + waitingApplicant,
    atReception,
    inTime: processing - lateNow,
    lateNow,
    waitingApplicant,
    toHandOver: of('toHandOver'),
  }
}

import { evaluate, holds } from '@motcua/rules'
import type { CaseView, FeeView, GoldenCase, PaperView } from '../contract.ts'

/** What the rules of a procedure are computed from; a whole `ProcedureVersion` fits. */
export type RuleSource = {
  cases: readonly CaseView[]
  papers: readonly PaperView[]
  fees: readonly FeeView[]
  goldenCases: readonly GoldenCase[]
}

export type Answers = Readonly<Record<string, unknown>>

/** A paper as it comes with a dossier. */
export type GivenPaper = { key: string; fileId?: string | null; originals?: number; copies?: number }

/** `amount` in đồng, null when the rule gave none and a person must decide. `reason` says how it was found, for the payer. */
export type DueFee = {
  key: string
  name: { vi: string; en?: string }
  amount: number | null
  reason: string
  collectedAt: string
}

export type RequiredPaper = Omit<PaperView, 'mandatory'> & { mandatory: boolean }

/**
 * What this dossier costs. A rule sees every answer by name, `caseKey`, and `giayTo` (papers by key:
 * `giayTo.banChinh.copies`). The amount is null when the rule gives no number from 0 up: an answer it needs is
 * missing, and nobody must be told a fee that was not computed.
 */
export function feesFor(
  version: RuleSource,
  caseKey: string | null,
  answers: Answers,
  papers: readonly GivenPaper[] = [],
): DueFee[] {
  const names = namesFor(caseKey, answers, papers)
  const wanted = caseOf(version, caseKey)?.fees
  return version.fees
    .filter((fee) => fee.rule !== null && (wanted === undefined || wanted.includes(fee.key)))
    .map((fee) => {
      const value = fee.rule ? evaluate(fee.rule.expr, names) : null
      const isAmount = typeof value === 'number' && Number.isSafeInteger(Math.round(value)) && value >= 0
      return {
        key: fee.key,
        name: fee.name,
        amount: isAmount ? Math.round(value) : null,
        reason: isAmount
          ? fee.text
          : `Chưa tính được ${fee.name.vi.toLowerCase()}; cán bộ tiếp nhận sẽ xác định.`,
        collectedAt: fee.collectedAt ?? 'reception',
      }
    })
}

/** The papers of this dossier, with `mandatory` decided from the answers. */
export function papersFor(version: RuleSource, caseKey: string | null, answers: Answers): RequiredPaper[] {
  const names = namesFor(caseKey, answers, [])
  const wanted = caseOf(version, caseKey)?.papers
  return version.papers
    .filter((paper) => wanted === undefined || wanted.includes(paper.key))
    .map((paper) => ({
      ...paper,
      mandatory: typeof paper.mandatory === 'boolean' ? paper.mandatory : holds(paper.mandatory.expr, names),
    }))
}

/**
 * The case a dossier falls under: the named one, else the first whose condition holds, else the only one without
 * a condition.
 * @returns null when the procedure has no such case, or a person has to choose
 */
export function caseFor(version: RuleSource, caseKey: string | null, answers: Answers): CaseView | null {
  if (caseKey !== null) return caseOf(version, caseKey) ?? null
  const names = namesFor(null, answers, [])
  const met = version.cases.find((c) => c.when !== null && holds(c.when.expr, names))
  if (met) return met
  const [first, ...others] = version.cases.filter((c) => c.when === null)
  return first && others.length === 0 ? first : null
}

/** A whole valid body for `POST /dossiers`, or null when none is stored for the case (or at all). */
export function exampleFor(version: RuleSource, caseKey?: string | null): Record<string, unknown> | null {
  const golden = version.goldenCases.find((g) => caseKey == null || g.case === caseKey)
  return golden?.body ?? null
}

function caseOf(version: RuleSource, caseKey: string | null): CaseView | undefined {
  return caseKey === null ? undefined : version.cases.find((c) => c.key === caseKey)
}

function namesFor(caseKey: string | null, answers: Answers, papers: readonly GivenPaper[]): Answers {
  const byKey = papers.map((p) => [
    p.key,
    { originals: p.originals ?? 0, copies: p.copies ?? 0, hasFile: p.fileId != null },
  ])
  return { ...answers, caseKey, giayTo: Object.fromEntries(byKey) }
}

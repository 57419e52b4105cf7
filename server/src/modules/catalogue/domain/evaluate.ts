import { type CompiledTable, decide, evaluate, holds, type MatchedRow } from '@motcua/rules'
import type { Assessment, CaseView, FeeView, GoldenCase, PaperView } from '../contract.ts'
import { limitWords } from './words.ts'

/** What the rules of a procedure are computed from; a whole `ProcedureVersion` fits. */
export type RuleSource = {
  cases: readonly CaseView[]
  papers: readonly PaperView[]
  paperTable: CompiledTable | null
  fees: readonly FeeView[]
  goldenCases: readonly GoldenCase[]
}

export type Answers = Readonly<Record<string, unknown>>

/** A paper as it comes with a dossier. */
export type GivenPaper = { key: string; fileId?: string | null; originals?: number; copies?: number }

/** Which row of a decision table was met, and by what answers. */
export type TraceRow = { row: number; reason: string; because: string[] }

/** `amount` in đồng, null when the rule gave none and a person must decide. `reason` says how it was found, for the payer. */
export type DueFee = {
  key: string
  name: { vi: string; en?: string }
  amount: number | null
  reason: string
  collectedAt: string
  trace: TraceRow[]
}

/** `reason` says why it must be there; empty when it need not. */
export type RequiredPaper = Omit<PaperView, 'mandatory'> & { mandatory: boolean; trace: TraceRow[] }

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
    .filter((fee) => (fee.rule || fee.table) && (wanted === undefined || wanted.includes(fee.key)))
    .map((fee) => {
      const { amount, reason, trace } = fee.table
        ? amountByTable(fee, fee.table, names)
        : amountByRule(fee, names)
      return {
        key: fee.key,
        name: fee.name,
        amount,
        reason,
        collectedAt: fee.collectedAt ?? 'reception',
        trace,
      }
    })
}

type Amount = Pick<DueFee, 'amount' | 'reason' | 'trace'>

function amountByRule(fee: FeeView, names: Answers): Amount {
  const amount = asAmount(fee.rule ? evaluate(fee.rule.expr, names) : null)
  return amount === null ? undecided(fee, []) : { amount, reason: fee.text, trace: [] }
}

/** The amounts of the rows that count are added up; their reasons say why. */
function amountByTable(fee: FeeView, table: CompiledTable, names: Answers): Amount {
  const { matched, missing } = decide(table, names)
  const amounts = matched.map((row) => asAmount(row.output))
  if (table.hit !== 'COLLECT' && matched.length === 0) return undecided(fee, missing)
  if (amounts.includes(null)) return undecided(fee, [])
  const trace = matched.map(traceOf)
  const reasons = trace.map((row) => row.reason)
  return {
    amount: amounts.reduce<number>((a, b) => a + (b ?? 0), 0),
    reason: reasons.join(' ') || fee.text,
    trace,
  }
}

function asAmount(value: unknown): number | null {
  const isAmount = typeof value === 'number' && Number.isSafeInteger(Math.round(value)) && value >= 0
  return isAmount ? Math.round(value) : null
}

function undecided(fee: FeeView, missing: readonly string[]): Amount {
  const lacking = missing.length > 0 ? ` vì chưa trả lời: ${missing.join(', ')}` : ''
  const name = fee.name.vi.toLowerCase()
  return {
    amount: null,
    reason: `Chưa tính được ${name}${lacking}; cán bộ tiếp nhận sẽ xác định.`,
    trace: [],
  }
}

const traceOf = ({ row, reason, because }: MatchedRow): TraceRow => ({ row, reason: reason.vi, because })

/** The papers of this dossier, with `mandatory` decided from the answers and the reason of each. */
export function papersFor(version: RuleSource, caseKey: string | null, answers: Answers): RequiredPaper[] {
  const names = namesFor(caseKey, answers, [])
  const wanted = caseOf(version, caseKey)?.papers
  const rows = version.paperTable ? decide(version.paperTable, names).matched : []
  return version.papers
    .filter((paper) => wanted === undefined || wanted.includes(paper.key))
    .map((paper) => {
      const trace = rows.filter((row) => listOf(row.output).includes(paper.key)).map(traceOf)
      const byRule =
        typeof paper.mandatory === 'boolean' ? paper.mandatory : holds(paper.mandatory.expr, names)
      const mandatory = byRule || trace.length > 0
      return { ...paper, mandatory, reason: mandatory ? reasonOf(paper, trace) : '', trace }
    })
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

function reasonOf(paper: PaperView, trace: readonly TraceRow[]): string {
  if (trace.length > 0) return trace.map((row) => row.reason).join(' ')
  if (paper.reason !== '') return paper.reason
  return paper.mandatory === true
    ? 'Luôn phải có trong trường hợp này.'
    : 'Phải có theo câu trả lời trong tờ khai.'
}

/**
 * Time, cost and papers for the answers given so far, each with its reason: for people who are still deciding.
 * Answers may be incomplete.
 * @param caseKey null finds the case from the answers
 */
export function assess(
  version: RuleSource,
  caseKey: string | null,
  answers: Answers,
  given: readonly GivenPaper[] = [],
): Omit<Assessment, 'errors'> {
  const found = caseFor(version, caseKey, answers)
  const fees = feesFor(version, found?.key ?? null, answers, given)
  const amounts = fees.map((fee) => fee.amount)
  const papers = papersFor(version, found?.key ?? null, answers)
  return {
    case: found && { key: found.key, name: found.name },
    limit: found && { ...found.limit, text: limitWords(found.limit) },
    fees,
    total: amounts.includes(null) ? null : amounts.reduce<number>((a, b) => a + (b ?? 0), 0),
    papers: papers.map(({ key, name, mandatory, presentOnly, originals, copies, reason, trace }) => ({
      key,
      name,
      mandatory,
      presentOnly,
      originals,
      copies,
      reason,
      trace,
    })),
  }
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

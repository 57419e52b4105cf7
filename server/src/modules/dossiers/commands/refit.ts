import { searchText } from '@motcua/rules'
import type { Ctx } from '../../../platform/ctx.ts'
import { AppError, unprocessable } from '../../../platform/errors.ts'
import { type ProcedureVersion, papersFor, procedureVersion } from '../../catalogue/index.ts'
import { unitByRef } from '../../organisations/index.ts'
import type { Correction } from '../contract/corrections.ts'
import { feesOf, missingPapers } from '../papers.ts'
import { insertPapers, type NewPaper, type PaperRow } from '../store/acts.ts'
import { retirePapers } from '../store/corrections.ts'
import type { Dossier } from '../store/dossier.ts'
import { checkAnswers, findCase, findCompetent, findProcedure } from './submit.ts'

/** A dossier under the right procedure, case and competent unit: what fits is carried over. */
export type Refitted = {
  procedure: ProcedureVersion
  changes: Partial<Dossier>
  papers: PaperMoves
  droppedAnswers: string[]
  /** Keys of required papers that are not there: to be asked for. */
  missing: string[]
}

type PaperMoves = { all: NewPaper[]; dropped: PaperRow[]; renamed: { old: PaperRow; paper: NewPaper }[] }

/**
 * Finds what of a dossier fits the corrected facts. Nothing is written.
 * @throws 404 and 422 of a submission; 422 `correction.answers_alone`, `dossier.unknown_paper`
 */
export async function refit(
  ctx: Ctx,
  d: Dossier,
  papers: readonly PaperRow[],
  input: Correction,
): Promise<Refitted> {
  const found =
    input.procedureCode === undefined
      ? null
      : await findProcedure(ctx, { procedureCode: input.procedureCode, channel: d.channel })
  const isOther = found !== null && found.code !== d.procedureCode
  const procedure = isOther ? found : await procedureVersion(ctx, d.procedureVersionId)
  const isRefilled = isOther || (input.caseKey !== undefined && input.caseKey !== d.caseKey)
  if (!isRefilled && (input.answers || input.papers)) {
    throw unprocessable(
      'correction.answers_alone',
      'Tờ khai và giấy tờ chỉ sắp lại khi sửa thủ tục hoặc trường hợp; muốn bổ sung thì dùng yêu cầu bổ sung.',
    )
  }
  const competentUnitId =
    isOther || input.competentUnit !== undefined
      ? await competentFor(ctx, d, procedure, input.competentUnit)
      : d.competentUnitId
  if (!isRefilled) {
    const none = { all: [...papers], dropped: [], renamed: [] }
    return { procedure, changes: { competentUnitId }, papers: none, droppedAnswers: [], missing: [] }
  }
  const answers =
    isOther || input.answers ? await carryAnswers(ctx, procedure, d.answers, input.answers ?? {}) : d.answers
  const caseKey = findCase(procedure, input.caseKey, answers)
  const moves = carryPapers(papersFor(procedure, caseKey, answers), papers, input.papers ?? [])
  const fees = feesOf(procedure, caseKey, answers, moves.all)
  return {
    procedure,
    changes: {
      procedureVersionId: procedure.id,
      procedureCode: procedure.code,
      procedureName: procedure.name,
      caseKey,
      competentUnitId,
      answers,
      fees,
      paymentState: paymentState(d, fees),
    },
    papers: moves,
    droppedAnswers: Object.keys(d.answers).filter((key) => !Object.hasOwn(answers, key)),
    missing: missingPapers(
      procedure,
      caseKey,
      answers,
      moves.all.map((p) => p.key),
    ).map((p) => p.key),
  }
}

/** Writes what became of the papers: those of another name are entered anew, those that do not fit are put aside. */
export function writePapers(ctx: Ctx, dossierId: string, { dropped, renamed }: PaperMoves): void {
  retirePapers(
    ctx,
    [...dropped, ...renamed.map(({ old }) => old)].map((p) => p.id),
  )
  insertPapers(
    ctx,
    dossierId,
    renamed.map(({ paper }) => paper),
  )
}

/** The unit that was competent stays so where it may decide the right procedure too. */
async function competentFor(ctx: Ctx, d: Dossier, procedure: ProcedureVersion, named: string | undefined) {
  const receiving = await unitByRef(ctx, d.receivingUnitId)
  const find = (competentUnit?: string) => findCompetent(ctx, { competentUnit }, procedure, receiving)
  if (named !== undefined) return (await find(named)).id
  try {
    return (await find(d.competentUnitId)).id
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'dossier.unit_refused') throw error
    return (await find()).id
  }
}

/** The answers that the right form asks for too, with those given now. An old one that it refuses is left out. */
async function carryAnswers(
  ctx: Ctx,
  procedure: ProcedureVersion,
  old: Record<string, unknown>,
  given: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const all = { ...old, ...given }
  try {
    return await checkAnswers(ctx, procedure, all)
  } catch (error) {
    const misfits = misfitKeys(error).filter((key) => Object.hasOwn(old, key) && !Object.hasOwn(given, key))
    if (misfits.length === 0) throw error
    const rest = Object.fromEntries(Object.entries(all).filter(([key]) => !misfits.includes(key)))
    return checkAnswers(ctx, procedure, rest)
  }
}

function misfitKeys(error: unknown): string[] {
  if (!(error instanceof AppError) || error.code !== 'form.invalid') return []
  return (error.details as { pointer: string }[]).map(({ pointer }) => pointer.split('/')[2] ?? '')
}

function carryPapers(
  known: readonly { key: string; name: { vi: string } }[],
  papers: readonly PaperRow[],
  given: readonly { id: string; key: string }[],
): PaperMoves {
  const moves: PaperMoves = { all: [], dropped: [], renamed: [] }
  const unknown = given.findIndex(({ id, key }) => !papers.some((p) => p.id === id) || !find(known, key))
  if (unknown >= 0) {
    const message = `Không có giấy tờ hoặc thành phần hồ sơ này; các thành phần: ${known.map((k) => k.key).join(', ')}.`
    throw unprocessable('dossier.unknown_paper', message, [
      { pointer: `/papers/${unknown}`, code: 'unknown', message },
    ])
  }
  for (const old of papers) {
    const named = given.find(({ id }) => id === old.id)
    const fit = named
      ? find(known, named.key)
      : known.find((k) => k.key === old.key && searchText(k.name.vi) === searchText(old.name))
    if (!fit) moves.dropped.push(old)
    else if (fit.key === old.key && fit.name.vi === old.name) moves.all.push(old)
    else {
      const { fileId, originals, copies } = old
      const paper = { key: fit.key, name: fit.name.vi, fileId, originals, copies }
      moves.all.push(paper)
      moves.renamed.push({ old, paper })
    }
  }
  return moves
}

const find = <T extends { key: string }>(list: readonly T[], key: string): T | undefined =>
  list.find((item) => item.key === key)

/** What was paid stays paid; the rest is owed as the right fees say. */
function paymentState(d: Dossier, fees: Dossier['fees']): string {
  if (d.paymentState !== 'none' && d.paymentState !== 'unpaid') return d.paymentState
  return fees.some((f) => f.amount !== 0) ? 'unpaid' : 'none'
}

import type { Ctx } from '../../platform/ctx.ts'
import { unprocessable } from '../../platform/errors.ts'
import { feesFor, type ProcedureVersion, papersFor } from '../catalogue/index.ts'
import { filesByIds } from '../files/index.ts'
import type { Fee } from './contract/dossier.ts'
import type { PaperInput } from './contract/submission.ts'
import type { NewPaper } from './store/acts.ts'

type Problem = { pointer: string; code: string; message: string }

/**
 * The papers handed in, with the names the procedure gives them.
 * @throws 422 `dossier.unknown_paper` for a key the case does not have
 */
export function readPapers(
  procedure: ProcedureVersion,
  caseKey: string,
  answers: Record<string, unknown>,
  given: readonly PaperInput[],
): NewPaper[] {
  const known = new Map(papersFor(procedure, caseKey, answers).map((p) => [p.key, p]))
  const problems: Problem[] = []
  const papers = given.flatMap((paper, i) => {
    const required = known.get(paper.key)
    if (!required) {
      const message = `Trường hợp này không có thành phần hồ sơ “${paper.key}”; các mã có: ${[...known.keys()].join(', ')}.`
      problems.push({ pointer: `/papers/${i}/key`, code: 'unknown', message })
      return []
    }
    return [
      {
        key: paper.key,
        name: required.name.vi,
        fileId: paper.fileId ?? null,
        originals: paper.originals ?? 0,
        copies: paper.copies ?? 0,
      },
    ]
  })
  if (problems.length > 0) throw unprocessable('dossier.unknown_paper', problems[0]!.message, problems)
  return papers
}

/** What the dossier costs, with the reason of each amount. */
export const feesOf = (
  procedure: ProcedureVersion,
  caseKey: string,
  answers: Record<string, unknown>,
  papers: readonly NewPaper[],
): Fee[] =>
  feesFor(procedure, caseKey, answers, papers).map(({ key, name, amount, reason }) => ({
    key,
    name: name.vi,
    amount,
    reason,
  }))

/** A paper counts as handed in with a file, an original or a copy. */
const isGiven = (p: NewPaper): boolean => p.fileId !== null || p.originals > 0 || p.copies > 0

/**
 * Names of the required papers that are not there. Papers that are only shown are looked at by the officer.
 */
export function missingPapers(
  procedure: ProcedureVersion,
  caseKey: string,
  answers: Record<string, unknown>,
  givenKeys: readonly string[],
): { key: string; name: string }[] {
  return papersFor(procedure, caseKey, answers)
    .filter((p) => p.mandatory && !p.presentOnly && !givenKeys.includes(p.key))
    .map((p) => ({ key: p.key, name: p.name.vi }))
}

/** @throws 422 `dossier.papers_missing` naming every required paper that is not there */
export function refuseMissing(
  procedure: ProcedureVersion,
  caseKey: string,
  answers: Record<string, unknown>,
  papers: readonly NewPaper[],
): void {
  const given = papers.filter(isGiven).map((p) => p.key)
  refuseMissingKeys(procedure, caseKey, answers, given)
}

/** As `refuseMissing`, for the keys of papers already stored. */
export function refuseMissingKeys(
  procedure: ProcedureVersion,
  caseKey: string,
  answers: Record<string, unknown>,
  givenKeys: readonly string[],
): void {
  const missing = missingPapers(procedure, caseKey, answers, givenKeys)
  if (missing.length === 0) return
  const names = missing.map((p) => `${p.name} (${p.key})`).join('; ')
  throw unprocessable(
    'dossier.papers_missing',
    `Hồ sơ còn thiếu: ${names}.`,
    missing.map((p) => ({ pointer: '/papers', code: 'required', message: `Thiếu ${p.name} (${p.key}).` })),
  )
}

/** @throws 422 `dossier.unknown_file` when a file does not exist or was sent by somebody else */
export async function checkFiles(ctx: Ctx, fileIds: readonly (string | null)[]): Promise<void> {
  const ids = fileIds.filter((id) => id !== null)
  if (ids.length === 0) return
  const found = await filesByIds(ctx, ids)
  const wrong = ids.filter((id) => found.get(id)?.ownerId !== ctx.actor.id)
  if (wrong.length === 0) return
  throw unprocessable(
    'dossier.unknown_file',
    'Có tệp đính kèm không tồn tại hoặc do tài khoản khác gửi; hãy gửi lại tệp rồi nộp.',
    wrong.map((id) => ({ pointer: '/papers', code: 'unknown_file', message: `Không dùng được tệp ${id}.` })),
  )
}

import { unprocessable } from '../../../platform/errors.ts'

/** An open step as the move takes it over. */
export type MovedStep = {
  nameBefore: string
  name: string
  dueBefore: Date | null
  dueAfter: Date | null
  clockBefore: 'run' | 'pause'
  clockAfter: 'run' | 'pause'
}

/** What is compared between looking at a move and doing it: no act and no step of the process came between. */
export const seenOf = (dossierVersion: number, revision: number): string => `${dossierVersion}.${revision}`

/**
 * Lets a move pass that the engine can do, unless it would be to the applicant's harm or change what he waits for.
 * @param dueAt the dossier's own due date, which no move changes
 * @param say a moment in words
 * @throws 422 `migration.refused`, `migration.clock`, `migration.past_due`
 */
export function checkMove(
  dueAt: Date | null,
  move: { problems: readonly { message: string }[]; tasks: readonly MovedStep[] },
  say: (at: Date) => string,
): void {
  if (move.problems.length > 0) {
    const why = move.problems.map(({ message }) => message).join(' ')
    throw unprocessable('migration.refused', `Chưa chuyển được: ${why}`, move.problems)
  }
  for (const step of move.tasks) {
    if (step.clockBefore !== step.clockAfter) throw unprocessable('migration.clock', sayClock(step))
    const isLater = step.dueBefore === null || (step.dueAfter !== null && step.dueAfter > step.dueBefore)
    if (dueAt && step.dueAfter && step.dueAfter > dueAt && isLater) {
      throw unprocessable(
        'migration.past_due',
        `Hạn mới của bước “${step.name}” (${say(step.dueAfter)}) sẽ sau ngày hẹn trả (${say(dueAt)}) nên không chuyển; hãy rút ngắn giờ của bước này trong phiên bản mới.`,
      )
    }
  }
}

function sayClock({ nameBefore, name, clockAfter }: MovedStep): string {
  return clockAfter === 'pause'
    ? `Bước “${nameBefore}” đang tính thời hạn, còn “${name}” ở phiên bản mới dừng thời hạn để chờ người nộp; không chuyển vì bất lợi cho người nộp.`
    : `Hồ sơ đang chờ người nộp ở bước “${nameBefore}”, còn “${name}” ở phiên bản mới không chờ; hãy chuyển khi người nộp đã thực hiện xong.`
}

/** What a move does to a dossier, in a sentence. */
export function sayMove(
  version: number,
  dueAt: Date | null,
  steps: readonly MovedStep[],
  say: (at: Date) => string,
): string {
  const parts = steps.map(({ nameBefore, name, dueBefore, dueAfter }) => {
    const renamed = name === nameBefore ? `bước “${name}” giữ nguyên` : `bước “${nameBefore}” thành “${name}”`
    const same = dueBefore?.getTime() === dueAfter?.getTime()
    const due = (at: Date | null) => (at ? say(at) : 'không có hạn')
    return `${renamed}, ${same ? 'hạn của bước không đổi' : `hạn của bước từ ${due(dueBefore)} thành ${due(dueAfter)}`}`
  })
  const where = parts.length > 0 ? parts.join('; ') : 'đang chờ đơn vị khác hoặc chờ tin, chỗ chờ giữ nguyên'
  const promise = dueAt ? ` Ngày hẹn trả vẫn là ${say(dueAt)}.` : ''
  return `Chuyển sang phiên bản ${version}: ${where}.${promise}`
}
